"""`/streak`: the counts, and why: what each of the last days counted as."""

import pytest

from tests.journeys.learner_steps import latest, said, tomorrow
from tests.journeys.town import Town

pytestmark = pytest.mark.usefixtures("discreet")


async def started(town: Town, **options: object) -> None:
    await town.set_up(**options)
    await town.nora.slash(town.channel, "enroll")
    # Somebody who answers every day keeps the questions coming.
    await town.sam.slash(town.channel, "enroll")
    await town.tick()


async def streak(town: Town) -> str:
    return said(await town.nora.slash(town.channel, "streak"))


async def days(town: Town) -> list[str]:
    """What the last days counted as, newest first."""
    return [line for line in (await streak(town)).splitlines() if line[:1] in "●○◐–"]


async def test_before_the_first_answer_there_is_no_streak_and_no_reproach(town: Town) -> None:
    await started(town)
    told = await streak(town)
    assert "### Streak 0" in told
    assert "Best 0 · no days of learning in all" in told
    assert "Today is still open: your day ends 04:00 Berlin" in told
    assert await days(town) == ["○ Thu 1 Jan · today, still open"]


async def test_each_answered_day_says_what_counted(town: Town) -> None:
    await started(town)
    await town.answer(town.nora, latest(town))
    await tomorrow(town)
    await town.answer(town.nora, latest(town), right=False)
    await town.go_on(1)
    await town.mia.slash(town.mods, "daily post", phase=1)
    await town.answer(town.nora, latest(town))
    told = await streak(town)
    assert "### Streak 2" in told
    assert "Best 2 · two days of learning in all" in told
    assert "Today counts already" in told
    assert await days(town) == ["● Fri 2 Jan · two answers, one right", "● Thu 1 Jan · one answer, right"]


async def test_one_missed_day_is_forgiven_and_a_second_within_seven_shortens_the_streak(town: Town) -> None:
    await started(town)
    for answers in (True, True, False, True, False, True):
        if answers:
            await town.answer(town.nora, latest(town), right=False)
        await tomorrow(town)
    told = await streak(town)
    assert "### Streak 2" in told
    assert "Best 3 · four days of learning in all" in told
    assert await days(town) == [
        "○ Wed 7 Jan · today, still open",
        "● Tue 6 Jan · one answer",
        "◐ Mon 5 Jan · no answer, and forgiven",
        "● Sun 4 Jan · one answer",
        "○ Sat 3 Jan · no answer",
        "● Fri 2 Jan · one answer",
        "● Thu 1 Jan · one answer",
    ]


async def test_days_off_pauses_and_skipped_days_never_count_as_missed(town: Town) -> None:
    await started(town, days="mon-fri")
    await town.answer(town.nora, latest(town))
    await town.mia.slash(town.mods, "daily skip", phase=1)
    await tomorrow(town, days=4)
    await town.nora.slash(town.channel, "pause", until="1")
    await tomorrow(town)
    await town.answer(town.nora, latest(town))
    assert "### Streak 2" in await streak(town)
    assert await days(town) == [
        "● Tue 6 Jan · one answer, right",
        "– Mon 5 Jan · paused",
        "– Sun 4 Jan · no question that day",
        "– Sat 3 Jan · no question that day",
        "– Fri 2 Jan · no question that day",
        "● Thu 1 Jan · one answer, right",
    ]


async def test_a_day_on_which_the_bot_was_away_does_not_count_as_missed(town: Town) -> None:
    await started(town)
    await town.answer(town.nora, latest(town))
    await town.env.advance_time(2 * 86400)
    await town.tick()
    assert "– Fri 2 Jan · we could not deliver" in await days(town)
    assert "### Streak 1" in await streak(town)


async def test_an_answer_after_midnight_still_belongs_to_the_evening(town: Town) -> None:
    await started(town)
    await town.go_on(17)
    await town.answer(town.nora, latest(town))
    assert await days(town) == ["● Thu 1 Jan · one answer, right"]
    await town.go_on(2)
    assert (await days(town))[0] == "○ Fri 2 Jan · today, still open"


async def test_at_most_fourteen_days_are_told(town: Town) -> None:
    await started(town)
    await town.answer(town.nora, latest(town))
    await town.env.advance_time(20 * 86400)
    await town.tick()
    assert len(await days(town)) == 14
