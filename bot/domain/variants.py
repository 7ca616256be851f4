"""Variants: one item with many numbers. What the parameters may be, which go together, and how they are shown.

A variant gives every parameter one of its values; `where` keeps the variants in which all its conditions hold.
They stand in one order: names in alphabetical order, the last running fastest, values as written. So the order
does not hang on how a file was laid out.

In a text `<<R>>` stands for a parameter and `<<100*p/R:.1f>>` for a calculation. A digit from 1 to 9 (`<<1>>`)
marks a blank of a cloze and is left alone; `<<<<` stands for a plain `<<`. Formats are `d` (a whole number),
`.2f`, `.2e`, `%` and `.1%`. Without one a parameter is shown as it was written, and a result with at most six
significant digits.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import product
from math import prod

from bot.domain.expressions import MAX_MAGNITUDE, Expression, ExpressionError, Number, is_name, parse

Value = int | float | str
Variant = Mapping[str, Value]

MAX_PARAMS = 10
MAX_VARIANTS = 200
MAX_COMBINATIONS = 10_000
"""Before `where`."""
MAX_WORD = 60
"""Characters of a value that is a word."""


class VariantError(ValueError):
    """What is wrong with parameters, conditions or placeholders.

    `code` is that of an `ExpressionError`, or one of: bad-name, bad-value, too-many-params, too-many-variants,
    no-variants, unbalanced, bad-format. `message` is a clause for the author. `where` is the place of the
    condition in its list, `position` the character in the text, both from 0; None where it has no meaning.
    """

    def __init__(
        self, code: str, message: str, where: int | None = None, position: int | None = None
    ) -> None:
        super().__init__(code, message, where, position)
        self.code = code
        self.message = message
        self.where = where
        self.position = position

    def __str__(self) -> str:
        condition = "" if self.where is None else f"condition {self.where + 1}: "
        place = "" if self.position is None else f" (at character {self.position + 1})"
        return f"{condition}{self.message}{place}"


@dataclass(frozen=True)
class Variants:
    """All variants of an item. Names and values are checked at once, conditions when variants are first asked for.

    Args:
        params: name → its values, all numbers or all words, none twice. Without any there is one variant, {}.
        where: conditions on the numbers. Where one does not hold the following are not looked at.

    Raises:
        VariantError: when a name or a value will not do.
    """

    params: Mapping[str, Sequence[Value]] = field(default_factory=dict, hash=False)
    where: Sequence[str] = ()

    def __post_init__(self) -> None:
        if len(self.params) > MAX_PARAMS:
            raise VariantError("too-many-params", f"{len(self.params)} parameters; at most {MAX_PARAMS}")
        for name, values in self.params.items():
            _check_values(name, values)
        object.__setattr__(self, "params", {name: tuple(values) for name, values in self.params.items()})
        object.__setattr__(self, "where", tuple(self.where))

    @property
    def count(self) -> int:
        """How many there are, 1 to 200; raises VariantError as `enumerate` does."""
        return len(self._all)

    def enumerate(self) -> tuple[Variant, ...]:
        """Every variant, always in the same order.

        Raises:
            VariantError: when a condition is none or has no value, and when there are none or over 200.
        """
        return self._all

    def draw(self, seed: int) -> Variant:
        """The variant of a seed, each as likely as any other; the same on every machine, for ever.

        Counted from 0 it is number h modulo `count`, where h is the first 8 bytes, big-endian, of the SHA-256
        of "variant:<seed>".
        """
        digest = sha256(f"variant:{seed}".encode()).digest()
        return self._all[int.from_bytes(digest[:8], "big") % self.count]

    @cached_property
    def _all(self) -> tuple[Variant, ...]:
        names = sorted(self.params)
        combinations = prod(len(self.params[name]) for name in names)
        if combinations > MAX_COMBINATIONS:
            message = f"{combinations} combinations before the conditions; at most {MAX_COMBINATIONS}"
            raise VariantError("too-many-variants", message)
        conditions = [_condition(source, names, place) for place, source in enumerate(self.where)]
        rows = product(*(self.params[name] for name in names))
        every = (dict(zip(names, row, strict=True)) for row in rows)
        kept = tuple(variant for variant in every if _fulfils(variant, conditions))
        if not kept:
            raise VariantError("no-variants", "no combination fulfils the conditions")
        if len(kept) > MAX_VARIANTS:
            raise VariantError("too-many-variants", f"{len(kept)} variants; at most {MAX_VARIANTS}")
        return kept


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One `<<…>>` of a text: where it begins and ends in it, and what it says."""

    start: int
    end: int
    expression: Expression
    format: str = ""

    def show(self, values: Variant) -> str:
        """What stands in its place.

        Raises:
            VariantError: when it has no value, or one that does not suit the format.
        """
        source = self.expression.source.strip()
        is_parameter = source in self.expression.names
        if is_parameter and isinstance(word := values.get(source), str):
            if self.format:
                raise VariantError(
                    "bad-format", f"“{source}” is no number to format", position=self.start + 2
                )
            return word
        try:
            value = self.expression.evaluate(values)
            if is_parameter and not self.format:
                return _plain(value, repr(value))
            return show_number(value, self.format)
        except ExpressionError as error:
            raise VariantError(error.code, error.message, position=self.start + 2 + error.position) from None


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders, read once to be filled many times."""

    pieces: tuple[str | Placeholder, ...]

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """Its placeholders, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Placeholder))

    def fill(self, values: Variant) -> str:
        """The text with every placeholder replaced; VariantError when one cannot be."""
        return "".join(piece if isinstance(piece, str) else piece.show(values) for piece in self.pieces)


def read_template(text: str, names: Collection[str]) -> Template:
    """Read a text in which these names may stand.

    Raises:
        VariantError: for what is unbalanced, nested, unknown or no expression; with the place in the text.
    """
    return Template(tuple(_pieces(text, names)))


def fill(text: str, values: Variant) -> str:
    """A text with every placeholder replaced, code or not; VariantError when one cannot be."""
    return read_template(text, values).fill(values)


def placeholders(text: str, names: Collection[str]) -> tuple[Placeholder, ...]:
    """The placeholders of a text, in order; VariantError as from `read_template`."""
    return read_template(text, names).placeholders


def show_number(value: Number, format: str = "") -> str:
    """A number as learners see it: in one of the formats, or with at most six significant digits.

    Raises:
        ExpressionError: "not-whole" when the format is `d` and the number is none.
    """
    if format == "d":
        if value % 1:
            raise ExpressionError("not-whole", f"{value} is not a whole number")
        return str(int(value))
    if format == "%":
        return show_number(value * 100) + "%"
    if format:
        text = f"{value:{format}}"
        return text if re.search("[1-9]", text.partition("e")[0]) else text.lstrip("-")
    return _plain(value, f"{value:.6g}")


def _plain(value: Number, text: str) -> str:
    """A whole number in full, where that is not long; else the text without a padded exponent."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**15):
        return str(int(value))
    return re.sub(r"e\+?(-?)0*", r"e\1", text)


_OPENING = re.compile(r"<<+")
_FORMAT = re.compile(r"d|%|\.[0-9][fe%]")
_ESCAPE = "a plain “<<” is written “<<<<”"


def _pieces(text: str, names: Collection[str]) -> Iterator[str | Placeholder]:
    place = 0
    while opening := _OPENING.search(text, place):
        start, place_after = opening.span()
        yield text[place:start]
        place = place_after
        if len(opening[0]) == 4:
            yield "<<"
            continue
        if len(opening[0]) != 2:
            raise VariantError(
                "unbalanced", f"set “<” and “<<” apart with a space; {_ESCAPE}", position=start
            )
        inside, closing, _ = text[place:].partition(">>")
        if not closing or "\n" in inside:
            raise VariantError("unbalanced", f"“<<” is not closed on its line; {_ESCAPE}", position=start)
        if "<<" in inside:
            raise VariantError("unbalanced", f"“<<” stands within “<<”; {_ESCAPE}", position=start)
        place += len(inside) + 2
        if re.fullmatch("[1-9]", inside):
            yield text[start:place]
        else:
            yield _placeholder(inside, names, start)
    yield text[place:]


def _placeholder(inside: str, names: Collection[str], start: int) -> Placeholder:
    source, colon, format = inside.partition(":")
    if colon and not _FORMAT.fullmatch(format):
        message = "a format is d, .2f, .2e, % or .1%, with one digit"
        raise VariantError("bad-format", message, position=start + 2 + len(source) + 1)
    try:
        expression = parse(source, names, "number")
    except ExpressionError as error:
        raise VariantError(error.code, error.message, position=start + 2 + error.position) from None
    return Placeholder(start, start + len(inside) + 4, expression, format)


def _condition(source: str, names: Collection[str], where: int) -> Expression:
    try:
        return parse(source, names, "condition")
    except ExpressionError as error:
        raise VariantError(error.code, error.message, where, error.position) from None


def _fulfils(variant: Variant, conditions: Sequence[Expression]) -> bool:
    for where, condition in enumerate(conditions):
        try:
            if not condition.evaluate(variant):
                return False
        except ExpressionError as error:
            given = ", ".join(f"{name}={variant[name]}" for name in sorted(condition.names))
            message = f"{error.message}, for {given}"
            raise VariantError(error.code, message, where, error.position) from None
    return True


def _check_values(name: str, values: Sequence[Value]) -> None:
    if not is_name(name):
        message = (
            f"“{name[:MAX_WORD]}” cannot be a name: letters, digits and _, no function and no word of Python"
        )
        raise VariantError("bad-name", message)
    if isinstance(values, str) or not values:
        raise VariantError("bad-value", f"“{name}” needs a list of values")
    words = [value for value in values if isinstance(value, str)]
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(values) not in (len(words), len(numbers)):
        raise VariantError("bad-value", f"“{name}” has to be all numbers or all words")
    if not all(abs(number) <= MAX_MAGNITUDE for number in numbers):
        raise VariantError("bad-value", f"“{name}” has a number beyond all bounds")
    if not all(0 < len(word) <= MAX_WORD and word.isprintable() and "<<" not in word for word in words):
        raise VariantError(
            "bad-value", f"a word of “{name}” is empty, over {MAX_WORD} characters, or cannot be shown"
        )
    if len(set(values)) < len(values):
        raise VariantError("bad-value", f"“{name}” has a value twice")
