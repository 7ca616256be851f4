"""An item: one question of the curriculum, as its author wrote it, and as it is put before a learner."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.answers import Rule
from bot.domain.variants import Value

GAP = re.compile(r"<<([1-9])>>")
"""A gap in the text of a cloze item."""


class ItemType(StrEnum):
    """How an item is asked and graded."""

    SINGLE = "single"
    MULTI = "multi"
    NUMERIC = "numeric"
    SHORT = "short"
    CODE_OUTPUT = "code_output"
    CLOZE = "cloze"
    MATCHING = "matching"
    ORDERING = "ordering"
    TRUE_FALSE = "true_false"


class Level(StrEnum):
    """What an item asks of the mind (after Bloom's revised taxonomy, three steps)."""

    RECALL = "recall"
    APPLY = "apply"
    ANALYSE = "analyse"


class Track(StrEnum):
    """The deep-learning framework a learner has chosen; COMMON marks what both tracks share."""

    COMMON = ""
    PYTORCH = "pytorch"
    TENSORFLOW = "tensorflow"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a single, multi or true_false item; `why` is its rationale.

    `says` is the truth value that a choice of a true_false item claims ("True, because …"); None elsewhere.
    """

    id: str
    text: str
    why: str
    is_key: bool = False
    misconception: str = ""
    says: bool | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Where to read more: a page (title, url) or a book (book, section)."""

    title: str = ""
    url: str = ""
    book: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An anticipated wrong number and what it says about the learner's thinking.

    In an item with variants `expr` gives the number; `value` then holds only in a concrete item.
    """

    value: float
    why: str
    expr: str = ""


@dataclass(frozen=True, slots=True)
class NearText:
    """An anticipated wrong text and what it says about the learner's thinking."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap of a cloze item: what may stand in it, how it is compared, and why nothing else does."""

    accept: tuple[str, ...]
    normalise: tuple[Rule, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a matching item."""

    left: str
    right: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an ordering item; `why` says why it stands where it does."""

    id: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from the key a number may lie: `abs` in the answer's unit, `rel` as a fraction of the key."""

    abs: float = 0.0
    rel: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """One version of an item. `version` is the hash of its authored fields; `id` never changes.

    An item with `params` is a pattern: its texts hold `<<expressions>>`, `key_expr` its key. What is asked is one
    of its variants (`bot.domain.variant_items.concrete`), which has plain texts and numbers and the same version.
    """

    id: str
    type: ItemType
    topic: str
    level: Level
    difficulty: int
    stem: str
    explanation: str
    rev: int = 1
    version: str = ""
    track: Track = Track.COMMON
    code: str = ""
    lang: str = "python"
    keep_order: bool = False
    options: tuple[Option, ...] = ()
    key: float | None = None
    tolerance: Tolerance = field(default_factory=Tolerance)
    unit: str = ""
    near: tuple[NearMiss, ...] = ()
    hints: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    prerequisites: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    """What is right in a short or code_output item; the first is the model answer."""
    normalise: tuple[Rule, ...] = ()
    """What does not count when texts are compared (see `bot.domain.answers`)."""
    near_texts: tuple[NearText, ...] = ()
    cloze: str = ""
    """The text with gaps `<<1>>` to `<<4>>`; shown as `gapped`."""
    blanks: tuple[Blank, ...] = ()
    pairs: tuple[Pair, ...] = ()
    extra: tuple[str, ...] = ()
    """Right-hand choices of a matching item that belong to no row."""
    steps: tuple[Step, ...] = ()
    step_order: tuple[str, ...] = ()
    orders: tuple[tuple[str, ...], ...] = ()
    """Further orders of the steps that are as right as `step_order`."""
    params: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    """Names and the values they take; every combination that `where` allows is a variant."""
    where: tuple[str, ...] = ()
    key_expr: str = ""

    @property
    def has_variants(self) -> bool:
        """Whether it is a pattern; a concrete item is none."""
        return bool(self.params)

    @property
    def phase(self) -> int:
        """Number of the phase the item belongs to (1 to 4), read from its id."""
        return int(self.id.split(".", 1)[0][1:])

    @property
    def key_ids(self) -> frozenset[str]:
        """Ids of the options that are right (empty for items without options)."""
        return frozenset(option.id for option in self.options if option.is_key)

    def option(self, option_id: str) -> Option:
        """The option with this id; KeyError when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    @property
    def rights(self) -> tuple[str, ...]:
        """Every right-hand choice of a matching item as written: those of its rows, then the extra ones."""
        return (*(pair.right for pair in self.pairs), *self.extra)

    @property
    def right_orders(self) -> tuple[tuple[str, ...], ...]:
        """Every right order of an ordering item's steps."""
        return (self.step_order, *self.orders)

    @property
    def gapped(self) -> str:
        """A cloze item's text with numbered gaps: "RMSE = sqrt([1])"."""
        return GAP.sub(r"[\1]", self.cloze)

    def step(self, step_id: str) -> Step:
        """The step with this id; KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


@dataclass(frozen=True, slots=True)
class QuestionRef:
    """Names a question that is out: a group's daily post ("p12") or one learner's private prompt ("q34")."""

    kind: str
    id: int

    def __str__(self) -> str:
        """The form that stands in custom_ids."""
        return f"{self.kind}{self.id}"

    @classmethod
    def parse(cls, text: str) -> "QuestionRef":
        """Read the form that stands in custom_ids; ValueError when it is none."""
        kind, digits = text[:1], text[1:]
        if kind not in ("p", "q") or not digits.isascii() or not digits.isdigit():
            raise ValueError(text)
        return cls(kind, int(digits))

    @property
    def is_daily(self) -> bool:
        """True for a group's daily post."""
        return self.kind == "p"


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as it is put before people: one order, one variant, one place.

    `item` is concrete: `seed` chose its variant. `order` holds the ids of options or steps as shown, or the places
    ("0", "1" …) in `Item.rights` of a matching item's choices as shown; it is empty for what is typed.
    """

    ref: QuestionRef
    guild_id: int
    phase: int
    item: Item
    order: tuple[str, ...]
    seed: int
    topic_title: str
    module_title: str
    is_repeat: bool = False

    @property
    def options(self) -> tuple[Option, ...]:
        """The options in the order shown; none where the item has none."""
        return tuple(self.item.option(option_id) for option_id in self.order) if self.item.options else ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """An ordering item's steps in the order shown."""
        return tuple(self.item.step(step_id) for step_id in self.order) if self.item.steps else ()

    @property
    def choices(self) -> tuple[str, ...]:
        """A matching item's right-hand choices in the order shown."""
        return tuple(self.item.rights[int(place)] for place in self.order) if self.item.pairs else ()
