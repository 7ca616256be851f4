"""An item: one question of the curriculum, as its author wrote it, and as it is put before a learner."""

from dataclasses import dataclass, field
from enum import StrEnum


class ItemType(StrEnum):
    """How an item is asked and graded."""

    SINGLE = "single"
    MULTI = "multi"
    NUMERIC = "numeric"


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
    """One choice of a single or multi item; `why` is its rationale."""

    id: str
    text: str
    why: str
    is_key: bool = False
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where to read more: a page (title, url) or a book (book, section)."""

    title: str = ""
    url: str = ""
    book: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An anticipated wrong number and what it says about the learner's thinking."""

    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from the key a number may lie: `abs` in the answer's unit, `rel` as a fraction of the key."""

    abs: float = 0.0
    rel: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """One version of an item. `version` is the hash of its authored fields; `id` never changes."""

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

    @property
    def phase(self) -> int:
        """Number of the phase the item belongs to (1 to 4), read from its id."""
        return int(self.id.split(".", 1)[0][1:])

    @property
    def key_ids(self) -> frozenset[str]:
        """Ids of the options that are right (empty for numeric items)."""
        return frozenset(option.id for option in self.options if option.is_key)

    def option(self, option_id: str) -> Option:
        """The option with this id; KeyError when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


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
    """An item as it is put before people: one order of options, one variant, one place."""

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
        """The options in the order shown."""
        return tuple(self.item.option(option_id) for option_id in self.order)
