"""The names of buttons, selects and forms: built here and read here, spelled nowhere else.

They carry ids only, never a key, and they live as long as the message they stand under; so a form that is out
is never changed, it gets a new version ("v2") beside the old one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from bot.domain import limits
from bot.domain.item import QuestionRef
from bot.domain.leaderboard import Cursor, Period

FORM = "form"
"""What `Answer.given` says when the press asks for the form instead of giving an option."""
HINT = "hint"
"""What `Enroll.given` says when somebody asked for a hint before enrolling."""
ANSWER_FIELD = "given"
"""The field of an answer's form that has just one: a text input, or a group of checkboxes (multi)."""
KIND_FIELD = "kind"
TEXT_FIELD = "text"
ZONE_FIELD = "zone"

LONGEST_ARGUMENT = 40
"""Characters of what was typed after a command that a button can remember."""

Setting = Literal["timezone", "pace", "track", "ping", "hide", "data", "leave", "back"]
Shown = Literal["today", "progress", "streak", "leaderboard", "pause", "settings"]
DataStep = Literal["export", "delete", "delete-sure", "cancel"]
LeaveStep = Literal["sure", "cancel"]
PagePlace = Literal["first", "after", "before"]
DailyStep = Literal["preview", "post", "skip"]


def part(at: int) -> str:
    """The field of one part of an answer in several parts: a gap (cloze) or a row (matching), from 0."""
    return f"{ANSWER_FIELD}{at}"


def _checked(text: str) -> str:
    if len(text) > limits.CUSTOM_ID:
        raise ValueError(f"a custom_id of {len(text)} characters: {text[:40]}…")
    return text


class _Named:
    """Written as its name, the version and its fields in their order, joined by colons."""

    __slots__: tuple[str, ...] = ()

    def __str__(self) -> str:
        fields = (str(getattr(self, field)) for field in self.__slots__)
        return _checked(":".join((_NAMES[type(self)], "v1", *fields)))


@dataclass(frozen=True, slots=True)
class Answer(_Named):
    """A press under a question: `given` is an option as `domain/grading` reads it, or FORM."""

    ref: QuestionRef
    given: str


@dataclass(frozen=True, slots=True)
class Form(_Named):
    """The answer's form itself."""

    ref: QuestionRef


@dataclass(frozen=True, slots=True)
class Order(_Named):
    """The panel in which steps are put in order; `pressed` holds the places tapped so far ("2.0")."""

    ref: QuestionRef
    pressed: str = ""


@dataclass(frozen=True, slots=True)
class Hint(_Named):
    """Shows the hint of this number, from 1, and records that it was seen; 0 tells beforehand what one costs."""

    ref: QuestionRef
    number: int = 0


@dataclass(frozen=True, slots=True)
class Enroll(_Named):
    """“Enroll and count it”."""

    ref: QuestionRef
    given: str


@dataclass(frozen=True, slots=True)
class Join:
    """Enroll with all defaults; without `guild_id`, where it is pressed (the welcome)."""

    guild_id: int | None = None

    def __str__(self) -> str:
        return "join:v1" if self.guild_id is None else f"join:v1:{self.guild_id}"


@dataclass(frozen=True, slots=True)
class Resume:
    """“Resume and count it”; without `ref`, just resume: in `guild_id`, else where it is pressed."""

    ref: QuestionRef | None = None
    given: str = ""
    guild_id: int | None = None

    def __str__(self) -> str:
        if self.ref is None:
            return f"resume:v1:-:{self.guild_id if self.guild_id is not None else ''}"
        return _checked(f"resume:v1:{self.ref}:{self.given}")


@dataclass(frozen=True, slots=True)
class Today(_Named):
    """Today, or the next question."""

    guild_id: int


@dataclass(frozen=True, slots=True)
class Report(_Named):
    """Opens the report's form."""

    ref: QuestionRef


@dataclass(frozen=True, slots=True)
class Reported(_Named):
    """The report's form itself."""

    ref: QuestionRef


@dataclass(frozen=True, slots=True)
class Discuss(_Named):
    """The way to a question's discussion."""

    ref: QuestionRef


@dataclass(frozen=True, slots=True)
class Primer(_Named):
    """What there is to read of a question's topic."""

    guild_id: int
    topic: str


@dataclass(frozen=True, slots=True)
class Ping:
    """The answer to whether a new question should ping."""

    guild_id: int
    wants: bool

    def __str__(self) -> str:
        return f"ping:v1:{self.guild_id}:{'yes' if self.wants else 'no'}"


@dataclass(frozen=True, slots=True)
class Board:
    """A page of a leaderboard; "first" has no cursor."""

    guild_id: int
    period: Period
    place: PagePlace = "first"
    cursor: Cursor | None = None

    def __str__(self) -> str:
        cursor = self.cursor or Cursor(0, 0)
        page = f"{self.place}:{cursor.points}:{cursor.enrollment_id}"
        return f"board:v1:{self.guild_id}:{self.period}:{page}"


@dataclass(frozen=True, slots=True)
class Set(_Named):
    """A control of the settings panel."""

    guild_id: int
    what: Setting


@dataclass(frozen=True, slots=True)
class SetTimezone(_Named):
    """The time zone's form."""

    guild_id: int


@dataclass(frozen=True, slots=True)
class Data(_Named):
    """A step of “my data”."""

    guild_id: int
    what: DataStep


@dataclass(frozen=True, slots=True)
class Left(_Named):
    """The answer to whether to leave the group."""

    guild_id: int
    what: LeaveStep


@dataclass(frozen=True, slots=True)
class NextPhase(_Named):
    """Accepts the offer of a phase."""

    guild_id: int
    phase: int


@dataclass(frozen=True, slots=True)
class Daily(_Named):
    """A moderator's button under a preview."""

    guild_id: int
    phase: int
    what: DailyStep


@dataclass(frozen=True, slots=True)
class Fixed(_Named):
    """A moderator marks a report as done."""

    report_id: int


@dataclass(frozen=True, slots=True)
class InGroup(_Named):
    """Asks a command again, in the group that was meant."""

    guild_id: int
    command: str
    argument: str = ""


CustomId: TypeAlias = (
    Answer | Form | Order | Hint | Enroll | Join | Resume | Today | Report | Reported | Discuss | Primer | Ping
    | Board | Set | SetTimezone | Data | Left | NextPhase | Daily | Fixed | InGroup
)  # fmt: skip

_NAMES: dict[type, str] = {
    Answer: "answer", Form: "form", Order: "order", Hint: "hint", Enroll: "enroll", Today: "today",
    Report: "report", Reported: "reported", Discuss: "discuss", Primer: "primer", Set: "set",
    SetTimezone: "set-timezone", Data: "data", Left: "left", NextPhase: "phase", Daily: "daily", Fixed: "fixed",
    InGroup: "in",
}  # fmt: skip
_GIVEN: dict[str, Callable[[QuestionRef, str], CustomId]] = {
    "answer": Answer,
    "order": Order,
    "enroll": Enroll,
}
_REF: dict[str, Callable[[QuestionRef], CustomId]] = {
    "form": Form, "report": Report, "reported": Reported,
}  # fmt: skip
_NUMBER: dict[str, Callable[[int], CustomId]] = {"today": Today, "set-timezone": SetTimezone, "fixed": Fixed}


def parse(custom_id: str) -> CustomId | None:
    """What a custom_id says; None when it is not one of ours (or of a version we no longer know)."""
    name, _, rest = custom_id.partition(":")
    version, _, fields = rest.partition(":")
    if version != "v1":
        return None
    try:
        return _read(name, fields)
    except ValueError:
        return None


def _read(name: str, fields: str) -> CustomId | None:
    if name == "resume":
        return _resume(fields)
    if name in _GIVEN:
        return _GIVEN[name](*_ref_and_given(fields))
    if name in _REF:
        return _REF[name](QuestionRef.parse(fields))
    if name in _NUMBER:
        return _NUMBER[name](_number(fields))
    if name == "discuss":
        return Discuss(QuestionRef.parse(fields))
    if name == "in":
        guild, command, argument = fields.split(":", 2)
        return InGroup(_number(guild), command, argument) if command in get_args(Shown) else None
    if name == "join":
        return Join(_number(fields) if fields else None)
    return _read_parts(name, fields.split(":"))


def _read_parts(name: str, parts: list[str]) -> CustomId | None:
    match name, parts:
        case "hint", [ref, number]:
            return Hint(QuestionRef.parse(ref), _number(number))
        case "primer", [guild, topic] if topic:
            return Primer(_number(guild), topic)
        case "ping", [guild, ("yes" | "no") as answer]:
            return Ping(_number(guild), answer == "yes")
        case "board", [guild, period, ("first" | "after" | "before") as place, points, enrollment]:
            cursor = None if place == "first" else Cursor(_number(points), _number(enrollment))
            return Board(_number(guild), Period(period), place, cursor)
        case "set", [guild, what] if what in get_args(Setting):
            return Set(_number(guild), what)  # type: ignore[arg-type]
        case "data", [guild, what] if what in get_args(DataStep):
            return Data(_number(guild), what)  # type: ignore[arg-type]
        case "left", [guild, ("sure" | "cancel") as step]:
            return Left(_number(guild), step)
        case "phase", [guild, phase]:
            return NextPhase(_number(guild), _number(phase))
        case "daily", [guild, phase, ("preview" | "post" | "skip") as step]:
            return Daily(_number(guild), _number(phase), step)
    return None


def _resume(fields: str) -> Resume:
    if not fields.startswith("-:"):
        return Resume(*_ref_and_given(fields))
    return Resume(guild_id=_number(fields[2:]) if fields != "-:" else None)


def _ref_and_given(fields: str) -> tuple[QuestionRef, str]:
    # What was given may hold colons of its own, so it stands last and is never split.
    ref, separator, given = fields.partition(":")
    if not separator:
        raise ValueError(fields)
    return QuestionRef.parse(ref), given


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)
