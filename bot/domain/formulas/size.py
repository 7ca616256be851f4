"""How wide a formula will be, about, and where a long one may be broken. Widths are in ems, the size of its letters."""

from collections.abc import Callable, Sequence
from types import MappingProxyType

from bot.domain.formulas.syntax import (
    Accent,
    Fenced,
    Font,
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

_SCRIPT = 0.7
"""Letters of indices and powers, against those of the line."""
_SIGNS = {
    Kind.NUMBER: 0.64,
    Kind.OPERATOR: 1.2,
    Kind.RELATION: 1.35,
    Kind.BIG: 0.9,
    Kind.OPEN: 0.4,
    Kind.CLOSE: 0.4,
    Kind.BAR: 0.35,
    Kind.PUNCTUATION: 0.5,
    Kind.SPACE: 0.3,
}
_WIDE = frozenset("mwMW")
_WIDE_SPACES = MappingProxyType({r"\quad": 1.0, r"\qquad": 2.0})
_BREAKS_BEFORE = frozenset("+-") | {r"\pm", r"\mp"}


def width(node: Node) -> float:
    """About how wide it will be."""
    match node:
        case Sign(tex, plain, _, kind):
            if kind in (Kind.FUNCTION, Kind.NUMBER):
                return 0.64 * len(plain or tex) + (0.2 if kind is Kind.FUNCTION else 0)
            if tex in _WIDE_SPACES:
                return _WIDE_SPACES[tex]
            return _SIGNS.get(kind, 0.95 if tex in _WIDE else 0.65)
        case Words(text):
            return 0.58 * len(text)
        case Row(parts):
            return sum(map(width, parts))
        case Scripted(base, below, above, primes):
            sides = [_SCRIPT * width(side) for side in (below, above) if side is not None]
            core = 0 if base is None else width(base)
            if isinstance(base, Sign) and base.kind is Kind.BIG and not base.tex.endswith("int"):
                return max(core, *sides, 0)
            return core + max(sides, default=0) + 0.3 * primes
        case Fraction(top, bottom, is_binomial):
            return max(width(top), width(bottom)) + (1 if is_binomial else 0.2)
        case Root(body, _):
            return width(body) + 0.9
        case Accent(_, body) | Font(_, body):
            return width(body)
        case Fenced(_, body, _):
            return width(body) + 1
        case Stacked(body, note, _):
            return max(width(body), _SCRIPT * width(note))
        case Table(rows, left, right, _):
            columns = zip(*rows, strict=True)
            inner = sum(max(map(width, column)) for column in columns) + len(rows[0]) - 1
            return inner + bool(left) / 2 + bool(right) / 2


def broken(row: Row, most: float) -> tuple[Row, ...]:
    """The lines of a formula that is wider than `most`; one line when it is not, or when it cannot be broken.

    It is broken after wide spaces; where that is not enough, before relations outside brackets; then before plus
    and minus outside brackets; else before any of these and after commas.
    """
    return tuple(Row(line) for line in _packed(row.parts, most, 0))


def widest_piece(row: Row) -> float:
    """The width of the widest part of a formula that no line break can divide."""
    return max((width(line) for line in broken(row, 0)), default=0)


def _packed(parts: tuple[Node, ...], most: float, level: int) -> list[tuple[Node, ...]]:
    if level == len(_LEVELS) or sum(map(width, parts)) <= most:
        return [parts]
    lines: list[tuple[Node, ...]] = []
    for piece in _pieces(parts, _LEVELS[level]):
        if lines and sum(map(width, (*lines[-1], *piece))) <= most:
            lines[-1] += piece
        else:
            lines.extend(_packed(piece, most, level + 1))
    return lines


def _pieces(
    parts: tuple[Node, ...], may_break: Callable[[Sequence[Node], int, int], bool]
) -> list[tuple[Node, ...]]:
    pieces: list[tuple[Node, ...]] = []
    start = depth = 0
    for at, part in enumerate(parts):
        if at > start and may_break(parts, at, depth):
            pieces.append(parts[start:at])
            start = at
        kind = _kind(part)
        depth = max(0, depth + (kind is Kind.OPEN) - (kind is Kind.CLOSE))
    return [*pieces, parts[start:]]


def _kind(node: Node) -> Kind | None:
    base = node.base if isinstance(node, Scripted) else node
    return base.kind if isinstance(base, Sign) else None


def _before_relation(parts: Sequence[Node], at: int, depth: int) -> bool:
    return depth == 0 and _kind(parts[at]) is Kind.RELATION and _kind(parts[at - 1]) is not Kind.RELATION


def _before_sum(parts: Sequence[Node], at: int, depth: int) -> bool:
    part = parts[at]
    is_binary = _kind(parts[at - 1]) not in (Kind.OPERATOR, Kind.RELATION, Kind.OPEN, Kind.PUNCTUATION)
    return depth == 0 and isinstance(part, Sign) and part.tex in _BREAKS_BEFORE and is_binary


def _anywhere(parts: Sequence[Node], at: int, depth: int) -> bool:
    is_after_comma = _kind(parts[at - 1]) is Kind.PUNCTUATION and _kind(parts[at]) is not Kind.NUMBER
    return is_after_comma or _before_relation(parts, at, 0) or _before_sum(parts, at, 0)


def _after_wide_space(parts: Sequence[Node], at: int, depth: int) -> bool:
    before = parts[at - 1]
    return depth == 0 and isinstance(before, Sign) and before.tex in _WIDE_SPACES and not _is_space(parts[at])


def _is_space(node: Node) -> bool:
    return isinstance(node, Sign) and node.kind is Kind.SPACE


_LEVELS = (_after_wide_space, _before_relation, _before_sum, _anywhere)
