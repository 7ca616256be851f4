"""What a formula consists of, and what is wrong with one that cannot be read."""

from dataclasses import dataclass
from enum import Enum


class FormulaError(ValueError):
    """A formula cannot be read or drawn.

    Attributes:
        position: Where in its source, in characters from 0.
        message: What is wrong and how to mend it, for its author.
    """

    def __init__(self, position: int, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.message = message


class Kind(Enum):
    """What part a sign plays, which decides the space around it and how it is read aloud."""

    LETTER = "letter"
    NUMBER = "number"
    OPERATOR = "operator"
    RELATION = "relation"
    BIG = "big"
    """Sums, integrals and the like."""
    FUNCTION = "function"
    OPEN = "open"
    CLOSE = "close"
    BAR = "bar"
    """|, which opens, closes or stands between."""
    PUNCTUATION = "punctuation"
    STROKE = "stroke"
    """A fraction that is written on one line."""
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign, number or named function.

    Attributes:
        tex: Its source.
        plain: The same in Unicode; empty where no text says it well.
        spoken: How it is read aloud.
        kind: Its part in the formula.
    """

    tex: str
    plain: str
    spoken: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Words:
    r"""Words inside a formula: `\text{if}`."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Scripted:
    """A base with an index below, a power above, and primes; a base of None is nothing."""

    base: "Node | None"
    below: "Node | None"
    above: "Node | None"
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Fraction:
    r"""One over the other, or, without a line and in brackets, a binomial coefficient."""

    top: "Node"
    bottom: "Node"
    is_binomial: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or one of another degree."""

    body: "Node"
    degree: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over (or a line under) something; `name` is the command's."""

    name: str
    body: "Node"


@dataclass(frozen=True, slots=True)
class Font:
    """Something in another alphabet; `name` is the command's."""

    name: str
    body: "Node"


@dataclass(frozen=True, slots=True)
class Fenced:
    r"""Brackets as high as what they hold: `\left( … \right)`. A sign of `tex` "." is no bracket."""

    left: Sign
    body: Row
    right: Sign


@dataclass(frozen=True, slots=True)
class Stacked:
    """A note in small above or below something."""

    body: "Node"
    note: "Node"
    is_above: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix, a definition by cases, or aligned lines; every row has as many cells.

    Attributes:
        rows: The cells.
        left: What stands before it: one of ( [ { | ‖ or nothing.
        right: What stands after it.
        alignment: Of the columns: l, c or r each.
    """

    rows: tuple[tuple[Row, ...], ...]
    left: str
    right: str
    alignment: str


Node = Sign | Words | Row | Scripted | Fraction | Root | Accent | Font | Fenced | Stacked | Table
