r"""Texts with formulas in them: where the formulas are, and how such a text is shown where there is no LaTeX.

Between single dollars stands a formula in a sentence, between double dollars one on a line of its own. A dollar is
a dollar in code, after a backslash (`\$`), and wherever no formula can be meant: the opening dollar has no
blank after it, the closing one no blank before it and no digit after it, and between them there is neither
another dollar nor a line's end. So "costs $5 and $6" is money; "5$ or 6$" must be written `5\$ or 6\$`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.formulas.plain import to_unicode
from bot.domain.formulas.spoken import alt_text

_PIECES = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?:.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\\(?P<escaped>.)"
    r"|\$\$(?P<display>(?:[^$\\]|\\.)+)\$\$"
    r"|\$(?![\s$])(?P<inline>(?:[^$\\\n]|\\[^\n])+)(?<!\s)\$(?![\d$])",
    re.DOTALL,
)
_PARAGRAPH_END = re.compile(r"\n|\Z")
MAX_LINES = 6
"""Formulas in one picture; a longer one would be shown smaller."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula found in a text.

    Attributes:
        source: What stands between the dollars.
        is_display: Whether it has a line of its own.
        position: Where its source begins in the text, in characters from 0.
    """

    source: str
    is_display: bool
    position: int


@dataclass(frozen=True, slots=True)
class Line:
    """One formula of a picture, with what stands before it: "(1)", "B" or nothing."""

    formula: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Formulas for one picture, one under another."""

    lines: tuple[Line, ...]

    @property
    def in_words(self) -> str:
        """The same without a picture: a line for each, in Unicode or as it is read aloud."""
        told = ((line.label, to_unicode(line.formula) or alt_text(line.formula)) for line in self.lines)
        return "\n".join(f"**{label}** {text}" if label else text for label, text in told)


def split(text: str) -> Iterator[str | Formula]:
    """The text's pieces in order: prose, in which dollars are dollars, and formulas."""
    prose, at = "", 0
    for found in _PIECES.finditer(text):
        prose += text[at : found.start()]
        at = found.end()
        kind = found.lastgroup
        if kind in ("display", "inline") and found[kind].strip():
            if prose:
                yield prose
            prose = ""
            yield Formula(found[kind].strip(), kind == "display", found.start(kind))
        else:
            prose += "$" if found["escaped"] == "$" else found[0]
    if prose := prose + text[at:]:
        yield prose


def formulas(text: str) -> tuple[Formula, ...]:
    """The formulas of a text, in order."""
    return tuple(piece for piece in split(text) if isinstance(piece, Formula))


def alone(text: str) -> str | None:
    """The formula that a text consists of, where it is one formula and nothing else."""
    match list(split(text.strip())):
        case [Formula(source, _, _)]:
            return source
    return None


def in_one_line(text: str) -> str:
    """The text for places without pictures, such as labels: each formula in Unicode, or as it is read aloud."""
    return "".join(
        piece if isinstance(piece, str) else to_unicode(piece.source) or alt_text(piece.source)
        for piece in split(text)
    )


def set_out(text: str, first: int = 1) -> tuple[str | Drawn, ...]:
    """The text as blocks to be shown one under another: Discord's Markdown, and pictures.

    A formula on its own line is a picture where it stands. One in a sentence becomes Unicode where that reads as
    well; else the sentence says **(1)**, and a picture of that number follows its paragraph. A text that
    is one formula and nothing else needs no number.

    Args:
        text: An author's text.
        first: The number of the first numbered formula, where others stand above in the same message.
    """
    pieces = list(split(text.strip()))
    match pieces:
        case [Formula(source, is_display, _)] if is_display or to_unicode(source) is None:
            return (Drawn((Line(source),)),)
    setter = _Setter(first)
    for piece in pieces:
        if isinstance(piece, str):
            setter.add_prose(piece)
        elif piece.is_display:
            setter.add_display(piece.source)
        else:
            setter.add_inline(piece.source)
    return setter.finished()


class _Setter:
    """Blocks under construction: the words of the paragraph, and what its numbered pictures will hold."""

    def __init__(self, first: int) -> None:
        self._number = first
        self._blocks: list[str | Drawn] = []
        self._words = ""
        self._numbered: list[Line] = []

    def add_prose(self, prose: str) -> None:
        while self._numbered and (end := _PARAGRAPH_END.search(prose)) is not None and end[0]:
            self._words += prose[: end.start()]
            self._flush()
            prose = prose[end.end() :]
        self._words += prose

    def add_inline(self, source: str) -> None:
        plain = to_unicode(source)
        if plain is None:
            label = f"({self._number})"
            self._number += 1
            self._numbered.append(Line(source, label))
            plain = f"**{label}**"
        self._words += plain

    def add_display(self, source: str) -> None:
        self._flush()
        match self._blocks[-1:]:
            case [Drawn(lines)] if len(lines) < MAX_LINES and not lines[-1].label:
                self._blocks[-1] = Drawn((*lines, Line(source)))
            case _:
                self._blocks.append(Drawn((Line(source),)))

    def finished(self) -> tuple[str | Drawn, ...]:
        self._flush()
        return tuple(self._blocks)

    def _flush(self) -> None:
        if words := self._words.strip():
            self._blocks.append(words)
        for at in range(0, len(self._numbered), MAX_LINES):
            self._blocks.append(Drawn(tuple(self._numbered[at : at + MAX_LINES])))
        self._words = ""
        self._numbered = []
