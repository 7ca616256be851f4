"""Proving that what is kept for speed equals what it was made of, and making it anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection

from bot.clock import Clock, SystemClock
from bot.domain.enrollment import Enrollment
from bot.domain.leaderboard import week_of
from bot.domain.points import DAILY_CAP
from bot.domain.streak import Streak
from bot.services.streaks import refold
from bot.storage import integrity as storage
from bot.storage import streak as streaks
from bot.storage.database import Database
from bot.storage.enrollment import enrollment_by_id, lock_row
from bot.storage.integrity import StandingRow

K = TypeVar("K")
V = TypeVar("V")
CHUNK = 50
"""Enrollments a transaction: a few milliseconds, so that nobody's answer waits."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A projection that is not what its facts say. `stored` and `computed` are for people to read."""

    enrollment_id: int
    what: str
    stored: str
    computed: str

    def __str__(self) -> str:
        return f"enrollment {self.enrollment_id}: {self.what} is {self.stored}, but should be {self.computed}"


@dataclass(frozen=True, slots=True)
class Check:
    """What was found: how many enrollments were looked at, and every difference."""

    enrollments: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Projections:
    """Everything derived from one enrollment's facts."""

    streak: Streak
    days: Mapping[date, streaks.StudyDay]
    standings: Mapping[str, StandingRow]


class IntegrityService:
    """`database check`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def check(self, *, rebuild: bool = False) -> Check:
        """Recompute streaks, study days and standings of every enrollment from attempts and verdicts.

        Safe while the bot runs: what differs is looked at once more under the enrollment's lock.

        Args:
            rebuild: write what was computed wherever it differs.
        """
        now = self._clock.now()
        found: list[Difference] = []
        looked_at, after = 0, 0
        while chunk := await self._database.read(
            lambda connection, after=after: storage.enrollment_ids(connection, after, CHUNK)  # type: ignore[misc]
        ):
            looked_at, after = looked_at + len(chunk), chunk[-1]

            def suspects(connection: Connection, chunk: list[int] = chunk) -> list[int]:
                enrollments = (enrollment_by_id(connection, one, now) for one in chunk)
                return [one.id for one in enrollments if one is not None and _differences(connection, one)]

            for enrollment_id in await self._database.read(suspects):

                def settle(connection: Connection, enrollment_id: int = enrollment_id) -> list[Difference]:
                    lock_row(connection, enrollment_id)
                    enrollment = enrollment_by_id(connection, enrollment_id, now)
                    if enrollment is None:
                        return []
                    differences = _differences(connection, enrollment)
                    if rebuild and differences:
                        _rebuild(connection, enrollment)
                    return differences

                found += await self._database.write(settle)
        return Check(looked_at, tuple(found))


async def check_database(url: str, *, rebuild: bool = False) -> Check:
    """Check the database at an address, which no other process may have open where it is a SQLite file.

    Raises:
        DatabaseInUse, sqlalchemy.exc.OperationalError: it cannot be opened.
    """
    database = await Database.open(url)
    try:
        return await IntegrityService(database, SystemClock()).check(rebuild=rebuild)
    finally:
        await database.close()


def _differences(connection: Connection, enrollment: Enrollment) -> list[Difference]:
    stored = _stored(connection, enrollment)
    computed = _computed(connection, enrollment)
    found = []
    if stored.streak != computed.streak:
        found.append(Difference(enrollment.id, "the streak", str(stored.streak), str(computed.streak)))
    found += [
        Difference(enrollment.id, f"study day {day}", str(one or "missing"), str(other or "nothing"))
        for day, one, other in _pairs(stored.days, computed.days)
        if one != other
    ]
    found += [
        Difference(enrollment.id, f"standing {period}", str(one or "missing"), str(other or "nothing"))
        for period, one, other in _pairs(stored.standings, computed.standings)
        if one != other
    ]
    return found


def _pairs(stored: Mapping[K, V], computed: Mapping[K, V]) -> Iterator[tuple[K, V | None, V | None]]:
    for key in dict.fromkeys([*stored, *computed]):
        yield key, stored.get(key), computed.get(key)


def _stored(connection: Connection, enrollment: Enrollment) -> _Projections:
    days = streaks.study_days_since(connection, enrollment.id, date.min)
    return _Projections(
        streak=streaks.load_streak(connection, enrollment.id),
        days={day.day: day for day in days},
        standings=storage.standings_of(connection, enrollment.id),
    )


def _computed(connection: Connection, enrollment: Enrollment) -> _Projections:
    days = {
        day.day: day
        for day in storage.days_of_attempts(connection, enrollment.learner_id, enrollment.guild_id)
    }
    points: dict[str, int] = {}
    for day in days.values():
        for period in ("all", week_of(day.day).isoformat()):
            points[period] = points.get(period, 0) + min(day.points, DAILY_CAP)
    is_listed = not enrollment.is_hidden and enrollment.left_at is None
    return _Projections(
        streak=refold(connection, enrollment),
        days=days,
        standings={period: StandingRow(total, is_listed) for period, total in points.items() if total},
    )


def _rebuild(connection: Connection, enrollment: Enrollment) -> None:
    computed = _computed(connection, enrollment)
    streaks.save_streak(connection, enrollment.id, computed.streak)
    storage.replace_days(connection, enrollment.id, list(computed.days.values()))
    storage.replace_standings(connection, enrollment.id, enrollment.guild_id, computed.standings)
