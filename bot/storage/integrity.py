"""Projections as their facts say they are, for `database check`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, insert, select

from bot.storage.attempt import LATEST_VERDICT
from bot.storage.streak import StudyDay
from bot.storage.tables import attempts, enrollments, standings, study_days, verdicts


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A learner's standing in a period."""

    points: int
    is_listed: bool


def enrollment_ids(connection: Connection, after: int, limit: int) -> list[int]:
    """Ids of enrollments, left ones included, in order."""
    statement = (
        select(enrollments.c.id).where(enrollments.c.id > after).order_by(enrollments.c.id).limit(limit)
    )
    return list(connection.execute(statement).scalars())


def days_of_attempts(connection: Connection, learner_id: int, guild_id: int) -> list[StudyDay]:
    """A learner's study days in a group, counted from attempts and the verdicts that count."""
    rows = connection.execute(
        select(
            attempts.c.study_day,
            func.count().label("answers"),
            func.sum(case((verdicts.c.is_correct, 1), else_=0)).label("correct"),
            func.sum(verdicts.c.points).label("points"),
        )
        .select_from(attempts)
        .join(verdicts, LATEST_VERDICT)
        .where(attempts.c.learner_id == learner_id, attempts.c.guild_id == guild_id)
        .group_by(attempts.c.study_day)
        .order_by(attempts.c.study_day)
    )
    return [StudyDay(row.study_day, row.answers, int(row.correct), int(row.points)) for row in rows]


def standings_of(connection: Connection, enrollment_id: int) -> dict[str, StandingRow]:
    """A learner's standings by period."""
    rows = connection.execute(select(standings).where(standings.c.enrollment_id == enrollment_id))
    return {row.period: StandingRow(row.points, row.is_listed) for row in rows}


def replace_days(connection: Connection, enrollment_id: int, days: Sequence[StudyDay]) -> None:
    """Write a learner's study days anew."""
    connection.execute(study_days.delete().where(study_days.c.enrollment_id == enrollment_id))
    if days:
        connection.execute(
            insert(study_days),
            [
                {
                    "enrollment_id": enrollment_id,
                    "study_day": day.day,
                    "answers": day.answers,
                    "correct": day.correct,
                    "points": day.points,
                }
                for day in days
            ],
        )


def replace_standings(
    connection: Connection, enrollment_id: int, guild_id: int, rows: Mapping[str, StandingRow]
) -> None:
    """Write a learner's standings anew."""
    connection.execute(standings.delete().where(standings.c.enrollment_id == enrollment_id))
    if rows:
        connection.execute(
            insert(standings),
            [
                {
                    "enrollment_id": enrollment_id,
                    "period": period,
                    "guild_id": guild_id,
                    "points": row.points,
                    "is_listed": row.is_listed,
                }
                for period, row in rows.items()
            ],
        )
