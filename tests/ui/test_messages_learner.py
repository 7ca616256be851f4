from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.attempt import Source
from bot.domain.item import Item, Option, QuestionRef, Track
from bot.domain.leaderboard import Period
from bot.ui import custom_ids as ids
from bot.ui.messages import asking, daily_post, enrollment, leaderboard, streak, today, verdict
from bot.ui.messages.layout import message
from tests.ui import specimens as s
from tests.ui.rendering import buttons, texts
from tests.ui.views import board, today_view

SINGLE, MULTI, NUMERIC = s.ITEMS[:3]


def test_a_question_says_that_the_first_tap_counts_and_has_a_button_for_each_letter() -> None:
    view = daily_post.post(s.due(SINGLE))
    assert "Your first tap counts." in texts(view)
    assert "easy ●●○○○" in texts(view)
    assert [(label, one["custom_id"]) for label, one in buttons(view).items()] == [
        ("A", "answer:v1:p12:0"),
        ("B", "answer:v1:p12:1"),
        ("C", "answer:v1:p12:2"),
        ("I don’t know", "answer:v1:p12:?"),
    ]


@pytest.mark.parametrize("item", [MULTI, NUMERIC])
def test_what_cannot_be_answered_by_one_tap_has_one_button_that_opens_the_form(item: Item) -> None:
    assert buttons(daily_post.post(s.due(item)))["Answer"]["custom_id"] == "answer:v1:p12:form"


def test_the_form_repeats_the_question_and_gives_back_places_in_the_order_shown() -> None:
    form = asking.form(s.shown(MULTI))
    assert MULTI.stem in texts(form)
    group = form.to_dict()["components"][1]["component"]
    assert group["custom_id"] == ids.ANSWER_FIELD
    assert [(one["label"], one["value"]) for one in group["options"]] == [
        ("A · Step number 3", "0"),
        ("B · Step number 2", "1"),
        ("C · Step number 1", "2"),
        ("D · Step number 0", "3"),
    ]


def test_a_repeat_is_marked_as_asked_before() -> None:
    assert "asked before" in texts(message(asking.question_card(s.shown(SINGLE, is_repeat=True))))
    assert "asked before" not in texts(message(asking.question_card(s.shown(SINGLE))))


def test_a_ping_stands_above_the_post_and_may_reach_that_role_alone() -> None:
    due = s.due(SINGLE, ping=True)
    assert texts(daily_post.post(due)).startswith(f"<@&{due.ping_role_id}>")
    allowed = dict(daily_post.mentions(due).to_dict())
    assert (allowed["parse"], allowed["roles"]) == ([], [due.ping_role_id])
    assert dict(daily_post.mentions(s.due(SINGLE)).to_dict())["parse"] == []


@pytest.mark.parametrize(("answers", "is_told"), [(0, False), (4, False), (5, True), (14, True)])
def test_how_the_group_answered_is_told_from_five_answers_on(answers: int, is_told: bool) -> None:
    shown = texts(daily_post.revealed(s.reveal(SINGLE, answers=answers)))
    assert ("How the group answered" in shown) is is_told
    assert ("█" in shown) is is_told


def test_the_reveal_marks_the_key_explains_it_and_keeps_the_buttons_for_practice() -> None:
    view = daily_post.revealed(s.reveal(SINGLE))
    shown = texts(view)
    assert "✓ **B** `[1, 2, 3]`" in shown
    assert "The answer: **B**" in shown
    assert SINGLE.explanation in shown
    assert "[The tutorial](<https://docs.python.org/3/tutorial/>)" in shown
    assert "practice" in shown
    assert list(buttons(view)) == ["A", "B", "C"]


def test_the_bars_are_as_long_as_the_share_of_those_who_chose() -> None:
    reveal = s.reveal(MULTI, answers=10)
    counts = tuple(replace(one, count=count) for one, count in zip(reveal.counts, (10, 5, 1, 0), strict=True))
    bars = texts(daily_post.revealed(replace(reveal, counts=counts))).split("```")[1].split("\n")
    assert bars[1:-1] == ["A  0", "B  1 █ ✓", "C  5 █████", "D 10 ██████████ ✓"]


def test_a_right_answer_is_told_with_its_rationale_points_and_streak() -> None:
    shown = texts(verdict.verdict(s.verdict(SINGLE)))
    assert shown.startswith("### ✓ Right.")
    assert "You chose **B** `[1, 2, 3]`\n> Both names mean one list." in shown
    assert "**+3** points, and it counts for your streak." in shown
    ends = int(datetime(2026, 11, 24, 3, 0, tzinfo=UTC).timestamp())
    assert f"**Streak 1** · your day ends 04:00 Berlin (<t:{ends}:R>)" in shown


def test_a_wrong_answer_is_told_with_its_rationale_then_the_key_and_why() -> None:
    shown = texts(verdict.verdict(replace(s.verdict(SINGLE, correct=False), points=2)))
    assert shown.startswith("### Not this time.")
    assert shown.index("You chose **C**") < shown.index("> It is the same list.")
    assert "The answer is **B** `[1, 2, 3]`\n> Both names mean one list." in shown
    assert "**+2** points for an honest try. Right or wrong, it counts for your streak." in shown


def test_a_partly_right_answer_says_what_was_wrong_and_what_was_left_out() -> None:
    told = s.verdict(MULTI, correct=False, score=0.5)
    told = replace(told, response=replace(told.response, option_ids=("a", "b")))
    shown = texts(verdict.verdict(told))
    assert shown.startswith("### Partly right.")
    assert "You chose **C** and **D**; the answer is **B** and **D**." in shown
    assert "✗ **C** Step number 1\n> Reason number 1." in shown
    assert "✓ **D** Step number 0" in shown
    assert "Left out: **B** Step number 2\n> Reason number 2." in shown
    assert "**A** Step number 3" not in shown


def test_a_wrong_number_is_told_with_what_it_says_about_the_thinking() -> None:
    shown = texts(verdict.verdict(s.verdict(NUMERIC, correct=False)))
    assert "You answered **80**.\n> That is P(alert | fraud)" in shown
    assert "The answer is **28.8 %** (give or take 0.1)." in shown


def test_the_daily_cap_is_said_when_it_cuts() -> None:
    some = texts(verdict.verdict(replace(s.verdict(SINGLE), points=1, points_capped=True)))
    none = texts(verdict.verdict(replace(s.verdict(SINGLE), points=0, points_capped=True)))
    assert "**+1** point: today’s cap is reached." in some
    assert "No more points: today’s cap is reached. Right or wrong, it counts for your streak." in none


@pytest.mark.parametrize("reason", ["other-phase", "revealed", "met-before", ""])
def test_practice_says_why_and_that_it_counts_for_the_streak_alone(reason: str) -> None:
    told = replace(s.verdict(SINGLE), source=Source.PRACTICE, practice_reason=reason, points=0)
    shown = texts(verdict.verdict(told))
    assert "it counts for your streak, not for points." in shown
    assert ("Practice, since" in shown) is bool(reason)


def test_an_item_met_before_shows_the_answer_given_then() -> None:
    told = replace(s.verdict(SINGLE), met_before_at=s.NOW, met_before=s.wrong_response(SINGLE))
    assert "You met this on Mon 23 Nov and chose **C**." in texts(verdict.verdict(told))


def test_a_second_tap_is_told_that_the_first_answer_stands() -> None:
    shown = texts(verdict.verdict(replace(s.verdict(SINGLE, correct=False), is_repeat_tap=True)))
    assert shown.startswith("### Your first answer stands.")
    assert "and it was not right." in shown


def test_the_ping_is_asked_only_when_told_to_and_each_answer_has_a_button() -> None:
    view = verdict.verdict(replace(s.verdict(SINGLE), ask_about_ping=True))
    assert ids.parse(buttons(view)["Ping me"]["custom_id"]) == ids.Ping(s.GUILD, wants=True)
    assert ids.parse(buttons(view)["No, thanks"]["custom_id"]) == ids.Ping(s.GUILD, wants=False)
    assert list(buttons(verdict.verdict(s.verdict(SINGLE)))) == ["Read about it", "Report", "Discuss"]


def test_the_next_question_is_offered_while_one_is_open() -> None:
    view = verdict.verdict(replace(s.verdict(SINGLE), has_more=True))
    assert buttons(view)["Next question"]["custom_id"] == str(ids.Today(s.GUILD))


def test_whoever_enrolled_by_a_tap_hears_the_defaults_and_what_moderators_see() -> None:
    shown = texts(verdict.verdict(replace(s.verdict(SINGLE), enrolled_now=True)))
    assert "**You are enrolled:** one question a day, PyTorch, Berlin time." in shown
    assert "never single answers" in shown


def test_a_newcomer_hears_every_default_and_how_to_change_it() -> None:
    shown = texts(enrollment.enrolled(s.enrollment_result(None, s.enrollment())))
    for said in (
        "Welcome aboard, Nora.",
        "Phase 1",
        "12 months",
        "PyTorch",
        "Berlin",
        "22 Nov 2027",
        "No pings",
    ):
        assert said in shown
    assert "`/settings`" in shown
    assert "Moderators see your last active day and counts, never single answers." in shown


def test_enrolling_again_tells_only_what_changed() -> None:
    after = replace(s.enrollment(), track=Track.TENSORFLOW)
    shown = texts(enrollment.enrolled(s.enrollment_result(s.enrollment(), after)))
    assert shown == "Your track is now **TensorFlow**."


def test_a_zone_change_that_must_wait_says_until_when() -> None:
    result = replace(s.enrollment_result(s.enrollment(), s.enrollment()), zone_change_refused_until=s.TODAY)
    assert "Your time zone stays Berlin: it can change once a week, next on Mon 23 Nov." in texts(
        enrollment.changed(result)
    )


def test_the_streak_explains_each_day_and_blames_nobody() -> None:
    shown = texts(streak.streak(s.streak(5)))
    assert "### Streak 5\nBest 9 · 31 days of learning in all" in shown
    assert "● Mon 23 Nov · one answer, right" in shown
    assert "no answer, and forgiven" in shown
    assert shown.index("Mon 23 Nov") < shown.index("Tue 10 Nov")
    for word in ("lost", "fail", "broke", "sorry", "unfortunately", "!"):
        assert word not in shown.lower()


def test_the_streak_says_that_today_is_still_open() -> None:
    assert "Today is still open: your day ends 04:00 Berlin" in texts(streak.streak(s.streak(0, done=False)))


def test_today_says_which_of_the_learners_own_questions_is_open() -> None:
    own = s.shown(SINGLE, ref=QuestionRef("q", 3))
    shown = texts(today.today(today_view(question=own, extras_done=1, extras_due=3)))
    assert "Your own question 2 of 3" in shown


def test_the_leaderboard_shows_ones_own_rank_and_ends_where_it_ends() -> None:
    view = leaderboard.leaderboard(replace(board("Sam", "Nora", me=2), previous_cursor=None))
    assert "**You: rank 2**, 10 points." in texts(view)
    assert "**2 Nora · 10** ← you" in texts(view)
    assert buttons(view)["Previous page"]["disabled"]
    assert not buttons(view)["Next page"]["disabled"]


def test_the_other_period_is_one_tap_away() -> None:
    view = leaderboard.leaderboard(replace(board("Sam"), previous_cursor=None))
    assert buttons(view)["This week"]["disabled"]
    assert ids.parse(buttons(view)["All time"]["custom_id"]) == ids.Board(s.GUILD, Period.ALL)


def test_an_option_too_long_for_a_label_is_written_out_in_the_form() -> None:
    long = Option("z", "word " * 39, "why", is_key=True)
    form = asking.form(s.shown(replace(MULTI, options=(*MULTI.options, long))))
    assert long.text.strip() in texts(form)
