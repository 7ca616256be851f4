"""An enrollment: one learner in one group, with the choices they made."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.item import Track

PACES = (6, 9, 12)
"""Months the whole path takes; each pace has its own share of private questions beside the daily one."""
DEFAULT_PACE = 12
DEFAULT_TRACK = Track.PYTORCH


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever pressed: what Discord tells with every interaction."""

    discord_id: int
    display_name: str
    locale: str = "en-GB"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a learner may choose; None leaves it as it is, or as the default."""

    phase: int | None = None
    pace: int | None = None
    track: Track | None = None
    timezone: str | None = None
    wants_ping: bool | None = None
    is_hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Enrollment:
    """A learner's place in a group, as stored."""

    id: int
    guild_id: int
    learner_id: int
    discord_id: int
    display_name: str
    phase: int
    phase_started_on: date
    pace: int
    track: Track
    timezone: str
    """The zone that rules today: the learner's own, else the group's."""
    next_timezone: str | None
    """A zone change under way; it takes effect at `next_timezone_at` (the next rollover)."""
    next_timezone_at: datetime | None
    is_hidden: bool
    wants_ping: bool | None
    """None until asked, which happens once, after the very first answer."""
    paused_from: date | None
    paused_until: date | None
    """Last study day of the pause (inclusive); None while not paused."""
    enrolled_at: datetime
    left_at: datetime | None = None

    def is_paused_on(self, day: date) -> bool:
        """Whether a study day lies within the pause."""
        return (
            self.paused_from is not None
            and self.paused_until is not None
            and self.paused_from <= day <= self.paused_until
        )


@dataclass(frozen=True, slots=True)
class EnrollmentResult:
    """What `/enroll` or `/settings` did: `before` is None for a newcomer (or someone who comes back)."""

    before: Enrollment | None
    after: Enrollment
    role_ids_to_add: tuple[int, ...]
    role_ids_to_remove: tuple[int, ...]
    day_ends_at: datetime
    next_post_at: datetime | None
    finishes_on: date
    zone_change_refused_until: date | None = None
    """Set when the zone was not changed because it was changed within the last week."""
