"""When posts are due, given up and revealed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.daily_post import closes_at, due_at, expires_at, next_due_at, upcoming_dates
from bot.domain.group import ALL_DAYS, WORKDAYS

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("post_date", "post_time", "zone", "due"),
    [
        (date(2026, 5, 4), time(9), "Europe/Berlin", "2026-05-04T07:00"),
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T01:30"),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30"),
        (date(2026, 3, 29), time(0), "Asia/Beirut", "2026-03-28T22:00"),
        (date(2026, 4, 24), time(0, 30), "Africa/Cairo", "2026-04-23T22:30"),
        (date(2026, 11, 1), time(1, 30), "America/New_York", "2026-11-01T05:30"),
    ],
)
def test_a_skipped_time_comes_later_and_a_doubled_one_comes_once(
    post_date: date, post_time: time, zone: str, due: str
) -> None:
    assert due_at(post_date, post_time, zone) == utc(due)
    assert due_at(post_date, post_time.replace(fold=1), zone) == utc(due)


def test_a_post_is_given_up_after_six_hours_or_when_the_next_is_due() -> None:
    assert expires_at(NOON, None) == NOON + 6 * HOUR
    assert expires_at(NOON, NOON + 24 * HOUR) == NOON + 6 * HOUR
    assert expires_at(NOON, NOON + 2 * HOUR) == NOON + 2 * HOUR


def test_a_post_is_revealed_when_the_next_appears_or_after_a_day() -> None:
    assert closes_at(NOON + HOUR, NOON + 24 * HOUR) == NOON + 24 * HOUR
    assert closes_at(NOON, NOON + 72 * HOUR) == NOON + 24 * HOUR
    assert closes_at(NOON, None) == NOON + 24 * HOUR


def test_upcoming_dates_are_the_post_days_from_now_to_the_horizon() -> None:
    friday_morning = utc("2026-05-08T07:00")

    days = upcoming_dates(friday_morning, time(9), WORKDAYS, "Europe/Berlin", timedelta(hours=96))

    assert days == [date(2026, 5, 8), date(2026, 5, 11), date(2026, 5, 12)]


def test_the_next_post_is_the_one_after_now() -> None:
    friday_morning = utc("2026-05-08T07:00")

    assert next_due_at(friday_morning - HOUR, time(9), WORKDAYS, "Europe/Berlin") == friday_morning
    assert next_due_at(friday_morning, time(9), WORKDAYS, "Europe/Berlin") == utc("2026-05-11T07:00")


def test_a_schedule_without_post_days_or_with_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="post days"):
        next_due_at(NOON, time(9), 0, "UTC")
    with pytest.raises(ValueError, match="aware"):
        upcoming_dates(NOON.replace(tzinfo=None), time(9), ALL_DAYS, "UTC", HOUR)


@settings(max_examples=150, deadline=None)
@given(
    now=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    post_time=st.times(),
    days=st.integers(1, ALL_DAYS),
    zone=st.sampled_from(
        ["UTC", "Europe/Berlin", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Kiritimati"]
    ),
)
def test_every_post_day_comes_once_and_in_order(now: datetime, post_time: time, days: int, zone: str) -> None:
    horizon = timedelta(days=20)
    dates = upcoming_dates(now, post_time, days, zone, horizon)
    dues = [due_at(each, post_time, zone) for each in dates]

    assert dues == sorted(set(dues))
    assert all(now <= due <= now + horizon for due in dues)
    assert all(days >> each.weekday() & 1 for each in dates)
    local = now.astimezone(ZoneInfo(zone)).date()
    sure = {local + timedelta(days=n) for n in range(1, 19)}
    assert {each for each in sure if days >> each.weekday() & 1} <= set(dates)
    assert next_due_at(now, post_time, days, zone) == next(due for due in dues if due > now)
