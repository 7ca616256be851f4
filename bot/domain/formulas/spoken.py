"""Formulas as they are read aloud, for the description of a picture and wherever a picture cannot be."""

import re
from types import MappingProxyType

from bot.domain.formulas.commands import ACCENTS
from bot.domain.formulas.reading import read_formula
from bot.domain.formulas.syntax import (
    Accent,
    Fenced,
    Font,
    FormulaError,
    Fraction,
    Kind,
    Node,
    Root,
    Row,
    Scripted,
    Sign,
    Stacked,
    Table,
    Words,
)
from bot.domain.limits import ALT_TEXT

_POWERS = MappingProxyType(
    {"2": "squared", "3": "cubed", "T": "transpose", r"\top": "transpose", "*": "star", r"\ast": "star"}
    | {r"\dagger": "dagger", r"\prime": "prime", r"\circ": "degrees", "+": "plus"}
)
_SETS = MappingProxyType(
    {"R": "the real numbers", "N": "the natural numbers", "Z": "the integers", "Q": "the rational numbers"}
    | {"C": "the complex numbers", "E": "the expectation", "P": "the probability", "1": "the indicator"}
)
_FONTS = MappingProxyType(
    {"mathbf": "bold", "boldsymbol": "bold", "bm": "bold", "mathcal": "script", "mathscr": "script"}
    | {"mathfrak": "Fraktur"}
)


def alt_text(formula: str) -> str:
    """How the formula is read aloud, or its source where it cannot be read; at most 1,024 characters."""
    try:
        text = _aloud(read_formula(formula))
    except FormulaError:
        text = formula
    text = re.sub(r"\s+([,.;])", r"\1", " ".join(text.split()))
    text = re.sub(r",(?=[,;])", "", text).rstrip(",;") or text
    return text if len(text) <= ALT_TEXT else text[: ALT_TEXT - 1].rstrip() + "…"


def _aloud(node: Node) -> str:
    match node:
        case Sign(_, _, spoken, _):
            return spoken
        case Words(text):
            return text
        case Row(parts):
            return _row(parts)
        case Scripted():
            return _scripted(node)
        case Fraction(top, bottom, is_binomial):
            if is_binomial:
                return f"{_aloud(top)} choose {_aloud(bottom)}"
            if _is_short(top) and _is_short(bottom):
                return f"{_aloud(top)} over {_aloud(bottom)}"
            return f"the fraction {_aloud(top)}, over {_aloud(bottom)}, end of fraction,"
        case Root(body, degree):
            return _root(body, degree)
        case Accent(name, body):
            if name == "vec":
                return f"vector {_aloud(body)}"
            return f"{_aloud(body)} {ACCENTS[name]}"
        case Font(name, body):
            if name == "mathbb":
                return " ".join(_SETS.get(letter, letter) for letter in _letters(body))
            return f"{_FONTS.get(name, '')} {_upright(name, body)}"
        case Fenced(left, body, right):
            return _fenced(left, body, right)
        case Stacked(
            Sign(_, _, spoken, Kind.FUNCTION) | Row((Sign(_, _, spoken, Kind.FUNCTION),)), note, False
        ):
            return f"{spoken} over {_aloud(note)} of"
        case Stacked(body, note, is_above):
            return f"{_aloud(body)} with {_aloud(note)} {'above' if is_above else 'below'}"
        case Table():
            return _table(node)


def _row(parts: tuple[Node, ...]) -> str:
    told: list[str] = []
    is_open = False
    for part in parts:
        if isinstance(part, Sign) and part.kind is Kind.BAR and told:
            # P(A|B) is a condition; |x| outside brackets is a size.
            told.append("given" if is_open and part.plain == "|" else part.spoken)
        else:
            told.append(_aloud(part))
        if isinstance(part, Sign):
            is_open = part.kind is Kind.OPEN or (is_open and part.kind is not Kind.CLOSE)
    return " ".join(told)


def _scripted(node: Scripted) -> str:
    base = node.base
    if isinstance(base, Sign) and (
        base.kind is Kind.BIG or base.spoken in ("limit", "max", "min", "argmax", "argmin")
    ):
        return _with_limits(base, node)
    told = "" if base is None else _aloud(base)
    if isinstance(base, Row | Fenced | Fraction) and not _is_short(base):
        told += ","
    if node.below is not None:
        told += f" sub {_aloud(node.below)}" + ("" if _is_index(node.below) else ",")
    told += " prime" * node.primes
    if node.above is not None:
        told += f" {_power(node.above)}"
    return told


def _with_limits(base: Sign, node: Scripted) -> str:
    told = base.spoken
    below, above = node.below, node.above
    if base.tex.endswith("int"):
        told += f" from {_aloud(below)}" if below is not None else ""
        told += f" to {_aloud(above)}" if above is not None else ""
        return f"{told} of"
    if below is not None:
        reach = _range(below, is_closed=above is not None)
        told += f" as {reach.replace(' to ', ' tends to ')}" if base.spoken == "limit" else f" over {reach}"
    if above is not None:
        told += f" to {_aloud(above)}"
    return f"{told} of"


def _range(below: Node, *, is_closed: bool) -> str:
    """`i=1` as "i from 1", where an upper limit follows."""
    parts = below.parts if isinstance(below, Row) else (below,)
    for at, part in enumerate(parts):
        if isinstance(part, Sign) and part.tex == "=" and is_closed:
            return f"{_row(parts[:at])} from {_row(parts[at + 1 :])}"
    return _row(parts)


def _power(above: Node) -> str:
    parts = above.parts if isinstance(above, Row) else (above,)
    tex = "".join(part.tex if isinstance(part, Sign) else " " for part in parts)
    if tex in _POWERS:
        return _POWERS[tex]
    if tex == "-1":
        return "inverse"
    if tex.startswith("(") and tex.endswith(")"):
        return f"superscript {_row(parts[1:-1])},"
    return f"to the power {_aloud(above)}" + ("" if _is_index(above) else ",")


def _root(body: Node, degree: Node | None) -> str:
    which = "square" if degree is None else {"3": "cube"}.get(_aloud(degree), f"{_aloud(degree)}th")
    return f"the {which} root of {_aloud(body)}" + ("" if _is_short(body) else ", end of root,")


def _fenced(left: Sign, body: Row, right: Sign) -> str:
    inner = _row((left, *body.parts, right)) if left.kind is Kind.OPEN else _row(body.parts)
    if left.kind is Kind.BAR and right.kind is Kind.BAR:
        return f"the {'norm' if left.plain == '‖' else 'absolute value'} of {inner}, end,"
    if left.kind is Kind.OPEN:
        return inner
    return f"{left.spoken} {inner} {right.spoken}"


def _upright(name: str, body: Node) -> str:
    r"""Letters of `\mathrm{if}` make a word; those of `\mathbf{AB}` do not."""
    letters = _letters(body)
    return (
        "".join(letters)
        if name in ("mathrm", "mathit", "mathsf", "mathtt") and len(letters) > 1
        else _aloud(body)
    )


def _letters(body: Node) -> list[str]:
    parts = body.parts if isinstance(body, Row) else (body,)
    if all(isinstance(part, Sign) for part in parts):
        return [part.tex for part in parts if isinstance(part, Sign)]
    return [_aloud(body)]


def _table(table: Table) -> str:
    rows = [[_aloud(cell) for cell in row] for row in table.rows]
    if table.left == "{" and not table.right:
        return "cases: " + "; ".join(", ".join(cell for cell in row if cell) for row in rows) + ";"
    if table.alignment.startswith("rl") or (not table.left and len(rows[0]) == 1):
        return "; ".join(" ".join(row) for row in rows)
    size = f"{len(rows)} by {len(rows[0])}"
    name = "determinant of the" if table.left == "|" else ""
    told = "; ".join(
        f"row {at}: {', '.join(cell or 'empty' for cell in row)}" for at, row in enumerate(rows, 1)
    )
    return f"{name} {size} matrix, {told};"


def _is_short(node: Node) -> bool:
    """Whether nobody wonders, hearing it, where it ends."""
    match node:
        case Row(parts):
            if len(parts) == 2 and isinstance(parts[0], Sign):
                return parts[0].tex in (r"\partial", "d", "-", r"\Delta") and _is_short(parts[1])
            return len(parts) < 2 and all(_is_short(part) for part in parts)
        case Scripted(base, below, above, _):
            return (base is None or _is_short(base)) and _is_index(below) and _is_index(above)
        case Accent(_, body) | Font(_, body):
            return _is_short(body)
        case Sign() | Words():
            return True
    return False


def _is_index(node: Node | None) -> bool:
    """Whether it is nothing, or letters and numbers alone, such as i j."""
    parts = node.parts if isinstance(node, Row) else (node,)
    is_plain = all(isinstance(part, Sign) and part.kind in (Kind.LETTER, Kind.NUMBER) for part in parts)
    return node is None or is_plain or _is_short(node)
