"""Learners who come back a month later to a bot that was restarted, and learners who tap all at once."""

from typing import Any

import pytest
from simcord.enums import InteractionType
from simcord.results import InteractionResult
from sqlalchemy import Row, Table, select

from bot.domain.item import ItemType
from bot.domain.leaderboard import Period
from bot.storage.tables import attempts, enrollments, reports, standings, study_days, verdicts
from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    Restart,
    answer_here,
    asked_in,
    count,
    dispatch,
    latest,
    person_of,
    post_until,
    reply_of,
    said,
)
from tests.journeys.town import Town, control, given, text_of

pytestmark = pytest.mark.usefixtures("discreet")

TYPES = (ItemType.SINGLE, ItemType.MULTI, ItemType.NUMERIC)


async def a_month_later(town: Town, restart: Restart) -> None:
    await town.env.advance_time(31 * 86400)
    await restart(town)
    await town.tick()


@pytest.mark.parametrize("kind", TYPES)
async def test_a_month_later_a_post_can_still_be_answered(
    town: Town, restart: Restart, kind: ItemType
) -> None:
    await town.set_up()
    post = await post_until(town, kind)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    await a_month_later(town, restart)
    told = said(await town.answer(town.nora, post))
    assert "✓ Right." in told
    assert "Practice, since the answer was already out" in told


async def test_a_month_later_every_button_still_works(town: Town, restart: Restart) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", pace=6)
    await town.tick()
    stranger_asked = await town.answer(town.sam, latest(town))
    verdict = await town.answer(town.nora, latest(town))
    panel = await town.nora.slash(town.channel, "settings")
    board = await town.nora.slash(town.channel, "leaderboard")
    own = await town.nora.slash(town.channel, "today")
    paused = await town.nora.slash(town.channel, "pause", until="40")
    [welcome] = town.channel.pinned_messages()
    await a_month_later(town, restart)

    async def press(result: InteractionResult, kind: type, **fields: object) -> str:
        return said(await town.nora.click(reply_of(result), custom_id=control(result, kind, **fields)))

    assert "Good to have you back" in await press(paused, custom_ids.Resume)
    assert "✓ Right." in said(await answer_here(town, town.nora, own))
    assert "Thank you" in said(
        await town.nora.submit_modal(
            await town.nora.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Report)),
            {custom_ids.KIND_FIELD: ["typo"]},
        )
    )
    assert "Open the thread" in await press(verdict, custom_ids.Discuss)
    assert "You will be pinged" in await press(verdict, custom_ids.Ping, wants=True)
    assert "All time" in await press(board, custom_ids.Board, period=Period.ALL)
    assert "Since Mon 26 Jan" in await press(board, custom_ids.Board, period=Period.WEEK)
    assert "You are hidden" in await press(panel, custom_ids.Set, what="hide")
    assert "Nothing changed" in said(await town.nora.click(welcome, custom_id=str(custom_ids.Join())))
    enrolled = await town.sam.click(
        reply_of(stranger_asked), custom_id=control(stranger_asked, custom_ids.Enroll)
    )
    assert "You are enrolled" in said(enrolled)


@pytest.mark.parametrize("kind", [ItemType.MULTI, ItemType.NUMERIC])
async def test_a_form_sent_after_a_restart_is_graded(town: Town, restart: Restart, kind: ItemType) -> None:
    await town.set_up()
    post = await post_until(town, kind)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    form = await town.nora.click(post, custom_id=str(custom_ids.Answer(shown.ref, custom_ids.FORM)))
    await restart(town)
    typed = given(shown, right=True)
    value = typed if kind is ItemType.NUMERIC else typed.split(".")
    assert "✓ Right." in said(await town.nora.submit_modal(form, {custom_ids.ANSWER_FIELD: value}))


async def test_a_report_and_a_zone_sent_after_a_restart_arrive(town: Town, restart: Restart) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    verdict = await town.answer(town.nora, latest(town))
    report = await town.nora.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Report))
    panel = await town.nora.slash(town.channel, "settings")
    zone = await town.nora.click(reply_of(panel), custom_id=control(panel, custom_ids.Set, what="timezone"))
    await restart(town)
    assert "Thank you" in said(await town.nora.submit_modal(report, {custom_ids.KIND_FIELD: ["typo"]}))
    assert "will be **Lima**" in said(await town.nora.submit_modal(zone, {custom_ids.ZONE_FIELD: "lima"}))
    assert await count(town, reports) == 1


async def test_what_was_reached_is_there_after_a_restart(town: Town, restart: Restart) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    post = latest(town)
    await town.answer(town.nora, post)
    await restart(town)
    assert "### Streak 1" in said(await town.nora.slash(town.channel, "streak"))
    assert "Your first answer stands." in said(await town.answer(town.nora, post))


async def test_one_person_who_taps_many_times_is_counted_once(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    shown = await town.question(latest(town))
    right, wrong = given(shown, right=True), given(shown, right=False)
    for one in (wrong, right) * 20:
        dispatch(town, town.nora, custom_ids.Answer(shown.ref, one))
    await town.env.settle()
    assert await count(town, attempts) == 1
    assert await count(town, verdicts) == 1
    view = await town.services.streak.show(town.guild.id, person_of(town.nora))
    assert (view.current, view.best, view.active_days) == (1, 1, 1)
    [day] = await rows(town, study_days)
    assert (day.answers, day.correct, day.points) == (1, 0, 2)
    assert {row.points for row in await rows(town, standings)} == {2}


async def test_a_stranger_who_taps_enroll_many_times_is_enrolled_and_counted_once(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    shown = await town.question(latest(town))
    dispatch(town, town.sam, custom_ids.Join(), times=5)
    asked = await town.answer(town.sam, latest(town))
    dispatch(town, town.sam, custom_ids.Join(), times=5)
    pressed = custom_ids.Enroll(shown.ref, given(shown, right=True))
    dispatch(town, town.sam, pressed, times=20, under=reply_of(asked))
    dispatch(town, town.sam, custom_ids.Join(), times=5)
    await town.env.settle()
    assert await count(town, enrollments) == 2
    assert await count(town, attempts) == 1


async def test_people_who_tap_all_at_once_are_each_counted_once(town: Town) -> None:
    await town.set_up()
    people = [town.guild.add_member(town.env.create_user(f"p{at:02}")) for at in range(20)]
    for who in people:
        await who.slash(town.channel, "enroll")
    await town.tick()
    shown = await town.question(latest(town))
    for _ in range(3):
        for who in people:
            pressed = custom_ids.Answer(shown.ref, given(shown, right=who.id % 2 == 0))
            dispatch(town, who, pressed)
    await town.env.settle()
    assert await count(town, attempts) == 20
    assert {day.answers for day in await rows(town, study_days)} == {1}
    page = await town.services.leaderboard.page(town.guild.id, person_of(people[0]), Period.ALL)
    assert page.learners == 20
    verdicts_told = [
        text_of(InteractionResult(town.env, one))
        for one in town.env.backend.interactions.values()
        if one.type == InteractionType.MESSAGE_COMPONENT
    ]
    assert len(verdicts_told) == 60
    assert sum("Your first answer stands." in told for told in verdicts_told) == 40


async def test_two_presses_of_today_bring_one_question_of_ones_own(town: Town) -> None:
    await town.set_up(time="18:00")
    await town.nora.slash(town.channel, "enroll", pace=6)
    dispatch(town, town.nora, custom_ids.Today(town.guild.id), times=10)
    await town.env.settle()
    records = [one for one in town.env.backend.interactions.values() if one.user_id == town.nora.id][1:]
    refs = {asked_in(InteractionResult(town.env, one)) for one in records}
    assert len(refs) == 1
    assert None not in refs


async def test_deleting_while_answering_leaves_nothing_half_done(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    shown = await town.question(latest(town))
    panel = await town.nora.slash(town.channel, "settings")
    delete = custom_ids.Data(town.guild.id, "delete-sure")
    for _ in range(5):
        dispatch(town, town.nora, custom_ids.Answer(shown.ref, "0"))
        dispatch(town, town.nora, delete, under=reply_of(panel))
    await town.env.settle()
    assert await count(town, enrollments) == 0
    assert await count(town, standings) == 0
    assert await count(town, attempts) <= 1


async def rows(town: Town, table: Table) -> list[Row[Any]]:
    return await town.app.database.read(lambda connection: list(connection.execute(select(table))))
