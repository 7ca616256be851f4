"""The daily post: its states, when it is due, and what its reveal tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.domain.group import ALL_DAYS
from bot.domain.item import ShownItem

RECONCILE_AFTER = timedelta(seconds=90)
"""From the first attempt on: until then the nonce makes a second send safe; later, search the channel."""
LEASE = timedelta(seconds=60)
"""How long a claim holds; after it, anyone may claim again."""
EXPIRES_AFTER = timedelta(hours=6)
CLOSES_AFTER = timedelta(hours=24)
_DAY = timedelta(days=1)


class PostStatus(StrEnum):
    """planned → claimed → sent → revealed; or skipped (late, or by a moderator); or failed (refused)."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    REVEALED = "revealed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DuePost:
    """A claimed post, ready to be sent with its nonce; `token` proves the claim when it is marked."""

    post_id: int
    token: int
    shown: ShownItem
    channel_id: int
    post_date: date
    due_at: datetime
    first_attempt_at: datetime
    """When sending was first tried; later tries look for the message before they send again."""
    ping_role_id: int | None
    is_late: bool = False
    """Too late to be sent; only to be found, where an earlier try got through."""

    @property
    def nonce(self) -> str:
        """What Discord uses to drop a second copy; at most 25 characters."""
        return f"p{self.post_id}"


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many first answers chose an option."""

    option_id: str
    count: int


@dataclass(frozen=True, slots=True)
class Reveal:
    """A closed post, for the edit that shows its key. `counts` is empty below five answers (or numeric)."""

    post_id: int
    shown: ShownItem
    channel_id: int
    message_id: int
    answers: int
    correct: int
    counts: tuple[OptionCount, ...]


@dataclass(frozen=True, slots=True)
class PostPreview:
    """What would be posted next for a phase, for moderators."""

    shown: ShownItem
    post_date: date
    due_at: datetime
    channel_id: int
    unseen_left: int
    """Items of the phase's daily pool that the group has not met, this one included."""
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class OpenPost:
    """A post that is out, for links: where it stands and when it closes."""

    post_id: int
    phase: int
    channel_id: int
    message_id: int
    closes_at: datetime


def due_at(post_date: date, post_time: time, zone: str) -> datetime:
    """When a post of a date is due, in UTC.

    A time the clock skips comes as much later (02:30 becomes 03:30); one that comes twice means the first.
    """
    local = datetime.combine(post_date, post_time.replace(tzinfo=None, fold=0), tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def expires_at(due: datetime, next_due: datetime | None) -> datetime:
    """When a post that could not be sent is given up: six hours late, or when the next one is due."""
    latest = due + EXPIRES_AFTER
    return latest if next_due is None else min(latest, next_due)


def closes_at(sent_at: datetime, next_due: datetime | None) -> datetime:
    """When a post is revealed: when the next one appears, or after 24 hours."""
    latest = sent_at + CLOSES_AFTER
    return latest if next_due is None else min(latest, next_due)


def upcoming_dates(
    now: datetime, post_time: time, days_mask: int, zone: str, horizon: timedelta
) -> list[date]:
    """The post dates that fall due from now on (now included) until `horizon` from now, earliest first.

    Raises:
        ValueError: when `now` is naive.
    """
    due = _dues(now, post_time, days_mask, zone)
    return [post_date for post_date, _ in takewhile(lambda pair: pair[1] <= now + horizon, due)]


def next_due_at(now: datetime, post_time: time, days_mask: int, zone: str) -> datetime:
    """When the next post after now is due, in UTC.

    Raises:
        ValueError: when `now` is naive, or no weekday is a post day.
    """
    return next(due for _, due in _dues(now, post_time, days_mask, zone) if due > now)


def _dues(now: datetime, post_time: time, days_mask: int, zone: str) -> Iterator[tuple[date, datetime]]:
    """(post date, when due) without end, from now on."""
    if now.tzinfo is None:
        raise ValueError("a schedule needs an aware time")
    if not days_mask & ALL_DAYS:
        raise ValueError("no post days")
    post_date = now.astimezone(ZoneInfo(zone)).date()
    while True:
        due = due_at(post_date, post_time, zone)
        if days_mask >> post_date.weekday() & 1 and due >= now:
            yield post_date, due
        post_date += _DAY
