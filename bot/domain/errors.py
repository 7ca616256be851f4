"""Refusals: things a person asked for that cannot be, as values. Their wording lives in `ui/messages/refusals`."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.item import QuestionRef


class StudyError(Exception):
    """Base of every refusal; each carries what its message needs."""


@dataclass(eq=False)
class NotEnrolled(StudyError):
    """The person is not enrolled in this group. With `ref` and `given`, one button enrolls and counts the answer."""

    guild_id: int
    ref: QuestionRef | None = None
    given: str = ""


@dataclass(eq=False)
class Paused(StudyError):
    """The learner is on a pause. With `ref` and `given`, one button resumes and counts the answer."""

    until: date
    ref: QuestionRef | None = None
    given: str = ""


@dataclass(eq=False)
class UnreadableAnswer(StudyError):
    """What was typed could not be read; it costs nothing and is asked again.

    `problem` is one of those `bot.domain.grading.read_response` names; `meant` the accepted answer that a
    "near-miss" resembles.
    """

    ref: QuestionRef
    given: str
    problem: str
    unit: str = ""
    meant: str = ""


@dataclass(eq=False)
class QuestionGone(StudyError):
    """The button belongs to a question that no longer exists (its group's data was removed)."""


@dataclass(eq=False)
class NotYours(StudyError):
    """A private question or panel of somebody else's."""


@dataclass(eq=False)
class GroupNotSetUp(StudyError):
    """No channel has been chosen yet: a moderator must run /setup."""

    guild_id: int
    can_set_up: bool = False


@dataclass(eq=False)
class NeedsModerator(StudyError):
    """Only moderators may do this. `role_id` is the group's moderator role, when one is set."""

    role_id: int | None = None


@dataclass(eq=False)
class NeedsManageServer(StudyError):
    """Only people with Manage Server may run /setup."""


@dataclass(eq=False)
class BadChoice(StudyError):
    """An option's value is not possible. `field` names it, `given` is what was typed, `suggestions` may follow."""

    field: str
    given: str
    suggestions: tuple[str, ...] = ()


@dataclass(eq=False)
class WhichGroup(StudyError):
    """A command in a direct message by somebody in several groups (or none); one button a group asks it there."""

    groups: tuple[tuple[int, str], ...]
    """(guild id, name) of theirs."""
    command: str = ""
    argument: str = ""


@dataclass(eq=False)
class AnswerFirst(StudyError):
    """The discussion of a question is open to whoever has answered it."""

    ref: QuestionRef


@dataclass(eq=False)
class AlreadyReported(StudyError):
    """The learner reported this very version of the question before, at `at`."""

    at: datetime


@dataclass(eq=False)
class NothingToPost(StudyError):
    """There is no item for this phase in the curriculum, or nothing planned to skip."""

    phase: int


@dataclass(eq=False)
class AlreadyPosted(StudyError):
    """Today's question of this phase is already out."""

    phase: int
    channel_id: int
    message_id: int
