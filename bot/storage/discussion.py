"""Threads in which questions are discussed."""

from datetime import datetime

from sqlalchemy import Connection, select

from bot.storage.tables import discussions
from bot.storage.upsert import insert_for


def find_thread(connection: Connection, guild_id: int, item_id: str) -> tuple[int, int] | None:
    """(channel id, thread id) of an item's discussion in a group, or None."""
    row = connection.execute(
        select(discussions.c.channel_id, discussions.c.thread_id).where(
            discussions.c.guild_id == guild_id, discussions.c.item_id == item_id
        )
    ).one_or_none()
    return None if row is None else (row.channel_id, row.thread_id)


def insert_thread(
    connection: Connection, guild_id: int, item_id: str, channel_id: int, thread_id: int, now: datetime
) -> int:
    """Note a thread unless there is one; returns the id of the one that counts."""
    connection.execute(
        insert_for(connection, discussions)
        .values(
            guild_id=guild_id, item_id=item_id, channel_id=channel_id, thread_id=thread_id, created_at=now
        )
        .on_conflict_do_nothing()
    )
    found = find_thread(connection, guild_id, item_id)
    return found[1] if found else thread_id


def forget_thread(connection: Connection, guild_id: int, item_id: str, thread_id: int) -> None:
    """The thread is gone on Discord."""
    connection.execute(
        discussions.delete().where(
            discussions.c.guild_id == guild_id,
            discussions.c.item_id == item_id,
            discussions.c.thread_id == thread_id,
        )
    )
