"""Groups: one guild's settings, its phases' channels and roles."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.domain.group import ALL_DAYS, DEFAULT_POST_TIME, Group
from bot.storage.tables import guild_phases, guilds
from bot.storage.upsert import insert_for, insert_or_ignore

_GUILD = select(guilds).where(guilds.c.guild_id == bindparam("guild_id"))
_LOCK = select(guilds.c.guild_id).where(guilds.c.guild_id == bindparam("guild_id")).with_for_update()
_PHASES = select(guild_phases).where(guild_phases.c.guild_id == bindparam("guild_id"))


def find_group(connection: Connection, guild_id: int) -> Group | None:
    """The group of a guild, or None when the bot has never met it."""
    row = connection.execute(_GUILD, {"guild_id": guild_id}).one_or_none()
    if row is None:
        return None
    phases = connection.execute(_PHASES, {"guild_id": guild_id}).all()
    return _group(row, phases)


def ensure_group(connection: Connection, guild_id: int, name: str, now: datetime) -> Group:
    """The group of a guild, made with defaults (09:00 UTC, every day, no channel) when it is new."""
    found = find_group(connection, guild_id)
    if found is not None:
        return found
    insert_or_ignore(
        connection,
        guilds,
        [
            {
                "guild_id": guild_id,
                "name": name,
                "timezone": "UTC",
                "post_minute": DEFAULT_POST_TIME.hour * 60 + DEFAULT_POST_TIME.minute,
                "post_days": ALL_DAYS,
                "created_at": now,
            }
        ],
    )
    group = find_group(connection, guild_id)
    if group is None:  # pragma: no cover - the row was just written
        raise LookupError(guild_id)
    return group


def lock_group(connection: Connection, guild_id: int, name: str, now: datetime) -> Group:
    """`ensure_group` for whoever is going to write it: two changes at once are made one after the other."""
    ensure_group(connection, guild_id, name, now)
    connection.execute(_LOCK, {"guild_id": guild_id})
    return ensure_group(connection, guild_id, name, now)


def save_group(connection: Connection, group: Group) -> None:
    """Write a group's settings, channels and roles of phases included."""
    connection.execute(
        update(guilds)
        .where(guilds.c.guild_id == group.guild_id)
        .values(
            name=group.name,
            timezone=group.timezone,
            post_minute=group.post_time.hour * 60 + group.post_time.minute,
            post_days=group.post_days,
            channel_id=group.channel_id,
            moderator_role_id=group.moderator_role_id,
            moderator_channel_id=group.moderator_channel_id,
            ping_role_id=group.ping_role_id,
            welcome_channel_id=group.welcome_channel_id,
            welcome_message_id=group.welcome_message_id,
            left_at=None,
        )
    )
    for phase in sorted({*group.phase_channel_ids, *group.phase_role_ids}):
        values = {
            "channel_id": group.phase_channel_ids.get(phase),
            "role_id": group.phase_role_ids.get(phase),
        }
        connection.execute(
            insert_for(connection, guild_phases)
            .values(guild_id=group.guild_id, phase=phase, **values)
            .on_conflict_do_update(index_elements=["guild_id", "phase"], set_=values)
        )


def groups_to_plan(connection: Connection, after: int, limit: int) -> list[Group]:
    """Groups with a channel that the bot is still in, by id, `limit` at a time from `after` (exclusive)."""
    rows = connection.execute(
        select(guilds)
        .where(guilds.c.guild_id > after, guilds.c.left_at.is_(None))
        .order_by(guilds.c.guild_id)
        .limit(limit)
    ).all()
    if not rows:
        return []
    phases: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(
        select(guild_phases).where(guild_phases.c.guild_id.in_([row.guild_id for row in rows]))
    ):
        phases.setdefault(row.guild_id, []).append(row)
    return [_group(row, phases.get(row.guild_id, [])) for row in rows]


def mark_left(connection: Connection, guild_id: int, now: datetime | None) -> None:
    """Note that the bot was removed from a guild (or, with None, that it is back)."""
    connection.execute(update(guilds).where(guilds.c.guild_id == guild_id).values(left_at=now))


def _group(row: Row[Any], phases: Sequence[Row[Any]]) -> Group:
    return Group(
        guild_id=row.guild_id,
        name=row.name,
        timezone=row.timezone,
        post_time=time(row.post_minute // 60, row.post_minute % 60),
        post_days=row.post_days,
        channel_id=row.channel_id,
        moderator_role_id=row.moderator_role_id,
        moderator_channel_id=row.moderator_channel_id,
        ping_role_id=row.ping_role_id,
        phase_channel_ids={p.phase: p.channel_id for p in phases if p.channel_id is not None},
        phase_role_ids={p.phase: p.role_id for p in phases if p.role_id is not None},
        welcome_channel_id=row.welcome_channel_id,
        welcome_message_id=row.welcome_message_id,
    )
