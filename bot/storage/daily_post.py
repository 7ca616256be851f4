"""Daily posts: planning, claiming, sending and revealing, each as one statement or a few.

planned → claimed (leased, token raised) → sent → revealed; planned or claimed → skipped, when too late or by a
moderator; claimed → failed, when Discord refused. A claim whose lease ran out may be claimed again, by any process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select, text, update

from bot.domain.daily_post import LEASE, OpenPost, PostStatus
from bot.storage.tables import daily_posts, guilds

_BY_ID = select(daily_posts).where(daily_posts.c.id == bindparam("post_id"))
# Spelled as in the partial index: a state that stands in a parameter says nothing to who plans the query.
_IN_FLIGHT = text("daily_posts.state IN ('planned', 'claimed')")
MODERATOR_SKIPPED = "moderator"
TOO_LATE = "too-late"
_OUT = daily_posts.c.state.in_([PostStatus.SENT, PostStatus.REVEALED])


@dataclass(frozen=True, slots=True)
class PostRow:
    """A daily post as stored."""

    id: int
    guild_id: int
    phase: int
    track: str
    post_date: date
    slot: int
    state: PostStatus
    item_id: str
    version: str
    seed: int
    option_order: tuple[str, ...]
    is_repeat: bool
    channel_id: int
    due_at: datetime
    expires_at: datetime
    token: int
    first_attempt_at: datetime | None
    message_id: int | None
    sent_at: datetime | None
    closes_at: datetime | None


def find_post(connection: Connection, post_id: int) -> PostRow | None:
    """A post by its id."""
    row = connection.execute(_BY_ID, {"post_id": post_id}).one_or_none()
    return None if row is None else to_post(row)


def post_on(connection: Connection, guild_id: int, phase: int, post_date: date) -> list[PostRow]:
    """The posts of a phase on a date, by slot."""
    rows = connection.execute(
        select(daily_posts)
        .where(
            daily_posts.c.guild_id == guild_id,
            daily_posts.c.phase == phase,
            daily_posts.c.post_date == post_date,
        )
        .order_by(daily_posts.c.slot)
    )
    return [to_post(row) for row in rows]


def last_asked(
    connection: Connection, guild_id: int, phase: int, *, with_planned: bool = True
) -> dict[str, date]:
    """The date each item was last asked (or planned) in a phase of a group; what was skipped keeps its place."""
    rows = connection.execute(
        select(daily_posts.c.item_id, func.max(daily_posts.c.post_date))
        .where(
            daily_posts.c.guild_id == guild_id,
            daily_posts.c.phase == phase,
            or_(_IN_FLIGHT, _OUT) if with_planned else _OUT,
        )
        .group_by(daily_posts.c.item_id)
    )
    return {row[0]: row[1] for row in rows}


def revealed_items(connection: Connection, guild_id: int, phase: int) -> set[str]:
    """Items whose daily question of this group is already closed."""
    return set(
        connection.execute(
            select(daily_posts.c.item_id).where(
                daily_posts.c.guild_id == guild_id,
                daily_posts.c.phase == phase,
                daily_posts.c.state == PostStatus.REVEALED,
            )
        ).scalars()
    )


def claim(connection: Connection, now: datetime, limit: int) -> list[PostRow]:
    """Claim what is due, and what was claimed but never confirmed, however late; oldest first."""
    due = (
        select(daily_posts.c.id)
        .join(guilds, guilds.c.guild_id == daily_posts.c.guild_id)
        .where(
            _IN_FLIGHT,
            daily_posts.c.due_at <= now,
            or_(daily_posts.c.expires_at > now, daily_posts.c.state == PostStatus.CLAIMED),
            guilds.c.left_at.is_(None),
            or_(daily_posts.c.lease_until.is_(None), daily_posts.c.lease_until <= now),
        )
        .order_by(daily_posts.c.due_at, daily_posts.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=daily_posts)
    )
    rows = connection.execute(
        update(daily_posts)
        .where(daily_posts.c.id.in_(due))
        .values(
            state=PostStatus.CLAIMED,
            token=daily_posts.c.token + 1,
            lease_until=now + LEASE,
            first_attempt_at=func.coalesce(daily_posts.c.first_attempt_at, now),
        )
        .returning(daily_posts)
    ).all()
    return sorted((to_post(row) for row in rows), key=lambda post: (post.due_at, post.id))


def claim_one(connection: Connection, post_id: int, now: datetime) -> PostRow | None:
    """Claim one post by its id, for a moderator who posts now; None while somebody else holds it."""
    row = connection.execute(
        update(daily_posts)
        .where(
            daily_posts.c.id == post_id,
            _IN_FLIGHT,
            or_(daily_posts.c.lease_until.is_(None), daily_posts.c.lease_until <= now),
        )
        .values(
            state=PostStatus.CLAIMED,
            token=daily_posts.c.token + 1,
            lease_until=now + LEASE,
            first_attempt_at=func.coalesce(daily_posts.c.first_attempt_at, now),
        )
        .returning(daily_posts)
    ).one_or_none()
    return None if row is None else to_post(row)


def mark_sent(
    connection: Connection,
    post_id: int,
    channel_id: int,
    message_id: int,
    sent_at: datetime,
    closes_at: datetime,
) -> bool:
    """Note the message of a claimed post; the first one noted stays. False when it was not claimed any more."""
    result = connection.execute(
        update(daily_posts)
        .where(daily_posts.c.id == post_id, daily_posts.c.state == PostStatus.CLAIMED)
        .values(
            state=PostStatus.SENT,
            message_id=func.coalesce(daily_posts.c.message_id, message_id),
            channel_id=channel_id,
            sent_at=sent_at,
            closes_at=closes_at,
            lease_until=None,
        )
    )
    return result.rowcount == 1


def pin(connection: Connection, post_id: int, version: str, option_order: Sequence[str]) -> None:
    """Pin another version of the same item to a post that nobody has seen."""
    connection.execute(
        update(daily_posts)
        .where(daily_posts.c.id == post_id)
        .values(version=version, option_order=list(option_order))
    )


def move_message(connection: Connection, post_id: int, channel_id: int, message_id: int) -> None:
    """The post's message was sent anew (a simulated chat that began again)."""
    connection.execute(
        update(daily_posts)
        .where(daily_posts.c.id == post_id)
        .values(channel_id=channel_id, message_id=message_id)
    )


def finish(
    connection: Connection, post_id: int, state: PostStatus, reason: str, token: int | None = None
) -> bool:
    """Move a planned or claimed post to skipped or failed. False when it was already elsewhere."""
    statement = (
        update(daily_posts)
        .where(daily_posts.c.id == post_id, _IN_FLIGHT)
        .values(state=state, reason=reason, lease_until=None)
    )
    if token is not None:
        statement = statement.where(daily_posts.c.token == token)
    return connection.execute(statement).rowcount == 1


def release(connection: Connection, post_id: int, token: int, retry_at: datetime) -> None:
    """Give a claim back, to be tried again from `retry_at` on."""
    connection.execute(
        update(daily_posts)
        .where(
            daily_posts.c.id == post_id,
            daily_posts.c.state == PostStatus.CLAIMED,
            daily_posts.c.token == token,
        )
        .values(lease_until=retry_at)
    )


def skip_expired(connection: Connection, now: datetime) -> list[PostRow]:
    """Skip what was never tried and is too late to post; returns what was skipped.

    The day is then not counted against anyone. What was tried is not skipped unseen: it may stand in its channel.
    """
    here = select(guilds.c.guild_id).where(guilds.c.left_at.is_(None))
    rows = connection.execute(
        update(daily_posts)
        .where(
            _IN_FLIGHT,
            daily_posts.c.due_at <= now,
            daily_posts.c.state == PostStatus.PLANNED,
            daily_posts.c.expires_at <= now,
            daily_posts.c.guild_id.in_(here),
        )
        .values(state=PostStatus.SKIPPED, reason=TOO_LATE, lease_until=None)
        .returning(daily_posts)
    ).all()
    return [to_post(row) for row in rows]


def open_posts(
    connection: Connection, guild_id: int | None = None, phase: int | None = None
) -> list[PostRow]:
    """Posts that are out and not yet closed, oldest first."""
    statement = select(daily_posts).where(daily_posts.c.state == PostStatus.SENT).order_by(daily_posts.c.id)
    if guild_id is not None:
        statement = statement.where(daily_posts.c.guild_id == guild_id)
    if phase is not None:
        statement = statement.where(daily_posts.c.phase == phase)
    return [to_post(row) for row in connection.execute(statement)]


def open_post_of(connection: Connection, guild_id: int, phase: int) -> OpenPost | None:
    """The newest open scheduled post of a phase, for links."""
    rows = open_posts(connection, guild_id, phase)
    if not rows:
        return None
    row = rows[-1]
    if row.message_id is None or row.closes_at is None:  # pragma: no cover - a constraint forbids it
        return None
    return OpenPost(row.id, row.phase, row.channel_id, row.message_id, row.closes_at)


def to_post(row: Row[Any]) -> PostRow:
    """A row of daily_posts as a value."""
    return PostRow(
        id=row.id,
        guild_id=row.guild_id,
        phase=row.phase,
        track=row.track,
        post_date=row.post_date,
        slot=row.slot,
        state=PostStatus(row.state),
        item_id=row.item_id,
        version=row.version,
        seed=row.seed,
        option_order=tuple(row.option_order),
        is_repeat=row.is_repeat,
        channel_id=row.channel_id,
        due_at=row.due_at,
        expires_at=row.expires_at,
        token=row.token,
        first_attempt_at=row.first_attempt_at,
        message_id=row.message_id,
        sent_at=row.sent_at,
        closes_at=row.closes_at,
    )
