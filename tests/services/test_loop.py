"""The loop: a question a day, an answer, a streak, points, a reveal."""

import pytest

from bot.domain.attempt import Source
from bot.domain.errors import NotEnrolled, Paused, QuestionGone, UnreadableAnswer
from bot.domain.item import QuestionRef
from bot.domain.leaderboard import Period
from tests.services.world import GUILD, NORA, SAM, World


async def test_a_new_group_gets_its_first_question_on_the_day_its_first_learner_enrolls(world: World) -> None:
    await world.set_up()
    assert await world.tick() == []
    await world.enroll()
    assert len(await world.tick()) == 1
    assert await world.tick() == []


async def test_a_day_brings_one_question_and_closes_the_one_before(world: World) -> None:
    await world.set_up()
    await world.enroll()
    [first] = await world.tick()
    [second] = await world.advance(24)
    reveals = await world.services.delivery.reveals()
    assert [reveal.post_id for reveal in reveals] == [first]
    assert second != first
    await world.services.delivery.mark_reveal_shown(first)
    assert await world.services.delivery.reveals() == []


async def test_answers_on_two_days_make_a_streak_of_two_and_move_the_leaderboard(world: World) -> None:
    await world.set_up()
    await world.enroll()
    [first] = await world.tick()
    verdict = await world.answer(first)
    assert (verdict.streak.current, verdict.points, verdict.source) == (1, 15, Source.DAILY)
    assert verdict.ask_about_ping
    [second] = await world.advance(24)
    again = await world.answer(second, right=False)
    assert (again.streak.current, again.points, again.ask_about_ping) == (2, 2, False)
    page = await world.services.leaderboard.page(GUILD, NORA, Period.WEEK)
    assert [(s.rank, s.points, s.is_me) for s in page.standings] == [(1, 17, True)]
    assert page.me is not None


async def test_a_second_tap_shows_the_first_answer_and_counts_nothing(world: World) -> None:
    await world.set_up()
    await world.enroll()
    [post] = await world.tick()
    first = await world.answer(post, right=False)
    second = await world.services.attempt.submit(QuestionRef("p", post), NORA, "0")
    third = await world.services.attempt.submit(QuestionRef("p", post), NORA, "1")
    assert second.is_repeat_tap
    assert third.is_repeat_tap
    assert second.response == first.response == third.response
    page = await world.services.leaderboard.page(GUILD, NORA, Period.ALL)
    assert page.me is not None
    assert page.me.points == 2


async def test_whoever_is_not_enrolled_is_asked_to_and_then_the_same_tap_counts(world: World) -> None:
    await world.set_up()
    await world.enroll(SAM)
    [post] = await world.tick()
    ref = QuestionRef("p", post)
    with pytest.raises(NotEnrolled) as refused:
        await world.services.attempt.submit(ref, NORA, "1")
    assert (refused.value.ref, refused.value.given) == (ref, "1")
    verdict = await world.services.attempt.submit(ref, NORA, "1", enroll_first=True)
    assert verdict.enrolled_now
    assert verdict.streak.current == 1
    assert (await world.services.enrollment.find(GUILD, NORA)).pace == 12


async def test_a_paused_learner_is_offered_to_resume_and_the_answer_counts(world: World) -> None:
    await world.set_up()
    await world.enroll()
    [post] = await world.tick()
    await world.services.pause.pause(GUILD, NORA, "7")
    with pytest.raises(Paused):
        await world.answer(post)
    verdict = await world.answer(post, resume_first=True)
    assert verdict.resumed_now
    assert verdict.streak.current == 1


async def test_an_answer_after_the_reveal_counts_for_the_streak_and_not_for_points(world: World) -> None:
    await world.set_up()
    await world.enroll()
    [first] = await world.tick()
    await world.advance(24)
    verdict = await world.answer(first)
    assert (verdict.source, verdict.practice_reason, verdict.points) == (Source.PRACTICE, "revealed", 0)
    assert verdict.streak.current == 1


async def test_what_cannot_be_read_costs_nothing(world: World) -> None:
    await world.set_up()
    await world.enroll()
    [post] = await world.tick()
    for given in ("9", "", "x", "-1", "٣"):
        with pytest.raises(UnreadableAnswer):
            await world.services.attempt.submit(QuestionRef("p", post), NORA, given)
    assert not (await world.answer(post)).is_repeat_tap


async def test_a_question_that_never_was_is_gone(world: World) -> None:
    await world.set_up()
    await world.enroll()
    with pytest.raises(QuestionGone):
        await world.services.attempt.submit(QuestionRef("p", 404), NORA, "0")
    with pytest.raises(QuestionGone):
        await world.services.attempt.submit(QuestionRef("q", 404), NORA, "0")
