"""A learner's data: all of it as a file, or all of it gone."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.domain.enrollment import Person
from bot.services.context import Context
from bot.storage import privacy as storage
from bot.storage.enrollment import enrollments_of
from bot.storage.group import find_group


@dataclass(frozen=True, slots=True)
class Deletion:
    """What deleting left to do on Discord, and what stays: anonymous answers, for the statistics of questions."""

    guild_roles: tuple[tuple[int, int], ...]
    """(guild id, role id) of the roles to take away."""
    attempts_kept: int
    was_known: bool


class PrivacyService:
    """Export and deletion."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def export(self, person: Person) -> dict[str, Any]:
        """Everything stored about a person, as JSON-ready values keyed by table."""
        now = self._context.now()
        tables = await self._context.database.read(
            lambda connection: storage.export(connection, person.discord_id)
        )
        return {"exported_at": now.isoformat(), "discord_id": str(person.discord_id), **tables}

    async def delete(self, person: Person) -> Deletion:
        """Remove every row that names a person, in all groups. What they answered stays, without them."""
        now = self._context.now()

        def work(connection: Connection) -> Deletion:
            roles: list[tuple[int, int]] = []
            for enrollment in enrollments_of(connection, person.discord_id, now):
                group = find_group(connection, enrollment.guild_id)
                if group is not None:
                    ours = {*group.phase_role_ids.values(), group.ping_role_id}
                    roles += [(group.guild_id, role_id) for role_id in ours if role_id is not None]
            kept = storage.delete_learner(connection, person.discord_id)
            return Deletion(tuple(sorted(roles)), kept or 0, was_known=kept is not None)

        return await self._context.database.write(work)
