"""The authors' arithmetic: what it can do, what it refuses, and that no text at all can harm."""

import copy
import math
import pickle
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.expressions import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_MAGNITUDE,
    MAX_NESTING,
    MAX_PARTS,
    ExpressionError,
    is_name,
    parse,
)

CODES = {
    "empty", "too-long", "too-deep", "too-complex", "bad-character", "bad-number", "bad-brackets", "bad-syntax",
    "not-allowed", "unknown-name", "unknown-function", "wrong-arguments", "wrong-kind", "not-a-number", "not-whole",
    "too-big", "divide-by-zero", "undefined",
}  # fmt: skip
VALUES = {"p": 3, "R": 0.5, "n": -7, "word": "cat"}


def evaluate(source: str) -> int | float | bool:
    return parse(source, VALUES).evaluate(VALUES)


def refusal(source: str, values: dict[str, object] | None = None) -> tuple[str, int]:
    with pytest.raises(ExpressionError) as refused:
        parse(source, VALUES).evaluate(VALUES if values is None else values)
    return refused.value.code, refused.value.position


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("42", 42),
        ("1_000", 1000),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("p", 3),
        (" \n p\t+ 1 ", 4),
        ("1 + 2*p", 7),
        ("(1 + 2)*p", 9),
        ("-p**2", -9),
        ("2**-1", 0.5),
        ("2**3**2", 512),
        ("7 / 2", 3.5),
        ("n // 2", -4),
        ("n % 4", 1),
        ("10**20 + 1", 10**20 + 1),
        ("100*p*80 / (p*80 + (100-p)*2)", 100 * 240 / (240 + 194)),
        ("p if p > 1 else 1/0", 3),
        ("sqrt(16) + exp(0) + log(1)", 5.0),
        ("log2(8) - log10(100)", 1.0),
        ("abs(n) + min(p, R) + max(1, 2, p)", 10.5),
        ("round(2.5) + round(3.5)", 6),
        ("round(2.345, 1)", 2.3),
        ("floor(2.9) + ceil(2.1)", 5),
        ("comb(5, 2) * factorial(4)", 240),
        ("pi", math.pi),
        ("p > 1", True),
        ("1 < p < 3", False),
        ("1 <= p <= 3 != 4", True),
        ("p == 3 and not R >= 1 or 1/0 > 1", True),
        ("p == 4 and 1/0 > 1", False),
    ],
)
def test_arithmetic_comparisons_and_functions_mean_what_they_mean_in_python(
    source: str, value: int | float | bool
) -> None:
    assert evaluate(source) == value
    assert type(evaluate(source)) is type(value)


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        ("", "empty", 0),
        (" \n", "empty", 0),
        ("p" * (MAX_LENGTH + 1), "too-long", MAX_LENGTH),
        ("(" * 99 + "1" + ")" * 99, "too-deep", MAX_NESTING),
        ("-" * 199 + "1", "too-deep", MAX_NESTING),
        ("not " * 40 + "p>1", "too-deep", 4 * MAX_NESTING),
        ("+".join("1" * (MAX_DEPTH + 1)), "too-complex", 0),
        ("1" + "<1" * 99, "too-complex", 198),
        ("max(" + ",".join("1" * 11) + ")", "wrong-arguments", 0),
        ("2+3*(1−p)", "bad-character", 6),
        ("p.real", "bad-character", 1),
        ("p[0]", "bad-character", 1),
        ("'p'", "bad-character", 0),
        ("{p}", "bad-character", 0),
        ("(p := 1)", "bad-character", 3),
        ("min(p, key=1)", "bad-character", 10),
        ("p; p", "bad-character", 1),
        ("p # 1", "bad-character", 2),
        ("p\\\n", "bad-character", 1),
        ("\u00a0p", "bad-character", 0),
        ("\x00", "bad-character", 0),
        ("\ud800", "bad-character", 0),
        ("ﬁ", "bad-character", 0),
        ("1j", "bad-number", 0),
        ("0x10", "bad-number", 0),
        ("2p", "bad-number", 0),
        ("1.2.3", "bad-number", 0),
        ("1__0", "bad-number", 0),
        ("(p", "bad-brackets", 0),
        ("p)", "bad-brackets", 1),
        ("p p", "bad-syntax", 2),
        ("p +", "bad-syntax", 3),
        ("  p + ", "bad-syntax", 5),
        ("007", "bad-syntax", 0),
        ("()", "not-allowed", 0),
        ("p, p", "not-allowed", 0),
        ("+p", "not-allowed", 0),
        ("min(1, *p)", "not-allowed", 7),
        ("lambda: 1", "not-allowed", 0),
        ("True", "not-allowed", 0),
        ("p is p", "not-allowed", 2),
        ("p in p", "not-allowed", 2),
        ("1 + await p", "not-allowed", 4),
        ("q + 1", "unknown-name", 0),
        ("1 + P", "unknown-name", 4),
        ("__import__", "unknown-name", 0),
        ("eval(p)", "unknown-function", 0),
        ("p(1)", "unknown-function", 0),
        ("log", "wrong-arguments", 0),
        ("log(1, 2)", "wrong-arguments", 0),
        ("1 + min()", "wrong-arguments", 4),
        ("1 + (p > 1)", "wrong-kind", 5),
        ("p and R", "wrong-kind", 0),
        ("(1 < 2) == (2 < 3)", "wrong-kind", 1),
        ("1 if p else 2", "wrong-kind", 5),
        ("1 if p > 1 else p > 2", "wrong-kind", 16),
        ("1 + word", "not-a-number", 4),
        ("comb(5.0, 2)", "not-whole", 0),
        ("factorial(R)", "not-whole", 0),
        ("round(1.5, R)", "not-whole", 0),
        ("1 + p/0", "divide-by-zero", 4),
        ("p % 0", "divide-by-zero", 0),
        ("p // 0.0", "divide-by-zero", 0),
        ("0**-1", "divide-by-zero", 0),
        ("sqrt(n)", "undefined", 0),
        ("log(0)", "undefined", 0),
        ("n**R", "undefined", 0),
        ("comb(n, 2)", "undefined", 0),
    ],
)
def test_what_is_not_arithmetic_is_refused_with_its_place(source: str, code: str, position: int) -> None:
    assert refusal(source) == (code, position)


@pytest.mark.parametrize(
    "source",
    [
        "10**10**10",
        "9**9**9**9",
        "2**-10**9",
        "2**1000",
        "(10**299)**3",
        "10**200 * 10**200",
        "1e200 * 1e200",
        "1e200 // 1e-200",
        "1e999",
        "9" * MAX_LENGTH + "**p",
        "exp(1000)",
        "1e250**1e2",
        "comb(10**9, 5*10**8)",
        "factorial(10**9)",
        "round(5, -10**9)",
        "floor(1e300*10)",
    ],
)
def test_numbers_beyond_all_bounds_are_refused_before_they_are_reckoned(source: str) -> None:
    assert refusal(source)[0] in {"too-big", "too-long"}


def test_the_largest_of_each_are_still_reckoned() -> None:
    assert evaluate("comb(1000, 500)") == math.comb(1000, 500)
    assert evaluate("factorial(166)") == math.factorial(166)
    assert evaluate("10**300") == MAX_MAGNITUDE
    assert evaluate("2**-1000") == 2.0**-1000
    assert evaluate("(" * MAX_NESTING + "p" + ")" * MAX_NESTING) == 3
    assert evaluate("+".join("1" * MAX_DEPTH)) == MAX_DEPTH
    assert MAX_PARTS < MAX_LENGTH


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**301, True, "3", None, 1j, [3]])
def test_a_value_that_is_no_finite_number_is_refused(value: object) -> None:
    assert refusal("1 + p", {"p": value})[0] in {"not-a-number", "undefined", "too-big"}


def test_a_name_without_a_value_is_refused() -> None:
    assert refusal("1 + p", {}) == ("not-a-number", 4)


def test_the_kind_and_the_names_are_known_before_there_are_values() -> None:
    number, condition = parse("p + R*pi - log(p)", VALUES), parse("p > 1", VALUES, "condition")

    assert (str(number.kind), set(number.names)) == ("number", {"p", "R"})
    assert (str(condition.kind), set(condition.names)) == ("condition", {"p"})


@pytest.mark.parametrize(("source", "kind"), [("p", "condition"), (" p > 1", "number")])
def test_an_expression_of_the_wrong_kind_is_refused(source: str, kind: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(source, VALUES, "condition" if kind == "condition" else "number")

    assert refused.value.code == "wrong-kind"


def test_expressions_and_errors_survive_copying_and_pickling() -> None:
    expression = parse("p + 1", VALUES)
    error = ExpressionError("empty", "there is nothing", 4)

    copied, message = pickle.loads(pickle.dumps((expression, error)))  # noqa: S301 - our own

    assert copied == copy.deepcopy(expression) == expression
    assert copied.evaluate({"p": 2}) == 3
    assert str(message) == str(error) == "there is nothing (at character 5)"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("p", True), ("x_1", True), ("_", True), ("", False), ("1x", False), ("é", False), ("p q", False), ("p\n", False),
     ("if", False), ("True", False), ("log", False), ("pi", False), ("x" * 31, False)],
)  # fmt: skip
def test_a_name_can_be_told_from_words_and_functions(name: str, is_one: bool) -> None:
    assert is_name(name) == is_one


def binary(operands: st.SearchStrategy[str], operators: list[str]) -> st.SearchStrategy[str]:
    return st.builds("({} {} {})".format, operands, st.sampled_from(operators), operands)


numbers = st.recursive(
    st.sampled_from(["p", "R", "n", "pi", "0", "1", "2", "10", "1.5", "1e-3"]),
    lambda inner: (
        binary(inner, ["+", "-", "*", "/", "//", "%", "**"])
        | st.builds(
            "{}({})".format, st.sampled_from(["sqrt", "exp", "log", "abs", "floor", "ceil", "round"]), inner
        )
        | st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "comb"]), inner, inner)
        | st.builds("-{}".format, inner)
        | st.builds(
            "({} if {} {} {} else {})".format, inner, inner, st.sampled_from(["<", ">=", "=="]), inner, inner
        )
    ),
    max_leaves=8,
)
conditions = st.recursive(
    binary(numbers, ["<", "<=", ">", ">=", "==", "!="]),
    lambda inner: binary(inner, ["and", "or"]) | st.builds("(not {})".format, inner),
    max_leaves=3,
)


@settings(max_examples=400, deadline=None)
@given(source=(numbers | conditions).filter(lambda source: len(source) <= MAX_LENGTH))
def test_every_value_is_the_one_that_python_gives(source: str) -> None:
    outcome = attempt(source)

    if isinstance(outcome, str):
        assert outcome in {"too-big", "divide-by-zero", "undefined", "not-whole", "too-complex", "too-deep"}
    else:
        trusted = eval(source, {**vars(math), **VALUES})  # noqa: S307 - built above
        assert (outcome, type(outcome)) == (trusted, type(trusted))


@settings(max_examples=1000, deadline=None)
@given(source=st.text(max_size=MAX_LENGTH + 5) | st.text("pRn01.9e+-*/%()<>=!, _iflsanotr", max_size=60))
@example("1if p>1else 2")
@example("p(*p)")
@example("((p)if(p>1)else(p))")
def test_any_text_at_all_has_a_bounded_value_or_a_known_problem(source: str) -> None:
    assert_harmless(source)


def test_forty_thousand_mutilated_expressions_do_no_harm() -> None:
    rng = random.Random(20)
    seeds = [
        "100*p*R / (p*R + (100-p)*2)", "p if p > 1 and not R < 2 else -n", "comb(p, 2) * 0.5**p * (1 - 0.5)**(10 - p)",
        "round(sqrt(2*pi)*exp(-(p - 1)**2/2), 3)", "1 <= p < R != n or max(p, R, 2) == min(3, 4)",
        "factorial(9)//(factorial(4)*factorial(5)) % 10**9", "log2(8) + log10(1e3) + log(abs(n)) + floor(2.5)",
    ]  # fmt: skip
    parts = [
        "(", ")", "((", "**", "**9", "//0", "-", "--", "not ", " if ", " else ", " and ", "<", "==", ",", ".", "'", "[",
        "__class__", "lambda:", ":=", "*p", "**{}", "99999999999", "1e308", "e", "_", "comb(", "factorial(", "max(",
        "p", "x", "\n", "\x00", "é", "∞", "#", "\\", "\N{FULLWIDTH DIGIT ONE}", "0x", "1j", "…", "for p in ", "@", "~",
    ]  # fmt: skip
    for _ in range(40_000):
        source = rng.choice(seeds)
        for _ in range(rng.randrange(1, 6)):
            start = rng.randrange(len(source) + 1)
            source = source[:start] + rng.choice(parts) + source[start + rng.randrange(4) :]
        assert_harmless(source)


def assert_harmless(source: str) -> None:
    outcome = attempt(source)

    if isinstance(outcome, str):
        assert outcome in CODES, source
    else:
        assert type(outcome) in (int, float, bool), source
        assert abs(outcome) <= MAX_MAGNITUDE, source


def attempt(source: str) -> int | float | bool | str:
    """The value, or the code of the problem, whose place is within the source."""
    try:
        return evaluate(source)
    except ExpressionError as problem:
        return problem.code if 0 <= problem.position <= len(source) else f"misplaced {problem.code}"
