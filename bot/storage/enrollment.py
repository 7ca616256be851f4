"""Enrollments, the learners behind them, and the events of their path."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from bot.domain.enrollment import Enrollment
from bot.domain.item import Track
from bot.domain.streak import Streak
from bot.storage.tables import attempts, enrollments, learner_events, learners, standings, streaks
from bot.storage.upsert import insert_for

_COLUMNS = (
    enrollments,
    learners.c.discord_id,
    learners.c.timezone,
    learners.c.next_timezone,
    learners.c.next_timezone_at,
    learners.c.chose_timezone,
)
ENROLLMENTS = select(*_COLUMNS).join(learners, learners.c.id == enrollments.c.learner_id)
"""Enrollments joined with their learners, as `to_enrollment` reads them."""
_FIND = ENROLLMENTS.where(
    enrollments.c.guild_id == bindparam("guild_id"), learners.c.discord_id == bindparam("discord_id")
)
_LOCKED = (
    select(
        *_COLUMNS,
        streaks.c.current,
        streaks.c.since_miss,
        streaks.c.last_miss,
        streaks.c.last_day,
        streaks.c.last_answer_at,
        streaks.c.best,
        streaks.c.active_days,
    )
    .join(learners, learners.c.id == enrollments.c.learner_id)
    .join(streaks, streaks.c.enrollment_id == enrollments.c.id)
    .where(
        enrollments.c.guild_id == bindparam("guild_id"),
        learners.c.discord_id == bindparam("discord_id"),
        enrollments.c.left_at.is_(None),
    )
    # Both rows: after waiting for a lock, PostgreSQL reads anew only what it locks, and the rest as it was before.
    .with_for_update(of=(enrollments, streaks))
)
_ANY_ATTEMPT = select(attempts.c.id).where(attempts.c.learner_id == bindparam("learner_id")).limit(1)
_LOCK = select(enrollments.c.id).where(enrollments.c.id == bindparam("enrollment_id")).with_for_update()
_TOUCH = (
    update(enrollments)
    .where(enrollments.c.id == bindparam("enrollment_id"))
    .values(last_active_at=bindparam("at"), display_name=bindparam("name"))
)


def find_enrollment(
    connection: Connection, guild_id: int, discord_id: int, now: datetime
) -> Enrollment | None:
    """A person's enrollment in a guild, left ones included; its zone is the one that rules at `now`."""
    row = connection.execute(_FIND, {"guild_id": guild_id, "discord_id": discord_id}).one_or_none()
    return None if row is None else to_enrollment(row, now)


def lock_enrollment(
    connection: Connection, guild_id: int, discord_id: int, now: datetime
) -> tuple[Enrollment, Streak] | None:
    """A person's current enrollment and streak, locked until the transaction ends; None when not enrolled.

    Every write of a learner begins here: unique constraints do not protect a fold.
    """
    row = connection.execute(_LOCKED, {"guild_id": guild_id, "discord_id": discord_id}).one_or_none()
    if row is None:
        return None
    return to_enrollment(row, now), Streak(
        row.current,
        row.since_miss,
        row.last_miss,
        row.last_day,
        row.last_answer_at,
        row.best,
        row.active_days,
    )


def lock_row(connection: Connection, enrollment_id: int) -> None:
    """Keep others from writing an enrollment until the transaction ends."""
    connection.execute(_LOCK, {"enrollment_id": enrollment_id})


def enrollment_by_id(connection: Connection, enrollment_id: int, now: datetime) -> Enrollment | None:
    """An enrollment by its id."""
    row = connection.execute(ENROLLMENTS.where(enrollments.c.id == enrollment_id)).one_or_none()
    return None if row is None else to_enrollment(row, now)


def enrollments_of(connection: Connection, discord_id: int, now: datetime) -> list[Enrollment]:
    """Every enrollment of a person, over all groups, left ones included."""
    statement: Select[Any] = ENROLLMENTS.where(learners.c.discord_id == discord_id).order_by(enrollments.c.id)
    return [to_enrollment(row, now) for row in connection.execute(statement)]


def ensure_learner(
    connection: Connection, discord_id: int, locale: str, timezone: str, chose_timezone: bool, now: datetime
) -> int:
    """The id of a person, who is made known first when new."""
    connection.execute(
        insert_for(connection, learners)
        .values(
            discord_id=discord_id,
            locale=locale,
            timezone=timezone,
            chose_timezone=chose_timezone,
            created_at=now,
        )
        .on_conflict_do_nothing()
    )
    return int(
        connection.execute(select(learners.c.id).where(learners.c.discord_id == discord_id)).scalar_one()
    )


def insert_enrollment(connection: Connection, **values: Any) -> int | None:
    """Insert an enrollment with an empty streak; None when the person was enrolled by another tap meanwhile."""
    enrollment_id = connection.execute(
        insert_for(connection, enrollments)
        .values(**values)
        .on_conflict_do_nothing()
        .returning(enrollments.c.id)
    ).scalar_one_or_none()
    if enrollment_id is None:
        return None
    connection.execute(insert(streaks).values(enrollment_id=enrollment_id))
    return int(enrollment_id)


def update_enrollment(connection: Connection, enrollment_id: int, **values: Any) -> None:
    """Change columns of an enrollment; hiding or leaving also takes its standings off the boards."""
    connection.execute(update(enrollments).where(enrollments.c.id == enrollment_id).values(**values))
    if "is_hidden" in values or "left_at" in values:
        row = connection.execute(
            select(enrollments.c.is_hidden, enrollments.c.left_at).where(enrollments.c.id == enrollment_id)
        ).one()
        connection.execute(
            update(standings)
            .where(standings.c.enrollment_id == enrollment_id)
            .values(is_listed=not row.is_hidden and row.left_at is None)
        )


def touch(connection: Connection, enrollment_id: int, at: datetime, name: str) -> None:
    """Note when a learner was last active and the name they were last seen with."""
    connection.execute(_TOUCH, {"enrollment_id": enrollment_id, "at": at, "name": name})


def set_timezone(connection: Connection, learner_id: int, **values: Any) -> None:
    """Change a learner's zone columns."""
    connection.execute(update(learners).where(learners.c.id == learner_id).values(**values))


def timezone_changed_at(connection: Connection, learner_id: int) -> datetime | None:
    """When the learner last asked for another zone."""
    changed_at: datetime | None = connection.execute(
        select(learners.c.timezone_changed_at).where(learners.c.id == learner_id)
    ).scalar_one()
    return changed_at


def followers_of_zone(connection: Connection, guild_id: int, now: datetime) -> list[tuple[int, str]]:
    """(learner id, zone that rules now) of the guild's learners who never chose a zone and follow the group's."""
    rows = connection.execute(
        ENROLLMENTS.where(enrollments.c.guild_id == guild_id, learners.c.chose_timezone.is_(False))
    )
    return [(found.learner_id, found.timezone) for found in (to_enrollment(row, now) for row in rows)]


def add_event(
    connection: Connection,
    enrollment_id: int,
    kind: str,
    at: datetime,
    study_day: date,
    details: dict[str, Any],
) -> None:
    """Append an event of a learner's path."""
    connection.execute(
        insert(learner_events).values(
            enrollment_id=enrollment_id, kind=kind, at=at, study_day=study_day, details=details
        )
    )


def has_attempts(connection: Connection, learner_id: int) -> bool:
    """Whether a learner has ever answered anything."""
    return connection.execute(_ANY_ATTEMPT, {"learner_id": learner_id}).first() is not None


def to_enrollment(row: Row[Any], now: datetime) -> Enrollment:
    """A row of enrollments joined with learners as a domain value; a zone change that is due has happened."""
    is_due = row.next_timezone_at is not None and row.next_timezone_at <= now
    return Enrollment(
        id=row.id,
        guild_id=row.guild_id,
        learner_id=row.learner_id,
        discord_id=row.discord_id,
        display_name=row.display_name,
        phase=row.phase,
        phase_started_on=row.phase_started_on,
        pace=row.pace,
        track=Track(row.track),
        timezone=row.next_timezone if is_due else row.timezone,
        next_timezone=None if is_due else row.next_timezone,
        next_timezone_at=None if is_due else row.next_timezone_at,
        is_hidden=row.is_hidden,
        wants_ping=row.wants_ping,
        paused_from=row.paused_from,
        paused_until=row.paused_until,
        enrolled_at=row.enrolled_at,
        left_at=row.left_at,
    )


def active_phases(connection: Connection, guild_ids: Sequence[int], since: datetime) -> set[tuple[int, int]]:
    """(guild, phase) pairs with a learner who was active, or enrolled, since an instant."""
    rows = connection.execute(
        select(enrollments.c.guild_id, enrollments.c.phase)
        .where(
            enrollments.c.guild_id.in_(guild_ids),
            enrollments.c.left_at.is_(None),
            func.coalesce(enrollments.c.last_active_at, enrollments.c.enrolled_at) >= since,
        )
        .distinct()
    )
    return {(row.guild_id, row.phase) for row in rows}


def count_paused(connection: Connection, guild_id: int, day: date) -> int:
    """How many learners of a group are on a pause on a day."""
    return int(
        connection.execute(
            select(func.count())
            .select_from(enrollments)
            .where(
                enrollments.c.guild_id == guild_id,
                enrollments.c.left_at.is_(None),
                enrollments.c.paused_from <= day,
                enrollments.c.paused_until >= day,
            )
        ).scalar_one()
    )
