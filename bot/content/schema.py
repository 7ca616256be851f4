"""What may stand in the files of a curriculum, as pydantic models: fields, kinds of value, what is required.

`curriculum.yaml` is a `CurriculumFile`, each phase's `phase.yaml` a `PhaseFile`, each file of items an
`ItemsFile` whose items are validated one by one (`ITEM_MODELS`), so that one broken item hides no other. What
must hold between fields is checked in `item_checks`, between files in `loader` and `roadmap`.

Fields that are declared here without being used yet (`scoring` …) are names kept free for what comes; `check` is
an author's proof of the key, run by author's tools alone: nothing reads it here.
"""

from typing import Literal, TypeAlias

from pydantic import Field

from bot.content.parts import (
    ClozeTextFields,
    Fields,
    NearFields,
    NearTexts,
    OptionFields,
    Pairs,
    ReferenceFields,
    Steps,
    ToleranceFields,
    TruthFields,
)
from bot.content.scalars import (
    Block,
    Day,
    Difficulty,
    Key,
    Line,
    Parameter,
    PhaseNumber,
    Revision,
    Rules,
    Schema,
    Words,
)
from bot.domain.curriculum import Strand
from bot.domain.item import Level


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
    """`phase.yaml`; `checkpoint` is what one shows to have finished the phase."""

    schema_: Schema
    phase: PhaseNumber
    title: Line
    summary: Line
    purpose: Line = ""
    brings: Line = ""
    checkpoint: Words = ()
    modules: tuple[ModuleFields, ...]


class VerifiedFields(Fields):
    """When an item's key was last proved, and by whom."""

    date: Day
    by: Line


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
    rev: Revision = 1
    supersedes: Line = ""
    status: Literal["draft", "verified", "retired"] = "verified"
    author: Line = ""
    verified: VerifiedFields | None = None
    env: dict[str, Line] = Field(default_factory=dict)
    check: object = None
    check_reason: Line = ""
    params: dict[str, tuple[Parameter, ...]] | None = None
    where: Words = ()
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
    key: Key
    tolerance: ToleranceFields
    unit: Line = ""
    near: tuple[NearFields, ...] = ()


class ShortFields(ItemFields):
    """An item whose answer is a few words."""

    type: Literal["short"]
    accept: Words
    normalise: Rules | None = None
    near: NearTexts = ()


class CodeOutputFields(ItemFields):
    """An item whose answer is the whole output of its code."""

    type: Literal["code_output"]
    accept: tuple[Block, ...]
    normalise: Rules = ()
    near: NearTexts = ()


class ClozeFields(ItemFields):
    """An item whose answer fills the gaps of a text."""

    type: Literal["cloze"]
    cloze: ClozeTextFields


class MatchingFields(ItemFields):
    """An item whose answer gives each left text its right one."""

    type: Literal["matching"]
    pairs: Pairs
    extra: Words = ()


class OrderingFields(ItemFields):
    """An item whose answer is an order of steps: `key`, or one of `orders`."""

    type: Literal["ordering"]
    steps: Steps
    key: Words
    orders: tuple[Words, ...] = ()


class TrueFalseFields(ItemFields):
    """A statement that is true or false for exactly one of the reasons given."""

    type: Literal["true_false"]
    options: tuple[TruthFields, ...]
    keep_order: bool = False


class DefaultFields(Fields):
    """What a file of items says once for all of them."""

    author: Line = ""
    rev: Revision = 1
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


AnyItem: TypeAlias = (
    SingleFields
    | MultiFields
    | NumericFields
    | ShortFields
    | CodeOutputFields
    | ClozeFields
    | MatchingFields
    | OrderingFields
    | TrueFalseFields
)

ITEM_MODELS: dict[str, type[AnyItem]] = {
    "single": SingleFields,
    "multi": MultiFields,
    "numeric": NumericFields,
    "short": ShortFields,
    "code_output": CodeOutputFields,
    "cloze": ClozeFields,
    "matching": MatchingFields,
    "ordering": OrderingFields,
    "true_false": TrueFalseFields,
}
"""The types of item that can be asked."""
