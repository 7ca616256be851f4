"""Posts that are planned and were never tried: made ahead, taken back while nobody has seen them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.daily_post import PostStatus
from bot.storage.daily_post import PostRow, to_post
from bot.storage.tables import daily_posts
from bot.storage.upsert import insert_for


def insert_post(connection: Connection, **values: Any) -> int | None:
    """Plan a post; None when that (guild, phase, track, date, slot) is planned already."""
    return connection.execute(
        insert_for(connection, daily_posts)
        .values(state=PostStatus.PLANNED, token=0, reason="", **values)
        .on_conflict_do_nothing()
        .returning(daily_posts.c.id)
    ).scalar_one_or_none()


def upcoming(connection: Connection, guild_id: int, phase: int) -> PostRow | None:
    """The next post of a phase that is planned and was never tried."""
    row = connection.execute(
        select(daily_posts)
        .where(
            daily_posts.c.guild_id == guild_id,
            daily_posts.c.phase == phase,
            daily_posts.c.state == PostStatus.PLANNED,
            daily_posts.c.first_attempt_at.is_(None),
        )
        .order_by(daily_posts.c.due_at)
        .limit(1)
    ).one_or_none()
    return None if row is None else to_post(row)


def drop_untried(connection: Connection, guild_id: int, phase: int | None = None) -> None:
    """Forget posts that were planned and never tried, so that they are planned anew under new settings."""
    statement = daily_posts.delete().where(
        daily_posts.c.guild_id == guild_id,
        daily_posts.c.state == PostStatus.PLANNED,
        daily_posts.c.first_attempt_at.is_(None),
        daily_posts.c.slot == 0,
    )
    connection.execute(statement if phase is None else statement.where(daily_posts.c.phase == phase))


def drop_untried_without(connection: Connection, known: Collection[str]) -> int:
    """Forget untried posts of items that are not among those known any more; returns how many."""
    untried = (
        daily_posts.c.state == PostStatus.PLANNED,
        daily_posts.c.first_attempt_at.is_(None),
        daily_posts.c.slot == 0,
    )
    planned = set(connection.execute(select(daily_posts.c.item_id).where(*untried).distinct()).scalars())
    gone = sorted(planned.difference(known))
    if not gone:
        return 0
    return connection.execute(daily_posts.delete().where(*untried, daily_posts.c.item_id.in_(gone))).rowcount


def planned_dates(
    connection: Connection, guild_ids: Sequence[int], since: date
) -> set[tuple[int, int, date]]:
    """(guild, phase, date) of scheduled posts from a date on, whatever became of them."""
    rows = connection.execute(
        select(daily_posts.c.guild_id, daily_posts.c.phase, daily_posts.c.post_date).where(
            daily_posts.c.guild_id.in_(guild_ids), daily_posts.c.post_date >= since, daily_posts.c.slot == 0
        )
    )
    return {(row.guild_id, row.phase, row.post_date) for row in rows}
