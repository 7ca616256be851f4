"""Streaks: a pure fold over study days (rules 1-6 of the streak specification in README)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Streak:
    """The state of the fold after the last active day. All counts are active days."""

    current: int = 0
    since_miss: int = 0
    last_miss: date | None = None
    last_day: date | None = None
    last_answer_at: datetime | None = None
    best: int = 0
    active_days: int = 0


class DayKind(StrEnum):
    """Why a study day counted as it did."""

    ACTIVE = "active"
    MISSED = "missed"
    FORGIVEN = "forgiven"
    """A missed day that the rolling freeze covers."""
    NO_QUESTION = "no-question"
    PAUSED = "paused"
    OUTAGE = "outage"
    GRANTED = "granted"
    TODAY = "today"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class DayView:
    """One of the last study days, as `/streak` explains it."""

    day: date
    kind: DayKind
    answers: int = 0
    correct: int = 0


@dataclass(frozen=True, slots=True)
class StreakView:
    """A streak as of now, for people: today is never lost before `day_ends_at`."""

    current: int
    best: int
    active_days: int
    today: date
    is_today_done: bool
    day_ends_at: datetime
    timezone: str
    days: tuple[DayView, ...] = ()
    """The last days, oldest first; empty where only the counts are shown."""
