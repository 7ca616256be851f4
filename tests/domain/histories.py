"""Histories of learners for property tests: dense runs of active days, few gaps, at home and away."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import floor

from hypothesis import strategies as st

from bot.domain.study_day import day_end, day_start, study_day

DAY = timedelta(days=1)
HOME_ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca",
)  # fmt: skip
"""Zones whose clocks move by an hour at most."""

Answers = list[tuple[date, datetime]]


@dataclass(frozen=True)
class History:
    """Answers, the charged study days, and the zones that ruled: (from when, which), earliest first."""

    answers: Answers
    charged: frozenset[date]
    zones: tuple[tuple[datetime, str], ...]

    @property
    def days(self) -> list[date]:
        return sorted({day for day, _ in self.answers})

    @property
    def span(self) -> list[date]:
        """Every day from the first active one to the last."""
        first, last = min(self.days), max(self.days)
        return [first + n * DAY for n in range((last - first).days + 1)]

    def day_of(self, at: datetime) -> date:
        """The study day of an instant, in the zone that ruled then."""
        ruling = [zone for start, zone in self.zones if start <= at]
        return study_day(at, ruling[-1] if ruling else self.zones[0][1])


@st.composite
def at_home(draw: st.DrawFn, min_days: int = 1, max_days: int = 45) -> History:
    """Nearly every day answered and charged, in one zone, often across a change of its clocks."""
    zone = draw(st.sampled_from(HOME_ZONES))
    first = draw(
        st.one_of(
            st.sampled_from([date(2026, 3, 1), date(2026, 9, 20), date(2026, 10, 10)]),
            st.dates(date(2020, 1, 1), date(2035, 1, 1)),
        )
    )
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from([True] * 6 + [False] * 2),
                st.sampled_from([True] * 7 + [False]),
                st.sampled_from([0.0, 0.01, 0.3, 0.5, 0.99, 0.999999]),
            ),
            min_size=min_days,
            max_size=max_days,
        )
    )
    answers: Answers = []
    charged: set[date] = set()
    for offset, (is_active, is_charged, part) in enumerate(rows):
        day = first + offset * DAY
        if is_charged:
            charged.add(day)
        if is_active or not answers:
            answers.append((day, instant_of(day, zone, part)))
            if part == 0.3:
                answers.append((day, instant_of(day, zone, 0.7)))
    return History(answers, frozenset(charged), ((answers[0][1], zone),))


@st.composite
def travelling(
    draw: st.DrawFn, zones: Iterable[str], max_hours: int = 80, changes_apart: timedelta = 7 * DAY
) -> History:
    """Answers with zone changes that take effect at the next rollover, at most one in `changes_apart`."""
    choices = sorted(zones)
    zone = draw(st.sampled_from(choices))
    now = draw(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)))  # noqa: DTZ001
    steps = draw(
        st.lists(
            st.tuples(
                st.one_of(
                    st.sampled_from([0.1, 12, 19, 22.9, 23.5, 24, 26, 46.5, 47, 48, 49]),
                    # Well below the bound, since a timedelta rounds to microseconds.
                    st.floats(0.01, max_hours - 0.001),
                ).filter(lambda hours: hours < max_hours),
                st.one_of(st.none(), st.none(), st.sampled_from(choices)),
            ),
            min_size=1,
            max_size=45,
        )
    )
    answers: Answers = [(study_day(now, zone), now)]
    ruled = [(now, zone)]
    pending: tuple[datetime, str] | None = None
    changed_at = now - 8 * DAY
    for hours, wish in steps:
        now += timedelta(hours=hours)
        if pending is not None and now >= pending[0]:
            zone = pending[1]
            ruled.append(pending)
            pending = None
        answers.append((study_day(now, zone), now))
        if wish is not None and wish != zone and now - changed_at >= changes_apart:
            pending, changed_at = (day_end(study_day(now, zone), zone), wish), now
    first, last = min(answers)[0], max(answers)[0]
    span = [first + offset * DAY for offset in range((last - first).days + 1)]
    excused = draw(st.sets(st.sampled_from(span), max_size=5))
    return History(answers, frozenset(span) - excused, tuple(ruled))


def instant_of(day: date, zone: str, part: float) -> datetime:
    """An instant of a study day, `part` (0 to 1, exclusive) of the way through it."""
    start, end = day_start(day, zone), day_end(day, zone)
    return min(start + (end - start) * part, end - timedelta(microseconds=1))


def missed_days(answers: Answers, charged: Collection[date]) -> set[date]:
    """Rule 2, as the specification words it, pair by pair."""
    missed: set[date] = set()
    for before, after in pairwise(sorted({day for day, _ in answers})):
        last = max(at for day, at in answers if day == before)
        first = min(at for day, at in answers if day == after)
        whole_days = [before + n * DAY for n in range(1, (after - before).days)]
        hours = (first - last) / timedelta(hours=1)
        how_many = max(0, min(len(whole_days), floor((hours + 1) / 24)))
        missed |= set(whole_days[len(whole_days) - how_many :]) & set(charged)
    return missed


def longest_run(active: Collection[date], missed: Collection[date], end: date) -> int:
    """Rule 4: active days of the longest run up to a day with no two missed days within any seven."""
    if not active:
        return 0
    first, longest = min(active), 0
    for start in (first + n * DAY for n in range((end - first).days + 1)):
        window = [start + n * DAY for n in range((end - start).days + 1)]
        if all(sum(day in missed for day in window[place : place + 7]) <= 1 for place in range(len(window))):
            longest = max(longest, sum(day in active for day in window))
    return longest


def reference(answers: Answers, charged: Collection[date]) -> tuple[int, int, int]:
    """(current, best, active days), quadratic and worse, without a fold."""
    active = {day for day, _ in answers}
    missed = missed_days(answers, charged)
    runs = [longest_run({day for day in active if day <= end}, missed, end) for end in sorted(active)]
    return runs[-1], max(runs), len(active)
