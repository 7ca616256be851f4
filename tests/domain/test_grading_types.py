"""Reading and grading answers of every type but the first three."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.answers import Rule
from bot.domain.attempt import Grade, Response
from bot.domain.errors import UnreadableAnswer
from bot.domain.grading import given_of, grade, random_order, read_response
from bot.domain.item import Item, ItemType, NearText
from tests.domain.items import choice, cloze, matching, number, ordering, shown, true_false, typed

STOPPING = typed("early stopping", "stopping early", near=(NearText("early dropping", "That is dropout."),))
OUTPUT = typed("6 104\nTrue", kind=ItemType.CODE_OUTPUT, normalise=())
CLOZE = cloze("variance", "n - 1")
MATCHING = matching()
ORDERING = ordering("wxyz")
EVERY = [choice(), choice(keys="ac"), number(4), STOPPING, OUTPUT, CLOZE, MATCHING, ORDERING, true_false()]


def refused(item: Item, given: str) -> UnreadableAnswer:
    with pytest.raises(UnreadableAnswer) as caught:
        read_response(shown(item), given)
    return caught.value


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.type)
def test_not_knowing_is_an_answer_to_everything(item: Item) -> None:
    response = read_response(shown(item), " ? ")

    assert response == Response(is_unknown=True)
    assert given_of(shown(item), response) == "?"
    assert grade(item, response) == Grade(0.0, False)


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.type)
def test_nothing_given_is_asked_again(item: Item) -> None:
    assert refused(item, "").problem == "empty"


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.type)
@settings(max_examples=60, deadline=None)
@given(text=st.text() | st.text("0123.?!\x1f", max_size=12))
def test_whatever_is_given_is_read_and_graded_or_refused(item: Item, text: str) -> None:
    question = shown(item)
    try:
        response = read_response(question, text)
    except UnreadableAnswer:
        return
    graded = grade(item, response)
    assert 0 <= graded.score <= 1
    assert graded.is_correct == (graded.score == 1)
    assert read_response(question, given_of(question, response)) == response


@pytest.mark.parametrize("item", [STOPPING, CLOZE, ORDERING], ids=lambda item: item.type)
def test_an_answer_that_does_not_fit_its_item_is_never_graded(item: Item) -> None:
    for response in (Response(), Response(("z",)), Response(texts=("a",) * 9)):
        with pytest.raises(ValueError, match=r"p1\.python"):
            grade(item, response)


# true_false


@pytest.mark.parametrize(("place", "score"), [("0", 1.0), ("1", 0.5), ("2", 0.0), ("3", 0.0)])
def test_a_right_truth_with_a_wrong_reason_earns_half(place: str, score: float) -> None:
    response = read_response(shown(true_false()), place)

    assert grade(true_false(), response) == Grade(score, score == 1, f"why {'abcd'[int(place)]}")


def test_truth_and_reason_are_one_tap() -> None:
    assert refused(true_false(), "0.1").problem == "no-such-option"


# short


@pytest.mark.parametrize("text", ["early stopping", " Early-Stopping. ", "EARLY\tSTOPPING", "stopping éarly"])
def test_a_short_text_is_right_whatever_its_dress(text: str) -> None:
    assert grade(STOPPING, read_response(shown(STOPPING), text)) == Grade(1.0, True)


def test_what_an_item_does_not_normalise_counts() -> None:
    item = typed("Counter", normalise=(Rule.SPACE,))

    assert grade(item, read_response(shown(item), " Counter ")).is_correct
    assert not grade(item, read_response(shown(item), "!counter")).is_correct


def test_a_slip_of_the_keyboard_is_asked_about_and_then_counts_as_typed() -> None:
    asked = refused(STOPPING, "early stoping")
    response = read_response(shown(STOPPING), f"!{asked.given}")

    assert (asked.problem, asked.meant) == ("near-miss", "early stopping")
    assert response == Response(text="early stoping")
    assert grade(STOPPING, response) == Grade(0.0, False)
    assert given_of(shown(STOPPING), response) == "!early stoping"


def test_an_anticipated_wrong_text_is_no_slip_and_says_what_went_wrong() -> None:
    response = read_response(shown(STOPPING), "Early dropping")

    assert grade(STOPPING, response) == Grade(0.0, False, "That is dropout.")


def test_what_cannot_be_seen_is_not_kept() -> None:
    assert read_response(shown(STOPPING), "early\u200b stop\x00ping\ud800") == Response(text="early stopping")


@pytest.mark.parametrize(("item", "most"), [(STOPPING, 200), (OUTPUT, 2000)])
def test_a_huge_text_is_refused_unread(item: Item, most: int) -> None:
    assert refused(item, "x" * (most + 1)).problem == "too-long"
    assert read_response(shown(item), "x" * most) == Response(text="x" * most)


# code_output


def test_output_is_compared_whole_but_for_blanks_at_line_ends() -> None:
    assert grade(OUTPUT, read_response(shown(OUTPUT), "6 104 \r\nTrue\n")).is_correct
    for wrong in ("6 104", "6  104\nTrue", "6 104\ntrue", " 6 104\nTrue"):
        assert not grade(OUTPUT, read_response(shown(OUTPUT), wrong)).is_correct


def test_output_that_is_nearly_right_is_wrong_and_an_exclamation_mark_is_output() -> None:
    item = typed("!True", kind=ItemType.CODE_OUTPUT, normalise=())

    assert read_response(shown(item), "!True") == Response(text="!True")
    assert grade(item, Response(text="True")) == Grade(0.0, False)


# cloze


def test_each_blank_counts_for_itself() -> None:
    response = read_response(shown(CLOZE), "Variance\x1f n")

    assert response == Response(texts=("Variance", "n"))
    assert grade(CLOZE, response) == Grade(0.5, False, "why n - 1")
    assert grade(CLOZE, Response(texts=("variance", "N  -  1"))) == Grade(1.0, True)
    assert grade(CLOZE, read_response(shown(CLOZE), "\x1fn - 1")) == Grade(0.5, False, "why variance")


def test_a_slip_in_a_blank_is_asked_about() -> None:
    asked = refused(CLOZE, "varience\x1fn - 1")

    assert (asked.problem, asked.meant) == ("near-miss", "variance")
    assert read_response(shown(CLOZE), "!varience\x1fn - 1") == Response(texts=("varience", "n - 1"))


def test_blanks_that_are_more_or_fewer_than_asked_are_refused() -> None:
    assert refused(CLOZE, "variance").problem == "incomplete"
    assert refused(CLOZE, "variance\x1fn\x1f1").problem == "incomplete"
    assert refused(CLOZE, " \x1f ").problem == "empty"


def test_an_exclamation_mark_that_belongs_into_a_blank_stays() -> None:
    item = cloze("!=", "!")

    assert grade(item, read_response(shown(item), "!=\x1f!")) == Grade(1.0, True)


# matching


def test_choices_are_named_by_their_place_in_the_order_shown() -> None:
    question = replace(shown(MATCHING), order=("2", "3", "0", "1"))

    assert question.choices == ("C", "D", "A", "B")
    assert read_response(question, "2.3.0") == Response(texts=("A", "B", "C"))
    assert given_of(question, Response(texts=("D", "D", "A"))) == "1.1.2"


@pytest.mark.parametrize(
    ("texts", "score", "feedback"),
    [("ABC", 1.0, ""), ("ABD", 2 / 3, "why c"), ("BAC", 1 / 3, "why a"), ("DDD", 0.0, "why a")],
)
def test_each_row_counts_for_itself(texts: str, score: float, feedback: str) -> None:
    assert grade(MATCHING, Response(texts=tuple(texts))) == Grade(score, score == 1, feedback)


def test_a_row_without_a_choice_or_with_one_that_is_not_there_is_refused() -> None:
    assert refused(MATCHING, "0.1").problem == "incomplete"
    assert refused(MATCHING, "0.1.2.3").problem == "incomplete"
    assert refused(MATCHING, "0.1.4").problem == "no-such-option"


# ordering


@pytest.mark.parametrize(
    ("given", "score", "feedback"),
    [
        ("wxyz", 1.0, ""),
        ("wxzy", 0.5 / 3, "why y"),
        ("zwxy", 0.5 * 2 / 3, "why w"),
        ("zyxw", 0.0, "why w"),
    ],
)
def test_neighbours_earn_up_to_half(given: str, score: float, feedback: str) -> None:
    graded = grade(ORDERING, Response(option_ids=tuple(given)))

    assert graded.score == pytest.approx(score)
    assert (graded.is_correct, graded.feedback) == (score == 1, feedback)


def test_a_further_order_is_as_right_as_the_first() -> None:
    item = ordering("wxyz", "xwyz")

    assert grade(item, Response(tuple("xwyz"))) == Grade(1.0, True)
    assert grade(item, Response(tuple("xwzy"))).score == pytest.approx(0.5 / 3)


def test_steps_are_named_in_the_order_they_were_pressed() -> None:
    question = replace(shown(ORDERING), order=tuple("zwyx"))

    assert [step.id for step in question.steps] == list("zwyx")
    assert read_response(question, "1.3.2.0") == Response(tuple("wxyz"))
    assert given_of(question, Response(tuple("wxyz"))) == "1.3.2.0"


@pytest.mark.parametrize("given", ["0", "0.1.2", "0.1.2.2", "0.0.1.2.3"])
def test_an_order_must_name_every_step_once(given: str) -> None:
    assert refused(ORDERING, given).problem == "incomplete"


# orders


def orders(item: Item) -> set[tuple[str, ...]]:
    return {random_order(item, seed) for seed in range(600)}


def test_steps_are_shown_in_every_order_but_a_right_one() -> None:
    assert len(orders(ORDERING)) == 23
    assert tuple("wxyz") not in orders(ORDERING)
    assert len(orders(ordering("wxyz", "xwyz"))) == 22


def test_right_hand_choices_are_shuffled_together_with_the_extra_ones() -> None:
    assert orders(MATCHING) == orders(MATCHING)
    assert len(orders(MATCHING)) == 24
    assert all(sorted(order) == ["0", "1", "2", "3"] for order in orders(MATCHING))


@pytest.mark.parametrize("item", [STOPPING, CLOZE, number(1)], ids=lambda item: item.type)
def test_what_is_typed_has_no_order(item: Item) -> None:
    assert random_order(item, 7) == ()
    assert (shown(item).options, shown(item).steps, shown(item).choices) == ((), (), ())


def test_a_question_mark_in_a_blank_is_not_the_whole_answer() -> None:
    response = read_response(shown(CLOZE), "?\x1f")

    assert response == Response(texts=("?", ""))
    assert read_response(shown(CLOZE), given_of(shown(CLOZE), response)) == response
