"""How long the path takes and what each day asks."""

from datetime import date, timedelta

import pytest

from bot.domain.enrollment import PACES
from bot.domain.pace import extras_due, finishes_on, phase_days, phase_ends_on, projected

START = date(2026, 5, 4)


def test_four_phases_fill_the_programme() -> None:
    assert {pace: phase_days(pace, 4) for pace in PACES} == {6: 182, 9: 274, 12: 365}
    assert {pace: phase_days(pace) for pace in PACES} == {6: 46, 9: 69, 12: 91}


def test_a_programme_asks_at_least_365_new_questions_a_year_at_every_pace() -> None:
    asked = {pace: sum(1 + extras_due(pace, day) for day in range(phase_days(pace, 4))) for pace in PACES}

    assert asked == {6: 364, 9: 365, 12: 365}


@pytest.mark.parametrize(("pace", "first_six"), [(6, [1] * 6), (9, [0, 0, 1, 0, 0, 1]), (12, [0] * 6)])
def test_a_faster_pace_adds_private_questions(pace: int, first_six: list[int]) -> None:
    assert [extras_due(pace, day) for day in range(6)] == first_six
    assert extras_due(pace, -1) == 0


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("phase", [1, 2, 3, 4])
def test_phases_follow_each_other_without_a_gap(phase: int, pace: int) -> None:
    spans = projected(phase, START, pace)

    assert list(spans) == list(range(phase, 5))
    assert spans[phase] == (START, phase_ends_on(START, pace))
    assert spans[4][1] == finishes_on(phase, START, pace)
    for number in range(phase, 4):
        assert spans[number + 1][0] == spans[number][1] + timedelta(days=1)


def test_the_whole_path_at_twelve_months_takes_a_year() -> None:
    assert finishes_on(1, START, 12) == date(2027, 5, 3)


def test_unknown_paces_and_phases_are_refused() -> None:
    with pytest.raises(ValueError, match="pace 7"):
        extras_due(7, 0)
    with pytest.raises(ValueError, match="phase 5"):
        finishes_on(5, START, 12)
