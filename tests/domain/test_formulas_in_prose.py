"""Formulas in texts: which dollars mean one, and what such a text becomes on Discord."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.formulas.checking import check_formulas
from bot.domain.formulas.prose import MAX_LINES, Drawn, Formula, Line, formulas, in_one_line, set_out, split

SUM = r"\sum_{i=1}^n x_i"


def sources(text: str) -> list[str]:
    return [formula.source for formula in formulas(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6.",
        "Between $5-$6, or US$7.",
        "$5",
        "$ x $",
        "$x $ and $ y$",
        "$x$5",
        "$$",
        "$$$$",
        "$$ $$",
        r"\$x\$",
        "`$x$`",
        "``a ` $x$``",
        "```py\nprice = '$x$'\n```",
        "$x\ny$",
    ],
)
def test_money_and_code_are_no_formulas(text: str) -> None:
    assert sources(text) == []
    assert "".join(piece for piece in split(text) if isinstance(piece, str)) == text.replace(r"\$", "$")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$x$", ["x"]),
        ("($x$, $y$)", ["x", "y"]),
        ("$x$-axis", ["x"]),
        (r"$a\$b$", [r"a\$b"]),
        ("It costs $5 and $x$ is not money.", ["x"]),
        (r"\\$x$", ["x"]),
        ("$$\nx\n= y\n$$", ["x\n= y"]),
        ("`code` $x$ `code`", ["x"]),
        ("a ` b $x$", ["x"]),
    ],
)
def test_formulas_are_found(text: str, found: list[str]) -> None:
    assert sources(text) == found


def test_a_formula_knows_where_it_stands() -> None:
    assert formulas("ab $x$ $$ y$$") == (Formula("x", False, 4), Formula("y", True, 9))


@settings(deadline=None)
@given(st.text("ab1 $\\`\n{}^", max_size=60))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    whole = ""
    for piece in split(text):
        if isinstance(piece, str):
            whole += piece
        else:
            whole += f"$${piece.source}$$" if piece.is_display else f"${piece.source}$"

    assert (
        "".join(whole.split()) == "".join(text.replace(r"\$", "$").split()) or r"\\$" in text or r"\$" in text
    )


def test_simple_formulas_stay_in_their_sentence() -> None:
    assert set_out(r"Let $x^2 \leq \frac{a}{b}$ and \$5 be `$y$`.") == ("Let x² ≤ a/b and $5 be `$y$`.",)


def test_a_formula_on_its_own_line_is_a_picture_where_it_stands() -> None:
    assert set_out("Minimise\n$$\\frac{1}{n}$$\nover $w$.") == (
        "Minimise",
        Drawn((Line(r"\frac{1}{n}"),)),
        "over w.",
    )


def test_formulas_on_lines_that_follow_one_another_share_a_picture() -> None:
    assert set_out("$$a$$\n$$b$$\n\n$$c$$") == (Drawn((Line("a"), Line("b"), Line("c"))),)


def test_a_formula_that_needs_height_is_numbered_and_follows_its_paragraph() -> None:
    assert set_out(f"Both ${SUM}$ and $\\binom{{n}}{{k}}$ grow.\nWhich faster, with $n$?", first=3) == (
        "Both **(3)** and **(4)** grow.",
        Drawn((Line(SUM, "(3)"), Line(r"\binom{n}{k}", "(4)"))),
        "Which faster, with n?",
    )


def test_a_text_that_is_one_formula_needs_no_number() -> None:
    assert set_out(f"${SUM}$") == (Drawn((Line(SUM),)),)
    assert set_out("$x^2$") == ("x²",)


def test_no_picture_holds_more_formulas_than_can_be_read() -> None:
    blocks = set_out(" ".join(f"${SUM}$" for _ in range(MAX_LINES + 2)))
    drawn = [block for block in blocks if isinstance(block, Drawn)]

    assert [len(block.lines) for block in drawn] == [MAX_LINES, 2]


def test_a_text_without_formulas_is_as_it_was() -> None:
    assert set_out("Two words,\n\n- and a list\n") == ("Two words,\n\n- and a list",)
    assert set_out("") == ()


def test_a_label_has_formulas_as_text_or_as_they_are_read_aloud() -> None:
    assert in_one_line(rf"$x^2$, ${SUM}$, $\oops$ and \$5") == (
        r"x², sum over i from 1 to n of x sub i, \oops and $5"
    )


def test_the_formulas_of_a_text_are_checked_one_by_one() -> None:
    assert dict(check_formulas(r"$x^2$ is fine, $\frac{a}$ and $\oops$ are not; $5 is money")) == {
        r"\frac{a}": r"at character 9, near `\frac{a}`: \frac needs something after it, in braces: \frac{…}",
        r"\oops": r"at character 1, near `\oops`: \oops is not known here; write it with other commands, or in words",
    }


def test_a_formula_that_is_never_closed_is_told() -> None:
    assert [source for source, _ in check_formulas("Let $$x = 1")] == ["$$"]
    assert list(check_formulas("Let `$$x = 1` be")) == []


@settings(deadline=None)
@given(st.text(max_size=300) | st.text("$\\`{}x\n ", max_size=100))
def test_any_text_can_be_set_out_and_checked(text: str) -> None:
    assert all(block for block in set_out(text))
    assert all(problem for _, problem in check_formulas(text))
