"""Other alphabets and named functions: what they may hold."""

import re

from bot.domain.formulas.commands import ONLY_CAPITALS
from bot.domain.formulas.syntax import Font, FormulaError, Kind, Node, Row, Sign


def in_font(name: str, body: Node, at: int) -> Node:
    """Something in another alphabet, or a function named by its letters.

    Args:
        name: The command, one of `FONTS`.
        body: What it applies to.
        at: Where that begins in the source.

    Raises:
        FormulaError: when the alphabet has no such letters.
    """
    letters = body.parts if isinstance(body, Row) else (body,)
    if name == "operatorname":
        return _function(letters, at)
    for each in letters:
        letter = each.tex if isinstance(each, Sign) else ""
        if name in ONLY_CAPITALS and not re.fullmatch("[A-Z]", letter):
            raise FormulaError(at, f"\\{name} has capital letters A to Z only, such as \\{name}{{L}}")
        if name in ("mathbb", "mathfrak") and not re.fullmatch("[A-Za-z]|1", letter):
            raise FormulaError(at, f"\\{name} has letters only, such as \\{name}{{R}}")
    return Font(name, body)


def _function(letters: tuple[Node, ...], at: int) -> Sign:
    signs = [
        each
        for each in letters
        if isinstance(each, Sign) and (each.kind is Kind.SPACE or (each.tex.isascii() and each.tex.isalnum()))
    ]
    if len(signs) < len(letters) or all(each.kind is Kind.SPACE for each in signs):
        raise FormulaError(at, "\\operatorname holds letters only, such as \\operatorname{softmax}")
    word = "".join(" " if each.kind is Kind.SPACE else each.plain for each in signs)
    return Sign(f"\\operatorname{{{''.join(each.tex for each in signs)}}}", word, word, Kind.FUNCTION)
