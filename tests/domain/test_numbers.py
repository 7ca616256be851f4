"""Numbers as people type them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.numbers import MAX_LENGTH, NumberProblem, read_number

CODES = {
    "empty", "not-a-number", "several-numbers", "ambiguous-comma", "too-long", "out-of-range", "wrong-unit",
    "divide-by-zero",
}  # fmt: skip
finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("42", 42),
        (" 42 ", 42),
        ("007", 7),
        ("+3", 3),
        ("5.", 5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("= 5", 5),
        ("≈0.3", 0.3),
        ("`12`", 12),
        ("1e-3", 0.001),
        ("1E5", 1e5),
        ("2.5e+3", 2500),
        ("2.5×10^3", 2500),
        ("2.5 x 10³", 2500),
        ("2.5·10⁻³", 0.0025),
        ("2 * 10**3", 2000),
        ("10³", 1000),
        ("2^10", 1024),
        ("2^-1", 0.5),
        ("2/3", 2 / 3),
        ("-2 / 3", -2 / 3),
        ("1e3/4", 250),
        ("1⁄4", 0.25),
        ("１２", 12),
        ("٣٫٥", 3.5),
    ],
)
def test_plain_scientific_and_fractional_forms_are_read(text: str, number: float) -> None:
    assert read_number(text) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize("minus", "-−–—‐﹣－")
def test_every_kind_of_minus_is_one(minus: str) -> None:
    assert read_number(f"{minus}5") == -5
    assert read_number(f"{minus} 5e{minus}1") == -0.5


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,000", 1000),
        ("1,234", 1234),
        ("12,345,678", 12345678),
        ("12,34,567", 1234567),
        ("1.000.000", 1000000),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1 000", 1000),
        ("1\u202f000\u202f000,5", 1000000.5),
        ("1'000", 1000),
        ("1’000.25", 1000.25),
        ("1_000", 1000),
    ],
)
def test_thousands_may_be_set_apart(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,25", 0.25),
        ("1,5", 1.5),
        (",5", 0.5),
        ("1234,567", 1234.567),
        ("0,250", 0.25),
        ("-3,14159", -3.14159),
    ],
)
def test_a_comma_that_cannot_set_thousands_apart_marks_decimals(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("50 %", "", 0.5),
        ("50%", "", 0.5),
        ("35 %", "", 0.35),
        ("50 percent", "", 0.5),
        ("25", "%", 25),
        ("25 %", "%", 25),
        ("25 percent", "%", 25),
        ("0.25", "%", 0.25),
        ("25 %", "% of alerts", 25),
        ("5 ms", "ms", 5),
        ("5ms", "ms", 5),
        ("5 GB", "gb", 5),
        ("5 µs", "μs", 5),
        ("5 m2", "m²", 5),
        ("5 images / s", "images/s", 5),
        ("1 day", "days", 1),
        ("2 epochs", "epoch", 2),
        ("€5", "€", 5),
        ("-$ 5", "$", -5),
    ],
)
def test_the_unit_may_be_repeated_and_a_percent_sign_counts(text: str, unit: str, number: float) -> None:
    assert read_number(text, unit) == number


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("", "", "empty"),
        (" \u2009\n", "", "empty"),
        ("1" * (MAX_LENGTH + 1), "", "too-long"),
        ("=", "", "not-a-number"),
        ("about five", "", "not-a-number"),
        ("nan", "", "not-a-number"),
        ("-inf", "", "not-a-number"),
        ("∞", "", "not-a-number"),
        ("--1", "", "not-a-number"),
        ("1.2.3", "", "not-a-number"),
        ("5 !", "", "not-a-number"),
        ("__import__('os')", "", "not-a-number"),
        ("3–5", "", "several-numbers"),
        ("5 or 6", "", "several-numbers"),
        ("1, 5", "", "several-numbers"),
        ("1,2,3", "", "several-numbers"),
        ("1 5", "", "several-numbers"),
        ("1 1/2", "", "several-numbers"),
        ("1/2/3", "", "several-numbers"),
        ("5 * 6", "", "several-numbers"),
        ("0x10", "", "several-numbers"),
        ("1.5e3.5", "", "several-numbers"),
        ("1,2.3,4", "", "ambiguous-comma"),
        ("12,34.5", "", "ambiguous-comma"),
        ("1e999", "", "out-of-range"),
        ("1e-999", "", "out-of-range"),
        ("10^9999", "", "out-of-range"),
        ("1e308/1e-308", "", "out-of-range"),
        ("5 apples", "", "wrong-unit"),
        ("5 s", "ms", "wrong-unit"),
        ("5 ms", "m", "wrong-unit"),
        ("25 %", "ms", "wrong-unit"),
        ("5 ms", "%", "wrong-unit"),
        ("1/0", "", "divide-by-zero"),
        ("1/0.0", "", "divide-by-zero"),
        ("0^-1", "", "divide-by-zero"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, unit: str, code: str) -> None:
    with pytest.raises(NumberProblem) as problem:
        read_number(text, unit)

    assert problem.value.code == code


@settings(max_examples=300, deadline=None)
@given(number=finite, dress=st.sampled_from(["{}", " {} ", "={}", "≈ {}", "{} kg", "`{}`"]))
def test_a_number_written_in_full_comes_back_exactly(number: float, dress: str) -> None:
    text = dress.format(repr(number))

    assert read_number(text.replace("-", "−"), "kg") == number
    assert read_number(text.replace("e", "E"), "kg") == number
    assert read_number(text.replace("e", "×10^"), "kg") == number
    if "e" in text:
        assert read_number(text.replace(".", ","), "kg") == number


@settings(max_examples=300, deadline=None)
@given(number=st.decimals(-(10**9), 10**9, places=2))
def test_grouping_and_decimal_marks_of_many_countries_mean_the_same(number: object) -> None:
    english = f"{number:,}"
    spellings = [
        english,
        english.replace(",", " "),
        english.replace(",", "\u2009"),
        english.replace(",", "'"),
        english.replace(",", "_"),
        english.replace(",", " ").replace(".", ","),
        english.translate(str.maketrans(",.", ".,")),
    ]

    assert [read_number(spelling) for spelling in spellings] == [float(str(number))] * len(spellings)


@settings(max_examples=500, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.text("0123456789.,'_ -−+eE×x*^³⁻/%=≈ms€", max_size=MAX_LENGTH),
    ),
    unit=st.sampled_from(["", "%", "ms", "m²", "€", "images/s"]),
)
def test_any_text_at_all_is_a_finite_number_or_a_known_problem(text: str, unit: str) -> None:
    number, code = attempt(text, unit)

    assert math.isfinite(number)
    assert code in {"", *CODES}


def attempt(text: str, unit: str) -> tuple[float, str]:
    try:
        return read_number(text, unit), ""
    except NumberProblem as problem:
        return 0.0, problem.code
