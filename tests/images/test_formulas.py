"""Drawing formulas: whatever can be read can be drawn, within bounds."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.formulas.checking import check_formula
from bot.domain.formulas.prose import Line
from bot.domain.formulas.reading import read_formula
from bot.domain.formulas.syntax import FormulaError
from bot.images.formulas import MAX_HEIGHT, MAX_WIDTH, MIN_WIDTH, WRAP_AT, Drawing, draw
from bot.images.mathtext import mathtext
from tests.domain import formula_sources

SLACK = 40  # pixels; what does not fit is estimated before it is laid out


def pixels(drawing: Drawing) -> Image.Image:
    image = Image.open(io.BytesIO(drawing.png))
    assert image.size == (drawing.width, drawing.height)
    return image.convert("RGBA")


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    linear = [
        value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in colour[:3]
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(drawing: Drawing) -> list[tuple[int, ...]]:
    """From the most frequent to the rarest."""
    image = pixels(drawing)
    counted = image.getcolors(image.width * image.height)
    assert counted is not None
    return [colour for _, colour in sorted(counted, reverse=True) if isinstance(colour, tuple)]


@settings(max_examples=60, deadline=None)
@given(st.lists(formula_sources.formulas, min_size=1, max_size=3))
def test_whatever_can_be_read_can_be_drawn_within_bounds(formulas: list[str]) -> None:
    try:
        for formula in formulas:
            read_formula(formula)
    except FormulaError:
        with pytest.raises(FormulaError):
            draw([Line(formula) for formula in formulas])
        return

    drawing = draw([Line(formula, f"({number})") for number, formula in enumerate(formulas)])

    assert MIN_WIDTH <= drawing.width <= MAX_WIDTH or drawing.height == MAX_HEIGHT
    assert 0 < drawing.height <= MAX_HEIGHT


@pytest.mark.parametrize("command", ["", r"\mathbf", r"\mathsf", r"\mathbb", r"\mathcal", r"\operatorname"])
def test_every_sign_is_drawn_in_every_alphabet_that_has_it(command: str) -> None:
    formulas = [f"{command}{{x \\{name} y}}" for name in formula_sources.COMMAND_NAMES]
    drawable = [formula for formula in formulas if check_formula(formula) is None]

    drawn = [
        draw([Line(formula) for formula in drawable[at : at + 20]]) for at in range(0, len(drawable), 20)
    ]

    assert all(drawing.png for drawing in drawn)
    if command in ("", r"\mathbf", r"\mathsf"):
        assert drawable == formulas


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial L}{\partial w_{ij}} = \sum_{k=1}^{n} \sqrt[3]{x_k^2 + \epsilon}",
        r"\hat{y} = \sigma(\mathbf{w}^\top \mathbf{x} + b)",
        r"\mathbf{\theta} \bm{\Sigma}^{-1} \boldsymbol{\mu} \mathbb{1} \mathfrak{g} \mathscr{L} \mathtt{x}",
        r"f'''(x)^2 + {}^2 x + ^2",
        r"\begin{bmatrix} 1 & -2 & \cdots \\ 3 & \frac{1}{2} \\ \end{bmatrix}^{-1}_{ij}",
        r"\left\{\begin{array}{ll} a & b \\ c & d \end{array}\right.",
        r"f(x) = \begin{cases} x & \text{if } x \ge 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\begin{align*} a &= b & c &= d \\ &= e \end{align*}",
        r"\left\|\frac{x}{y}\right\|_2 \left.\frac{df}{dx}\right|_{x=0} \left\lfloor x \right\rfloor",
        r"\underset{x}{\min}\ \overset{!}{=}\ \bigl( x \bigr)\ \sum\limits_{i}^n \operatorname*{argmax}_\theta",
        r"\text{a % # & _ ^ ~ ' é ü “q” – Σ}",
        r"\displaystyle \frac{\frac{a}{b}}{\sqrt{\,}}",
        "".join(f"\\hat{{{letter}}}" for letter in "abc"),
    ],
)
def test_what_authors_write_is_drawn(formula: str) -> None:
    assert check_formula(formula) is None
    assert draw([Line(formula)]).png.startswith(b"\x89PNG")


def test_the_same_formulas_give_the_same_bytes() -> None:
    lines = [Line(r"\frac{a}{b}", "(1)"), Line("x^2", "(2)")]

    assert draw(lines) == draw(lines)


def test_a_picture_reads_on_dark_and_on_light_themes() -> None:
    drawing = draw([Line("x + y = z")])
    card, *others = (colour for colour in colours(drawing) if colour[3] == 255)
    ink = max(others, key=luminance)

    assert contrast(card, ink) > 7
    assert contrast(card, (255, 255, 255)) > 7
    # On a dark page the card stands out by its edge.
    edge = pixels(drawing).getpixel((1, drawing.height // 2))
    assert isinstance(edge, tuple)
    assert contrast(edge, (0x1A, 0x1A, 0x1E)) > 2
    corner = pixels(drawing).getpixel((0, 0))
    assert isinstance(corner, tuple)
    assert corner[3] == 0


def test_letters_are_of_the_size_that_phones_show() -> None:
    drawing = draw([Line("x")])
    image = pixels(drawing)
    bright = [
        y for y in range(drawing.height) for x in range(10, drawing.width - 10)
        if (pixel := image.getpixel((x, y))) and isinstance(pixel, tuple) and min(pixel) > 200
    ]  # fmt: skip

    # Discord's letters have 16 pixels, of which an x takes about half; pictures have twice the density.
    assert 16 <= max(bright) - min(bright) <= 24


def test_a_long_formula_is_broken_to_fit_a_phone() -> None:
    short = draw([Line("y = a_0")])
    long = draw([Line("y = " + " + ".join(f"a_{{{number}}} x^{{{number}}}" for number in range(25)))])

    assert long.width <= WRAP_AT + 2 * 32 + 44 + SLACK
    assert long.height > 3 * short.height


def test_what_cannot_be_broken_is_made_smaller() -> None:
    drawing = draw([Line("x" * 300)])

    assert drawing.width == MAX_WIDTH


def test_a_great_many_lines_are_made_smaller() -> None:
    drawing = draw([Line(r"\frac{a}{b}")] * 40)

    assert drawing.height == MAX_HEIGHT


def test_a_label_stands_before_its_formula() -> None:
    bare, labelled = (
        draw([Line(r"\frac{a}{b} + c + d + e + f + g")]),
        draw([Line(r"\frac{a}{b} + c + d + e + f + g", "(1)")]),
    )

    assert labelled.width > bare.width
    assert labelled.height == bare.height


def test_a_formula_that_cannot_be_read_is_not_drawn() -> None:
    with pytest.raises(FormulaError, match="never closed"):
        draw([Line(r"\frac{a}{")])


@pytest.mark.parametrize(
    ("formula", "gap"),
    [
        (r"\frac{1}{n}\sum_{i=1}^n x_i", "\\;"),
        (r"2\sum_i x_i", "\\,"),
        (r"\sum_{i=1}^n x_i", ""),
        (r"a = \sum_{i=1}^n x_i", ""),
        (r"a + \sum_{i=1}^n x_i", ""),
        (r"(\sum_i x_i)", ""),
    ],
)
def test_a_large_sign_keeps_off_what_stands_before_it(formula: str, gap: str) -> None:
    source = mathtext(read_formula(formula))
    before = source[: source.index(r"\sum")]
    assert before.endswith(gap)
    assert gap or not before.endswith(("\\,", "\\;"))
