"""Study days: the learner's day, from four in the morning to four in the morning on their own clock.

Four o'clock, because whoever studies past midnight is still in the same evening, and because no zone moves
its clock across that hour in a way that would make a study day come twice (all zones, 2010 to 2037).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROLLOVER = timedelta(hours=4)
"""How far past local midnight a study day ends, on the wall clock."""
TIME_TO_ANSWER = timedelta(hours=6)
"""A question that leaves no more of the learner's day than this belongs to their next day."""
_ONE_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


def study_day(at: datetime, zone: str) -> date:
    """The study day an instant belongs to in a zone: the local date, four wall-clock hours earlier.

    Raises:
        ValueError: when `at` is naive.
        zoneinfo.ZoneInfoNotFoundError: when there is no such zone.
    """
    if at.tzinfo is None:
        raise ValueError("a study day needs an aware time")
    return (at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - ROLLOVER).date()


def day_end(day: date, zone: str) -> datetime:
    """The rollover that ends a study day, in UTC: the first instant that belongs to a later one."""
    rollover = datetime.combine(day + _ONE_DAY, time(), tzinfo=ZoneInfo(zone)) + ROLLOVER
    end = rollover.astimezone(UTC)
    if study_day(end, zone) > day >= study_day(end - _TICK, zone):
        return end
    # The clock was moved across four o'clock (or a whole date was dropped): look for the instant itself.
    low, high = end - 2 * _ONE_DAY, end + 2 * _ONE_DAY
    while high - low > _TICK:
        middle = low + (high - low) // 2
        if study_day(middle, zone) > day:
            high = middle
        else:
            low = middle
    return high


def day_start(day: date, zone: str) -> datetime:
    """The first instant of a study day, in UTC (the end of the one before)."""
    return day_end(day - _ONE_DAY, zone)


def question_day(sent_at: datetime, zone: str) -> date:
    """The study day a group's question belongs to, for a learner in `zone`.

    A question asked with six hours of the learner's day left, or fewer, belongs to their next day, so that
    everybody has time to answer it.
    """
    if sent_at.tzinfo is None:
        raise ValueError("a study day needs an aware time")
    return study_day(sent_at.astimezone(UTC) + TIME_TO_ANSWER, zone)
