"""Daily posts as the scheduler drives them: plan, claim, confirm, close, reveal."""

from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from bot.domain.daily_post import (
    DuePost,
    PostStatus,
    Reveal,
    closes_at,
    upcoming_dates,
)
from bot.domain.errors import NothingToPost
from bot.domain.group import Group
from bot.domain.report import NoticeKind
from bot.services.context import Context
from bot.services.planning import plan_post, take_up_mends
from bot.services.question import shown_post
from bot.storage import daily_post as posts
from bot.storage import planned_post, reveal
from bot.storage.enrollment import active_phases
from bot.storage.group import find_group, groups_to_plan
from bot.storage.heartbeat import Beat, beat
from bot.storage.notice import add_notice, forget_notices

HORIZON = timedelta(hours=48)
ACTIVE_WITHIN = timedelta(days=14)
LATE_AT_MOST = timedelta(hours=6)
BARS_FROM = 5
"""How the group answered is shown from so many answers on."""
LEADER_LEASE = timedelta(seconds=90)
OUTAGE_AFTER = timedelta(hours=2)
PAGE = 200


class DeliveryService:
    """What the tick does, each step idempotent and safe to repeat after a crash."""

    def __init__(self, context: Context, holder: str) -> None:
        self._context = context
        self._holder = holder

    def now(self) -> datetime:
        """The time, as the posts' own instants tell it."""
        return self._context.now()

    async def beat(self) -> Beat:
        """Note that the bot runs, and whether this process is the one to do the scheduled work.

        After a silence of over two hours an outage is recorded; its days count against nobody.
        """
        now = self._context.now()
        # On SQLite one process owns the file, so whoever runs leads, also right after a crash.
        holder = self._holder if self._context.database.dialect == "postgresql" else "sqlite"
        return await self._context.database.write(
            lambda connection: beat(connection, holder, now, LEADER_LEASE, OUTAGE_AFTER)
        )

    async def plan(self) -> int:
        """Plan what is due within 48 hours, for every phase with an active learner; returns how many were planned."""
        now = self._context.now()
        planned, after = 0, 0
        while True:
            groups, missing = await self._context.database.read(partial(_missing, after=after, now=now))
            if not groups:
                return planned
            after = groups[-1].guild_id
            by_id = {group.guild_id: group for group in groups}
            for guild_id, wanted in groupby(missing, key=itemgetter(0)):
                dates = [(phase, day) for _, phase, day in wanted]
                planned += await self._plan_group(by_id[guild_id], dates, now)

    async def _plan_group(self, group: Group, dates: list[tuple[int, date]], now: datetime) -> int:
        def work(connection: Connection) -> int:
            count = 0
            for phase, day in dates:
                try:
                    count += plan_post(self._context, connection, group, phase, day, now) is not None
                except NothingToPost:
                    continue
            return count

        return await self._context.database.write(work)

    async def claim_due(self, limit: int = 8) -> list[DuePost]:
        """Claim what is due, and what was claimed but never confirmed; what is too late is skipped and told.

        A claimed post that is too late is returned as such: it may have been sent, and only its channel knows.
        """
        now = self._context.now()

        def work(connection: Connection) -> list[DuePost]:
            for row in posts.skip_expired(connection, now):
                planned_post.drop_untried(connection, row.guild_id, row.phase)
                _tell_missed(connection, row.guild_id, row.phase, row.post_date, now)
            return [
                due_post(self._context, connection, take_up_mends(self._context, connection, row, now), now)
                for row in posts.claim(connection, now, limit)
            ]

        return await self._context.database.write(work)

    async def mark_sent(self, due: DuePost, message_id: int, sent_at: datetime | None = None) -> None:
        """Confirm that a post stands in its channel (since `sent_at`, else now); the phase's earlier posts close."""
        now = self._context.now()
        since = sent_at or now

        def work(connection: Connection) -> None:
            if not posts.mark_sent(
                connection, due.post_id, due.channel_id, message_id, since, closes_at(since, None)
            ):
                return
            row = posts.find_post(connection, due.post_id)
            if row is not None:
                reveal.close_older(connection, row, now)
            for kind in (NoticeKind.POST_REFUSED, NoticeKind.POST_UNCERTAIN):
                forget_notices(connection, due.shown.guild_id, kind, f"{due.channel_id}:")

        await self._context.database.write(work)

    async def mark_missed(self, due: DuePost) -> None:
        """A late post was looked for and is not there: the day is skipped and counts against nobody."""
        now = self._context.now()

        def work(connection: Connection) -> None:
            if posts.finish(connection, due.post_id, PostStatus.SKIPPED, posts.TOO_LATE, due.token):
                planned_post.drop_untried(connection, due.shown.guild_id, due.shown.phase)
                _tell_missed(connection, due.shown.guild_id, due.shown.phase, due.post_date, now)

        await self._context.database.write(work)

    async def mark_failed(self, due: DuePost, reason: str, permission: str) -> None:
        """Discord refused the post: no more tries for it, moderators are told once what to mend."""
        await self._give_up(due, NoticeKind.POST_REFUSED, reason, permission)

    async def mark_uncertain(self, due: DuePost) -> None:
        """Whether the post was sent cannot be found out: rather none than two; moderators are told."""
        await self._give_up(due, NoticeKind.POST_UNCERTAIN, "uncertain", "read_message_history")

    async def _give_up(self, due: DuePost, kind: NoticeKind, reason: str, permission: str) -> None:
        now = self._context.now()

        def work(connection: Connection) -> None:
            if posts.finish(connection, due.post_id, PostStatus.FAILED, reason, due.token):
                details = {
                    "phase": str(due.shown.phase),
                    "channel": str(due.channel_id),
                    "permission": permission,
                    "reason": reason,
                }
                key = f"{due.channel_id}:{permission or reason}"
                add_notice(connection, due.shown.guild_id, kind, key, details, now)

        await self._context.database.write(work)

    async def release(self, due: DuePost, retry_after: timedelta = timedelta(seconds=15)) -> None:
        """Sending failed for a reason that passes (a lost connection, a 5xx): try again soon."""
        retry_at = self._context.now() + retry_after
        await self._context.database.write(
            lambda connection: posts.release(connection, due.post_id, due.token, retry_at)
        )

    async def close_due(self) -> int:
        """Close the posts that have been out for 24 hours; returns how many."""
        now = self._context.now()
        return await self._context.database.write(lambda connection: reveal.close_due(connection, now))

    async def reveals(self, limit: int = 8) -> list[Reveal]:
        """Closed posts whose message does not show the reveal yet."""

        def work(connection: Connection) -> list[Reveal]:
            reveals: list[Reveal] = []
            for row in reveal.to_edit(connection, limit):
                shown = shown_post(self._context, connection, row)
                answers, correct, counts = reveal.group_answers(connection, row.id)
                reveals.append(
                    Reveal(
                        post_id=row.id,
                        shown=shown,
                        channel_id=row.channel_id,
                        message_id=row.message_id or 0,
                        answers=answers,
                        correct=correct,
                        counts=counts if answers >= BARS_FROM and shown.item.options else (),
                    )
                )
            return reveals

        return await self._context.database.read(work)

    async def mark_reveal_shown(self, post_id: int) -> None:
        """The post's message shows the reveal, or is gone for good."""
        now = self._context.now()
        await self._context.database.write(
            lambda connection: reveal.mark_reveal_shown(connection, post_id, now)
        )

    async def outstanding(self) -> list[DuePost]:
        """Posts that are out and open, to be sent again where the chat itself began anew (the demo)."""
        now = self._context.now()
        return await self._context.database.read(
            lambda connection: [
                due_post(self._context, connection, row, now) for row in posts.open_posts(connection)
            ]
        )

    async def moved(self, post_id: int, channel_id: int, message_id: int) -> None:
        """An open post now stands in another message."""
        await self._context.database.write(
            lambda connection: posts.move_message(connection, post_id, channel_id, message_id)
        )


def due_post(context: Context, connection: Connection, row: posts.PostRow, now: datetime) -> DuePost:
    """A claimed row as what is to be sent."""
    group = find_group(connection, row.guild_id)
    return DuePost(
        post_id=row.id,
        token=row.token,
        shown=shown_post(context, connection, row),
        channel_id=row.channel_id,
        post_date=row.post_date,
        due_at=row.due_at,
        first_attempt_at=row.first_attempt_at or now,
        ping_role_id=group.ping_role_id if group else None,
        is_late=row.expires_at <= now,
    )


def _tell_missed(connection: Connection, guild_id: int, phase: int, post_date: date, now: datetime) -> None:
    details = {"phase": str(phase), "date": post_date.isoformat()}
    add_notice(connection, guild_id, NoticeKind.POST_MISSED, f"{phase}:{post_date}", details, now)


def _missing(
    connection: Connection, after: int, now: datetime
) -> tuple[list[Group], list[tuple[int, int, date]]]:
    groups = groups_to_plan(connection, after, PAGE)
    if not groups:
        return [], []
    guild_ids = [group.guild_id for group in groups]
    active = active_phases(connection, guild_ids, now - ACTIVE_WITHIN)
    planned = planned_post.planned_dates(connection, guild_ids, (now - timedelta(days=2)).date())
    missing: list[tuple[int, int, date]] = []
    for group in groups:
        # From six hours back: a group that was set up after its hour gets its first question today all the same.
        dates = upcoming_dates(
            now - LATE_AT_MOST, group.post_time, group.post_days, group.timezone, LATE_AT_MOST + HORIZON
        )
        for phase in sorted(phase for guild_id, phase in active if guild_id == group.guild_id):
            if group.channel_of(phase) is None:
                continue
            missing += [
                (group.guild_id, phase, day) for day in dates if (group.guild_id, phase, day) not in planned
            ]
    return groups, missing
