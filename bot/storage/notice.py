"""Notices: what moderators must know, each told once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from bot.domain.report import Notice, NoticeKind
from bot.storage.tables import notices
from bot.storage.upsert import insert_for


def add_notice(
    connection: Connection, guild_id: int, kind: NoticeKind, key: str, details: dict[str, Any], now: datetime
) -> bool:
    """Note something to tell; False when the same thing (guild, kind, key) was noted before."""
    return (
        connection.execute(
            insert_for(connection, notices)
            .values(guild_id=guild_id, kind=kind, key=key, details=details, created_at=now)
            .on_conflict_do_nothing()
        ).rowcount
        == 1
    )


def forget_notices(connection: Connection, guild_id: int, kind: NoticeKind, key_prefix: str = "") -> None:
    """What was wrong is mended: should it happen again, it is told again."""
    connection.execute(
        notices.delete().where(
            notices.c.guild_id == guild_id,
            notices.c.kind == kind,
            notices.c.key.startswith(key_prefix, autoescape=True),
            notices.c.told_at.is_not(None),
        )
    )


def pending_notices(connection: Connection, after: int, limit: int) -> list[Notice]:
    """Notices nobody was told yet, oldest first, from an id on (exclusive)."""
    rows = connection.execute(
        select(notices)
        .where(notices.c.told_at.is_(None), notices.c.id > after)
        .order_by(notices.c.id)
        .limit(limit)
    )
    return [Notice(row.id, row.guild_id, NoticeKind(row.kind), dict(row.details)) for row in rows]


def mark_told(connection: Connection, notice_id: int, now: datetime) -> None:
    """The moderators have been told."""
    connection.execute(update(notices).where(notices.c.id == notice_id).values(told_at=now))
