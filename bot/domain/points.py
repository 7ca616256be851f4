"""Points: what an answer earns, and how much of it the day's cap lets through."""

from math import floor

DAILY_CAP = 25
"""Points a study day may add, the same for every phase and pace: nobody wins by having more questions."""
HONEST_TRY = 2
"""What a wrong answer earns."""
HINTS = 3
"""Hints after which nothing is left to earn."""
_FULL = {1: 10, 2: 12, 3: 15, 4: 18, 5: 22}


def points_for(difficulty: int, score: float, hints_used: int = 0, *, is_unknown: bool = False) -> int:
    """Points for an answer of `score` (0 to 1) to an item of `difficulty` (1 to 5), before the cap.

    A partial score lies in proportion between an honest try and full points. Each hint takes a third of the points.
    Both are rounded half up. “I don't know” earns nothing.

    Raises:
        ValueError: when the difficulty or the score is out of range.
    """
    if difficulty not in _FULL:
        raise ValueError(f"difficulty {difficulty} is not 1 to 5")
    if not 0 <= score <= 1:
        raise ValueError(f"score {score} is not 0 to 1")
    if is_unknown:
        return 0
    full = _FULL[difficulty]
    points = min(full, floor(HONEST_TRY + (full - HONEST_TRY) * score + 0.5))
    return max(0, floor(points * (HINTS - hints_used) / HINTS + 0.5))


def counted(raw_before: int, points: int) -> int:
    """How many of `points` count, on a study day that has `raw_before` uncapped points already.

    The growth of min(raw, cap), so that the day's sum does not depend on the order of its answers.
    """
    return min(DAILY_CAP, raw_before + points) - min(DAILY_CAP, raw_before)
