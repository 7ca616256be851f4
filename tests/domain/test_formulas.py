"""Formulas are read whole or refused with a mend, and said as text or aloud."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.formulas.checking import MAX_PIECE, check_formula
from bot.domain.formulas.plain import MAX_PLAIN, to_unicode
from bot.domain.formulas.reading import MAX_LENGTH, read_formula
from bot.domain.formulas.size import broken, widest_piece, width
from bot.domain.formulas.spoken import alt_text
from bot.domain.formulas.syntax import FormulaError, Row
from tests.domain import formula_sources


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("x^2", "x²"),
        ("x_i", "xᵢ"),
        ("x_{12}", "x₁₂"),
        ("x_i^2", "xᵢ²"),
        ("x^{n+1}", "xⁿ⁺¹"),
        ("x^23", "x²3"),
        ("A^{-1}", "A⁻¹"),
        (r"A^\top b", "Aᵀb"),
        ("f'(x)", "f′(x)"),
        ("f''^2", "f″²".replace("″", "′′")),
        (r"\alpha + \beta", "α + β"),
        (r"-x \leq -2", "−x ≤ −2"),
        ("a-b", "a − b"),
        ("2 \\times 3 = 6", "2 × 3 = 6"),
        ("3.14", "3.14"),
        ("1{,}000", "1,000"),
        (r"95\%", "95%"),
        (r"\{1, 2, 3\}", "{1, 2, 3}"),
        (r"x \in \mathbb{R}^n", "x ∈ ℝⁿ"),
        (r"\mathbf{w}^T \mathbf{x}", "𝐰ᵀ𝐱"),
        (r"\mathcal{N}(\mu, \sigma^2)", "𝒩(μ, σ²)"),
        (r"\hat{y}", "ŷ"),
        (r"\bar x", "x̄"),
        (r"\frac{1}{2}", "½"),
        (r"\frac{1}{2}x", "½x"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{x+y}{2}", "(x + y)/2"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{\partial L}{\partial w}", "∂L/∂w"),
        (r"P(A|B) = \frac{P(B|A)P(A)}{P(B)}", "P(A|B) = P(B|A)P(A)/P(B)"),
        (r"P(A \mid B)", "P(A|B)"),
        (r"\|x\|_2", "‖x‖₂"),
        (r"\sqrt{2}", "√2"),
        (r"\sqrt{x+1}", "√(x + 1)"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\log_2 n", "log₂ n"),
        (r"\sum_i x_i", "∑ᵢ xᵢ"),
        (r"\max(0, x)", "max(0, x)"),
        (r"a \bmod n", "a mod n"),
        (r"a \not= b", "a ≠ b"),
        (r"\text{loss} = 0", "loss = 0"),
        ("a * b", "a ∗ b"),
        ("α ≤ β", "α ≤ β"),
    ],
)
def test_a_simple_formula_is_text(formula: str, text: str) -> None:
    assert to_unicode(formula) == text


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{a}{b}x",  # a/bx would be something else
        r"x\frac{a}{b}",
        r"\frac{\frac{a}{b}}{c}",
        r"\frac{1}{1 + e^{-(x + y)}}",
        r"\sum_{i=1}^n x_i",
        r"\int_0^1 x\,dx",
        r"x_{w}",  # there is no such small letter
        r"x^{y^2}",
        r"x_{a_b}",
        r"e^{abcde}",
        r"\sqrt{\sqrt{2}}",
        r"\vec{v}",
        r"\hat{xy}",
        r"\binom{n}{k}",
        r"\begin{pmatrix}1\\2\end{pmatrix}",
        r"\underset{x}{\min}",
        r"{a + b}^2",
        r"|x||y|",  # a spoiler
        "+".join("abcdefghijklmnopqrstuvwxyz"),
        r"\unknown",
    ],
)
def test_what_text_would_garble_is_for_a_picture(formula: str) -> None:
    assert to_unicode(formula) is None


@settings(deadline=None)
@given(formula_sources.formulas)
def test_text_never_formats_itself_on_discord(formula: str) -> None:
    text = to_unicode(formula)

    if text is not None:
        assert 0 < len(text) <= MAX_PLAIN
        assert not set(text) & set("*_~`\\")
        assert "||" not in text


@pytest.mark.parametrize(
    ("formula", "aloud"),
    [
        (r"\frac{x^2}{2}", "x squared over 2"),
        (r"\sum_{i=1}^{n} x_i", "sum over i from 1 to n of x sub i"),
        (r"\int_0^1 x^3\,dx", "integral from 0 to 1 of x cubed d x"),
        (r"\lim_{x \to 0} f", "limit as x tends to 0 of f"),
        (r"\operatorname*{argmax}_\theta p", "argmax over theta of p"),
        (r"\underset{x}{\min} f", "min over x of f"),
        (r"A^{-1} = A^\top", "A inverse equals A transpose"),
        (r"P(A|B)", "P open bracket A given B close bracket"),
        (r"\left|x\right| \leq 1", "the absolute value of x, end, is at most 1"),
        (r"\left\|x\right\|", "the norm of x, end"),
        (r"\sqrt{x+1}", "the square root of x plus 1, end of root"),
        (r"\frac{x+y}{2}", "the fraction x plus y, over 2, end of fraction"),
        (r"\hat{y} - \vec{v}", "y hat minus vector v"),
        (r"x^{(i)}", "x superscript i"),
        (r"x_{t+1} + 1", "x sub t plus 1, plus 1"),
        (r"\mathbf{w}", "bold w"),
        (r"x \in \mathbb{R}", "x in the real numbers"),
        (r"\mathrm{ReLU}", "ReLU"),
        (r"\binom{n}{k}", "n choose k"),
        (r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", "2 by 2 matrix, row 1: 1, 2; row 2: 3, 4"),
        (
            r"\begin{cases}x & \text{if } x > 0\\0 & \text{else}\end{cases}",
            "cases: x, if x is greater than 0; 0, else",
        ),
        (r"\begin{aligned}a &= b\\ &= c\end{aligned}", "a equals b; equals c"),
        (r"\frac{", r"\frac{"),
    ],
)
def test_a_formula_is_read_aloud(formula: str, aloud: str) -> None:
    assert alt_text(formula) == aloud


@settings(deadline=None)
@given(formula_sources.formulas | formula_sources.noise | st.text(max_size=2000))
def test_what_is_read_aloud_fits_a_description(formula: str) -> None:
    assert len(alt_text(formula)) <= 1024


@pytest.mark.parametrize(
    ("formula", "position", "message"),
    [
        ("", 0, "it is empty"),
        (r"\,", 0, "nothing in it to be seen"),
        (r"\frac{a}{", 8, "this { is never closed; add }"),
        ("a}", 1, "this } closes nothing"),
        (r"\frac{a}{}", 8, "\\frac has an empty part"),
        (r"\frac", 5, "\\frac needs something after it"),
        ("x^", 2, "^ needs something after it"),
        ("x^2^3", 3, "two powers"),
        ("x_1_2", 3, "two indices"),
        ("x^2'", 3, "a prime comes before the power"),
        (r"\alhpa", 0, "did you mean \\alpha?"),
        (r"a \over b", 2, "write \\frac{…}{…}"),
        (r"\input{/etc/passwd}", 0, "reads no files"),
        (r"\def\x{}", 0, "defines nothing"),
        (r"\begin{tikzcd}a\end{tikzcd}", 0, "there are matrix, pmatrix"),
        (r"\begin{matrix}a", 13, "close it by the same name"),
        (r"\begin{matrix}a\end{cases}", 0, "name the same in both"),
        (r"\frac{\begin{matrix}a\end{matrix}}{2}", 6, "put it beside"),
        (r"\left( x", 5, "\\left has no \\right"),
        (r"x \right)", 2, "there is no \\left before it"),
        (r"\left x \right)", 6, "needs a bracket after it"),
        ("a & b", 2, "between the cells"),
        (r"a \\ b", 2, "\\begin{aligned}"),
        ("5 %", 2, "write \\%"),
        ("x²", 1, "write ^{2}"),
        ("漢", 0, "cannot be drawn"),
        ("a\x00", 1, "invisible character (U+0000)"),
        ("a\x0crac", 1, "invisible character (U+000C)"),
        (r"\text{漢}", 6, "cannot be drawn"),
        (r"\text{a $x$}", 8, "words only"),
        (r"\mathbb{+}", 7, "\\mathbb has letters only"),
        (r"\mathcal{x}", 8, "capital letters"),
        (r"\operatorname{a \alpha}", 13, "\\operatorname holds letters only"),
        (r"\not\alpha", 0, "write \\neq"),
        ("\\", 0, "a backslash at the end"),
        ("{" * 11 + "x" + "}" * 11, 10, "nested more than 10 deep"),
        ("x" * (MAX_LENGTH + 7), MAX_LENGTH, "7 too many"),
        ("x" * 10_000, MAX_LENGTH, "10,000 characters, 9,400 too many"),
        (r"\begin{matrix}" + r"1\\" * 11 + r"\end{matrix}", 0, "11 rows"),
    ],
)
def test_a_refusal_says_where_and_what_to_write_instead(formula: str, position: int, message: str) -> None:
    with pytest.raises(FormulaError) as refused:
        read_formula(formula)

    assert message in refused.value.message
    assert refused.value.position == position
    assert refused.value.message in str(check_formula(formula))


@pytest.mark.parametrize(
    "formula",
    [
        "\\sqrt[" * 100,
        "\\hat" * 150,
        "{" * 600,
        "x^" * 300,
        "\\frac" * 100,
        "\\left(" * 100,
        "\\begin{matrix}" * 40,
        "x" + "_{x" * 190,
    ],
)
def test_deep_nesting_is_refused_and_not_recursed_into(formula: str) -> None:
    with pytest.raises(FormulaError):
        read_formula(formula)


@settings(deadline=None)
@given(formula_sources.noise | st.text(max_size=700))
def test_whatever_stands_between_dollars_is_read_or_refused(formula: str) -> None:
    problem = check_formula(formula)

    assert problem is None or problem.startswith(("at character", "a part of it"))


def test_a_piece_too_wide_for_a_phone_is_refused() -> None:
    assert check_formula("x" * 60) is not None
    assert "cannot be broken" in str(check_formula("x" * 60))
    assert check_formula("x+" * 60 + "x") is None


@settings(deadline=None)
@given(formula_sources.formulas, st.floats(0.5, 30))
def test_breaking_a_formula_loses_nothing_and_leaves_only_what_fits(formula: str, most: float) -> None:
    try:
        row = read_formula(formula)
    except FormulaError:
        return
    lines = broken(row, most)

    assert Row(tuple(part for line in lines for part in line.parts)) == row
    assert all(width(line) <= most or widest_piece(line) == width(line) for line in lines)


def test_a_formula_is_broken_before_relations_rather_than_sums() -> None:
    row = read_formula("y = a + b + c = d + e")
    lines = broken(row, width(row) * 0.7)

    assert len(lines) == 2
    assert lines[1] == read_formula("= d + e")


def test_the_limit_of_a_piece_is_what_two_thirds_of_a_phone_hold() -> None:
    assert widest_piece(read_formula("x" * 30)) <= MAX_PIECE
