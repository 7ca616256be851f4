"""Weekdays and times of day, as moderators type them."""

import re
from datetime import time

from bot.domain.group import ALL_DAYS, WORKDAYS

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ALSO = {"weds": "wed"}
_WEEKEND = ALL_DAYS & ~WORKDAYS
_SETS = {
    **dict.fromkeys(("daily", "everyday", "all", "alldays"), ALL_DAYS),
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), WORKDAYS),
    **dict.fromkeys(("weekend", "weekends"), _WEEKEND),
}
_PHRASES = re.compile(r"\b(every|all) days?\b")
_RANGE = re.compile(r" *(?:[-‐‑–—−~]|\bto\b|\bthrough\b) *")
_SEPARATORS = re.compile(r"[\s,;/+&|·.]+|\band\b")
_MAX_LENGTH = 100
_TIME = re.compile(r"([0-9]{1,2})[:.h]([0-9]{2})")


def parse_days(text: str) -> int:
    """Read weekdays into a bit mask, bit 0 = Monday: `mon-fri`, `Mon, Wed, Fri`, `daily`, `weekend`.

    English names, whole or shortened to two letters or more, in any case; a range may run past Sunday.

    Raises:
        ValueError: when a word is none of these, or there is none.
    """
    if len(text) > _MAX_LENGTH:
        raise ValueError("too long to be weekdays")
    text = _RANGE.sub("-", _PHRASES.sub("daily", text.strip().casefold()))
    mask = 0
    for word in filter(None, _SEPARATORS.split(text)):
        mask |= _days_of(word)
    if not mask:
        raise ValueError("no weekday")
    return mask


def format_days(mask: int) -> tuple[int, ...]:
    """The weekdays of a mask, 0 = Monday, in order.

    Raises:
        ValueError: when the mask has bits that are no weekday.
    """
    if not 0 <= mask <= ALL_DAYS:
        raise ValueError(f"mask {mask}")
    return tuple(day for day in range(7) if mask >> day & 1)


def parse_time(text: str) -> time:
    """Read a time of day: `09:00`, `9:00`, `9.00` or `9h00`.

    Raises:
        ValueError: when it is none, or not a time (24:00).
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not HH:MM: {text[:20]!r}")
    return time(int(found[1]), int(found[2]))


def _days_of(word: str) -> int:
    if word in _SETS:
        return _SETS[word]
    first, dash, last = word.partition("-")
    start = _day(first)
    length = (_day(last) - start) % 7 if dash else 0
    return sum(1 << (start + offset) % 7 for offset in range(length + 1))


def _day(word: str) -> int:
    word = _ALSO.get(word, word)
    for number, name in enumerate(_NAMES):
        if len(word) >= 2 and f"{name}s".startswith(word):
            return number
    raise ValueError(f"not a weekday: {word[:20]!r}")
