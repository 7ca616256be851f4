"""Leaderboards: standings of a group for a period; ties share a rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """What a leaderboard sums: this week (Monday to Sunday, in each learner's study days) or all time."""

    WEEK = "week"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Standing:
    """One line: `rank` starts at 1 and is shared by equal points (1, 1, 3)."""

    rank: int
    discord_id: int
    display_name: str
    points: int
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ends or begins: keyset on (points descending, enrollment id ascending)."""

    points: int
    enrollment_id: int


@dataclass(frozen=True, slots=True)
class LeaderboardPage:
    """A page of standings. `me` is the reader's own standing, wherever it lies (None: no points yet)."""

    guild_id: int
    period: Period
    week_of: date | None
    standings: tuple[Standing, ...]
    me: Standing | None
    learners: int
    """How many have points in this period (hidden ones not counted)."""
    next_cursor: Cursor | None
    previous_cursor: Cursor | None
    is_hidden: bool = False
    """The reader hides from the leaderboard: `me` is still shown to themselves."""


def week_of(day: date) -> date:
    """The Monday of the week a study day lies in."""
    return day - timedelta(days=day.weekday())


def ranks(points: Sequence[int]) -> list[int]:
    """Competition ranks for points in descending order: equal points share one, then it skips (1, 1, 3).

    Raises:
        ValueError: when the points ascend anywhere.
    """
    found: list[int] = []
    for place, own in enumerate(points, start=1):
        if place > 1 and own > points[place - 2]:
            raise ValueError("points must descend")
        found.append(found[-1] if place > 1 and own == points[place - 2] else place)
    return found
