"""What the database keeps of the curriculum, and of the commands Discord was told."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from bot.domain.curriculum import Curriculum
from bot.domain.report import NoticeKind
from bot.services.context import Context
from bot.storage.command_sync import commands_synced, record_commands
from bot.storage.group import groups_to_plan
from bot.storage.item_version import store_versions
from bot.storage.notice import add_notice, forget_notices
from bot.storage.planned_post import drop_untried_without

CHUNK = 200


class CurriculumService:
    """Loading stores every version, so that what was asked can always be shown again."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def store(self, curriculum: Curriculum) -> int:
        """Store the versions of all items, in chunks that never hold up an answer; returns how many were new."""
        now = self._context.now()
        items = list(curriculum.items.values())
        self._context.versions.remember(items)
        new = 0
        for start in range(0, len(items), CHUNK):
            chunk = items[start : start + CHUNK]
            new += await self._context.database.write(
                lambda connection, chunk=chunk: store_versions(connection, chunk, now)  # type: ignore[misc]
            )
        # What authors took out is not asked any more, though it was planned; something else is planned instead.
        await self._context.database.write(
            lambda connection: drop_untried_without(connection, curriculum.items.keys())
        )
        return new

    async def tell_broken(self, digest: str, count: int, first: str) -> None:
        """The curriculum on disk is broken, the last good one stays: moderators are told, once for each state of it."""
        now = self._context.now()
        details = {"count": str(count), "problem": first}

        def tell(connection: Connection, guild_id: int) -> None:
            add_notice(connection, guild_id, NoticeKind.CURRICULUM_BROKEN, digest, details, now)

        await self._for_each_group(tell)

    async def tell_mended(self) -> None:
        """The curriculum on disk is whole again: should it break the same way, that is news."""

        def forget(connection: Connection, guild_id: int) -> None:
            forget_notices(connection, guild_id, NoticeKind.CURRICULUM_BROKEN)

        await self._for_each_group(forget)

    async def _for_each_group(self, work: Callable[[Connection, int], None]) -> None:
        def page(connection: Connection, after: int) -> int | None:
            groups = groups_to_plan(connection, after, CHUNK)
            for group in groups:
                work(connection, group.guild_id)
            return groups[-1].guild_id if groups else None

        after: int | None = 0
        while after is not None:
            after = await self._context.database.write(partial(page, after=after))

    async def commands_synced(self, application_id: int) -> str | None:
        """The digest of the commands Discord was last told, or None."""
        return await self._context.database.read(
            lambda connection: commands_synced(connection, application_id)
        )

    async def record_commands(self, application_id: int, digest: str) -> None:
        """Discord was told these commands."""
        now = self._context.now()
        await self._context.database.write(
            lambda connection: record_commands(connection, application_id, digest, now)
        )
