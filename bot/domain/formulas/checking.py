"""What is wrong with the formulas of a text, said to its author; in time that grows with its length alone."""

import re
from collections.abc import Iterator

from bot.domain.formulas.prose import formulas, split
from bot.domain.formulas.reading import read_formula
from bot.domain.formulas.size import widest_piece
from bot.domain.formulas.syntax import FormulaError

MAX_PIECE = 24.0
"""Ems. A wider piece that cannot be broken would be too small to read on a phone."""
_SHOWN = 40
_UNCLOSED = re.compile(r"(`+).*?\1|(\$\$)", re.DOTALL)


def check_formula(source: str) -> str | None:
    """Why the formula (what stands between its dollars) cannot be shown and how to mend it; None when it can."""
    try:
        row = read_formula(source)
    except FormulaError as error:
        start = max(0, error.position - 10)
        near = " ".join(source[start : start + _SHOWN].split())
        return f"at character {error.position + 1}, near `{near}`: {error.message}"
    piece = widest_piece(row)
    if piece > MAX_PIECE:
        return (
            f"a part of it is {piece:.0f} letters wide and cannot be broken, and {MAX_PIECE:.0f} fit on a phone; "
            "give a part of it a name, or write lines with \\begin{aligned}"
        )
    return None


def check_formulas(text: str) -> Iterator[tuple[str, str]]:
    """For each formula of a text that cannot be shown: its source, and what is wrong with it."""
    for formula in formulas(text):
        if problem := check_formula(formula.source):
            yield formula.source, problem
    for piece in split(text):
        if isinstance(piece, str) and any(found[2] for found in _UNCLOSED.finditer(piece)):
            yield (
                "$$",
                "this $$ opens no formula or is never closed; write $$ on both sides, or \\$ for a dollar",
            )
