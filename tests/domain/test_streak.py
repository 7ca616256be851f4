"""The streak's fold against its specification."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.streak import Streak, extend, replay, settle
from bot.domain.study_day import study_day
from tests.domain.histories import (
    DAY,
    Answers,
    History,
    at_home,
    instant_of,
    missed_days,
    reference,
    travelling,
)

WORLD = (
    "America/Los_Angeles", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Europe/Berlin",
    "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC",
)  # fmt: skip
LESS_THAN_A_DAY_APART = tuple(zone for zone in WORLD if not zone.startswith("Pacific/"))
MONDAY = date(2026, 5, 4)
several = settings(max_examples=80, deadline=None)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def run(pattern: str, charged: str = "") -> Streak:
    """Fold a pattern of days from a Monday on: x answered, - charged and not, . excused."""
    days = [MONDAY + n * DAY for n in range(len(pattern))]
    answers = [(day, noon(day)) for day, mark in zip(days, pattern, strict=True) if mark == "x"]
    return replay(answers, {day for day, mark in zip(days, pattern, strict=True) if mark in "x-"})


@pytest.mark.parametrize(
    ("pattern", "current", "best"),
    [
        ("x", 1, 1),
        ("xxx", 3, 3),
        ("xxx-x", 4, 4),
        ("xxx--x", 1, 3),
        ("xxx-x-x", 2, 4),
        ("xxx-xxxxx-x", 6, 8),
        ("xxx-xxxxxx-x", 10, 10),
        ("xxx..x", 4, 4),
        ("xxx-..-x", 1, 3),
        ("xxx-......-x", 4, 4),
        ("xxx-xx-xx-x", 3, 5),
        ("x--x--x--x", 1, 1),
    ],
)
def test_one_missed_day_in_seven_is_forgiven_and_a_second_shortens(
    pattern: str, current: int, best: int
) -> None:
    streak = run(pattern)

    assert (streak.current, streak.best, streak.active_days) == (current, best, pattern.count("x"))


def test_a_second_answer_of_the_day_only_moves_the_last_answer() -> None:
    once = extend(Streak(), MONDAY, noon(MONDAY), ())
    later = extend(once, MONDAY, noon(MONDAY) + timedelta(hours=2), ())

    assert later == Streak(1, 1, None, MONDAY, noon(MONDAY) + timedelta(hours=2), 1, 1)
    assert extend(later, MONDAY, noon(MONDAY), ()) == later


def test_an_answer_of_an_earlier_day_must_be_replayed() -> None:
    streak = extend(Streak(), MONDAY, noon(MONDAY), ())

    with pytest.raises(ValueError, match="replay"):
        extend(streak, MONDAY - DAY, noon(MONDAY - DAY), ())


def test_an_answer_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        extend(Streak(), MONDAY, datetime(2026, 5, 4, 12), ())  # noqa: DTZ001


def test_nobody_has_a_streak_before_the_first_answer() -> None:
    assert settle(Streak(), MONDAY, noon(MONDAY), {MONDAY - DAY}) == Streak()
    assert replay([], {MONDAY}) == Streak()


@several
@given(history=st.one_of(at_home(), travelling(WORLD)), seed=st.integers(0, 1000))
def test_order_and_doubles_do_not_matter(history: History, seed: int) -> None:
    random = Random(seed)
    shuffled = history.answers + random.choices(history.answers, k=5)
    random.shuffle(shuffled)

    assert replay(shuffled, history.charged) == replay(history.answers, history.charged)


@several
@given(history=st.one_of(at_home(), travelling(WORLD)))
def test_the_fold_is_what_the_specification_says(history: History) -> None:
    streak = replay(history.answers, history.charged)

    assert (streak.current, streak.best, streak.active_days) == reference(history.answers, history.charged)


@several
@given(history=at_home())
def test_answer_by_answer_gives_what_a_replay_gives(history: History) -> None:
    streak = Streak()
    for day, at in history.answers:
        streak = extend(streak, day, at, history.charged)

    assert streak == replay(history.answers, history.charged)


@several
@given(history=st.one_of(at_home(), travelling(WORLD)))
def test_current_is_at_most_best_and_best_at_most_the_active_days(history: History) -> None:
    streak = replay(history.answers, history.charged)

    assert 1 <= streak.current <= streak.best <= streak.active_days
    assert streak.since_miss <= streak.current


@settings(max_examples=150, deadline=None)
@given(history=at_home(min_days=3), data=st.data())
def test_an_extra_active_day_lowers_nothing(history: History, data: st.DataObject) -> None:
    extra = data.draw(st.sampled_from([history.days[0] - 2 * DAY, history.days[0] - DAY, *history.span]))
    part = data.draw(st.sampled_from([0.0, 0.5, 0.999999]))
    without = replay(history.answers, history.charged)
    with_it = replay(
        [*history.answers, (extra, instant_of(extra, history.zones[0][1], part))], history.charged
    )

    assert with_it.current >= without.current
    assert with_it.best >= without.best


@settings(max_examples=100, deadline=None)
@given(history=travelling(LESS_THAN_A_DAY_APART), data=st.data())
def test_away_an_extra_active_day_never_adds_a_missed_one(history: History, data: st.DataObject) -> None:
    # It may move a missed day to the day before, which can bring two within seven: rule 2 charges the latest
    # days of a gap, and the extra day splits the gap. It takes a flight east and a gap of 46 to 48 hours.
    before, after = data.draw(st.sampled_from(history.answers)), data.draw(st.sampled_from(history.answers))
    at = before[1] + (after[1] - before[1]) * data.draw(st.sampled_from([0.3, 0.5, 0.7]))

    without = missed_days(history.answers, history.span)
    with_it = missed_days([*history.answers, (history.day_of(at), at)], history.span)

    assert len(with_it) <= len(without)


@settings(max_examples=150, deadline=None)
@given(history=st.one_of(at_home(min_days=3), travelling(WORLD)), data=st.data())
def test_an_extra_answer_of_an_active_day_lowers_nothing(history: History, data: st.DataObject) -> None:
    day, at = data.draw(st.sampled_from(history.answers))
    later = at + data.draw(st.sampled_from([timedelta(minutes=-50), timedelta(minutes=50)]))
    without = replay(history.answers, history.charged)
    with_it = replay([*history.answers, (day, later)], history.charged)

    assert with_it.current >= without.current
    assert with_it.best >= without.best


@settings(max_examples=150, deadline=None)
@given(history=st.one_of(at_home(min_days=3), travelling(WORLD)), data=st.data())
def test_excusing_a_day_lowers_nothing(history: History, data: st.DataObject) -> None:
    excused = data.draw(st.sampled_from(history.span))
    without = replay(history.answers, history.charged)
    with_it = replay(history.answers, history.charged - {excused})

    assert with_it.current >= without.current
    assert with_it.best >= without.best


@several
@given(history=at_home(min_days=2))
def test_in_one_zone_hours_and_calendar_agree_on_what_was_missed(history: History) -> None:
    assert missed_days(history.answers, history.span) == set(history.span) - set(history.days)


@several
@given(history=travelling(WORLD, max_hours=23, changes_apart=timedelta(0)))
def test_who_answers_every_23_hours_is_never_charged_wherever_they_fly(history: History) -> None:
    streak = replay(history.answers, history.span)

    assert streak.last_miss is None
    assert streak.current == streak.active_days


@several
@given(history=at_home(), days=st.integers(0, 12), part=st.sampled_from([0.0, 0.5, 0.999999]))
def test_today_is_never_lost_and_answering_adds_exactly_one(history: History, days: int, part: float) -> None:
    streak = replay(history.answers, history.charged)
    today = history.days[-1] + days * DAY
    now = max(instant_of(today, history.zones[0][1], part), history.answers[-1][1])
    charged = history.charged | {history.days[-1] + n * DAY for n in range(1, 9)}
    settled = settle(streak, today, now, charged)

    assert settled == settle(streak, today, now, charged - {today})
    assert settled == settle(settled, today, now, charged)
    assert settled.best == streak.best
    answered = extend(streak, today, now, charged)
    assert answered == extend(settled, today, now, charged)
    assert answered.current == settled.current + (days > 0)


def test_a_missed_day_of_23_hours_is_a_missed_day() -> None:
    # Saturday ends as the clocks go forward: from its first instant to its last, 23 hours.
    friday, sunday = date(2026, 3, 27), date(2026, 3, 29)
    answers = [
        (day, instant_of(day, "Europe/Berlin", part)) for day, part in ((friday, 0.9999999), (sunday, 0.0))
    ]
    assert answers[1][1] - answers[0][1] < timedelta(hours=23, minutes=1)

    assert replay(answers, {friday + DAY}).last_miss == friday + DAY


def test_of_a_gap_shortened_by_a_flight_the_latest_days_are_charged() -> None:
    left, landed = datetime(2026, 5, 5, 9, tzinfo=UTC), datetime(2026, 5, 6, 20, tzinfo=UTC)
    days = study_day(left, "America/Los_Angeles"), study_day(landed, "Asia/Tokyo")
    assert (days[1] - days[0]).days == 3

    streak = replay([(days[0], left), (days[1], landed)], {days[0] + DAY, days[0] + 2 * DAY})

    assert (streak.current, streak.last_miss) == (2, days[0] + 2 * DAY)


def test_settling_twice_is_settling_once() -> None:
    wednesday = MONDAY + 2 * DAY
    settled = settle(run("x"), wednesday, noon(wednesday), {MONDAY + DAY})

    assert (settled.current, settled.last_miss) == (1, MONDAY + DAY)
    assert settle(settled, wednesday, noon(wednesday), {MONDAY + DAY}) == settled


def test_a_flight_east_over_a_whole_study_day_costs_nothing() -> None:
    left = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
    landed = left + timedelta(hours=22)
    days = study_day(left, "America/Los_Angeles"), study_day(landed, "Asia/Tokyo")
    assert (days[1] - days[0]).days == 2

    streak = replay([(days[0], left), (days[1], landed)], {days[0] + DAY})

    assert (streak.current, streak.last_miss) == (2, None)


def test_replaying_ten_years_is_quick_enough_to_be_done_in_a_transaction() -> None:
    answers: Answers = [(MONDAY + n * DAY, noon(MONDAY + n * DAY)) for n in range(3653) if n % 30]

    streak = replay(answers, {day for day, _ in answers} | {MONDAY + n * DAY for n in range(3653)})

    assert streak.active_days == streak.current == len(answers)
