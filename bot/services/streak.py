"""Showing a streak and why it is what it is."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.enrollment import Person
from bot.domain.errors import NotEnrolled
from bot.domain.streak import StreakView
from bot.services.context import Context
from bot.services.streaks import days_of, view_of
from bot.storage import streak as storage
from bot.storage.enrollment import find_enrollment

DAYS_SHOWN = 14


class StreakService:
    """`/streak`."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def show(self, guild_id: int, person: Person) -> StreakView:
        """The learner's streak as of now, with each of the last 14 study days and what it counted as.

        Raises:
            NotEnrolled: the person has no place in this group.
        """
        now = self._context.now()

        def work(connection: Connection) -> StreakView:
            enrollment = find_enrollment(connection, guild_id, person.discord_id, now)
            if enrollment is None or enrollment.left_at is not None:
                raise NotEnrolled(guild_id)
            view = view_of(connection, enrollment, storage.load_streak(connection, enrollment.id), now)
            return replace(view, days=days_of(connection, enrollment, now, DAYS_SHOWN))

        return await self._context.database.read(work)
