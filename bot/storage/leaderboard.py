"""Standings: points per learner and period, read by index whatever the number of learners."""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select, text

from bot.domain.leaderboard import Cursor
from bot.storage.tables import enrollments, learners, standings
from bot.storage.upsert import built_once

_BOARD = and_(
    standings.c.guild_id == bindparam("guild_id"),
    standings.c.period == bindparam("period"),
    # Spelled as in the partial index, which SQLite would not use for “is_listed = 1”.
    text("standings.is_listed"),
)
_ROWS = (
    select(standings.c.points, standings.c.enrollment_id, enrollments.c.display_name, learners.c.discord_id)
    .join(enrollments, enrollments.c.id == standings.c.enrollment_id)
    .join(learners, learners.c.id == enrollments.c.learner_id)
    .where(_BOARD)
)
_BETTER = select(func.count()).select_from(standings).where(_BOARD, standings.c.points > bindparam("points"))
_ADD_POINTS = built_once(
    standings,
    lambda insert: insert.on_conflict_do_update(
        index_elements=["enrollment_id", "period"],
        set_={"points": standings.c.points + insert.excluded.points},
    ),
)


def add_points(
    connection: Connection,
    enrollment_id: int,
    guild_id: int,
    periods: tuple[str, ...],
    points: int,
    is_listed: bool,
) -> None:
    """Add points to a learner's standing in each period."""
    connection.execute(
        _ADD_POINTS(connection),
        [
            {
                "enrollment_id": enrollment_id,
                "period": period,
                "guild_id": guild_id,
                "points": points,
                "is_listed": is_listed,
            }
            for period in periods
        ],
    )


def page(
    connection: Connection,
    guild_id: int,
    period: str,
    size: int,
    after: Cursor | None = None,
    before: Cursor | None = None,
) -> list[tuple[Cursor, str, int]]:
    """Up to `size` rows (cursor, display name, Discord id), best first: from the top, or after or before a cursor."""
    points, enrollment_id = standings.c.points, standings.c.enrollment_id
    statement = _ROWS.limit(size)
    if before is not None:
        # The bound on points alone lets the index seek; the OR decides within equal points.
        statement = statement.where(
            points >= before.points,
            or_(points > before.points, enrollment_id < before.enrollment_id),
        ).order_by(points.asc(), enrollment_id.desc())
    else:
        if after is not None:
            statement = statement.where(
                points <= after.points,
                or_(points < after.points, enrollment_id > after.enrollment_id),
            )
        statement = statement.order_by(points.desc(), enrollment_id.asc())
    rows: list[Any] = list(connection.execute(statement, {"guild_id": guild_id, "period": period}))
    if before is not None:
        rows.reverse()
    return [(Cursor(row.points, row.enrollment_id), row.display_name, row.discord_id) for row in rows]


def rank_of(connection: Connection, guild_id: int, period: str, points: int) -> int:
    """The rank of a learner with so many points: 1 + how many have more."""
    parameters = {"guild_id": guild_id, "period": period, "points": points}
    return 1 + int(connection.execute(_BETTER, parameters).scalar_one())


def points_of(connection: Connection, enrollment_id: int, period: str) -> int | None:
    """A learner's points in a period, or None."""
    return connection.execute(
        select(standings.c.points).where(
            standings.c.enrollment_id == enrollment_id, standings.c.period == period
        )
    ).scalar_one_or_none()


def count_listed(connection: Connection, guild_id: int, period: str) -> int:
    """How many learners stand on a board."""
    return int(
        connection.execute(
            select(func.count()).select_from(standings).where(_BOARD),
            {"guild_id": guild_id, "period": period},
        ).scalar_one()
    )


def listed_before(connection: Connection, guild_id: int, period: str, cursor: Cursor) -> int:
    """How many rows of a board stand before a cursor."""
    points = standings.c.points
    return int(
        connection.execute(
            select(func.count())
            .select_from(standings)
            .where(
                _BOARD,
                points >= cursor.points,
                or_(points > cursor.points, standings.c.enrollment_id < cursor.enrollment_id),
            ),
            {"guild_id": guild_id, "period": period},
        ).scalar_one()
    )
