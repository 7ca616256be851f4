"""Closing posts and revealing them: closing is one statement, the message's edit a separate, retryable step."""

from datetime import datetime

from sqlalchemy import Connection, func, select, text, update

from bot.domain.daily_post import OptionCount, PostStatus
from bot.storage.attempt import LATEST_VERDICT
from bot.storage.daily_post import PostRow, to_post
from bot.storage.tables import attempts, daily_posts, verdicts


def close_due(connection: Connection, now: datetime) -> int:
    """Close the posts whose time is up; returns how many. Their messages are edited by a separate, retryable step."""
    return connection.execute(
        update(daily_posts)
        .where(text("daily_posts.state = 'sent'"), daily_posts.c.closes_at <= now)
        .values(state=PostStatus.REVEALED, revealed_at=now)
    ).rowcount


def close_older(connection: Connection, post: PostRow, now: datetime) -> int:
    """Close the phase's posts that came before its newest scheduled one, which may be this post."""
    same_phase = (
        daily_posts.c.guild_id == post.guild_id,
        daily_posts.c.phase == post.phase,
        daily_posts.c.track == post.track,
        daily_posts.c.state == PostStatus.SENT,
    )
    # By when they were sent, not when they were due: a moderator may have posted the scheduled one hours early.
    newest = select(func.max(daily_posts.c.sent_at)).where(*same_phase, daily_posts.c.slot == 0)
    return connection.execute(
        update(daily_posts)
        .where(*same_phase, daily_posts.c.sent_at < newest.scalar_subquery())
        .values(state=PostStatus.REVEALED, revealed_at=now, closes_at=now)
    ).rowcount


def to_edit(connection: Connection, limit: int) -> list[PostRow]:
    """Closed posts whose message does not show the reveal yet, oldest first."""
    rows = connection.execute(
        select(daily_posts)
        .where(text("daily_posts.state = 'revealed'"), daily_posts.c.reveal_shown_at.is_(None))
        .order_by(daily_posts.c.revealed_at, daily_posts.c.id)
        .limit(limit)
    )
    return [to_post(row) for row in rows]


def mark_reveal_shown(connection: Connection, post_id: int, now: datetime) -> None:
    """The message shows the reveal (or is gone for good)."""
    connection.execute(update(daily_posts).where(daily_posts.c.id == post_id).values(reveal_shown_at=now))


def group_answers(connection: Connection, post_id: int) -> tuple[int, int, tuple[OptionCount, ...]]:
    """(answers, correct ones, how many chose each option) of a post, practice left out."""
    rows = connection.execute(
        select(attempts.c.response, verdicts.c.is_correct)
        .select_from(attempts)
        .join(verdicts, LATEST_VERDICT)
        .where(attempts.c.post_id == post_id, attempts.c.source == "daily")
    ).all()
    counts: dict[str, int] = {}
    for row in rows:
        for option_id in row.response.get("option_ids", ()):
            counts[option_id] = counts.get(option_id, 0) + 1
    return (
        len(rows),
        sum(1 for row in rows if row.is_correct),
        tuple(OptionCount(option_id, count) for option_id, count in sorted(counts.items())),
    )
