"""The parts that items are written in, as pydantic models: options, tolerances, blanks, pairs, steps."""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Tag

from bot.content.scalars import Block, Line, Number, Rules, Words

BLOCK, LIST = "\0block", "\0list"
"""Names pydantic puts into the path of a fault where a field may be a mapping or a list; no field is named so."""
_by_shape = Discriminator(lambda value: BLOCK if isinstance(value, dict) else LIST)


class Fields(BaseModel):
    """Base of all models: only declared fields, and values that do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    """An anticipated wrong number with what it tells the learner; `expr` in an item with variants."""

    value: Number | None = None
    expr: Line = ""
    why: Line


class NearTextFields(Fields):
    """An anticipated wrong text with what it tells the learner."""

    text: Block
    why: Line


class TruthFields(OptionFields):
    """One choice of a true_false item: "True, because …"; `says` only repeats its first word."""

    says: bool | None = None


class BlankFields(Fields):
    """One gap of a cloze item."""

    accept: Words
    normalise: Rules | None = None
    why: Line = ""


class ClozeTextFields(Fields):
    """A text with the gaps <<1>> to <<4>>, and what belongs into them."""

    text: Block
    blanks: tuple[BlankFields, ...]


class PairFields(Fields):
    """A row of a matching item."""

    left: Line
    right: Line
    why: Line = ""


class StepFields(Fields):
    """A step of an ordering item."""

    id: Line
    text: Line
    why: Line = ""


NearTexts: TypeAlias = Annotated[
    Annotated[dict[str, Line], Tag(BLOCK)] | Annotated[tuple[NearTextFields, ...], Tag(LIST)], _by_shape
]
"""Anticipated wrong texts: {text: why}, or a list of {text, why}."""
Pairs: TypeAlias = Annotated[
    Annotated[dict[str, Line], Tag(BLOCK)] | Annotated[tuple[PairFields, ...], Tag(LIST)], _by_shape
]
"""Rows: {left: right}, or a list of {left, right, why}."""
Steps: TypeAlias = Annotated[
    Annotated[dict[str, Line], Tag(BLOCK)] | Annotated[tuple[StepFields, ...], Tag(LIST)], _by_shape
]
"""Steps: {id: text}, or a list of {id, text, why}."""


def entries(given: dict[str, str] | tuple[Fields, ...]) -> list[tuple[str | int, tuple[str, ...]]]:
    """What a field that may be a mapping or a list holds: each step of the path to an entry, and its texts."""
    if isinstance(given, dict):
        return [(key, (key, text)) for key, text in given.items()]
    return [(index, tuple(entry.__dict__.values())) for index, entry in enumerate(given)]
