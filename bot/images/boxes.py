"""Boxes of ink: what a formula's parts become before they are drawn, and how tables are built from them.

Lengths are in pixels, y runs upward, and a box's own origin is the left end of its base line.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from bot.domain.formulas.syntax import Fenced, FormulaError, Kind, Node, Row, Scripted, Table
from bot.images.mathtext import is_tall, mathtext

_FAMILY = "dejavusans"  # the sturdiest of those that come along; thin serifs fade on a phone
_ROW_GAP = 0.45
_COLUMN_GAP = 1.0
_ALIGNED_GAP = 0.2
"""Between the two sides of an aligned relation, in ems, like the gaps above."""
_RULE = 0.055
"""Thickness of a table's brackets, in ems."""


@dataclass(frozen=True, slots=True)
class Ink:
    """An outline, to be filled or, where a pen has a width, to be followed by it."""

    path: Path
    pen: float = 0
    is_faint: bool = False

    def moved(self, right: float, up: float) -> "Ink":
        """The same somewhere else."""
        return Ink(self.path.transformed(Affine2D().translate(right, up)), self.pen, self.is_faint)


@dataclass(frozen=True, slots=True)
class Box:
    """Ink with its extents: to the right of the origin, above the base line and below it."""

    width: float
    ascent: float
    descent: float
    ink: tuple[Ink, ...] = ()

    def moved(self, right: float, up: float) -> tuple[Ink, ...]:
        """Its ink, somewhere else."""
        return tuple(ink.moved(right, up) for ink in self.ink)


def boxed(row: Row, size: float) -> Box:
    """One line of a formula, in letters of this size."""
    boxes: list[Box] = []
    run: list[Node] = []
    for part in row.parts:
        core = part.base if isinstance(part, Scripted) else part
        # The library has no tables, and makes bars thicker as they grow.
        if not (isinstance(core, Table) or (isinstance(core, Fenced) and _has_high_bars(core))):
            run.append(part)
            continue
        if run:
            boxes.append(_text(Row(tuple(run)), size))
        run = []
        boxes.append(_table(core, size) if isinstance(core, Table) else _between_bars(core, size))
        if isinstance(part, Scripted):
            boxes.append(_script_beside(boxes[-1], part, size))
    if run:
        boxes.append(_text(Row(tuple(run)), size))
    return side_by_side(boxes, 0.15 * size)


def side_by_side(boxes: list[Box], gap: float) -> Box:
    """Boxes on one base line."""
    ink: list[Ink] = []
    at = 0.0
    for box in boxes:
        ink.extend(box.moved(at, 0))
        at += box.width + gap
    return Box(
        max(0, at - gap),
        max((box.ascent for box in boxes), default=0),
        max((box.descent for box in boxes), default=0),
        tuple(ink),
    )


def _text(row: Row, size: float) -> Box:
    """What the library lays out itself."""
    return _parsed(mathtext(row), size)


@lru_cache(maxsize=512)
def _parsed(source: str, size: float) -> Box:
    font = FontProperties(size=size, math_fontfamily=_FAMILY)
    try:
        points, codes = text_to_path.get_text_path(font, f"${source}$", ismath=True)
        width, height, descent = text_to_path.get_text_width_height_descent(f"${source}$", font, ismath=True)
    except (ValueError, RuntimeError, RecursionError) as error:
        last = str(error).strip().splitlines()[-1:] or [type(error).__name__]
        raise FormulaError(0, f"it cannot be drawn ({last[0][:200]}); write it in another way") from error
    if len(points) == 0:
        return Box(float(width), float(height - descent), float(descent))
    path = Path(np.asarray(points) * (size / text_to_path.FONT_SCALE), codes)
    right, low, top = extent(path)
    # The library's heights leave out some accents and tall roots.
    return Box(
        max(float(width), right), max(float(height - descent), top), max(float(descent), -low), (Ink(path),)
    )


def extent(path: Path) -> tuple[float, float, float]:
    """How far a path reaches: to the right, down and up. Curves' handles count: that is quick, and near enough."""
    points = np.asarray(path.vertices)
    if path.codes is not None:
        points = points[np.asarray(path.codes) != Path.CLOSEPOLY]
    return float(points[:, 0].max()), float(points[:, 1].min()), float(points[:, 1].max())


def _axis(size: float) -> float:
    """Height above the base line of the middle of a minus sign, around which tables are centred."""
    _, low, top = extent(_parsed("-", size).ink[0].path)
    return (low + top) / 2


def _table(table: Table, size: float) -> Box:
    cells = [[_text(cell, size) if cell.parts else Box(0, 0, 0) for cell in row] for row in table.rows]
    widths = [max(box.width for box in column) for column in zip(*cells, strict=True)]
    letter = _parsed("x", size)
    ascents = [max(letter.ascent, *(box.ascent for box in row)) for row in cells]
    descents = [max(0.1 * size, *(box.descent for box in row)) for row in cells]
    height = sum(ascents) + sum(descents) + _ROW_GAP * size * (len(cells) - 1)
    top = _axis(size) + height / 2
    left_bracket = _bracket(table.left, height, size)
    start = left_bracket.width
    ink: list[Ink] = list(left_bracket.moved(0, top))
    y = top
    for row, ascent, descent in zip(cells, ascents, descents, strict=True):
        y -= ascent
        x = start
        for box, width, side in zip(row, widths, table.alignment, strict=True):
            slack = {"l": 0.0, "c": 0.5, "r": 1.0}[side] * (width - box.width)
            ink.extend(box.moved(x + slack, y))
            x += width + (_ALIGNED_GAP if side == "r" else _COLUMN_GAP) * size
        y -= descent + _ROW_GAP * size
    gaps = sum((_ALIGNED_GAP if side == "r" else _COLUMN_GAP) * size for side in table.alignment[:-1])
    end = start + sum(widths) + gaps
    right_bracket = _bracket(table.right, height, size)
    ink.extend(right_bracket.moved(end, top))
    return Box(end + right_bracket.width, top, height - top, tuple(ink))


def _has_high_bars(fenced: Fenced) -> bool:
    sides = (fenced.left, fenced.right)
    is_barred = all(side.kind is Kind.BAR or side.tex == "." for side in sides)
    return is_barred and is_tall(fenced.body)


def _between_bars(fenced: Fenced, size: float) -> Box:
    body = _text(fenced.body, size)
    left, right = (
        _bracket("" if side.tex == "." else side.plain, body.ascent + body.descent, size)
        for side in (fenced.left, fenced.right)
    )
    ink = (
        *left.moved(0, body.ascent),
        *body.moved(left.width, 0),
        *right.moved(left.width + body.width, body.ascent),
    )
    return Box(left.width + body.width + right.width, body.ascent, body.descent, ink)


def _bracket(kind: str, height: float, size: float) -> Box:
    """A bracket as high as a table, hanging from the origin; of the opening ones, mirrored for closing."""
    pen, pad = _RULE * size, 0.12 * size
    top, low = pad, -height - pad
    middle = (top + low) / 2
    if not kind:
        return Box(0, 0, 0)
    if kind in "|‖":
        xs = [0.25 * size] if kind == "|" else [0.2 * size, 0.38 * size]
        lines = tuple(Ink(Path([(x, top), (x, low)]), pen) for x in xs)
        return Box(xs[-1] + 0.3 * size, 0, 0, lines)
    depth = 0.22 * size
    width = depth + 0.35 * size
    move, line, curve = Path.MOVETO, Path.LINETO, Path.CURVE4
    if kind in "[]":
        points = [(depth, top), (0, top), (0, low), (depth, low)]
        codes = [move, line, line, line]
    elif kind in "()":
        bend = min(0.6 * size, height / 3)
        points = [(depth, top), (0, top - bend), (0, low + bend), (depth, low)]
        codes = [move, curve, curve, curve]
    else:
        half, curl = depth / 2, min(0.35 * size, height / 6)
        points = [(depth, top), (half, top), (half, top), (half, top - curl), (half, middle + curl)]
        points += [(half, middle), (half, middle), (0, middle), (half, middle), (half, middle)]
        points += [(half, middle - curl), (half, low + curl), (half, low), (half, low), (depth, low)]
        codes = [move, *[curve] * 3, line, *[curve] * 6, line, *[curve] * 3]
    path = Path(points, codes).transformed(Affine2D().translate(0.12 * size, 0))
    if kind in ")]}":
        path = path.transformed(Affine2D().scale(-1, 1).translate(width, 0))
    return Box(width, 0, 0, (Ink(path, pen),))


def _script_beside(table: Box, scripted: Scripted, size: float) -> Box:
    """What is written at a table's upper and lower right corner."""
    small = 0.7 * size
    ink: list[Ink] = []
    width, ascent, descent = 0.0, table.ascent, table.descent
    if scripted.above is not None or scripted.primes:
        box = _parsed(mathtext(Scripted(None, None, scripted.above, scripted.primes)), size)
        rise = table.ascent - box.ascent * 0.75
        ink.extend(box.moved(0, rise))
        width, ascent = box.width, max(ascent, rise + box.ascent)
    if scripted.below is not None:
        box = _parsed(mathtext(scripted.below, is_small=True), small)
        drop = -table.descent
        ink.extend(box.moved(0, drop))
        width, descent = max(width, box.width), max(descent, box.descent - drop)
    return Box(width, ascent, descent, tuple(ink))
