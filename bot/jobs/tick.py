"""Everything that is due, in order. Calling it again changes nothing; what a crash left open is simply due again."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

import discord

from bot.content.library import Library
from bot.services.all import Services
from bot.ui.messages import notices as notice_messages
from bot.ui.messages import phase_offer as offer_messages
from bot.ui.messages import report as report_messages
from bot.ui.moderators import Reached, tell
from bot.ui.posting import FAILURES, deliver, show_reveal

log = logging.getLogger(__name__)
T = TypeVar("T")

BATCH = 8
"""Posts sent side by side."""
PER_SECOND = 40
"""Sends per second at most, below Discord's 50, since edits and replies go the same way."""
SILENT_FOR = timedelta(hours=1)
"""How long a guild is left alone whose moderators nobody could reach; each try costs refused requests."""


class Jobs:
    """The scheduled work of one process; among several on one database, the leader does it."""

    def __init__(self, client: discord.Client, services: Services, library: Library) -> None:
        self._client = client
        self._services = services
        self._library = library
        self._running = asyncio.Lock()
        self._silent: dict[int, datetime] = {}

    async def tick(self) -> None:
        """Do what is due. One step's failure is logged and does not keep the others from their turn."""
        async with self._running:
            beat = await self._services.delivery.beat()
            # Every process reads the curriculum anew when its files change; only the leader does the rest.
            steps: list[Callable[[], Awaitable[None]]] = [self._reload]
            if beat.is_leader:
                steps += [self._plan, self._send, self._reveal, self._notices, self._reports, self._offers]
            for step in steps:
                try:
                    await step()
                except Exception:
                    log.exception("the scheduled step %s broke; the next tick tries again", step.__name__)

    async def _reload(self) -> None:
        if not await asyncio.to_thread(self._library.changed_on_disk):
            return
        problems = await self._library.reload()
        if problems:
            log.warning("the curriculum on disk has %d problems; the last good one stays", len(problems))
            key = hashlib.sha256("\n".join(map(str, problems)).encode()).hexdigest()[:16]
            await self._services.curriculum.tell_broken(key, len(problems), str(problems[0]))
            return
        new = await self._services.curriculum.store(self._library.current)
        await self._services.curriculum.tell_mended()
        log.info("the curriculum was read anew; %d new item versions", new)

    async def _plan(self) -> None:
        await self._services.delivery.plan()

    async def _send(self) -> None:
        while due := await self._services.delivery.claim_due(BATCH):
            await _all(deliver(self._client, self._services, post) for post in due)
            if len(due) < BATCH:
                return
            await self._services.delivery.beat()
            await asyncio.sleep(BATCH / PER_SECOND)

    async def _reveal(self) -> None:
        await self._services.delivery.close_due()
        while reveals := await self._services.delivery.reveals(BATCH):
            shown = await _all(show_reveal(self._client, self._services, reveal) for reveal in reveals)
            if len(reveals) < BATCH or not any(shown):
                return
            await asyncio.sleep(BATCH / PER_SECOND)

    async def _notices(self) -> None:
        after = 0
        while notices := await self._services.notice.pending(after):
            for notice in notices:
                if await self._tell(notice.guild_id, notice_messages.notice(notice), f"n{notice.id}"):
                    await self._services.notice.told(notice.id)
            after = notices[-1].id

    async def _reports(self) -> None:
        after = 0
        while reports := await self._services.report.untold(after):
            for report in reports:
                view = report_messages.for_moderators(report)
                if await self._tell(report.guild_id, view, f"r{report.id}"):
                    await self._services.report.told(report.id)
            after = reports[-1].id

    async def _tell(self, guild_id: int, view: discord.ui.LayoutView, nonce: str) -> bool:
        now = self._services.delivery.now()
        if self._silent.get(guild_id, now) > now:
            return False
        reached = await tell(self._client, self._services, guild_id, view, nonce)
        if reached is Reached.NOBODY:
            self._silent[guild_id] = now + SILENT_FOR
        return reached is Reached.SOMEBODY

    async def _offers(self) -> None:
        for offer in await self._services.phase_offer.due():
            # Noted before it is sent: rather a message too few, since /today offers it too, than one too many.
            await self._services.phase_offer.offered(offer)
            guild = self._client.get_guild(offer.guild_id)
            try:
                place = await self._client.create_dm(discord.Object(offer.discord_id))
                await place.send(view=offer_messages.offer(offer, guild.name if guild else ""))
            except FAILURES as error:
                log.info("an offer of the next phase did not arrive (%s); /today shows it", error)


async def _all(work: Iterable[Awaitable[T]]) -> list[T]:
    """Do things side by side to the end; one that breaks is logged and keeps none of the others from it."""
    done: list[T] = []
    for result in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(result, Exception):
            log.error("a scheduled piece of work broke; the next tick tries again", exc_info=result)
        elif isinstance(result, BaseException):
            raise result
        else:
            done.append(result)
    return done
