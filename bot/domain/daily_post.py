"""The daily post: its states, when it is due, and what its reveal tells."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.item import ShownItem


class PostStatus(StrEnum):
    """planned → claimed → sent → revealed; or skipped (too late, or by a moderator); or failed (refused by Discord)."""

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
    """A closed post, for the edit that shows its key. `counts` is empty below five answers (or for numeric items)."""

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
