"""Daily posts in moderators' hands: preview, post now, skip."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.daily_post import DuePost, PostPreview, PostStatus, next_due_at
from bot.domain.errors import AlreadyPosted, GroupNotSetUp, NothingToPost
from bot.domain.group import Caller, Group
from bot.domain.item import QuestionRef, ShownItem
from bot.domain.selection import next_daily
from bot.services.context import Context
from bot.services.delivery import due_post
from bot.services.moderating import moderated_group
from bot.services.planning import latest, next_item, plan_post, take_up_mends
from bot.services.question import show, shown_post
from bot.storage import daily_post as posts
from bot.storage import planned_post
from bot.storage.group import lock_group

BETWEEN_POSTS = timedelta(hours=1)
"""A moderator's second post of a phase within this time is taken for a slip of the finger."""


class DailyPostService:
    """What `/daily` does."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def preview(self, guild_id: int, caller: Caller, phase: int) -> PostPreview:
        """The next question of a phase, exactly as it will be posted.

        Raises:
            NeedsModerator, GroupNotSetUp, NothingToPost: there is nothing to show.
        """
        now = self._context.now()

        def work(connection: Connection) -> PostPreview:
            group = moderated_group(connection, guild_id, caller)
            return self._preview(connection, group, phase, now)

        return await self._context.database.read(work)

    async def skip(self, guild_id: int, caller: Caller, phase: int) -> PostPreview:
        """Skip the next planned question: nothing is posted that day, and the day counts against nobody.

        Raises:
            NeedsModerator, GroupNotSetUp, NothingToPost: nothing was skipped.
        """
        now = self._context.now()

        def work(connection: Connection) -> PostPreview:
            group = moderated_group(connection, guild_id, caller)
            row = planned_post.upcoming(connection, guild_id, phase)
            if row is None:
                due = next_due_at(now, group.post_time, group.post_days, group.timezone)
                post_id = plan_post(self._context, connection, group, phase, _local(due, group), now)
                row = posts.find_post(connection, post_id) if post_id is not None else None
            if row is None:
                raise NothingToPost(phase)
            preview = self._of_row(connection, group, row, is_skipped=True)
            posts.finish(connection, row.id, PostStatus.SKIPPED, posts.MODERATOR_SKIPPED)
            # What was planned after it moves up: the question keeps its place and comes on the next post day.
            planned_post.drop_untried(connection, guild_id, phase)
            return preview

        return await self._context.database.write(work)

    async def post_now(self, guild_id: int, caller: Caller, phase: int) -> DuePost:
        """Claim a question to be sent at once: today's when it is not out yet, else one more.

        Raises:
            NeedsModerator, GroupNotSetUp, NothingToPost: there is nothing to post.
            AlreadyPosted: the last one of this phase came out within the hour, or is being sent.
        """
        now = self._context.now()

        def work(connection: Connection) -> DuePost:
            moderated_group(connection, guild_id, caller)
            # One after the other, so that the second sees what the first did.
            group = lock_group(connection, guild_id, "", now)
            channel_id = group.channel_of(phase)
            if channel_id is None:
                raise GroupNotSetUp(guild_id, can_set_up=caller.can_manage)
            today = _local(now, group)
            rows = posts.post_on(connection, guild_id, phase, today)
            for row in rows:
                is_fresh = row.sent_at is not None and now - row.sent_at < BETWEEN_POSTS
                if is_fresh or row.state is PostStatus.CLAIMED:
                    raise AlreadyPosted(phase, row.channel_id, row.message_id or 0)
            post_id = next(
                (row.id for row in rows if row.slot == 0 and row.state is PostStatus.PLANNED), None
            )
            if post_id is None:
                slot = max((row.slot for row in rows), default=0) + 1 if rows else 0
                post_id = plan_post(self._context, connection, group, phase, today, now, slot=slot, due=now)
            claimed = posts.claim_one(connection, post_id, now) if post_id is not None else None
            if claimed is None:
                raise AlreadyPosted(phase, channel_id, 0)
            mended = take_up_mends(self._context, connection, claimed, now)
            return due_post(self._context, connection, mended, now)

        return await self._context.database.write(work)

    def _preview(self, connection: Connection, group: Group, phase: int, now: datetime) -> PostPreview:
        row = planned_post.upcoming(connection, group.guild_id, phase)
        if row is not None:
            return self._of_row(connection, group, row)
        due = next_due_at(now, group.post_time, group.post_days, group.timezone)
        post_date = _local(due, group)
        chosen = next_item(self._context, connection, group, phase, post_date, 0)
        shown = show(
            self._context.library.for_guild(group.guild_id),
            QuestionRef("p", 0),
            group.guild_id,
            phase,
            chosen.item,
            chosen.order,
            chosen.seed,
            chosen.is_repeat,
        )
        return PostPreview(shown, post_date, due, group.channel_of(phase) or 0, chosen.unseen_left)

    def _of_row(
        self, connection: Connection, group: Group, row: posts.PostRow, is_skipped: bool = False
    ) -> PostPreview:
        items = self._context.library.for_guild(group.guild_id).items_of(row.phase)
        asked = posts.last_asked(connection, group.guild_id, row.phase, with_planned=False)
        following = next_daily(items, asked)
        left = 0 if following is None or following.is_repeat else following.unseen_left
        return PostPreview(
            shown=self._as_posted(connection, row),
            post_date=row.post_date,
            due_at=row.due_at,
            channel_id=row.channel_id,
            unseen_left=left,
            is_skipped=is_skipped,
        )

    def _as_posted(self, connection: Connection, row: posts.PostRow) -> ShownItem:
        mended = latest(self._context, row)
        if mended is None:
            return shown_post(self._context, connection, row)
        curriculum = self._context.library.for_guild(row.guild_id)
        ref = QuestionRef("p", row.id)
        return show(curriculum, ref, row.guild_id, row.phase, *mended, row.seed, row.is_repeat)


def _local(at: datetime, group: Group) -> date:
    return at.astimezone(ZoneInfo(group.timezone)).date()
