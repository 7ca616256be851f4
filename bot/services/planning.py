"""Which question comes next for a phase of a group. Shared by the services, inside their transaction."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.domain.daily_post import due_at, expires_at, next_due_at
from bot.domain.errors import NothingToPost
from bot.domain.grading import random_order
from bot.domain.group import Group
from bot.domain.item import Item
from bot.domain.report import NoticeKind
from bot.domain.selection import next_daily
from bot.services.context import Context
from bot.storage import daily_post as posts
from bot.storage import planned_post
from bot.storage.item_version import store_versions
from bot.storage.notice import add_notice

WARN_BELOW = 7
"""Moderators are warned when so few unseen daily items are left."""


@dataclass(frozen=True, slots=True)
class NextItem:
    """What would be asked, with the one order of options everybody sees."""

    item: Item
    order: tuple[str, ...]
    seed: int
    is_repeat: bool
    unseen_left: int


def next_item(
    context: Context, connection: Connection, group: Group, phase: int, post_date: date, slot: int
) -> NextItem:
    """Choose the item for a date.

    Raises:
        NothingToPost: the curriculum has no item for this phase.
    """
    items = context.library.for_guild(group.guild_id).items_of(phase)
    chosen = next_daily(items, posts.last_asked(connection, group.guild_id, phase))
    if chosen is None:
        raise NothingToPost(phase)
    seed = random.Random(f"{group.guild_id}:{phase}:{post_date}:{slot}:{chosen.item.version}").getrandbits(53)
    return NextItem(chosen.item, random_order(chosen.item, seed), seed, chosen.is_repeat, chosen.unseen_left)


def plan_post(
    context: Context,
    connection: Connection,
    group: Group,
    phase: int,
    post_date: date,
    now: datetime,
    slot: int = 0,
    due: datetime | None = None,
) -> int | None:
    """Plan the post of a date; None when it is planned already or the phase has no channel.

    Raises:
        NothingToPost: the curriculum has no item for this phase.
    """
    channel_id = group.channel_of(phase)
    if channel_id is None:
        return None
    chosen = next_item(context, connection, group, phase, post_date, slot)
    store_versions(connection, [chosen.item], now)
    due = due or due_at(post_date, group.post_time, group.timezone)
    following = next_due_at(due + timedelta(minutes=1), group.post_time, group.post_days, group.timezone)
    post_id = planned_post.insert_post(
        connection,
        guild_id=group.guild_id,
        phase=phase,
        track="",
        post_date=post_date,
        slot=slot,
        item_id=chosen.item.id,
        version=chosen.item.version,
        seed=chosen.seed,
        option_order=list(chosen.order),
        is_repeat=chosen.is_repeat,
        post_days=group.post_days,
        channel_id=channel_id,
        due_at=due,
        expires_at=expires_at(due, following),
    )
    if post_id is not None and chosen.unseen_left <= WARN_BELOW:
        _warn(context, connection, group, phase, chosen, now)
    return post_id


def latest(context: Context, row: posts.PostRow) -> tuple[Item, tuple[str, ...]] | None:
    """What authors made of a post's item since it was planned, and its order of options; None when nothing changed."""
    item = context.library.for_guild(row.guild_id).items.get(row.item_id)
    if item is None or item.version == row.version:
        return None
    return item, random_order(item, row.seed)


def take_up_mends(
    context: Context, connection: Connection, row: posts.PostRow, now: datetime
) -> posts.PostRow:
    """Pin the newest version of its item to a post that nobody has seen; one that was tried stays as it is."""
    mended = latest(context, row) if row.token <= 1 else None
    if mended is None:
        return row
    item, order = mended
    store_versions(connection, [item], now)
    posts.pin(connection, row.id, item.version, order)
    return replace(row, version=item.version, option_order=order)


def _warn(
    context: Context, connection: Connection, group: Group, phase: int, chosen: NextItem, now: datetime
) -> None:
    size = len(context.library.for_guild(group.guild_id).items_of(phase))
    kind = NoticeKind.RAN_DRY if chosen.is_repeat else NoticeKind.RUNNING_DRY
    # The number of items is part of the key: once authors have added some, the next shortage is news again.
    details = {"phase": str(phase), "left": str(max(chosen.unseen_left - 1, 0)), "items": str(size)}
    add_notice(connection, group.guild_id, kind, f"{phase}:{size}", details, now)
