"""Typed answers: what makes no difference, what is a slip of the fingers, and what is another answer."""

import unicodedata
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.answers import (
    MAX_LENGTH,
    MAX_OUTPUT,
    Match,
    MatchKind,
    Rule,
    compare_output,
    distance,
    match,
    normalise,
)

USUAL = (Rule.CASE, Rule.SPACE)
ALL = tuple(Rule)
NONE = Match(MatchKind.NONE)
rules = st.sets(st.sampled_from(Rule))
text = st.text(max_size=40)
# Letters that fold, decompose and join in every way that Unicode knows.
hostile = st.text("aAßẞİıſﬁÅåé́̈\u0345ΣσςǅﷺⅣ²½가각한ा\u200d\u200f\u202e\u00a0\u00ad\ud800\n\t-_/.,'`´5−＂ ")
words = st.text("abcdeo", min_size=8, max_size=14)


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Early Stopping", "early stopping", Rule.CASE),
        ("STRASSE", "straße", Rule.CASE),
        ("early   stopping", "early stopping", Rule.SPACE),
        ("early\t stopping", "early stopping", Rule.SPACE),
        ("Poincaré", "Poincare", Rule.ACCENTS),
        ("Gauß", "Gauss", Rule.CASE),
        ("k-means", "k means", Rule.PUNCTUATION),
        ("fit_transform.", "fit transform", Rule.PUNCTUATION),
        ("(mean, median)", "mean median", Rule.PUNCTUATION),
        ("Bayes’ theorem", "Bayes theorem", Rule.PUNCTUATION),
    ],
)
def test_a_rule_and_that_rule_alone_makes_two_spellings_one(one: str, other: str, rule: Rule) -> None:
    without = set(Rule) - {rule, Rule.PUNCTUATION}

    assert normalise(one, [rule]) == normalise(other, [rule])
    assert normalise(one, without) != normalise(other, without)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  recall ", "recall"),
        ("`recall`", "recall"),
        ("k‑means", "k-means"),
        ("k–means", "k-means"),
        ("Bayes’", "Bayes'"),
        ("ｒｅｃａｌｌ", "recall"),
        ("re\u200bcall", "recall"),
        ("\u202erecall\u202c", "recall"),
        ("re\u00adcall", "recall"),
        ("e\u0301lan", "élan"),
        ("the\u00a0mean", "the mean"),
    ],
)
def test_what_phones_put_in_makes_no_difference(typed: str, meant: str) -> None:
    assert normalise(typed, []) == meant


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("-5", "-5"),
        ("3.5", "3.5"),
        (".5", ".5"),
        ("1,000.", "1,000"),
        ("C++", "C++"),
        ("C#", "C#"),
        ("50 %.", "50 %"),
        ("**", "**"),
        ("...", "..."),
        ("a <= b", "a <= b"),
    ],
)
def test_marks_that_carry_the_meaning_are_no_punctuation(typed: str, kept: str) -> None:
    assert normalise(typed, [Rule.PUNCTUATION]) == kept


@settings(max_examples=500, deadline=None)
@given(given=st.one_of(text, hostile), rules=rules)
@example("İ\u0345", {Rule.CASE, Rule.ACCENTS})
@example("ﷺ" * 40, {Rule.CASE})
@example("3.-.-.-5", {Rule.PUNCTUATION})
def test_normalising_twice_changes_nothing_and_never_grows(given: str, rules: set[Rule]) -> None:
    once = normalise(given, rules)

    assert normalise(once, rules) == once
    assert len(once) <= MAX_LENGTH


@settings(max_examples=200, deadline=None)
@given(given=text.filter(str.strip), rules=rules)
def test_an_answer_matches_itself_in_any_rules(given: str, rules: set[Rule]) -> None:
    expected = Match(MatchKind.EXACT, given) if normalise(given, rules) else NONE

    assert match(given, [given], rules) == expected


@settings(max_examples=200, deadline=None)
@given(given=st.text("abcdefgé xyz", min_size=4))
def test_case_counts_unless_the_rules_say_otherwise(given: str) -> None:
    shouted = given.upper()

    assert match(shouted, [given], USUAL).kind == match(given, [given], USUAL).kind
    assert (match(shouted, [given], []).kind is MatchKind.EXACT) == (
        not given.strip().islower() and bool(given.strip())
    )


def test_the_accepted_answer_is_named_as_its_author_wrote_it() -> None:
    assert match("roc auc", ["AUROC", "ROC-AUC", "Roc AUC"], ALL) == Match(MatchKind.EXACT, "ROC-AUC")
    assert match("gradient decent", ["Gradient Descent"], USUAL) == Match(MatchKind.NEAR, "Gradient Descent")


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("recal", "recall"),
        ("reccall", "recall"),
        ("rceall", "recall"),
        ("racall", "recall"),
        ("regularzation", "regularization"),
        ("regularisation", "regularization"),
        ("earlystopping", "early stopping"),
        ("gradent desent", "gradient descent"),
        ("loss", "los s"),
        ("kmeans++", "k means++"),
        ("L2 regularisaton", "L2 regularisation"),
    ],
)
def test_a_slip_of_the_fingers_is_near(typed: str, accepted: str) -> None:
    assert match(typed, [accepted], USUAL).kind is MatchKind.NEAR


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("adn", "and"),
        ("f2", "f1"),
        ("1235", "1234"),
        ("12345678", "12345679"),
        ("++==", "+==="),
        ("reclal x", "recall"),
        ("percison", "precision at"),
        ("L1 regularisation", "L2 regularisation"),
        ("ResNet18", "ResNet50"),
        ("type i error", "type ii error"),
        ("o(n log m)", "o(n log n)"),
        ("y_train", "x_train"),
        ("supervised", "unsupervised"),
        ("unsupervised learning", "supervised learning"),
        ("asymmetric", "symmetric"),
        ("micro-averaged f1", "macro-averaged f1"),
        ("minimise", "maximise"),
        ("increase", "decrease"),
        ("gradient ascent", "gradient descent"),
        ("mean absolute deviation", "median absolute deviation"),
        ("variance", "covariance"),
        ("hypoparameter", "hyperparameter"),
        ("bidirectional", "unidirectional"),
        ("a" * 50, "recall"),
    ],
)
def test_too_far_too_short_numbers_variables_and_opposites_are_not_near(typed: str, accepted: str) -> None:
    assert match(typed, [accepted], ALL) == NONE


def test_an_answer_known_to_be_another_is_never_near() -> None:
    assert match("precisian", ["precision"], USUAL, others=["decision"]).kind is MatchKind.NEAR
    assert match("Decision", ["precision"], USUAL, others=["decision"]) == NONE
    assert match("decisiom", ["precision"], USUAL, others=["decision"]) == NONE
    assert match("precision", ["precision"], USUAL, others=["decision", "Precision"]).kind is MatchKind.EXACT


@settings(max_examples=300, deadline=None)
@given(accepted=words, other=words)
def test_another_answer_and_what_is_nearer_to_it_are_never_near(accepted: str, other: str) -> None:
    expected = MatchKind.EXACT if accepted == other else MatchKind.NONE
    slip = other[:-1]

    assert match(other, [accepted], USUAL, others=[other]).kind is expected
    if distance(slip, other) < distance(slip, accepted):
        assert match(slip, [accepted], USUAL, others=[other]) == NONE


@settings(max_examples=300, deadline=None)
@given(first=words, second=words, typed=words)
def test_all_accepted_answers_are_tried_and_the_nearest_is_named(first: str, second: str, typed: str) -> None:
    found = match(typed, [first, second], USUAL)
    apart = [match(typed, [each], USUAL) for each in (first, second)]

    assert found in apart
    assert (found.kind is MatchKind.NONE) == all(each.kind is MatchKind.NONE for each in apart)
    assert found.kind is MatchKind.NONE or distance(typed, found.accepted) <= min(
        distance(typed, each.accepted) for each in apart if each.kind is not MatchKind.NONE
    )


@settings(max_examples=300, deadline=None)
@given(a=st.text("abc", max_size=7), b=st.text("abc", max_size=7), limit=st.integers(0, 4))
def test_the_distance_is_symmetric_and_counts_single_slips(a: str, b: str, limit: int) -> None:
    assert distance(a, b, limit) == distance(b, a, limit) == min(slips(a, b), limit + 1)


@cache
def slips(a: str, b: str) -> int:
    """The definition, as it stands in books."""
    if not a or not b:
        return len(a) + len(b)
    ways = [slips(a[1:], b) + 1, slips(a, b[1:]) + 1, slips(a[1:], b[1:]) + (a[0] != b[0])]
    if a[:2] == b[1::-1] and len(a) > 1 and len(b) > 1:
        ways.append(slips(a[2:], b[2:]) + 1)
    return min(ways)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \n\u200b",
        "recall" * 2000,
        "recall" + " " * 300 + "x",
        "e" + "\u0301" * 10_000,
        "\u202e" * 10_000 + "recal",
        "ﷺ" * 10_000,
        "\ud800" * 10_000,
        "((((" * 2500,
        "-" * 10_000,
    ],
    ids=range(10),
)
def test_empty_and_huge_and_hostile_answers_match_nothing(typed: str) -> None:
    assert match(typed, ["recall", "early stopping", "l2"], ALL) == NONE


def test_spaces_around_do_not_make_an_answer_too_long() -> None:
    assert match(" " * MAX_LENGTH + "recall" + "\n" * MAX_LENGTH, ["recall"], []).kind is MatchKind.EXACT


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("6 104", "6 104\n"),
        ("6 104  \n\n", "6 104"),
        ("a\r\nb\rc", "a \nb\nc"),
        ("\na", "a"),
        ("[‘a’, “b”]", "['a', \"b\"]"),
        ("−1", "-1"),
        ("[1, …]", "[1, ...]"),
        ("1\u00a02", "1 2"),
        ("e\u0301", "é"),
    ],
)
def test_an_output_is_the_same_but_for_what_nobody_sees(given: str, expected: str) -> None:
    assert compare_output(given, expected)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "6"),
        ("6", "6 104"),
        ("6\n104", "6 104"),
        ("6  104", "6 104"),
        (" 6", "6"),
        ("a\n\nb", "a\nb"),
        ("true", "True"),
        ("1.0", "1"),
        ("b\na", "a\nb"),
    ],
)
def test_what_is_printed_otherwise_is_another_output(given: str, expected: str) -> None:
    assert not compare_output(given, expected)


def test_rules_say_what_else_makes_no_difference_in_an_output() -> None:
    assert compare_output("   a  b\n1   2", "a b\n1 2", [Rule.SPACE])
    assert not compare_output("a b 1 2", "a b\n1 2", [Rule.SPACE])
    assert compare_output("TRUE", "True", [Rule.CASE])
    assert not compare_output("a.b", "ab", [Rule.PUNCTUATION])


def test_an_output_longer_than_a_form_can_hold_is_no_output() -> None:
    assert compare_output("x" * MAX_OUTPUT + " \n" * 3000, "x" * MAX_OUTPUT)
    assert not compare_output("x" * (MAX_OUTPUT + 1), "x" * (MAX_OUTPUT + 1))


@settings(max_examples=200, deadline=None)
@given(given=st.one_of(text, hostile), rules=rules)
def test_an_output_equals_itself_however_it_is_ended(given: str, rules: set[Rule]) -> None:
    assert compare_output(given + " \n\n", unicodedata.normalize("NFD", given), rules)
    assert not compare_output(given + "x", given, rules)
