"""Telling moderators what they must know, once."""

from bot.domain.report import Notice, NoticeKind
from bot.services.context import Context
from bot.storage import notice as storage


class NoticeService:
    """The queue of notices."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def add(self, guild_id: int, kind: NoticeKind, key: str, details: dict[str, str]) -> None:
        """Queue a notice, unless the same one was queued before."""
        now = self._context.now()
        await self._context.database.write(
            lambda connection: storage.add_notice(connection, guild_id, kind, key, details, now)
        )

    async def forget(self, guild_id: int, kind: NoticeKind) -> None:
        """What such notices were about is mended; should it happen again, it is told again."""
        await self._context.database.write(
            lambda connection: storage.forget_notices(connection, guild_id, kind)
        )

    async def pending(self, after: int = 0, limit: int = 50) -> list[Notice]:
        """Notices nobody was told yet, by id; the next page begins after the last one's."""
        return await self._context.database.read(
            lambda connection: storage.pending_notices(connection, after, limit)
        )

    async def told(self, notice_id: int) -> None:
        """Mark a notice as told."""
        now = self._context.now()
        await self._context.database.write(lambda connection: storage.mark_told(connection, notice_id, now))
