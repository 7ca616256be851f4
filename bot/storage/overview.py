"""Counts for moderators: how many learn, and who has gone quiet."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.domain.group import Quiet
from bot.storage.tables import enrollments, learners, streaks


def phase_counts(connection: Connection, guild_id: int, active_since: datetime | None) -> dict[int, int]:
    """Phase → learners enrolled; with `active_since`, only those who answered since."""
    statement = (
        select(enrollments.c.phase, func.count())
        .where(enrollments.c.guild_id == guild_id, enrollments.c.left_at.is_(None))
        .group_by(enrollments.c.phase)
    )
    if active_since is not None:
        statement = statement.where(enrollments.c.last_active_at >= active_since)
    return {row[0]: row[1] for row in connection.execute(statement)}


def quiet_learners(
    connection: Connection, guild_id: int, before: datetime, limit: int
) -> tuple[tuple[Quiet, ...], int]:
    """(the longest quiet learners, how many there are) of those last active, or enrolled, before an instant."""
    last_seen = func.coalesce(enrollments.c.last_active_at, enrollments.c.enrolled_at)
    where = (enrollments.c.guild_id == guild_id, enrollments.c.left_at.is_(None), last_seen < before)
    rows = connection.execute(
        select(learners.c.discord_id, enrollments.c.display_name, streaks.c.last_day)
        .join(learners, learners.c.id == enrollments.c.learner_id)
        .join(streaks, streaks.c.enrollment_id == enrollments.c.id)
        .where(*where)
        .order_by(last_seen, enrollments.c.id)
        .limit(limit)
    )
    count = int(connection.execute(select(func.count()).select_from(enrollments).where(*where)).scalar_one())
    return tuple(Quiet(row.discord_id, row.display_name, row.last_day) for row in rows), count
