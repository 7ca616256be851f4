"""Variants of an item: which there are, which is drawn, and how its numbers stand in the text."""

import pickle
import random
import re
from collections import Counter
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.expressions import ExpressionError
from bot.domain.variants import (
    MAX_COMBINATIONS,
    MAX_PARAMS,
    MAX_VARIANTS,
    Value,
    VariantError,
    Variants,
    fill,
    placeholders,
    read_template,
    show_number,
)

BAYES = Variants({"p": (1, 2, 5), "R": (80, 90, 95), "F": (1, 2, 5)}, ("p != F", "R < 95"))
VALUES: dict[str, Value] = {"p": 2, "R": 90, "x": 0.1, "lr": 1e-05, "lang": "C++"}

parameters = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.integers(-9, 9), min_size=1, max_size=5, unique=True), max_size=3
)


def refusal(params: dict[str, list[Value]], *where: str) -> VariantError:
    with pytest.raises(VariantError) as refused:
        Variants(params, where).enumerate()
    return refused.value


def trouble(text: str) -> tuple[str, int | None]:
    with pytest.raises(VariantError) as refused:
        fill(text, VALUES)
    return refused.value.code, refused.value.position


def test_every_combination_in_which_all_conditions_hold_is_a_variant() -> None:
    assert BAYES.count == 12
    assert BAYES.enumerate()[:3] == (
        {"F": 1, "R": 80, "p": 2},
        {"F": 1, "R": 80, "p": 5},
        {"F": 1, "R": 90, "p": 2},
    )
    assert all(each["p"] != each["F"] and each["R"] != 95 for each in BAYES.enumerate())


def test_an_item_without_parameters_has_one_variant() -> None:
    assert Variants().enumerate() == ({},)
    assert Variants().draw(5) == {}


@settings(max_examples=100, deadline=None)
@given(params=parameters, limit=st.integers(-20, 20))
def test_variants_are_the_product_less_what_the_conditions_exclude(
    params: dict[str, list[int]], limit: int
) -> None:
    sums = " + ".join(params) or "0"
    expected = [row for row in product(*params.values()) if sum(row) <= limit]

    try:
        found = Variants(params, [f"{sums} <= {limit}"]).enumerate()
    except VariantError as error:
        found = ()
        assert error.code == "no-variants"  # noqa: PT017 - one of two outcomes

    assert Counter(tuple(each[name] for name in params) for each in found) == Counter(expected)


@settings(max_examples=100, deadline=None)
@given(params=parameters, seed=st.integers())
def test_a_seed_draws_the_same_variant_however_the_file_is_laid_out(
    params: dict[str, list[int]], seed: int
) -> None:
    turned = dict(reversed(params.items()))

    assert Variants(params).draw(seed) == Variants(turned).draw(seed)
    assert Variants(params).draw(seed) in Variants(params).enumerate()
    assert list(Variants(params).draw(seed)) == list(Variants(turned).draw(seed)) == sorted(params)


def test_what_was_drawn_once_is_drawn_for_ever() -> None:
    # Attempts are regraded from their seeds: these may never change.
    assert [BAYES.enumerate().index(BAYES.draw(seed)) for seed in (0, 1, 2, 3, 2**63, -1)] == [
        5,
        9,
        3,
        4,
        7,
        6,
    ]


def test_every_variant_is_drawn_about_as_often() -> None:
    drawn = Counter(BAYES.enumerate().index(BAYES.draw(seed)) for seed in range(12_000))

    assert set(drawn) == set(range(12))
    assert all(850 < times < 1150 for times in drawn.values())


def test_up_to_two_hundred_variants_are_allowed() -> None:
    assert Variants({"a": range(20), "b": range(10)}).count == MAX_VARIANTS

    refused = refusal({"a": [*range(201)]})

    assert (refused.code, refused.message) == ("too-many-variants", "201 variants; at most 200")


def test_combinations_are_counted_before_they_are_tried() -> None:
    refused = refusal({name: [*range(1000)] for name in "abcdefghij"}, "a < 0")

    assert refused.code == "too-many-variants"
    assert str(10**30) in refused.message
    assert str(MAX_COMBINATIONS) in refused.message


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({f"p{number}": [1] for number in range(MAX_PARAMS + 1)}, "too-many-params"),
        ({"2p": [1]}, "bad-name"),
        ({"log": [1]}, "bad-name"),
        ({"if": [1]}, "bad-name"),
        ({"μ": [1]}, "bad-name"),
        ({"p": []}, "bad-value"),
        ({"p": "abc"}, "bad-value"),
        ({"p": [1, "a"]}, "bad-value"),
        ({"p": [True, False]}, "bad-value"),
        ({"p": [None]}, "bad-value"),
        ({"p": [float("nan")]}, "bad-value"),
        ({"p": [float("inf")]}, "bad-value"),
        ({"p": [10**301]}, "bad-value"),
        ({"p": [1, 1.0]}, "bad-value"),
        ({"p": ["a", "a"]}, "bad-value"),
        ({"p": [""]}, "bad-value"),
        ({"p": ["a\nb"]}, "bad-value"),
        ({"p": ["<<p>>"]}, "bad-value"),
        ({"p": ["a" * 61]}, "bad-value"),
    ],
)
def test_names_and_values_that_will_not_do_are_refused_at_once(
    params: dict[str, list[Value]], code: str
) -> None:
    with pytest.raises(VariantError) as refused:
        Variants(params)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("where", "code", "place", "position"),
    [
        (["p > 0", "p + q > 1"], "unknown-name", 1, 4),
        (["p"], "wrong-kind", 0, 0),
        (["p <"], "bad-syntax", 0, 3),
        (["lang == 1"], "not-a-number", 0, 0),
        (["p > 0", "1 < 6/(p - 2)"], "divide-by-zero", 1, 4),
        (["p > 3", "1 < 6/(p - 2)"], "no-variants", None, None),
    ],
)
def test_a_condition_that_cannot_be_told_is_named(
    where: list[str], code: str, place: int | None, position: int | None
) -> None:
    refused = refusal({"p": [1, 2, 3], "lang": ["C", "Go"]}, *where)

    assert (refused.code, refused.where, refused.position) == (code, place, position)


def test_the_message_says_which_condition_and_for_which_values() -> None:
    refused = refusal({"p": [1, 2], "R": [7]}, "R > 1", "1 < R/(p - 2)")

    assert str(refused) == "condition 2: this divides by zero, for R=7, p=2 (at character 5)"
    assert str(pickle.loads(pickle.dumps(refused))) == str(refused)  # noqa: S301 - our own


def test_variants_can_be_compared_hashed_and_cached() -> None:
    same = Variants({"F": [1, 2, 5], "R": [80, 90, 95], "p": [1, 2, 5]}, ["p != F", "R < 95"])

    assert (same, hash(same)) == (BAYES, hash(BAYES))
    assert pickle.loads(pickle.dumps(BAYES)).draw(9) == BAYES.draw(9)  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", ""),
        ("no placeholder: a < b > c >> d, {p}", "no placeholder: a < b > c >> d, {p}"),
        ("<<p>> % of <<R>>", "2 % of 90"),
        ("$x^{<<p>>}$", "$x^{2}$"),
        ("```\nprint(<<p>>)\n>>> <<x>>\n```", "```\nprint(2)\n>>> 0.1\n```"),
        ("<< p >>", "2"),
        ("<<p+1>>", "3"),
        ("<<R/p>>", "45"),
        ("<<2*x + x>>", "0.3"),
        ("<<1/3>>", "0.333333"),
        ("<<1/p if p > 1 else 0>>", "0.5"),
        ("<<1e7*R/7>>", "1.28571e8"),
        ("<<lr>> and <<lr*10>>", "1e-5 and 0.0001"),
        ("<<10**15>> <<10.0**12>> <<1e20*1>>", "1000000000000000 1000000000000 1e20"),
        ("<<R/7:.2f>> <<R:.1f>> <<R/7:.3e>>", "12.86 90.0 1.286e+01"),
        ("<<p/R:%>> <<p/R:.1%>> <<x:%>>", "2.22222% 2.2% 10%"),
        ("<<R/p:d>>", "45"),
        ("<<-x/100:.1f>> <<-x:.1f>>", "0.0 -0.1"),
        ("<<lang>>", "C++"),
        ("1 <<<< p, <<p>> >> 1", "1 << p, 2 >> 1"),
        ("RMSE = sqrt(<<1>>) with <<p>>, <<9>>", "RMSE = sqrt(<<1>>) with 2, <<9>>"),
    ],
)
def test_placeholders_are_replaced_in_text_formulas_and_code(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("1 << 3", "unbalanced", 2),
        ("<<p>", "unbalanced", 0),
        ("<<p\n>>", "unbalanced", 0),
        ("a <<p <<R>>>>", "unbalanced", 2),
        ("a<<<p>>", "unbalanced", 1),
        ("<<<<<p>>", "unbalanced", 0),
        ("a <<>>", "empty", 4),
        ("a <<q>>", "unknown-name", 4),
        ("a <<p + q>>", "unknown-name", 8),
        ("<<p>> <<p +>>", "bad-syntax", 11),
        ("<<p > 1>>", "wrong-kind", 2),
        ("<<p.real>>", "bad-character", 3),
        ("<<p:>>", "bad-format", 4),
        ("<<p:s>>", "bad-format", 4),
        ("<<p:.10f>>", "bad-format", 4),
        ("<<p:>999999999d>>", "bad-format", 4),
        ("<<p:{R}>>", "bad-format", 4),
        ("<<x:d>>", "not-whole", 2),
        ("<<1 + 1/(p - 2)>>", "divide-by-zero", 6),
        ("<<lang:d>>", "bad-format", 2),
        ("<<lang + 1>>", "not-a-number", 2),
    ],
)
def test_a_placeholder_that_cannot_be_filled_is_an_error_with_its_place(
    text: str, code: str, position: int
) -> None:
    assert trouble(text) == (code, position)


def test_the_placeholders_of_a_text_can_be_listed() -> None:
    text = "<<1>> <<p>> <<<< <<R/p:.1f>>"
    found = placeholders(text, VALUES)

    assert [(text[each.start : each.end], each.expression.source, each.format) for each in found] == [
        ("<<p>>", "p", ""),
        ("<<R/p:.1f>>", "R/p", ".1f"),
    ]
    assert [set(each.expression.names) for each in found] == [{"p"}, {"p", "R"}]


@settings(max_examples=200, deadline=None)
@given(text=st.text(), value=st.integers(-(10**9), 10**9))
@example("a < b", 0)
def test_text_around_placeholders_stays_as_it_is(text: str, value: int) -> None:
    plain = re.sub("<(?=<)|<$", "", text)

    assert fill(plain, {}) == plain
    assert fill(f"{plain}<<p>>{plain}", {"p": value}) == f"{plain}{value}{plain}"
    assert fill(text.replace("<", " ").replace(" ", "<<<<x"), {}) == text.replace("<", " ").replace(
        " ", "<<x"
    )


@settings(max_examples=300, deadline=None)
@given(value=st.floats(-1e12, 1e12), whole=st.integers(-(10**15), 10**15))
def test_a_number_shown_is_the_number_to_six_digits(value: float, whole: int) -> None:
    assert show_number(whole) == str(whole)
    assert float(show_number(value)) == pytest.approx(value, rel=5.1e-6)
    assert float(show_number(value, ".3f")) == pytest.approx(value, abs=5.1e-4)
    assert float(fill("<<p>>", {"p": value})) == value


def test_twenty_thousand_mutilated_texts_are_filled_or_refused() -> None:
    rng = random.Random(8)
    parts = [
        "<", "<<", "<<<<", ">", ">>", "p", "R", "lang", "1", "+", "/", "**", "9**9**9", "(", ")", ":", ":.2f", ":d",
        ":%", ".", "{", "'", "if", " ", "\n", "é", "\x00", "__class__", "<<p>>", "<<R/p:.1f>>", "comb(10**9,9)", "0",
        "x", "-",
    ]  # fmt: skip
    codes = Counter(outcome("".join(rng.choices(parts, k=rng.randrange(1, 12)))) for _ in range(20_000))

    assert codes.total() == 20_000
    assert {"", "unbalanced", "unknown-name", "bad-format", "bad-character", "bad-syntax"} < set(codes)


def outcome(text: str) -> str:
    """The code of the problem, or "" when there is none and the text could be filled."""
    try:
        template = read_template(text, VALUES)
        template.fill(VALUES)
    except VariantError as problem:
        return problem.code
    return ""


def test_a_format_that_does_not_suit_is_told_outside_texts_too() -> None:
    with pytest.raises(ExpressionError) as refused:
        show_number(0.5, "d")

    assert refused.value.code == "not-whole"
