"""`/today` in all its states, and `/progress`."""

from itertools import pairwise

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.domain.item import Track
from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    answer_here,
    asked_in,
    latest,
    press,
    reply_of,
    said,
    the_question_in,
    tomorrow,
)
from tests.journeys.town import Town, control, question_of

pytestmark = pytest.mark.usefixtures("discreet")


async def today(town: Town, who: MemberActor | None = None) -> InteractionResult:
    return await (who or town.nora).slash(town.channel, "today")


async def test_the_open_question_can_be_answered_right_there(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    shown = await today(town)
    assert "The group’s question" in said(shown)
    assert "Streak 0" in said(shown)
    assert asked_in(shown) == (await town.question(latest(town))).ref
    assert "✓ Right." in said(await answer_here(town, town.nora, shown))


async def test_when_all_is_done_it_says_when_the_next_comes(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    await town.answer(town.nora, latest(town))
    told = said(await today(town))
    assert "All done for today" in told
    assert "You had the group’s question right." in told
    assert "The next question comes <t:1767340800:R>." in told
    assert "Open the question" in told
    assert "Streak 1" in told


async def test_a_wrong_answer_is_done_too(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    await town.answer(town.nora, latest(town), right=False)
    told = said(await today(town))
    assert "All done for today" in told
    assert "You answered the group’s question." in told


async def test_before_the_first_post_it_says_when_it_comes(town: Town) -> None:
    await town.set_up(time="18:00")
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    told = said(await today(town))
    assert "Nothing is open yet" in told
    assert "The next question comes <t:1767286800:R>." in told


async def test_on_a_pause_it_offers_to_resume(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    await town.nora.slash(town.channel, "pause", until="3")
    paused = await today(town)
    assert "You are on a pause" in said(paused)
    assert asked_in(paused) is None
    resumed = await town.nora.click(reply_of(paused), custom_id=control(paused, custom_ids.Resume))
    assert "Good to have you back" in said(resumed)
    shown = await town.nora.click(reply_of(resumed), custom_id=control(resumed, custom_ids.Today))
    assert asked_in(shown) is not None


async def test_in_a_group_without_a_channel_nothing_is_promised(town: Town) -> None:
    await town.nora.slash(town.channel, "enroll")
    told = said(await today(town))
    assert "Nothing is open yet" in told
    assert "No question is planned yet" in told
    assert "/setup" in told


async def test_a_pace_of_six_months_asks_a_question_of_ones_own_every_day(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", pace=6)
    await town.tick()
    asked = []
    for _ in range(3):
        verdict = await town.answer(town.nora, latest(town))
        own = await town.nora.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Today))
        assert "Your own question" in said(own)
        asked.append(the_question_in(own))
        assert asked_in(await today(town)) == asked_in(own)
        told = said(await answer_here(town, town.nora, own))
        assert "Next question" not in told
        assert "You answered one question of your own." in said(await today(town))
        await tomorrow(town)
    assert len(set(asked)) == 3
    assert not any(ref.is_daily for ref in asked)


async def test_a_pace_of_nine_months_asks_one_on_every_third_day(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", pace=9)
    await town.tick()
    extras = []
    for _ in range(6):
        await town.answer(town.nora, latest(town))
        shown = await today(town)
        extras.append(asked_in(shown) is not None)
        await tomorrow(town)
    assert extras == [False, False, True, False, False, True]


async def test_questions_of_ones_own_come_in_the_order_of_their_prerequisites(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", phase=2, pace=6)
    curriculum = town.app.library.current
    place = {topic: at for at, topic in enumerate(curriculum.topic_order)}
    topics = []
    for _ in range(4):
        await town.tick()
        await town.answer(town.nora, latest(town))
        shown = await today(town)
        topics.append((await question_of(town.app, the_question_in(shown))).item.topic)
        await answer_here(town, town.nora, shown)
        await tomorrow(town)
    assert all(place[before] <= place[after] for before, after in pairwise(topics))


async def test_phase_two_asks_questions_of_ones_own_track_and_none_of_the_other(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", phase=2, pace=6, track="tensorflow")
    tracks = set[Track]()
    for _ in range(7):
        await tomorrow(town)
        await town.answer(town.nora, latest(town))
        while asked_in(shown := await today(town)) is not None:
            tracks.add((await question_of(town.app, the_question_in(shown))).item.track)
            await answer_here(town, town.nora, shown)
    assert tracks == {Track.COMMON, Track.TENSORFLOW}


async def test_a_question_of_ones_own_is_nobody_elses(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", pace=6)
    await town.sam.slash(town.channel, "enroll", pace=6)
    await town.tick()
    await town.answer(town.nora, latest(town))
    own = the_question_in(await today(town))
    refused = await press(town, town.sam, custom_ids.Answer(own, "0"))
    assert "This was put to somebody else" in said(refused)


async def test_changing_the_track_takes_an_unanswered_question_back(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", phase=2, pace=6)
    await town.tick()
    await town.answer(town.nora, latest(town))
    shown = await today(town)
    old = the_question_in(shown)
    await town.nora.slash(town.channel, "enroll", track="tensorflow")
    refused = said(await press(town, town.nora, custom_ids.Answer(old, "0")))
    assert "This question is gone" in refused
    assert "removed" not in refused
    assert asked_in(await today(town)) not in (None, old)


async def test_the_next_phase_is_offered_when_this_one_has_come_to_its_end(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", pace=6)
    await town.env.advance_time(46 * 86400)
    await town.tick()
    offered = await today(town)
    assert "phase 1 has come to its end" in said(offered)
    accepted = await town.nora.click(reply_of(offered), custom_id=control(offered, custom_ids.NextPhase))
    assert "You are in **phase 2** now" in said(accepted)
    assert "has come to its end" not in said(await today(town))


async def test_progress_before_the_first_answer(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    told = said(await town.nora.slash(town.channel, "progress"))
    assert "Your first question is still to come." in told
    assert "At 12 months you finish around" in told
    for phase in town.app.library.current.phases:
        assert f"Phase {phase.number} · {phase.title}" in told
    assert "**Now:**" in told
    assert "**Next:**" in told


async def test_progress_says_what_was_answered_and_how(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    await town.answer(town.nora, latest(town))
    await tomorrow(town)
    await town.answer(town.nora, latest(town), right=False)
    told = said(await town.nora.slash(town.channel, "progress"))
    assert "One of two right at the first try." in told
    assert "2 of" in told
    assert "met, one right" in told


async def test_progress_follows_the_pace(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", phase=4, pace=6)
    told = said(await town.nora.slash(town.channel, "progress"))
    assert "At 6 months you finish around" in told
    assert "2026." in told
    assert "**Phase 4" in told
