"""`/pause` and the way back."""

import pytest
from simcord.results import InteractionResult

from bot.domain.streak import DayKind
from bot.ui import custom_ids
from tests.journeys.learner_steps import latest, person_of, reply_of, said, tomorrow
from tests.journeys.town import Town, control

pytestmark = pytest.mark.usefixtures("discreet")


async def started(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.sam.slash(town.channel, "enroll")
    await town.tick()


async def paused(town: Town, until: str) -> InteractionResult:
    return await town.nora.slash(town.channel, "pause", until=until)


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("2026-01-10", "Sat 10 Jan 2026"),
        (" 2026-01-10 ", "Sat 10 Jan 2026"),
        ("1", "Thu 1 Jan 2026"),
        ("7", "Wed 7 Jan 2026"),
        ("90", "Tue 31 Mar 2026"),
        ("2026-01-01", "Thu 1 Jan 2026"),
        ("2026-03-31", "Tue 31 Mar 2026"),
    ],
)
async def test_a_pause_lasts_until_a_day_or_for_a_number_of_days(town: Town, typed: str, last: str) -> None:
    await started(town)
    told = said(await paused(town, typed))
    assert f"You are paused until {last}, that day included." in told
    assert "Your streak waits" in told


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "-3",
        "91",
        "365",
        "2025-12-31",
        "2026-04-01",
        "2026-02-30",
        "soon",
        "∞",
        "@everyone",
        "24.12.2026",
        "²",
    ],
)
async def test_a_day_that_cannot_be_paused_until_changes_nothing_and_says_what_can(
    town: Town, typed: str
) -> None:
    await started(town)
    told = said(await paused(town, typed))
    assert "is not a day to pause until" in told
    assert "from 1 to 90" in told
    assert "on a pause" not in said(await town.nora.slash(town.channel, "today"))


async def test_pausing_again_moves_the_end(town: Town) -> None:
    await started(town)
    await paused(town, "3")
    assert "until Sat 10 Jan 2026" in said(await paused(town, "10"))
    assert "until Fri 2 Jan 2026" in said(await paused(town, "2"))


async def test_a_pause_protects_the_streak_and_ends_by_itself(town: Town) -> None:
    await started(town)
    await town.answer(town.nora, latest(town))
    await tomorrow(town)
    await paused(town, "3")
    await tomorrow(town, days=3)
    told = said(await town.answer(town.nora, latest(town)))
    assert "Your pause is over" not in told
    assert "**Streak 2**" in told
    view = await town.services.streak.show(town.guild.id, person_of(town.nora))
    assert [day.kind for day in view.days] == [DayKind.ACTIVE, *[DayKind.PAUSED] * 3, DayKind.ACTIVE]


async def test_one_tap_resumes_and_the_days_after_it_count_again(town: Town) -> None:
    await started(town)
    await town.answer(town.nora, latest(town))
    answer = await paused(town, "30")
    await tomorrow(town)
    resumed = await town.nora.click(reply_of(answer), custom_id=control(answer, custom_ids.Resume))
    assert "Good to have you back" in said(resumed)
    await tomorrow(town)
    view = await town.services.streak.show(town.guild.id, person_of(town.nora))
    assert [day.kind for day in view.days] == [DayKind.ACTIVE, DayKind.FORGIVEN, DayKind.TODAY]


async def test_resuming_twice_does_no_harm(town: Town) -> None:
    await started(town)
    answer = await paused(town, "5")
    again = await paused(town, "5")
    for shown in (answer, again):
        resumed = await town.nora.click(reply_of(shown), custom_id=control(shown, custom_ids.Resume))
        assert "Good to have you back" in said(resumed)
    assert "on a pause" not in said(await town.nora.slash(town.channel, "today"))


async def test_only_a_learner_can_pause(town: Town) -> None:
    await town.set_up()
    assert "You are not enrolled here yet" in said(await paused(town, "5"))
