"""Reports: what learners say is wrong with a question."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.item import ShownItem


class ReportKind(StrEnum):
    """What is wrong."""

    WRONG_KEY = "wrong-key"
    AMBIGUOUS = "ambiguous"
    TYPO = "typo"
    OUTDATED = "outdated"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Report:
    """A filed report, for the moderators' channel. `text` is what the learner wrote (may be empty)."""

    id: int
    guild_id: int
    kind: ReportKind
    text: str
    shown: ShownItem
    reporter_discord_id: int
    reported_at: datetime
    reports_of_item: int
    """How many people have reported this version of the item, this report included."""
    is_closed: bool = False


class NoticeKind(StrEnum):
    """What moderators must know; each is told once, with its mend."""

    POST_REFUSED = "post-refused"
    POST_MISSED = "post-missed"
    POST_UNCERTAIN = "post-uncertain"
    ROLE_REFUSED = "role-refused"
    RUNNING_DRY = "running-dry"
    RAN_DRY = "ran-dry"
    CURRICULUM_BROKEN = "curriculum-broken"
    NOT_SET_UP = "not-set-up"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice waiting to be told. `details` are values its wording needs (phase, channel, missing permission, …)."""

    id: int
    guild_id: int
    kind: NoticeKind
    details: dict[str, str]
