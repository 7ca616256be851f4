"""Groups: setting one up, and what its moderators see."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from bot.domain.daily_post import next_due_at
from bot.domain.errors import BadChoice, GroupNotSetUp, NeedsManageServer
from bot.domain.group import Caller, Group, GroupChoices, GroupOverview, PhaseOverview
from bot.domain.report import NoticeKind
from bot.domain.selection import next_daily
from bot.domain.study_day import day_end, study_day
from bot.domain.weekdays import parse_days, parse_time
from bot.domain.zones import canonical, find_zones
from bot.services.context import Context
from bot.services.delivery import ACTIVE_WITHIN
from bot.services.moderating import moderated_group
from bot.storage import daily_post as posts
from bot.storage import enrollment as enrollments
from bot.storage import group as storage
from bot.storage import planned_post
from bot.storage.attempt import count_since
from bot.storage.notice import forget_notices
from bot.storage.overview import phase_counts, quiet_learners
from bot.storage.report import count_open

QUIET_AFTER = timedelta(days=7)
QUIET_SHOWN = 15
_MENDED_BY_SETUP = (NoticeKind.ROLE_REFUSED, NoticeKind.NOT_SET_UP)


class GroupService:
    """A guild that studies together."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def set_up(self, guild_id: int, guild_name: str, caller: Caller, choices: GroupChoices) -> Group:
        """Choose channel, time, zone, days and moderators; what is planned is then planned anew.

        Raises:
            NeedsManageServer: the caller may not.
            BadChoice: a choice is not possible; nothing was changed.
        """
        if not caller.can_manage:
            raise NeedsManageServer
        post_time, days, zone = _parse(choices)
        now = self._context.now()

        def work(connection: Connection) -> Group:
            before = storage.lock_group(connection, guild_id, guild_name, now)
            after = replace(
                before,
                name=guild_name or before.name,
                timezone=zone or before.timezone,
                post_time=post_time or before.post_time,
                post_days=days or before.post_days,
                channel_id=choices.channel_id or before.channel_id,
                moderator_role_id=choices.moderator_role_id or before.moderator_role_id,
                moderator_channel_id=choices.moderator_channel_id or before.moderator_channel_id,
                phase_channel_ids={**before.phase_channel_ids, **dict(choices.phase_channel_ids)},
            )
            storage.save_group(connection, after)
            planned_post.drop_untried(connection, guild_id)
            for kind in _MENDED_BY_SETUP:
                forget_notices(connection, guild_id, kind)
            if after.timezone != before.timezone:
                _follow_zone(connection, after, now)
            return after

        return await self._context.database.write(work)

    async def find(self, guild_id: int) -> Group:
        """The group.

        Raises:
            GroupNotSetUp: the bot has never been set up here.
        """
        found = await self._context.database.read(lambda connection: storage.find_group(connection, guild_id))
        if found is None:
            raise GroupNotSetUp(guild_id)
        return found

    async def is_moderator(self, guild_id: int | None, caller: Caller) -> bool:
        """Whether somebody may moderate a guild."""
        if guild_id is None:
            return False
        found = await self._context.database.read(lambda connection: storage.find_group(connection, guild_id))
        role_id = found.moderator_role_id if found is not None else None
        return caller.can_manage or (role_id is not None and role_id in caller.role_ids)

    async def record_roles(
        self, guild_id: int, phase_role_ids: dict[int, int], ping_role_id: int | None
    ) -> Group:
        """Note the roles that stand for phases and for being pinged."""
        now = self._context.now()

        def work(connection: Connection) -> Group:
            group = storage.lock_group(connection, guild_id, "", now)
            after = replace(
                group,
                phase_role_ids={**group.phase_role_ids, **phase_role_ids},
                ping_role_id=ping_role_id or group.ping_role_id,
            )
            storage.save_group(connection, after)
            return after

        return await self._context.database.write(work)

    async def record_welcome(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """Note where the pinned welcome stands."""
        now = self._context.now()

        def work(connection: Connection) -> None:
            group = storage.lock_group(connection, guild_id, "", now)
            storage.save_group(
                connection, replace(group, welcome_channel_id=channel_id, welcome_message_id=message_id)
            )

        await self._context.database.write(work)

    async def left(self, guild_id: int) -> None:
        """The bot was removed from a guild: nothing more is posted there; what was learned is kept."""
        now = self._context.now()

        def work(connection: Connection) -> None:
            storage.mark_left(connection, guild_id, now)
            planned_post.drop_untried(connection, guild_id)

        await self._context.database.write(work)

    async def joined(self, guild_id: int) -> None:
        """The bot is (again) in a guild."""
        await self._context.database.write(lambda connection: storage.mark_left(connection, guild_id, None))

    async def overview(self, guild_id: int, caller: Caller) -> GroupOverview:
        """Who is enrolled and who has gone quiet: counts and last active days, never single answers.

        Raises:
            NeedsModerator, GroupNotSetUp: the caller may not, or there is no group.
        """
        now = self._context.now()

        def work(connection: Connection) -> GroupOverview:
            group = moderated_group(connection, guild_id, caller)
            curriculum = self._context.library.for_guild(guild_id)
            enrolled = phase_counts(connection, guild_id, None)
            active = phase_counts(connection, guild_id, now - ACTIVE_WITHIN)
            phases = []
            for phase in curriculum.phases:
                following = next_daily(
                    curriculum.items_of(phase.number),
                    posts.last_asked(connection, guild_id, phase.number, with_planned=False),
                )
                left = 0 if following is None or following.is_repeat else following.unseen_left
                row = planned_post.upcoming(connection, guild_id, phase.number)
                phases.append(
                    PhaseOverview(
                        number=phase.number,
                        title=phase.title,
                        enrolled=enrolled.get(phase.number, 0),
                        active=active.get(phase.number, 0),
                        unseen_left=left,
                        next_post_at=row.due_at if row else None,
                    )
                )
            today = study_day(now, group.timezone)
            quiet, quiet_count = quiet_learners(connection, guild_id, now - QUIET_AFTER, QUIET_SHOWN)
            return GroupOverview(
                group=group,
                phases=tuple(phases),
                enrolled=sum(enrolled.values()),
                paused=enrollments.count_paused(connection, guild_id, today),
                answers_this_week=count_since(connection, guild_id, now - timedelta(days=7)),
                quiet=quiet,
                quiet_count=quiet_count,
                open_reports=count_open(connection, guild_id),
            )

        return await self._context.database.read(work)

    async def next_post_at(self, guild_id: int) -> datetime | None:
        """When the group's next question is due, or None where no channel was chosen."""
        now = self._context.now()
        group = await self.find(guild_id)
        if group.channel_id is None and not group.phase_channel_ids:
            return None
        return next_due_at(now, group.post_time, group.post_days, group.timezone)


def _parse(choices: GroupChoices) -> tuple[time | None, int | None, str | None]:
    post_time = days = zone = None
    if choices.post_time is not None:
        try:
            post_time = parse_time(choices.post_time)
        except ValueError:
            raise BadChoice("time", choices.post_time, ("09:00", "18:30")) from None
    if choices.days is not None:
        try:
            days = parse_days(choices.days)
        except ValueError:
            raise BadChoice("days", choices.days, ("daily", "mon-fri", "mon, wed, fri")) from None
    if choices.timezone is not None:
        zone = canonical(choices.timezone)
        if zone is None:
            raise BadChoice("timezone", choices.timezone, tuple(find_zones(choices.timezone, limit=3)))
    return post_time, days, zone


def _follow_zone(connection: Connection, group: Group, now: datetime) -> None:
    """Learners who never chose a zone follow the group's, from their next rollover on."""
    for learner_id, zone in enrollments.followers_of_zone(connection, group.guild_id, now):
        enrollments.set_timezone(
            connection,
            learner_id,
            timezone=zone,
            next_timezone=group.timezone,
            next_timezone_at=day_end(study_day(now, zone), zone),
        )
