"""What is said of every type of item: hints and their price, keys, and what was typed, all harmless and exact."""

from dataclasses import replace

import pytest

from bot.domain import errors
from bot.domain.attempt import Response
from bot.domain.hint import HintView
from bot.domain.item import Item, ItemType
from bot.ui import custom_ids as ids
from bot.ui.messages import asking, daily_post, hint, question, refusals, verdict
from bot.ui.messages.layout import message
from tests.ui import specimens as s
from tests.ui.rendering import buttons, texts

SHORT, OUTPUT, CLOZE, MATCHING, ORDERING, TRUTH = s.other_types()


def hints(*seen: str, points: int = 12, after: int = 8, answered: bool = False) -> HintView:
    return HintView(s.shown(SHORT), seen, 3, points, after, is_answered=answered)


@pytest.mark.parametrize("item", s.other_types(), ids=lambda item: item.type)
def test_a_question_with_hints_offers_them_until_it_is_revealed(item: Item) -> None:
    view = message(asking.question_card(s.shown(item)))
    assert buttons(view)["Hint"]["custom_id"] == "hint:v1:p12:0"
    without = message(asking.question_card(s.shown(replace(item, hints=()))))
    assert "Hint" not in buttons(without)
    revealed = buttons(daily_post.revealed(s.reveal(item)))
    assert "Hint" not in revealed
    assert "I don’t know" not in revealed


def test_the_first_hint_is_shown_only_after_its_price() -> None:
    view = hint.hints(hints())
    assert "Each hint takes a third of the points." in texts(view)
    assert "worth **12 points** now, 8 after the next" in texts(view)
    assert buttons(view)["Show a hint (−4 points)"]["custom_id"] == "hint:v1:p12:1"


def test_another_hint_has_its_price_too_and_the_last_has_none_after_it() -> None:
    view = hint.hints(hints("Think.", points=8, after=4))
    assert "**Hint 1 of 3** Think." in texts(view)
    assert buttons(view)["Another hint (−4 points)"]["custom_id"] == "hint:v1:p12:2"
    assert not buttons(hint.hints(hints("a", "b", "c", points=0, after=0)))
    assert "Nothing is left to earn" in texts(hint.hints(hints("a", "b", "c", points=0, after=0)))


def test_what_costs_nothing_says_so() -> None:
    assert "Show a hint (free)" in buttons(hint.hints(hints(points=0, after=0)))
    assert "This is practice" in texts(hint.hints(hints(points=0, after=0)))
    assert "You have answered already" in texts(hint.hints(hints(points=0, after=0, answered=True)))


def test_no_hints_at_all_is_said_plainly() -> None:
    assert texts(hint.hints(replace(hints(), total=0))) == "This question has no hints."


@pytest.mark.parametrize(
    ("used", "points", "told"),
    [
        (1, 8, "**+8** points after one hint, and it counts"),
        (3, 0, "No points after three hints. Right or wrong"),
    ],
)
def test_a_verdict_says_what_hints_took(used: int, points: int, told: str) -> None:
    given = s.verdict(SHORT)
    view = verdict.verdict(replace(given, points=points, response=replace(given.response, hints_used=used)))
    assert told in texts(view)


def test_the_panel_of_steps_keeps_the_hint_and_the_honest_way_out() -> None:
    panel = asking.order_panel(s.shown(ORDERING), [0, 1, 2, 3, 4, 5])
    assert list(buttons(panel)) == ["Undo", "Submit", "Hint", "I don’t know"]


@pytest.mark.parametrize("length", range(3, 9))
def test_no_run_of_backticks_breaks_out_of_a_block(length: int) -> None:
    assert question.code_block("`" * length).count("```") == 2


def test_an_answer_that_is_code_is_shown_as_it_is_typed() -> None:
    shown = s.shown(replace(SHORT, accept=("`__init__`",)))
    assert question.key(shown) == r"**\_\_init\_\_**"


def test_tabs_of_an_output_are_kept_and_what_cannot_be_seen_is_not() -> None:
    told = question.given(s.shown(OUTPUT), Response(text="a\tb\x07\u202ec"))
    assert told == "```\na\tbc\n```"


def test_an_answer_to_another_variant_is_told_in_its_own_words() -> None:
    told = question.given(s.shown(MATCHING), Response(texts=("gone", "Feedback loop")))
    assert told == "1 → **gone**, 2 → **A**"
    assert question.given(s.shown(ORDERING), Response(option_ids=("gone", "s0"))) == "**F**"


def test_output_stands_on_lines_of_its_own() -> None:
    assert "The answer:\n```\n6 104\n7\n```" in texts(daily_post.revealed(s.reveal(OUTPUT)))
    assert "The answer:\n```\n6 104\n7\n```" in texts(daily_post.preview(s.post_preview(OUTPUT)))


@pytest.mark.parametrize("typed", [ids.FORM, ids.HINT])
def test_a_typed_word_that_a_button_reads_otherwise_is_typed_once_more(typed: str) -> None:
    view = refusals.refusal(errors.NotEnrolled(s.GUILD, s.REF, typed))
    assert buttons(view)["Enroll and answer"]["custom_id"] == str(ids.Enroll(s.REF, ids.FORM))


@pytest.mark.parametrize("problem", ["no-such-option", "incomplete"])
def test_places_that_were_tampered_with_are_not_quoted(problem: str) -> None:
    told = texts(refusals.refusal(errors.UnreadableAnswer(s.REF, "9.9.9", problem)))
    assert "9.9" not in told.replace("\\", "")
    assert "This cost nothing" in told


def test_gaps_may_stay_open_one_by_one() -> None:
    form = asking.form(s.shown(CLOZE)).to_dict()
    assert [one["component"]["required"] for one in form["components"][1:]] == [False, False]


def test_every_type_has_a_specimen() -> None:
    assert {item.type for item in (*s.ITEMS, *s.other_types())} == set(ItemType)


def wrong(item: Item) -> str:
    return texts(verdict.verdict(s.verdict(item, correct=False)))


def test_output_that_was_wrong_stands_on_lines_of_its_own_beside_what_is_printed() -> None:
    told = wrong(OUTPUT)
    assert "You answered\n```\n" in told
    assert "The answer is\n```\n6 104\n7\n```" in told


def test_output_given_when_the_question_was_met_before_does_too() -> None:
    before = replace(s.verdict(OUTPUT), met_before_at=s.NOW, met_before=Response(text="6"))
    assert "and answered\n```\n6\n```" in texts(verdict.verdict(before))


def test_rows_that_were_wrong_are_told_in_words_each_with_its_reason() -> None:
    told = wrong(MATCHING)
    assert "**1** Customers get older; P(y|x) unchanged → **Covariate shift**\n> Only P(x) moved." in told
    unknown = replace(s.verdict(MATCHING, correct=False), response=Response(is_unknown=True))
    assert texts(verdict.verdict(unknown)).count(" → **") >= 2 * len(MATCHING.pairs)


def test_gaps_that_were_wrong_are_told_by_their_number() -> None:
    assert "> [1] The root of it.\n> [2] Not squared." in wrong(CLOZE)


def test_steps_in_a_wrong_order_are_told_in_the_right_one() -> None:
    told = wrong(ORDERING)
    assert "1. `step_0(loss)` with a few words\n2. `step_1(loss)`" in told
    assert "Why `step_0(loss)` with a few words stands there:\n> Reason 0." in told


def test_a_row_too_long_for_a_label_is_told_whole_beneath_it() -> None:
    labels = asking.form(s.shown(MATCHING)).to_dict()["components"][1:]
    assert labels[0]["label"] == "1 · Customers get older; P(y|x) unchanged"
    assert labels[3]["label"] == "4 · Serving logs cents; training used euros"
    long = replace(MATCHING.pairs[0], left="x" * 60)
    form = asking.form(s.shown(replace(MATCHING, pairs=(long, *MATCHING.pairs[1:])))).to_dict()
    assert (form["components"][1]["label"], form["components"][1]["description"]) == ("Row 1", "x" * 60)


def test_choices_are_written_out_only_where_a_select_would_cut_them() -> None:
    assert "Feedback loop" not in texts(asking.form(s.shown(MATCHING)))
    form = asking.form(s.shown(replace(MATCHING, extra=("y" * 99,))))
    assert "y" * 99 in texts(form)


def test_nobody_right_is_said_as_people_say_it() -> None:
    nobody = replace(s.reveal(SHORT), correct=0, counts=())
    assert "none of 14 right at the first try" in texts(daily_post.revealed(nobody))
