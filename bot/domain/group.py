"""A group: a Discord guild that studies together, and what moderators see of it."""

from dataclasses import dataclass
from datetime import date, datetime, time

ALL_DAYS = 0b1111111
WORKDAYS = 0b0011111
"""Bit 0 is Monday."""
DEFAULT_POST_TIME = time(9, 0)


@dataclass(frozen=True, slots=True)
class Group:
    """A guild's settings, as stored."""

    guild_id: int
    name: str
    timezone: str
    post_time: time
    post_days: int
    """Bit mask of weekdays, bit 0 = Monday."""
    channel_id: int | None
    moderator_role_id: int | None
    moderator_channel_id: int | None
    ping_role_id: int | None
    phase_channel_ids: dict[int, int]
    phase_role_ids: dict[int, int]
    welcome_channel_id: int | None = None
    welcome_message_id: int | None = None

    def channel_of(self, phase: int) -> int | None:
        """Where the questions of a phase go."""
        return self.phase_channel_ids.get(phase, self.channel_id)


@dataclass(frozen=True, slots=True)
class GroupChoices:
    """What /setup may choose; None leaves it as it is, or as the default."""

    channel_id: int | None = None
    post_time: str | None = None
    timezone: str | None = None
    days: str | None = None
    moderator_role_id: int | None = None
    moderator_channel_id: int | None = None
    phase_channel_ids: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """A learner who has gone quiet: last active study day (None: never answered)."""

    discord_id: int
    display_name: str
    last_active_on: date | None


@dataclass(frozen=True, slots=True)
class PhaseOverview:
    """A phase of a group: how many are enrolled and active (14 days), and how many unseen daily items are left."""

    number: int
    title: str
    enrolled: int
    active: int
    unseen_left: int
    next_post_at: datetime | None


@dataclass(frozen=True, slots=True)
class GroupOverview:
    """`/group overview`: counts and last active days, never single answers."""

    group: Group
    phases: tuple[PhaseOverview, ...]
    enrolled: int
    paused: int
    answers_this_week: int
    quiet: tuple[Quiet, ...]
    """Longest quiet first, at most 15."""
    quiet_count: int
    open_reports: int


@dataclass(frozen=True, slots=True)
class Caller:
    """What somebody who wants to moderate carries: their roles, and whether they have Manage Server."""

    role_ids: frozenset[int]
    can_manage: bool
