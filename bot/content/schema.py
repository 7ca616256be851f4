"""What may stand in the files of a curriculum, as pydantic models: fields, kinds of value, what is required.

`curriculum.yaml` is a `CurriculumFile`, each phase's `phase.yaml` a `PhaseFile`, each file of items an
`ItemsFile` whose items are validated one by one (`ITEM_MODELS`), so that one broken item hides no other. What
must hold between fields is checked in `item_checks`, between files in `loader` and `roadmap`.

Fields that are declared here without being used yet (`params`, `where`, `scoring` …) are names kept free for
what comes; `check` is an author's proof of the key, run by author's tools alone: nothing reads it here.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.content.problem import quoted
from bot.content.source import Unquoted
from bot.domain.curriculum import Strand
from bot.domain.item import Level


def _text(value: object) -> object:
    if type(value) is Unquoted:
        if not value:
            raise PydanticCustomError("empty", "is empty; write its text or remove the line")
        raise PydanticCustomError(
            "unquoted",
            'is `{value}` without quotes, which is not text to YAML; quote it: "{value}"',
            {"value": str(value)},
        )
    return value


def _line(value: object) -> object:
    value = _text(value)
    if isinstance(value, str):
        value = value.strip()
        if "\n" in value:
            raise PydanticCustomError("several_lines", "must be a single line; join its lines into one")
    return value


def _block(value: object) -> object:
    value = _text(value)
    return value.strip("\n").rstrip() if isinstance(value, str) else value


_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?")


def _whole(value: object) -> object:
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise PydanticCustomError(
            "whole", "is {value}, not a whole number; write it in digits, like 3", _shown(value)
        )
    return value


def _number(value: object) -> object:
    if isinstance(value, str) and not (
        _NUMBER.fullmatch(value) and any(digit in value for digit in "0123456789")
    ):
        raise PydanticCustomError(
            "number",
            "is {value}, not a number; write it in digits with a decimal point, like 0.25",
            _shown(value),
        )
    return value


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            if len(value) == len("2026-11-23"):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise PydanticCustomError(
            "day", "is {value}, not a date; write it as year-month-day, like 2026-11-23", _shown(value)
        )
    return value


def _shown(value: str) -> dict[str, str]:
    return {"value": quoted(value)}


Line = Annotated[str, BeforeValidator(_line)]
"""Text on one line."""
Block = Annotated[str, BeforeValidator(_block)]
"""Text of any number of lines, without the empty ones around it."""
Words = tuple[Line, ...]
"""A list of texts on one line each."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""An integer as a person writes it: no leading zero (octal in YAML 1.1), no underscore."""
Number = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
"""A finite decimal number."""
Difficulty = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=5)]
"""1 (nearly everybody knows it) to 5 (few do)."""
Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day, YYYY-MM-DD."""
Schema = Annotated[
    Literal[1], BeforeValidator(lambda value: 1 if value == "1" else value), Field(alias="schema")
]
"""The version of the file format."""


class Fields(BaseModel):
    """Base of all models: only declared fields, and values that do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CurriculumFile(Fields):
    """`curriculum.yaml`: the title and the folders of the phases, in order."""

    schema_: Schema
    title: Line
    phases: Words


class TopicFields(Fields):
    """A topic in `phase.yaml`."""

    id: Line
    title: Line
    strand: Strand
    prerequisites: Words = ()


class ModuleFields(Fields):
    """A module in `phase.yaml`."""

    id: Line
    title: Line
    topics: tuple[TopicFields, ...]


class PhaseFile(Fields):
    """`phase.yaml`."""

    schema_: Schema
    phase: Annotated[int, BeforeValidator(_whole), Field(ge=1, le=4)]
    title: Line
    summary: Line
    modules: tuple[ModuleFields, ...]


class VerifiedFields(Fields):
    """When an item's key was last proved, and by whom."""

    date: Day
    by: Line


class OptionFields(Fields):
    """One choice of a single or multi item."""

    id: Line
    text: Line
    why: Line
    key: bool = False
    misconception: Line = ""


class ReferenceFields(Fields):
    """Where to read more: a page (`url`, best with `title`) or a `book` (with `section`)."""

    title: Line = ""
    url: Line = ""
    book: Line = ""
    section: Line = ""


class ToleranceFields(Fields):
    """How far an answer may lie from the key: `abs` in its unit, or `rel` as a fraction of the key."""

    abs: Number | None = None
    rel: Number | None = None


class NearFields(Fields):
    """An anticipated wrong number with what it tells the learner."""

    value: Number
    why: Line


class ItemFields(Fields):
    """What items of every type share."""

    id: Line
    topic: Line
    level: Level
    difficulty: Difficulty
    stem: Block
    explanation: Block
    refs: tuple[ReferenceFields, ...] = ()
    code: Block = ""
    lang: Line = "python"
    track: Literal["pytorch", "tensorflow"] | None = None
    prereq: Words = ()
    tags: Words = ()
    misconceptions: Words = ()
    hints: Words = ()
    rev: Annotated[int, BeforeValidator(_whole), Field(ge=1)] = 1
    supersedes: Line = ""
    status: Literal["draft", "verified", "retired"] = "verified"
    author: Line = ""
    verified: VerifiedFields | None = None
    env: dict[str, Line] = Field(default_factory=dict)
    check: object = None
    check_reason: Line = ""
    params: object = None
    where: object = None
    scoring: object = None


class SingleFields(ItemFields):
    """An item with exactly one right option."""

    type: Literal["single"]
    options: tuple[OptionFields, ...]
    keep_order: bool = False


class MultiFields(ItemFields):
    """An item with any number of right options."""

    type: Literal["multi"]
    options: tuple[OptionFields, ...]
    keep_order: bool = False


class NumericFields(ItemFields):
    """An item whose answer is a number."""

    type: Literal["numeric"]
    key: Number
    tolerance: ToleranceFields
    unit: Line = ""
    near: tuple[NearFields, ...] = ()


class DefaultFields(Fields):
    """What a file of items says once for all of them."""

    author: Line = ""
    rev: Annotated[int, BeforeValidator(_whole), Field(ge=1)] = 1
    status: Literal["draft", "verified", "retired"] = "verified"
    verified: VerifiedFields | None = None
    track: Literal["pytorch", "tensorflow"] | None = None
    lang: Line = "python"
    tags: Words = ()
    env: dict[str, Line] = Field(default_factory=dict)


class ItemsFile(Fields):
    """`items/<module>.yaml`. The items themselves are validated one by one."""

    schema_: Schema
    defaults: DefaultFields = DefaultFields()
    items: tuple[object, ...]


AnyItem = SingleFields | MultiFields | NumericFields

ITEM_MODELS: dict[str, type[SingleFields] | type[MultiFields] | type[NumericFields]] = {
    "single": SingleFields,
    "multi": MultiFields,
    "numeric": NumericFields,
}
"""The types of item that can be asked."""
