"""Pauses: a vacation protects the streak."""

from datetime import date, timedelta

from sqlalchemy import Connection

from bot.domain.enrollment import Enrollment, Person
from bot.domain.errors import BadChoice, NotEnrolled
from bot.domain.study_day import study_day
from bot.services.context import Context
from bot.services.enrolling import resume
from bot.storage import enrollment as storage

LONGEST = timedelta(days=90)


class PauseService:
    """Pausing and resuming."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def pause(self, guild_id: int, person: Person, until: str) -> Enrollment:
        """Pause from today until a day (inclusive): an ISO date, or a number of days from 1 to 90.

        Raises:
            NotEnrolled: there is nothing to pause.
            BadChoice: `until` is no such day.
        """
        now = self._context.now()

        def work(connection: Connection) -> Enrollment:
            locked = storage.lock_enrollment(connection, guild_id, person.discord_id, now)
            if locked is None:
                raise NotEnrolled(guild_id)
            enrollment = locked[0]
            today = study_day(now, enrollment.timezone)
            last = _last_day(until, today)
            if enrollment.is_paused_on(today):
                resume(connection, enrollment, today, now)
            storage.update_enrollment(connection, enrollment.id, paused_from=today, paused_until=last)
            storage.add_event(connection, enrollment.id, "paused", now, today, {"until": last.isoformat()})
            return _found(storage.find_enrollment(connection, guild_id, person.discord_id, now), guild_id)

        return await self._context.database.write(work)

    async def resume(self, guild_id: int, person: Person) -> Enrollment:
        """End a pause as of today; nothing happens when there is none.

        Raises:
            NotEnrolled: there is nothing to resume.
        """
        now = self._context.now()

        def work(connection: Connection) -> Enrollment:
            locked = storage.lock_enrollment(connection, guild_id, person.discord_id, now)
            if locked is None:
                raise NotEnrolled(guild_id)
            today = study_day(now, locked[0].timezone)
            if locked[0].is_paused_on(today):
                resume(connection, locked[0], today, now)
            return _found(storage.find_enrollment(connection, guild_id, person.discord_id, now), guild_id)

        return await self._context.database.write(work)


def _found(enrollment: Enrollment | None, guild_id: int) -> Enrollment:
    if enrollment is None:  # pragma: no cover - locked in this very transaction
        raise NotEnrolled(guild_id)
    return enrollment


def _last_day(until: str, today: date) -> date:
    text = until.strip()
    try:
        last = today + timedelta(days=int(text) - 1) if len(text) <= 3 else date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise BadChoice("until", until) from None
    if not today <= last < today + LONGEST:
        raise BadChoice("until", until)
    return last
