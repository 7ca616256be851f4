"""Enrolling, changing what one chose, leaving."""

from sqlalchemy import Connection

from bot.domain.enrollment import Choices, Enrollment, EnrollmentResult, Person
from bot.domain.errors import NotEnrolled, WhichGroup
from bot.domain.study_day import study_day
from bot.services import enrolling
from bot.services.context import Context
from bot.storage import enrollment as storage
from bot.storage.group import ensure_group, find_group


class EnrollmentService:
    """A learner's place in a group."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def enroll(
        self, guild_id: int, guild_name: str, person: Person, choices: Choices
    ) -> EnrollmentResult:
        """Enroll a person; enrolling again changes, never duplicates.

        Raises:
            BadChoice: a choice is not possible; nothing was changed.
        """
        now = self._context.now()
        return await self._context.database.write(
            lambda connection: enrolling.enroll(
                self._context, connection, guild_id, person, choices, now, guild_name
            )
        )

    async def change(self, guild_id: int, person: Person, choices: Choices) -> EnrollmentResult:
        """Change an enrollment.

        Raises:
            NotEnrolled, BadChoice: nothing was changed.
        """
        now = self._context.now()

        def work(connection: Connection) -> EnrollmentResult:
            enrolling.check(self._context, guild_id, choices)
            locked = storage.lock_enrollment(connection, guild_id, person.discord_id, now)
            if locked is None:
                raise NotEnrolled(guild_id)
            group = ensure_group(connection, guild_id, "", now)
            return enrolling.change(connection, group, person, locked[0], choices, now)

        return await self._context.database.write(work)

    async def leave(self, guild_id: int, person: Person) -> EnrollmentResult:
        """Leave a group; what was learned is kept, and enrolling again takes it up.

        Raises:
            NotEnrolled: there is nothing to leave.
        """
        now = self._context.now()

        def work(connection: Connection) -> EnrollmentResult:
            locked = storage.lock_enrollment(connection, guild_id, person.discord_id, now)
            if locked is None:
                raise NotEnrolled(guild_id)
            before = locked[0]
            storage.update_enrollment(connection, before.id, left_at=now)
            storage.add_event(connection, before.id, "left", now, study_day(now, before.timezone), {})
            after = storage.find_enrollment(connection, guild_id, person.discord_id, now) or before
            return enrolling.result(
                connection, ensure_group(connection, guild_id, "", now), before, after, now
            )

        return await self._context.database.write(work)

    async def find(self, guild_id: int, person: Person) -> Enrollment:
        """The person's enrollment.

        Raises:
            NotEnrolled: they have none (or left).
        """
        now = self._context.now()
        found = await self._context.database.read(
            lambda connection: storage.find_enrollment(connection, guild_id, person.discord_id, now)
        )
        if found is None or found.left_at is not None:
            raise NotEnrolled(guild_id)
        return found

    async def group_for(self, person: Person, guild_id: int | None) -> int:
        """The group a command is about: the guild it was used in, or the person's only group in a direct message.

        Raises:
            WhichGroup: in a direct message, by somebody in several groups or in none.
        """
        if guild_id is not None:
            return guild_id
        now = self._context.now()

        def work(connection: Connection) -> tuple[tuple[int, str], ...]:
            found = storage.enrollments_of(connection, person.discord_id, now)
            groups = (find_group(connection, one.guild_id) for one in found if one.left_at is None)
            return tuple((group.guild_id, group.name) for group in groups if group is not None)

        groups = await self._context.database.read(work)
        if len(groups) != 1:
            raise WhichGroup(groups)
        return groups[0][0]
