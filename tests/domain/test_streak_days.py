"""Which study days are charged, and how each of the last ones is explained."""

from collections import Counter
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.group import ALL_DAYS, WORKDAYS
from bot.domain.streak import AskedDay, DayKind, DayView, charged_days, explain, replay, settle
from tests.domain.histories import DAY, Answers, History, at_home, travelling

BERLIN = "Europe/Berlin"
MONDAY = date(2026, 5, 4)
NINE = time(9)


def ask(day: date, zone: str = BERLIN, at: time = NINE, post_days: int = ALL_DAYS) -> AskedDay:
    return AskedDay(datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC), post_days)


def week(post_days: int = ALL_DAYS) -> list[AskedDay]:
    return [ask(MONDAY + n * DAY, post_days=post_days) for n in range(7)]


def test_a_day_with_a_question_is_charged_and_a_day_without_is_not() -> None:
    assert charged_days([ask(MONDAY), ask(MONDAY + 2 * DAY)], BERLIN) == {MONDAY, MONDAY + 2 * DAY}


def test_the_groups_days_off_are_rest_days_in_the_learners_own_zone() -> None:
    # Friday evening in Berlin is Saturday in Auckland: a day off there too.
    asked = [ask(MONDAY + n * DAY, at=time(18), post_days=WORKDAYS) for n in range(5)]

    assert charged_days(asked, BERLIN) == {MONDAY + n * DAY for n in range(5)}
    assert charged_days(asked, "Pacific/Auckland") == {MONDAY + n * DAY for n in range(1, 5)}


def test_a_change_of_days_off_rules_from_then_on() -> None:
    saturday = MONDAY + 5 * DAY

    assert charged_days([ask(saturday), ask(saturday + 7 * DAY, post_days=WORKDAYS)], BERLIN) == {saturday}


def test_pauses_and_grants_excuse_their_days_and_no_other() -> None:
    charged = charged_days(
        week(), BERLIN, pauses=[(MONDAY + DAY, MONDAY + 3 * DAY)], grants={MONDAY + 5 * DAY}
    )

    assert charged == {MONDAY, MONDAY + 4 * DAY, MONDAY + 6 * DAY}


def test_an_outage_excuses_every_study_day_it_touches() -> None:
    rollover = datetime(2026, 5, 5, 2, tzinfo=UTC)

    touching_both = [(rollover - timedelta(hours=1), rollover + timedelta(hours=1))]
    ending_at_rollover = [(rollover - timedelta(hours=2), rollover)]

    assert charged_days(week()[:3], BERLIN, outages=touching_both) == {MONDAY + 2 * DAY}
    assert charged_days(week()[:3], BERLIN, outages=ending_at_rollover) == {MONDAY + DAY, MONDAY + 2 * DAY}


def views(
    answers: Answers,
    *,
    asked: list[AskedDay],
    today: date,
    now: datetime,
    zone: str = BERLIN,
    pauses: list[tuple[date, date]] | None = None,
    outages: list[tuple[datetime, datetime]] | None = None,
    grants: Collection[date] = (),
    count: int = 14,
) -> tuple[DayView, ...]:
    counts = Counter(day for day, _ in answers)
    return explain(
        answers=answers,
        activity={day: (number, 1) for day, number in counts.items()},
        asked=asked,
        zone=zone,
        pauses=pauses or [],
        outages=outages or [],
        grants=grants,
        today=today,
        now=now,
        count=count,
    )


def test_every_day_is_explained_by_what_excused_it() -> None:
    day = [MONDAY + n * DAY for n in range(8)]
    answers = [(day[0], noon(day[0])), (day[0], noon(day[0])), (day[5], noon(day[5]))]

    shown = views(
        answers,
        asked=[ask(each) for each in (*day[:3], *day[4:])],
        today=day[7],
        now=noon(day[7]),
        pauses=[(day[1], day[1])],
        outages=[(noon(day[2]), noon(day[2]) + timedelta(hours=3))],
        grants={day[4]},
    )

    assert [view.day for view in shown] == day
    assert [view.kind for view in shown] == [
        DayKind.ACTIVE, DayKind.PAUSED, DayKind.OUTAGE, DayKind.NO_QUESTION, DayKind.GRANTED, DayKind.ACTIVE,
        DayKind.FORGIVEN, DayKind.TODAY,
    ]  # fmt: skip
    assert (shown[0].answers, shown[0].correct) == (2, 1)
    assert (shown[7].answers, shown[7].correct) == (0, 0)


def test_two_missed_days_in_a_row_are_both_shown_as_missed() -> None:
    assert kinds("xx--x") == "AAMMA"


def test_of_two_missed_days_in_seven_the_first_ended_the_run_and_the_second_is_forgiven() -> None:
    assert kinds("xx-xx-x") == "AAMAAFA"


def test_missed_days_seven_days_apart_are_both_forgiven() -> None:
    assert kinds("xx-xxxxxx-x") == "AAFAAAAAAFA"


def test_days_before_the_first_answer_are_not_held_against_anybody() -> None:
    assert kinds("--x") == "A"
    assert kinds("---", answered_today=False) == "T"


def test_a_day_lost_over_the_pacific_is_shown_as_travel() -> None:
    left, landed = datetime(2026, 5, 5, 10, tzinfo=UTC), datetime(2026, 5, 6, 8, tzinfo=UTC)
    days = [date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 6)]

    shown = views(
        [(days[0], left), (days[2], landed)],
        asked=[ask(day, "Asia/Tokyo") for day in days],
        today=days[2],
        now=landed,
        zone="Asia/Tokyo",
    )

    assert [view.kind for view in shown] == [DayKind.ACTIVE, DayKind.TRAVEL, DayKind.ACTIVE]


@settings(max_examples=120, deadline=None)
@given(
    history=st.one_of(at_home(), travelling(["Asia/Tokyo", BERLIN, "America/New_York"])),
    later=st.integers(0, 9),
    count=st.integers(1, 20),
)
def test_the_explanation_agrees_with_the_streak(history: History, later: int, count: int) -> None:
    last_day, last_at = max(history.days), max(at for _, at in history.answers)
    today, now = last_day + later * DAY, last_at + later * DAY
    charged = history.charged | {last_day + n * DAY for n in range(1, 10) if n % 4}
    asked = [ask(day) for day in charged]
    streak = settle(replay(history.answers, charged), today, now, charged)

    shown = views(history.answers, asked=asked, today=today, now=now, count=1000)
    part = views(history.answers, asked=asked, today=today, now=now, count=count)

    after_miss = 0
    for view in shown:
        after_miss = 0 if view.kind is DayKind.MISSED else after_miss + (view.kind is DayKind.ACTIVE)
    assert after_miss == streak.current
    assert sum(view.kind is DayKind.ACTIVE for view in shown) == streak.active_days
    assert part == shown[-count:]
    uncharged = {DayKind.NO_QUESTION, DayKind.TODAY, DayKind.ACTIVE}
    assert all((view.day in charged) or view.kind in uncharged for view in shown)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def kinds(pattern: str, *, answered_today: bool = True) -> str:
    """First letters of the kinds of days from a Monday on: x answered, - asked and not; the last is today."""
    days = [MONDAY + n * DAY for n in range(len(pattern))]
    answers = [(day, noon(day)) for day, mark in zip(days, pattern, strict=True) if mark == "x"]
    assert answered_today == (pattern[-1] == "x")
    shown = views(answers, asked=[ask(day) for day in days], today=days[-1], now=noon(days[-1]))
    return "".join(view.kind.value[0].upper() for view in shown)
