"""What a streak is folded from: active days, questions asked, pauses, outages, grants; and its projections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.domain.streak import Streak
from bot.storage.tables import (
    attempts,
    daily_posts,
    excused_days,
    learner_events,
    outages,
    streaks,
    study_days,
)
from bot.storage.upsert import built_once

_SAVE = (
    update(streaks)
    .where(streaks.c.enrollment_id == bindparam("key"))
    .values(
        current=bindparam("current"),
        since_miss=bindparam("since_miss"),
        last_miss=bindparam("last_miss"),
        last_day=bindparam("last_day"),
        last_answer_at=bindparam("last_answer_at"),
        best=bindparam("best"),
        active_days=bindparam("active_days"),
    )
)
_DAYS = (
    select(study_days)
    .where(
        study_days.c.enrollment_id == bindparam("enrollment_id"), study_days.c.study_day >= bindparam("since")
    )
    .order_by(study_days.c.study_day)
)
_ASKED = (
    select(daily_posts.c.sent_at, daily_posts.c.post_days, daily_posts.c.phase)
    .where(
        daily_posts.c.guild_id == bindparam("guild_id"),
        daily_posts.c.sent_at >= bindparam("start"),
        daily_posts.c.sent_at < bindparam("end"),
        daily_posts.c.phase.in_(bindparam("phases", expanding=True)),
    )
    .order_by(daily_posts.c.sent_at)
)
_DOWN = select(outages.c.started_at, outages.c.ended_at).where(
    outages.c.ended_at >= bindparam("start"), outages.c.started_at < bindparam("end")
)
_GRANTED = select(excused_days.c.study_day).where(excused_days.c.enrollment_id == bindparam("enrollment_id"))
_EVENTS = (
    select(learner_events.c.kind, learner_events.c.at, learner_events.c.study_day, learner_events.c.details)
    .where(
        learner_events.c.enrollment_id == bindparam("enrollment_id"),
        learner_events.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(learner_events.c.id)
)
_ADD_TO_DAY = built_once(
    study_days,
    lambda insert: insert.on_conflict_do_update(
        index_elements=["enrollment_id", "study_day"],
        set_={name: study_days.c[name] + insert.excluded[name] for name in ("answers", "correct", "points")},
    ).returning(study_days.c.points),
)


@dataclass(frozen=True, slots=True)
class StudyDay:
    """What a learner did on one study day; points are before the cap."""

    day: date
    answers: int
    correct: int
    points: int


@dataclass(frozen=True, slots=True)
class Answered:
    """When an answer was given: the instant, and the study day it was in the zone that ruled then."""

    day: date
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class StreakFacts:
    """What decides whether a day without an answer counts as missed."""

    asked: tuple[tuple[datetime, int], ...]
    """(when a question was sent, the group's post days at that time) of the phases the learner was in."""
    pauses: tuple[tuple[date, date], ...]
    outages: tuple[tuple[datetime, datetime], ...]
    grants: frozenset[date]


def save_streak(connection: Connection, enrollment_id: int, streak: Streak) -> None:
    """Write the projection of a streak."""
    connection.execute(
        _SAVE,
        {
            "key": enrollment_id,
            "current": streak.current,
            "since_miss": streak.since_miss,
            "last_miss": streak.last_miss,
            "last_day": streak.last_day,
            "last_answer_at": streak.last_answer_at,
            "best": streak.best,
            "active_days": streak.active_days,
        },
    )


def load_streak(connection: Connection, enrollment_id: int) -> Streak:
    """The projection of a streak, as of the last active day."""
    row = connection.execute(select(streaks).where(streaks.c.enrollment_id == enrollment_id)).one()
    return Streak(
        row.current,
        row.since_miss,
        row.last_miss,
        row.last_day,
        row.last_answer_at,
        row.best,
        row.active_days,
    )


def add_to_day(connection: Connection, enrollment_id: int, day: date, correct: bool, points: int) -> int:
    """Count an answer on a study day; returns the day's points before this answer, before the cap."""
    row = {
        "enrollment_id": enrollment_id,
        "study_day": day,
        "answers": 1,
        "correct": int(correct),
        "points": points,
    }
    after = connection.execute(_ADD_TO_DAY(connection), row).scalar_one()
    return int(after) - points


def study_days_since(connection: Connection, enrollment_id: int, since: date) -> list[StudyDay]:
    """Active study days from a day on, oldest first."""
    rows = connection.execute(_DAYS, {"enrollment_id": enrollment_id, "since": since})
    return [StudyDay(row.study_day, row.answers, row.correct, row.points) for row in rows]


def streak_facts(
    connection: Connection, enrollment_id: int, guild_id: int, since: date, until: date
) -> StreakFacts:
    """What bears on the study days from `since` to `until` (both inclusive), with two days to spare for zones."""
    start = _midnight(since - timedelta(days=2))
    end = _midnight(until + timedelta(days=3))
    spans = _phase_spans(connection, enrollment_id)
    posts = {
        "guild_id": guild_id,
        "start": start,
        "end": end,
        "phases": sorted({phase for _, phase in spans}),
    }
    asked = [
        (row.sent_at, row.post_days)
        for row in connection.execute(_ASKED, posts)
        if _phase_at(spans, row.sent_at) == row.phase
    ]
    down = connection.execute(_DOWN, {"start": start, "end": end})
    granted = connection.execute(_GRANTED, {"enrollment_id": enrollment_id}).scalars()
    return StreakFacts(
        asked=tuple(asked),
        pauses=pauses_of(connection, enrollment_id),
        outages=tuple((row.started_at, row.ended_at) for row in down),
        grants=frozenset(granted),
    )


def pauses_of(connection: Connection, enrollment_id: int) -> tuple[tuple[date, date], ...]:
    """The learner's pauses as (first day, last day), cut short where they resumed early."""
    pauses: list[tuple[date, date]] = []
    for row in _events(connection, enrollment_id, "paused", "resumed"):
        if row.kind == "paused":
            pauses.append((row.study_day, date.fromisoformat(row.details["until"])))
        elif pauses:
            first, last = pauses.pop()
            pauses.append((first, min(last, row.study_day - timedelta(days=1))))
    return tuple((first, last) for first, last in pauses if first <= last)


def answers_of(connection: Connection, learner_id: int, guild_id: int) -> list[Answered]:
    """Every answer of a learner in a group, oldest first: what the streak is folded from."""
    rows = connection.execute(
        select(attempts.c.study_day, attempts.c.answered_at, attempts.c.timezone)
        .where(attempts.c.learner_id == learner_id, attempts.c.guild_id == guild_id)
        .order_by(attempts.c.answered_at, attempts.c.id)
    )
    return [Answered(row.study_day, row.answered_at, row.timezone) for row in rows]


def _phase_spans(connection: Connection, enrollment_id: int) -> list[tuple[datetime, int]]:
    rows = _events(connection, enrollment_id, "enrolled", "phase")
    return [(row.at, int(row.details["phase"])) for row in rows]


def _events(connection: Connection, enrollment_id: int, *kinds: str) -> Iterable[Row[Any]]:
    return connection.execute(_EVENTS, {"enrollment_id": enrollment_id, "kinds": kinds})


def _phase_at(spans: Sequence[tuple[datetime, int]], at: datetime) -> int | None:
    found: int | None = spans[0][1] if spans else None
    for start, phase in spans:
        if start <= at:
            found = phase
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
