"""Study days in every zone there is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.study_day import day_end, day_start, question_day, study_day

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-05-05T03:59:59+02:00", "Europe/Berlin", date(2026, 5, 4)),
        ("2026-05-05T04:00:00+02:00", "Europe/Berlin", date(2026, 5, 5)),
        ("2026-05-05T12:00:00+00:00", "Pacific/Kiritimati", date(2026, 5, 5)),
        ("2026-05-05T12:00:00+00:00", "Pacific/Pago_Pago", date(2026, 5, 4)),
        # The night in which clocks go forward is an hour short, the other one an hour long.
        ("2026-03-29T01:59:59+00:00", "Europe/Berlin", date(2026, 3, 28)),
        ("2026-03-29T02:00:00+00:00", "Europe/Berlin", date(2026, 3, 29)),
        ("2026-10-25T02:59:59+00:00", "Europe/Berlin", date(2026, 10, 24)),
        ("2026-10-25T03:00:00+00:00", "Europe/Berlin", date(2026, 10, 25)),
    ],
)
def test_a_study_day_ends_at_four_on_the_learners_clock(instant: str, zone: str, day: date) -> None:
    assert study_day(at(instant), zone) == day


def test_a_study_day_can_last_23_24_or_25_hours() -> None:
    days = [date(2026, 3, 28), date(2026, 5, 4), date(2026, 10, 24)]

    lengths = [day_end(day, "Europe/Berlin") - day_start(day, "Europe/Berlin") for day in days]

    assert lengths == [23 * HOUR, 24 * HOUR, 25 * HOUR]


def test_a_study_day_that_lost_its_date_still_has_an_end() -> None:
    # Samoa went from the 29th to the 31st of December 2011; four hours of the 30th are left, after midnight.
    assert day_end(date(2011, 12, 29), "Pacific/Apia") == at("2011-12-30T10:00:00+00:00")
    assert day_end(date(2011, 12, 30), "Pacific/Apia") == at("2011-12-30T14:00:00+00:00")


def test_times_without_a_zone_are_refused() -> None:
    naive = datetime(2026, 5, 5, 12)  # noqa: DTZ001

    with pytest.raises(ValueError, match="aware"):
        study_day(naive, "UTC")
    with pytest.raises(ValueError, match="aware"):
        question_day(naive, "UTC")


@settings(max_examples=300, deadline=None)
@given(
    zone=st.sampled_from(sorted(available_timezones())),
    instant=st.datetimes(datetime(2010, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_every_instant_lies_between_the_start_and_the_end_of_its_study_day(
    zone: str, instant: datetime
) -> None:
    day = study_day(instant, zone)
    start, end = day_start(day, zone), day_end(day, zone)

    assert start <= instant < end
    assert study_day(start, zone) == day == study_day(end - TICK, zone)
    assert study_day(start - TICK, zone) < day < study_day(end, zone)


def test_study_days_never_run_backwards_in_any_zone() -> None:
    backwards = [
        (zone, change)
        for zone in representatives()
        for change in clock_changes(zone)
        if not is_monotone_around(change, zone)
    ]

    assert backwards == []


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("2026-05-05T09:00:00+02:00", date(2026, 5, 5)),
        ("2026-05-05T21:59:59+02:00", date(2026, 5, 5)),
        ("2026-05-05T22:00:01+02:00", date(2026, 5, 6)),
        ("2026-05-06T03:00:00+02:00", date(2026, 5, 6)),
    ],
)
def test_a_question_asked_late_in_the_learners_day_belongs_to_the_next(sent: str, day: date) -> None:
    assert question_day(at(sent), "Europe/Berlin") == day


def test_a_question_leaves_six_hours_of_its_day_also_in_the_night_the_clocks_go_forward() -> None:
    # At 21:30 six and a half hours are on the clock, but only five and a half are left.
    assert question_day(at("2026-03-28T21:30:00+01:00"), "Europe/Berlin") == date(2026, 3, 29)


def weeks() -> Iterator[datetime]:
    start = datetime(2015, 1, 1, tzinfo=UTC)
    return (start + week * WEEK for week in range(22 * 52))


@cache
def representatives() -> list[str]:
    """One name for each group of zones that agree week by week."""
    by_offsets = {
        tuple(instant.astimezone(ZoneInfo(name)).utcoffset() for instant in weeks()): name
        for name in sorted(available_timezones())
    }
    return sorted(by_offsets.values())


def clock_changes(zone: str) -> Iterator[datetime]:
    """The instants at which the zone's clocks are moved, to the minute."""
    info = ZoneInfo(zone)
    for week in weeks():
        low, high = week, week + WEEK
        if low.astimezone(info).utcoffset() == high.astimezone(info).utcoffset():
            continue
        while high - low > timedelta(minutes=1):
            middle = low + (high - low) / 2
            if middle.astimezone(info).utcoffset() == low.astimezone(info).utcoffset():
                low = middle
            else:
                high = middle
        yield high


def is_monotone_around(change: datetime, zone: str) -> bool:
    instants = [change + minutes * timedelta(minutes=10) for minutes in range(-40, 41)]
    instants += [change - timedelta(minutes=1), change]
    days = [study_day(instant, zone) for instant in sorted(instants)]
    return days == sorted(days)
