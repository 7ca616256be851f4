"""Streaks: a pure fold over study days (rules 1-6 of the streak specification in README).

A day without an answer is *charged* when it would count as missed: a question was out, nothing excused it.
Which of the charged days between two active ones were missed also depends on the hours that went by, so that
whoever flew across time zones is not charged for a day they never had. The streak is the number of active
days in the longest run ending now in which no two missed days lie within any seven.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.domain.group import ALL_DAYS
from bot.domain.study_day import question_day, study_day

FREEZE_WINDOW = timedelta(days=7)
"""Two missed days closer than this shorten a streak; one alone is forgiven."""
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_TICK = timedelta(microseconds=1)


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


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A question the group was asked: when it was sent, and the group's post days then (bit 0 = Monday)."""

    sent_at: datetime
    post_days: int = ALL_DAYS


def extend(streak: Streak, day: date, answered_at: datetime, charged: Collection[date]) -> Streak:
    """The streak after an answer on a study day.

    Args:
        streak: the fold so far.
        day: the study day of the answer, in the learner's zone at that time.
        answered_at: when it was given; later answers of the same day only move `last_answer_at`.
        charged: study days that count as missed unless answered; only those between `streak.last_day` and
            `day` matter.

    Raises:
        ValueError: when `answered_at` is naive, or `day` lies before `streak.last_day` (use `replay`).
    """
    if answered_at.tzinfo is None:
        raise ValueError("an answer needs an aware time")
    if streak.last_day is None or streak.last_answer_at is None:
        return Streak(1, 1, None, day, answered_at, 1, 1)
    if day < streak.last_day:
        raise ValueError(f"{day} lies before {streak.last_day}: replay the answers")
    if day == streak.last_day:
        return replace(streak, last_answer_at=max(streak.last_answer_at, answered_at))
    so_far = settle(streak, day, answered_at, charged)
    return Streak(
        current=so_far.current + 1,
        since_miss=so_far.since_miss + 1,
        last_miss=so_far.last_miss,
        last_day=day,
        last_answer_at=answered_at,
        best=max(so_far.best, so_far.current + 1),
        active_days=so_far.active_days + 1,
    )


def settle(streak: Streak, today: date, now: datetime, charged: Collection[date]) -> Streak:
    """The streak as of now: missed days up to yesterday are applied, today is never lost.

    Settling a settled streak again changes nothing, and answering now adds exactly one to what it shows.
    """
    for day in _missed_days(streak.last_day, streak.last_answer_at, today, now, charged):
        if streak.last_miss is None or day > streak.last_miss:
            streak = _miss(streak, day)
    return streak


def replay(answers: Iterable[tuple[date, datetime]], charged: Collection[date]) -> Streak:
    """The streak folded anew from (study day, instant) of every answer, in any order, doubles included."""
    streak = Streak()
    for day, first_at, last_at in _active_days(answers):
        streak = extend(extend(streak, day, first_at, charged), day, last_at, charged)
    return streak


def charged_days(
    asked: Iterable[AskedDay],
    zone: str,
    pauses: Iterable[tuple[date, date]] = (),
    outages: Iterable[tuple[datetime, datetime]] = (),
    grants: Collection[date] = (),
) -> frozenset[date]:
    """The study days that count as missed unless answered.

    Args:
        asked: the questions the learner was asked; one belongs to a study day by `question_day`.
        zone: the learner's zone.
        pauses: (first, last) study day of each pause, both inclusive.
        outages: (start, end) of each time we were down long enough to matter, end exclusive.
        grants: study days a moderator excused.
    """
    excused = _excuses(zone, list(pauses), outages, grants)
    return frozenset(day for day in _question_days(asked, zone) if excused(day) is None)


def explain(
    *,
    answers: Iterable[tuple[date, datetime]],
    activity: Mapping[date, tuple[int, int]],
    asked: Iterable[AskedDay],
    zone: str,
    pauses: Iterable[tuple[date, date]],
    outages: Iterable[tuple[datetime, datetime]],
    grants: Collection[date],
    today: date,
    now: datetime,
    count: int,
) -> tuple[DayView, ...]:
    """The last study days, oldest first, with what each counted as.

    They agree with the fold: `settle(replay(…)).current` is the number of active days after the last missed
    one. A missed day is shown as forgiven when the run that was going on then survived it. Days before the
    learner's first answer are left out.

    Args:
        answers: (study day, instant) of every answer, as for `replay`.
        activity: answers given and answers right, by study day.
        asked: as for `charged_days`; so are `zone`, `pauses`, `outages` and `grants`.
        zone: the learner's zone.
        pauses: see `charged_days`.
        outages: see `charged_days`.
        grants: see `charged_days`.
        today: the study day at `now`.
        now: the present.
        count: how many days at most.
    """
    questions = _question_days(asked, zone)
    excused = _excuses(zone, list(pauses), outages, grants)
    charged = frozenset(day for day in questions if excused(day) is None)
    folded = _active_days(answers)
    active = frozenset(day for day, _, _ in folded)
    missed = _all_missed(folded, today, now, charged)
    cuts = _cuts(missed, active)
    last = max([today, *active])
    first = max(min([today, *active]), last - (count - 1) * _DAY)

    def kind(day: date) -> DayKind:
        if day in active:
            return DayKind.ACTIVE
        if day in cuts:
            return DayKind.MISSED
        if day in missed:
            return DayKind.FORGIVEN
        if day >= today:
            return DayKind.TODAY
        return excused(day) or (DayKind.TRAVEL if day in questions else DayKind.NO_QUESTION)

    days = (first + offset * _DAY for offset in range((last - first).days + 1))
    return tuple(DayView(day, kind(day), *activity.get(day, (0, 0))) for day in days)


def _missed_days(
    last_day: date | None, last_at: datetime | None, day: date, at: datetime, charged: Collection[date]
) -> list[date]:
    """Rule 2: the latest of the days between, as many as whole days went by (an hour's grace), if charged."""
    if last_day is None or last_at is None:
        return []
    between = min((day - last_day).days - 1, (at - last_at + _HOUR) // _DAY)
    return [missed for back in range(between, 0, -1) if (missed := day - back * _DAY) in charged]


def _miss(streak: Streak, day: date) -> Streak:
    """Rule 4: a miss within seven days of another leaves the active days since that one."""
    is_second = streak.last_miss is not None and day - streak.last_miss < FREEZE_WINDOW
    return replace(
        streak, current=streak.since_miss if is_second else streak.current, since_miss=0, last_miss=day
    )


def _active_days(answers: Iterable[tuple[date, datetime]]) -> list[tuple[date, datetime, datetime]]:
    """(study day, first answer, last answer), oldest day first."""
    spans: dict[date, tuple[datetime, datetime]] = {}
    for day, at in answers:
        first, last = spans.get(day, (at, at))
        spans[day] = (min(first, at), max(last, at))
    return [(day, *spans[day]) for day in sorted(spans)]


def _all_missed(
    folded: list[tuple[date, datetime, datetime]], today: date, now: datetime, charged: Collection[date]
) -> list[date]:
    missed: list[date] = []
    for (day, _, last_at), (next_day, first_at, _) in pairwise(folded):
        missed += _missed_days(day, last_at, next_day, first_at, charged)
    if folded:
        day, _, last_at = folded[-1]
        missed += _missed_days(day, last_at, today, now, charged)
    return missed


def _cuts(missed: list[date], active: Collection[date]) -> frozenset[date]:
    """The missed days that ended a run: the first of two within seven; both with no active day between."""
    cuts: set[date] = set()
    for first, second in pairwise(missed):
        if second - first < FREEZE_WINDOW:
            cuts.add(first)
            if not any(first + back * _DAY in active for back in range(1, (second - first).days)):
                cuts.add(second)
    return frozenset(cuts)


def _question_days(asked: Iterable[AskedDay], zone: str) -> frozenset[date]:
    """Study days with a question, without the group's days off: they are rest days for every learner."""
    days = ((question_day(question.sent_at, zone), question.post_days) for question in asked)
    return frozenset(day for day, post_days in days if post_days >> day.weekday() & 1)


def _excuses(
    zone: str,
    pauses: Collection[tuple[date, date]],
    outages: Iterable[tuple[datetime, datetime]],
    grants: Collection[date],
) -> Callable[[date], DayKind | None]:
    """Why a study day cannot be missed (None: it can), in the order in which reasons are told."""
    down = [(study_day(start, zone), study_day(end - _TICK, zone)) for start, end in outages if start < end]

    def excuse(day: date) -> DayKind | None:
        if day in grants:
            return DayKind.GRANTED
        if any(first <= day <= last for first, last in pauses):
            return DayKind.PAUSED
        if any(first <= day <= last for first, last in down):
            return DayKind.OUTAGE
        return None

    return excuse
