"""Streaks as of now: the domain's fold over what is stored. Shared by the services, inside their transaction."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from operator import attrgetter

from sqlalchemy import Connection

from bot.domain.enrollment import Enrollment
from bot.domain.streak import (
    AskedDay,
    DayView,
    Streak,
    StreakView,
    charged_days,
    explain,
    replay,
    settle,
)
from bot.domain.study_day import day_end, study_day
from bot.storage import streak as storage


def charged_between(
    connection: Connection, enrollment: Enrollment, last_day: date | None, day: date
) -> frozenset[date]:
    """The study days strictly between two that count as missed unless answered."""
    if last_day is None or (day - last_day).days <= 1:
        return frozenset()
    return _charged(connection, enrollment, last_day, day)


def view_of(connection: Connection, enrollment: Enrollment, streak: Streak, now: datetime) -> StreakView:
    """A streak as people see it now; without the single days."""
    today = study_day(now, enrollment.timezone)
    settled = settle(streak, today, now, charged_between(connection, enrollment, streak.last_day, today))
    return StreakView(
        current=settled.current,
        best=settled.best,
        active_days=settled.active_days,
        today=today,
        is_today_done=streak.last_day == today,
        day_ends_at=day_end(today, enrollment.timezone),
        timezone=enrollment.timezone,
    )


def days_of(connection: Connection, enrollment: Enrollment, now: datetime, count: int) -> tuple[DayView, ...]:
    """The last study days with what each counted as."""
    today = study_day(now, enrollment.timezone)
    first = date.min
    active = storage.study_days_since(connection, enrollment.id, first)
    since = min((day.day for day in active), default=today)
    facts = storage.streak_facts(
        connection, enrollment.id, enrollment.guild_id, min(since, today - timedelta(days=count)), today
    )
    return explain(
        answers=[
            (answer.day, answer.at)
            for answer in storage.answers_of(connection, enrollment.learner_id, enrollment.guild_id)
        ],
        activity={day.day: (day.answers, day.correct) for day in active},
        asked=[AskedDay(sent_at, post_days) for sent_at, post_days in facts.asked],
        zone=enrollment.timezone,
        pauses=facts.pauses,
        outages=facts.outages,
        grants=facts.grants,
        today=today,
        now=now,
        count=count,
    )


def refold(connection: Connection, enrollment: Enrollment) -> Streak:
    """The streak folded anew from every answer: what the stored projection must equal."""
    answers = storage.answers_of(connection, enrollment.learner_id, enrollment.guild_id)
    if not answers:
        return Streak()
    days = [answer.day for answer in answers]
    facts = storage.streak_facts(connection, enrollment.id, enrollment.guild_id, min(days), max(days))
    return replay([(answer.day, answer.at) for answer in answers], _charged_in_gaps(answers, facts))


def _charged_in_gaps(answers: Sequence[storage.Answered], facts: storage.StreakFacts) -> frozenset[date]:
    """The charged days of a history, each judged in the zone that ruled when the learner came back after it."""
    first_of_day: dict[date, storage.Answered] = {}
    for answer in sorted(answers, key=attrgetter("at")):
        first_of_day.setdefault(answer.day, answer)
    by_zone: dict[str, frozenset[date]] = {}
    charged: set[date] = set()
    for before, after in pairwise(sorted(first_of_day)):
        if (after - before).days > 1:
            zone = first_of_day[after].zone
            if zone not in by_zone:
                by_zone[zone] = _charged_by(facts, zone)
            charged |= {day for day in by_zone[zone] if before < day < after}
    return frozenset(charged)


def _charged(connection: Connection, enrollment: Enrollment, since: date, until: date) -> frozenset[date]:
    facts = storage.streak_facts(connection, enrollment.id, enrollment.guild_id, since, until)
    return _charged_by(facts, enrollment.timezone)


def _charged_by(facts: storage.StreakFacts, zone: str) -> frozenset[date]:
    return charged_days(
        [AskedDay(sent_at, post_days) for sent_at, post_days in facts.asked],
        zone,
        pauses=facts.pauses,
        outages=facts.outages,
        grants=facts.grants,
    )
