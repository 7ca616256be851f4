"""Weeks and ranks."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.leaderboard import ranks, week_of


def test_equal_points_share_a_rank_and_the_next_one_skips() -> None:
    assert ranks([30, 20, 20, 20, 5]) == [1, 2, 2, 2, 5]
    assert ranks([20, 20, 5]) == [1, 1, 3]
    assert ranks([]) == []


def test_points_that_do_not_descend_are_refused() -> None:
    with pytest.raises(ValueError, match="descend"):
        ranks([1, 2])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 6), max_size=30))
def test_a_rank_is_one_more_than_the_number_of_those_ahead(points: list[int]) -> None:
    points.sort(reverse=True)

    assert ranks(points) == [1 + sum(other > own for other in points) for own in points]


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_week_begins_on_the_monday_on_or_before(day: date) -> None:
    monday = week_of(day)

    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)
