import re
from datetime import UTC, date, datetime

import pytest

from bot.domain import errors
from bot.domain.group import ALL_DAYS, WORKDAYS
from bot.domain.report import NoticeKind
from bot.ui import custom_ids as ids
from bot.ui.messages import group, notices, refusals, report, words
from bot.ui.messages.permissions import Missing
from tests.ui import specimens as s
from tests.ui.catalogue import ALL_REFUSALS
from tests.ui.rendering import buttons, texts
from tests.ui.views import a_notice, a_report, group_value, overview

NUMBER_PROBLEMS = (
    "empty",
    "not-a-number",
    "several-numbers",
    "ambiguous-comma",
    "too-long",
    "out-of-range",
    "wrong-unit",
    "divide-by-zero",
)


def test_every_refusal_has_words_of_its_own() -> None:
    told = {type(one): texts(refusals.refusal(one)) for one in ALL_REFUSALS}
    assert set(errors.StudyError.__subclasses__()) <= set(told)
    assert len(set(told.values())) == len(told)
    assert texts(refusals.refusal(errors.StudyError())) not in told.values()


def test_whoever_is_not_enrolled_can_enroll_and_have_this_answer_counted() -> None:
    view = refusals.refusal(errors.NotEnrolled(1, s.REF, "1:2"))
    assert ids.parse(buttons(view)["Enroll and count it"]["custom_id"]) == ids.Enroll(s.REF, "1:2")


def test_whoever_is_paused_can_resume_and_have_this_answer_counted() -> None:
    view = refusals.refusal(errors.Paused(s.TODAY, s.REF, "2"))
    assert ids.parse(buttons(view)["Resume and count it"]["custom_id"]) == ids.Resume(s.REF, "2")
    assert "until Mon 23 Nov" in texts(view)


@pytest.mark.parametrize("code", NUMBER_PROBLEMS)
def test_a_number_that_cannot_be_read_costs_nothing_and_is_asked_again(code: str) -> None:
    view = refusals.refusal(errors.UnreadableAnswer(s.REF, "1,2.3", code, "%"))
    assert "You wrote “1\\,2.3”" in texts(view) or "You wrote “1,2\\.3”" in texts(view)
    assert "cost nothing" in texts(view)
    assert re.search(r"`[\d/.e-]+`", texts(view)) or code == "empty"
    assert ids.parse(buttons(view)["Try again"]["custom_id"]) == ids.Answer(s.REF, ids.FORM)


def test_each_problem_with_a_number_is_said_differently() -> None:
    told = [texts(refusals.refusal(errors.UnreadableAnswer(s.REF, "x", code))) for code in NUMBER_PROBLEMS]
    assert len(set(told)) == len(NUMBER_PROBLEMS)


def test_a_zone_that_is_not_known_is_answered_with_those_that_are_near() -> None:
    error = errors.BadChoice("timezone", "Berlln", ("Europe/Berlin", "Europe/Dublin"))
    assert "Did you mean `Europe/Berlin` or `Europe/Dublin`?" in texts(refusals.refusal(error))


def test_our_own_fault_gives_a_reference_and_says_that_nothing_is_lost() -> None:
    shown = texts(refusals.broke("7f3a"))
    assert "This broke on our side. Nothing you did is lost" in shown
    assert "`7f3a`" in shown


def test_setting_up_names_each_missing_permission_where_and_how_to_grant_it() -> None:
    missing = [Missing("send_messages", s.CHANNEL), Missing("manage_roles")]
    shown = texts(group.set_up(group_value(), missing))
    assert "### Nearly ready" in shown
    assert f"- **Send Messages** in <#{s.CHANNEL}>: *Edit Channel → Permissions*" in shown
    assert "- **Manage Roles** on this server: *Server Settings → Roles*" in shown
    assert texts(group.set_up(group_value())).startswith("### Ready")


def test_the_overview_tells_last_active_days_and_how_many_more() -> None:
    shown = texts(group.overview(overview("Tom", quiet=15)))
    assert "Tom · last active Mon 23 Nov" in shown
    assert "Tom · no answer yet" in shown
    assert "and 15 more" in shown


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_says_what_happened_and_its_mend(kind: NoticeKind) -> None:
    what, mend = texts(notices.notice(a_notice(kind))).split("\n", 1)
    assert what.startswith("**")
    assert mend.strip()


def test_a_report_names_item_version_key_and_reporter_and_can_be_closed() -> None:
    told = a_report()
    view = report.for_moderators(told)
    shown = texts(view)
    for said in (told.shown.item.id, f"<@{told.reporter_discord_id}>", "The key: **B** Step number 2"):
        assert said in shown
    assert ids.parse(buttons(view)["Mark as done"]["custom_id"]) == ids.Fixed(told.id)
    assert not buttons(report.closed(told, 7))


def test_a_report_of_several_lines_stays_within_its_quotation() -> None:
    quoted = texts(report.for_moderators(a_report("one\n# two\n\n@everyone"))).split("\n")[1:4]
    assert quoted == ["> one", "> \\# two", "> @\u200beveryone"]


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Europe/Berlin", "Berlin"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("America/New_York", "New York"),
        ("Etc/GMT+5", "UTC-5"),
        ("UTC", "UTC"),
    ],
)
def test_zones_are_called_by_their_city(zone: str, city: str) -> None:
    assert words.city(zone) == city


def test_numbers_take_the_right_form() -> None:
    assert [words.count(n, "day") for n in (0, 1, 2, 12, 13, 1234)] == [
        "no days",
        "one day",
        "two days",
        "twelve days",
        "13 days",
        "1,234 days",
    ]


@pytest.mark.parametrize(
    ("mask", "said"),
    [
        (ALL_DAYS, "every day"),
        (WORKDAYS, "Mon to Fri"),
        (0b10101, "Mon, Wed and Fri"),
        (0b1100000, "Sat and Sun"),
    ],
)
def test_post_days_are_said_as_people_say_them(mask: int, said: str) -> None:
    assert words.weekdays(mask) == said


def test_days_and_times_are_said_in_the_learners_zone() -> None:
    moment = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert words.day(date(2026, 11, 3)) == "Tue 3 Nov"
    assert words.local_day(moment, "Asia/Tokyo") == "Tue 24 Nov"
    assert words.wall_time(moment, "America/New_York") == "18:30"


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.25, "0.25 s"), (28.8, "28.8 s"), (1e-9, "1e-09 s"), (12345.0, "12,345 s"), (3.0, "3 s")],
)
def test_a_key_is_said_with_its_unit_and_no_false_precision(value: float, said: str) -> None:
    assert words.decimal(value, "s") == said
