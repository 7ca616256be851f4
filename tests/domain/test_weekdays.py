"""Weekdays and times as moderators type them."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.group import ALL_DAYS, WORKDAYS
from bot.domain.weekdays import format_days, parse_days, parse_time

NAMES = ("mon", "TUE", "Weds", "thurs", "Friday", "sa", "Sundays")


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("mon-fri", WORKDAYS),
        ("Mon – Fri", WORKDAYS),
        ("monday to friday", WORKDAYS),
        ("weekdays", WORKDAYS),
        ("Mon, Wed, Fri", 0b0010101),
        ("mon/wed & fri", 0b0010101),
        ("Tue; Thu and Sat", 0b0101010),
        ("daily", ALL_DAYS),
        ("every day", ALL_DAYS),
        ("Mon-Sun", ALL_DAYS),
        ("weekend", 0b1100000),
        ("weekend, mon", 0b1100001),
        ("fri-mon", 0b1110001),
        ("sat-sat", 0b0100000),
        ("mo tu we", 0b0000111),
    ],
)
def test_days_are_read_however_they_are_written(text: str, mask: int) -> None:
    assert parse_days(text) == mask


@pytest.mark.parametrize(
    "text", ["", " , ", "m", "t", "funday", "mon-", "-fri", "mon-wed-fri", "1-5", "mon" * 99]
)
def test_what_names_no_weekday_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="weekday"):
        parse_days(text)


@settings(max_examples=100, deadline=None)
@given(mask=st.integers(1, ALL_DAYS), separator=st.sampled_from([" ", ", ", ";", "/", " + ", " and "]))
def test_days_written_out_come_back(mask: int, separator: str) -> None:
    assert parse_days(separator.join(NAMES[day] for day in format_days(mask))) == mask


def test_a_mask_beyond_the_week_is_refused() -> None:
    with pytest.raises(ValueError, match="128"):
        format_days(128)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("09:00", time(9)),
        ("9:05", time(9, 5)),
        (" 23.59 ", time(23, 59)),
        ("00:00", time(0)),
        ("7h30", time(7, 30)),
    ],
)
def test_times_are_read_with_or_without_a_leading_zero(text: str, read: time) -> None:
    assert parse_time(text) == read


@pytest.mark.parametrize("text", ["", "9", "24:00", "9:60", "9:5", "09:00:00", "9 pm", "-9:00", "٠٩:٠٠"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"HH:MM|must be in"):
        parse_time(text)
