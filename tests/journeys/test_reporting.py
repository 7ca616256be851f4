"""“Report”: what is wrong with a question reaches the moderators, once, and harms nobody."""

from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.domain.report import ReportKind
from bot.storage.tables import reports
from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    Requests,
    all_messages,
    assert_acknowledged_first,
    count,
    latest,
    press,
    reply_of,
    said,
)
from tests.journeys.town import Town, control, text_of

pytestmark = pytest.mark.usefixtures("discreet")


async def answered(town: Town) -> InteractionResult:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    return await town.answer(town.nora, latest(town))


async def report(
    town: Town,
    verdict: InteractionResult,
    kind: ReportKind,
    text: str | None = None,
    who: MemberActor | None = None,
) -> str:
    who = who or town.nora
    form = await who.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Report))
    values: dict[str, Any] = {custom_ids.KIND_FIELD: [str(kind)]}
    if text is not None:
        values[custom_ids.TEXT_FIELD] = text
    return said(await who.submit_modal(form, values))


def told(town: Town) -> list[str]:
    return [text_of(one) for one in all_messages(town, town.mods)]


@pytest.mark.parametrize("kind", list(ReportKind))
async def test_every_kind_of_report_reaches_the_moderators(town: Town, kind: ReportKind) -> None:
    verdict = await answered(town)
    assert "Thank you. The moderators have your report." in await report(town, verdict, kind, "It says so.")
    [shown] = told(town)
    assert f"Report: {str(kind).replace('-', ' ')}" in shown
    assert "> It says so" in shown
    assert f"<@{town.nora.id}>" in shown
    assert "The key:" in shown
    question = await town.question(latest(town))
    assert question.item.id in shown


async def test_nothing_need_be_written(town: Town) -> None:
    verdict = await answered(town)
    assert "Thank you" in await report(town, verdict, ReportKind.TYPO)
    assert len(told(town)) == 1


async def test_thanks_come_before_the_moderators_are_told(town: Town) -> None:
    verdict = await answered(town)
    form = await town.nora.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Report))
    requests = Requests.since(town)
    await town.nora.submit_modal(form, {custom_ids.KIND_FIELD: ["typo"]})
    assert_acknowledged_first(requests)


async def test_hostile_text_is_shown_as_it_was_typed_and_pings_nobody(town: Town) -> None:
    verdict = await answered(town)
    text = f"@everyone @here <@{town.sam.id}> <@&{town.role.id}> **b** [x](https://evil.example) ```\n# h\n> q\n||s||"
    await report(town, verdict, ReportKind.OTHER, text)
    [message] = all_messages(town, town.mods)
    stored = town.env.backend.get_message(town.mods.id, message.id)
    assert not stored.mention_everyone
    assert not stored.ping_user_ids
    assert not stored.ping_role_ids
    [shown] = told(town)
    assert "@everyone" not in shown
    assert f"<@{town.sam.id}>" not in shown
    assert f"<@&{town.role.id}>" not in shown
    assert "](https" not in shown
    assert "```" not in shown.split("From <@")[0]


async def test_a_text_of_full_length_is_told_whole(town: Town) -> None:
    verdict = await answered(town)
    await report(town, verdict, ReportKind.OTHER, "word " * 199 + "end.")
    assert "end" in told(town)[0]


async def test_reporting_twice_is_told_once(town: Town) -> None:
    verdict = await answered(town)
    await report(town, verdict, ReportKind.TYPO)
    assert "You reported this question" in await report(town, verdict, ReportKind.OUTDATED)
    await town.tick()
    assert len(told(town)) == 1
    assert await count(town, reports) == 1


async def test_a_second_reporter_hears_that_they_are_not_alone(town: Town) -> None:
    verdict = await answered(town)
    await report(town, verdict, ReportKind.TYPO)
    other = await town.answer(town.sam, latest(town))
    assert "one other person has reported it, too" in await report(town, other, ReportKind.TYPO, who=town.sam)
    assert "Two people have reported this version." in told(town)[1]


async def test_who_is_not_enrolled_cannot_report(town: Town) -> None:
    await answered(town)
    ref = (await town.question(latest(town))).ref
    form = await press(town, town.mia, custom_ids.Report(ref))
    sent = await town.mia.submit_modal(form, {custom_ids.KIND_FIELD: ["typo"]})
    assert "You are not enrolled here yet" in said(sent)
    assert await count(town, reports) == 0


async def test_a_moderator_closes_a_report_and_nobody_else_can(town: Town) -> None:
    verdict = await answered(town)
    await report(town, verdict, ReportKind.TYPO)
    [message] = all_messages(town, town.mods)
    done = control(message, custom_ids.Fixed)
    assert "This is for the group’s moderators" in said(await town.nora.click(message, custom_id=done))
    await town.mia.click(message, custom_id=done)
    assert f"✓ Done, by <@{town.mia.id}>" in told(town)[0]


async def test_a_channel_that_fails_for_a_moment_has_the_report_a_little_later(town: Town) -> None:
    verdict = await answered(town)
    town.env.inject_error("POST", f"/channels/{town.mods.id}/messages", status=503)
    assert "Thank you" in await report(town, verdict, ReportKind.TYPO)
    assert told(town) == []
    await town.tick()
    assert len(told(town)) == 1
