"""Points and their cap."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.points import DAILY_CAP, counted, points_for


def test_harder_items_earn_more_and_a_wrong_try_earns_the_same_everywhere() -> None:
    assert [points_for(difficulty, 1) for difficulty in range(1, 6)] == [10, 12, 15, 18, 22]
    assert [points_for(difficulty, 0) for difficulty in range(1, 6)] == [2] * 5


@pytest.mark.parametrize(
    ("difficulty", "score", "points"), [(1, 0.5, 6), (3, 0.5, 9), (3, 1 / 3, 6), (5, 0.975, 22), (2, 0.25, 5)]
)
def test_partial_scores_lie_in_proportion_rounded_half_up(difficulty: int, score: float, points: int) -> None:
    assert points_for(difficulty, score) == points


@pytest.mark.parametrize(("difficulty", "score"), [(0, 1), (6, 1), (3, -0.1), (3, 1.1), (3, float("nan"))])
def test_what_is_out_of_range_is_refused(difficulty: int, score: float) -> None:
    with pytest.raises(ValueError, match="is not"):
        points_for(difficulty, score)


@settings(max_examples=100, deadline=None)
@given(scores=st.lists(st.floats(0, 1), min_size=2, max_size=20), difficulty=st.integers(1, 5))
def test_a_better_score_never_earns_less(scores: list[float], difficulty: int) -> None:
    points = [points_for(difficulty, score) for score in sorted(scores)]

    assert all(worse <= better for worse, better in pairwise(points))
    assert points_for(difficulty, 0) <= points[0]
    assert points[-1] <= points_for(difficulty, 1)


@settings(max_examples=100, deadline=None)
@given(day=st.lists(st.integers(0, 22), max_size=10), data=st.data())
def test_a_day_counts_up_to_the_cap_in_whatever_order(day: list[int], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(day))
    raw, total = 0, 0
    for points in shuffled:
        growth = counted(raw, points)
        assert 0 <= growth <= points
        raw, total = raw + points, total + growth

    assert total == min(DAILY_CAP, sum(day))


@pytest.mark.parametrize(("hints", "points"), [(0, 15), (1, 10), (2, 5), (3, 0), (4, 0)])
def test_each_hint_takes_a_third(hints: int, points: int) -> None:
    assert points_for(3, 1, hints) == points


def test_not_knowing_earns_nothing() -> None:
    assert points_for(3, 0, is_unknown=True) == 0
