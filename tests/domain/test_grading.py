"""Reading and grading answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.attempt import Grade, Response
from bot.domain.errors import UnreadableAnswer
from bot.domain.grading import given_of, grade, random_order, read_response
from bot.domain.item import Item, NearMiss, QuestionRef
from tests.domain.items import choice, number, shown

SINGLE = choice(keys="b")
MULTI = choice(keys="acd")


def test_an_option_is_named_by_its_place_in_the_order_shown() -> None:
    assert read_response(shown(SINGLE, "dbca"), "1") == Response(option_ids=("b",))
    assert read_response(shown(MULTI, "dbca"), "3.0") == Response(option_ids=("d", "a"))
    assert read_response(shown(MULTI, "dbca"), "3.3") == Response(option_ids=("a",))


def test_a_number_keeps_what_was_typed() -> None:
    assert read_response(shown(number(4, unit="%")), " 4,5 % ") == Response(text="4,5 %", number=4.5)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("", "empty"),
        ("4", "no-such-option"),
        ("-1", "no-such-option"),
        ("0.", "no-such-option"),
        ("²", "no-such-option"),
    ],
)
@pytest.mark.parametrize("item", [SINGLE, MULTI])
def test_a_choice_that_is_not_there_is_asked_again(item: Item, given: str, problem: str) -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        read_response(shown(item), given)

    assert (refused.value.problem, refused.value.ref) == (problem, QuestionRef("p", 7))


def test_a_single_item_takes_one_option_only() -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        read_response(shown(SINGLE), "0.1")

    assert refused.value.problem == "no-such-option"


def test_a_number_that_cannot_be_read_says_why_and_names_the_unit() -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        read_response(shown(number(4, unit="ms")), "4 s")

    assert (refused.value.given, refused.value.problem, refused.value.unit) == ("4 s", "wrong-unit", "ms")


@settings(max_examples=100, deadline=None)
@given(order=st.permutations("abcd"), chosen=st.sets(st.sampled_from("abcd"), min_size=1))
def test_what_was_given_can_be_told_from_the_response(order: list[str], chosen: set[str]) -> None:
    question = shown(MULTI, "".join(order))
    response = Response(option_ids=tuple(each for each in order if each in chosen))

    assert read_response(question, given_of(question, response)) == response


def test_what_was_typed_can_be_told_from_the_response() -> None:
    question = shown(number(0.5))
    response = read_response(question, " 50 % ")

    assert read_response(question, given_of(question, response)) == response


def test_a_single_choice_is_right_or_wrong_with_its_rationale() -> None:
    assert grade(SINGLE, Response(("b",))) == Grade(1.0, True, "why b")
    assert grade(SINGLE, Response(("c",))) == Grade(0.0, False, "why c")


@pytest.mark.parametrize(
    ("chosen", "score", "feedback"),
    [
        ("acd", 1.0, ""),
        ("ac", 2 / 3, "why d"),
        ("abcd", 2 / 3, "why b"),
        ("ab", 0.0, "why b"),
        ("b", 0.0, "why b"),
        ("a", 1 / 3, "why c"),
    ],
)
def test_several_choices_earn_partial_credit_less_what_was_wrong(
    chosen: str, score: float, feedback: str
) -> None:
    assert grade(MULTI, Response(tuple(chosen))) == Grade(score, score == 1, feedback)


@settings(max_examples=100, deadline=None)
@given(
    keys=st.sets(st.sampled_from("abcde"), min_size=2), chosen=st.sets(st.sampled_from("abcde"), min_size=1)
)
def test_only_exactly_the_right_options_earn_a_full_score(keys: set[str], chosen: set[str]) -> None:
    item = choice(keys="".join(sorted(keys)), options="abcde")

    graded = grade(item, Response(tuple(sorted(chosen))))

    assert 0 <= graded.score <= 1
    assert (graded.score == 1) == graded.is_correct == (keys == chosen)


@pytest.mark.parametrize(
    ("key", "absolute", "relative", "given", "is_correct"),
    [
        (5, 0, 0, 5, True),
        (5, 0, 0, 5.0001, False),
        (0.3, 0.1, 0, 0.4, True),
        (0.3, 0.1, 0, 0.401, False),
        (200, 0, 0.01, 202, True),
        (200, 0, 0.01, 202.1, False),
        (-200, 0, 0.01, -198, True),
        (200, 5, 0.01, 204, True),
        (0, 0, 0.5, 0, True),
        (0, 0, 0.5, 0.001, False),
        (1e12, 0.1, 0, 1e12 + 1, False),
        (0.07, 0, 0, 0.7 / 10, True),
        (0.001, 1.2, 0, 1.201, True),
        (2 / 3, 0, 0, 0.6666666666666666, True),
    ],
)
def test_a_number_is_right_within_the_wider_tolerance(
    key: float, absolute: float, relative: float, given: float, is_correct: bool
) -> None:
    item = number(key, absolute=absolute, relative=relative)

    assert grade(item, Response(number=given)) == Grade(float(is_correct), is_correct)


def test_an_anticipated_wrong_number_says_what_went_wrong() -> None:
    item = number(
        16.1, absolute=0.5, near=(NearMiss(90, "recall"), NearMiss(90.6, "closer"), NearMiss(16, "never"))
    )

    assert grade(item, Response(number=89.8)).feedback == "recall"
    assert grade(item, Response(number=90.4)).feedback == "closer"
    assert grade(item, Response(number=50)) == Grade(0.0, False)
    assert grade(item, Response(number=16)) == Grade(1.0, True)


@pytest.mark.parametrize(
    ("item", "response"),
    [
        (SINGLE, Response(("z",))),
        (SINGLE, Response(("a", "b"))),
        (SINGLE, Response()),
        (number(1), Response(text="1")),
        (choice(keys=""), Response(("a",))),
    ],
)
def test_a_response_that_does_not_fit_its_item_is_never_graded(item: Item, response: Response) -> None:
    with pytest.raises(ValueError, match=r"p1\.python"):
        grade(item, response)


def test_the_order_of_options_hangs_on_the_seed_alone() -> None:
    orders = {random_order(SINGLE, seed) for seed in range(200)}

    assert orders == {random_order(SINGLE, seed) for seed in range(200)}
    assert len(orders) == 24
    assert all(sorted(order) == list("abcd") for order in orders)


def test_options_that_must_keep_their_order_keep_it() -> None:
    assert {random_order(choice(keep_order=True), seed) for seed in range(50)} == {tuple("abcd")}
