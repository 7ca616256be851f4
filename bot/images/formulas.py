"""Formulas to a picture: a dark card with light letters, which reads on dark and on light themes alike.

Letters are as high as Discord's own text at twice its size, since that is what phones show. A formula too wide for a
phone is broken before a relation or a sign; a picture that is still too large is made smaller as a whole.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, IdentityTransform

from bot.domain.formulas.prose import Line
from bot.domain.formulas.reading import read_formula
from bot.domain.formulas.size import broken, width
from bot.domain.formulas.syntax import Row
from bot.images.boxes import Box, Ink, boxed, extent

LETTERS = 36.0
"""Size of letters in pixels: Discord's 16 at twice the density, and a little more for the indices."""
WRAP_AT = 760.0
"""Pixels of one line, where it can be broken: what a phone shows at twice the density without making it smaller."""
MAX_WIDTH = 1400
MAX_HEIGHT = 2000
MIN_WIDTH = 360
"""A narrower picture might be blown up to fill its place."""
_PADDING = 32.0
_LINE_GAP = 30.0
_BROKEN_GAP = 20.0
_INDENT = 44.0
_FAR_TOO_WIDE = 1.3
_RADIUS = 20
_DPI = 100

# Text against card has a contrast of 13 : 1. The card is darker than white pages and marked off from dark ones
# by its edge.
_CARD = "#2b2d31"
_EDGE = "#5c5f68"
_INK = "#f2f3f5"
_LABEL = "#b5bac1"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture, its size in pixels."""

    png: bytes
    width: int
    height: int


def draw(lines: Sequence[Line]) -> Drawing:
    """Draw formulas one under another, with their labels before them.

    Raises:
        FormulaError: when one of them cannot be read or drawn.
    """
    labels = [_label(line.label) for line in lines]
    margin = max((label.width for label in labels), default=0)
    margin += _PADDING * 0.75 if margin else 0
    rows: list[tuple[float, Box]] = []  # the gap above each, and what it is
    for line, label in zip(lines, labels, strict=True):
        for at, box in enumerate(_broken(read_formula(line.formula))):
            indent = margin + (_INDENT if at else 0)
            shifted = Box(indent + box.width, box.ascent, box.descent, box.moved(indent, 0))
            gap = 0.0 if not rows else _BROKEN_GAP if at else _LINE_GAP
            if not at and label.ink:
                shifted = Box(
                    shifted.width, max(label.ascent, box.ascent), box.descent, (*shifted.ink, *label.ink)
                )
            rows.append((gap, shifted))
    return _picture(rows, margin)


def start() -> None:
    """Load fonts and grammar, so that the first formula does not wait for them."""
    mpl.rcdefaults()
    draw([Line(r"\frac{x^2}{\sqrt{n}} = \sum_{i=1}^n \alpha_i \mathbf{w}")])


def _broken(row: Row) -> list[Box]:
    most = WRAP_AT / LETTERS
    estimate = width(row)
    # Laying out is what takes time, so it is not done only to see that the whole is far too wide.
    if estimate < _FAR_TOO_WIDE * most:
        whole = boxed(row, LETTERS)
        if whole.width <= WRAP_AT:
            return [whole]
        most *= estimate * LETTERS / whole.width
    first, *others = broken(row, most)
    # Empty braces before a sign keep the space around it, as if the line before were still there.
    return [boxed(line, LETTERS) for line in (first, *(Row((Row(()), *line.parts)) for line in others))]


def _label(text: str) -> Box:
    if not text:
        return Box(0, 0, 0)
    font = FontProperties(size=LETTERS * 0.8)
    points, codes = text_to_path.get_text_path(font, text)
    scale = font.get_size() / text_to_path.FONT_SCALE
    path = Path(points, codes).transformed(Affine2D().scale(scale))
    right, low, top = extent(path)
    return Box(right, top, -low, (Ink(path, is_faint=True),))


def _picture(rows: list[tuple[float, Box]], margin: float) -> Drawing:
    inner = max(box.width for _, box in rows)
    natural_width = max(inner + 2 * _PADDING, float(MIN_WIDTH))
    natural_height = sum(gap + box.ascent + box.descent for gap, box in rows) + 2 * _PADDING
    scale = min(1.0, MAX_WIDTH / natural_width, MAX_HEIGHT / natural_height)
    pixels = (max(1, round(natural_width * scale)), max(1, round(natural_height * scale)))
    figure = Figure(figsize=(pixels[0] / _DPI, pixels[1] / _DPI), dpi=_DPI, facecolor="none")
    edge = 1.0
    figure.add_artist(
        FancyBboxPatch(
            (edge, edge),
            pixels[0] - 2 * edge,
            pixels[1] - 2 * edge,
            boxstyle=f"round,pad=0,rounding_size={_RADIUS}",
            transform=IdentityTransform(),
            facecolor=_CARD,
            edgecolor=_EDGE,
            linewidth=2 * 72 / _DPI,
        )
    )
    # Unlabelled formulas stand in the middle of a card wider than they are.
    left = (natural_width - inner) / 2 if not margin else _PADDING
    y = natural_height - _PADDING
    for gap, box in rows:
        y -= gap + box.ascent
        for ink in box.moved(left, y):
            figure.add_artist(_patch(ink, scale))
        y -= box.descent
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=_DPI, facecolor="none", metadata={"Software": None})
    return Drawing(buffer.getvalue(), *pixels)


def _patch(ink: Ink, scale: float) -> PathPatch:
    path = ink.path.transformed(Affine2D().scale(scale))
    if ink.pen > 0:
        width_in_points = ink.pen * scale * 72 / _DPI
        return PathPatch(
            path, transform=IdentityTransform(), fill=False, edgecolor=_INK, linewidth=width_in_points
        )
    colour = _LABEL if ink.is_faint else _INK
    return PathPatch(path, transform=IdentityTransform(), facecolor=colour, linewidth=0)
