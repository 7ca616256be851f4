"""The composition root: builds everything, starts it, and closes it in reverse."""

import asyncio
import logging
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

import aiohttp
import discord

from bot.clock import Clock
from bot.content.library import Library
from bot.domain.errors import GroupNotSetUp
from bot.images.renderer import Renderer, is_installed
from bot.jobs.heartbeat import start_heartbeat
from bot.jobs.tick import Jobs
from bot.ops.invite import PERMISSIONS_INTEGER
from bot.ops.lifetime import ExitCode
from bot.ops.reasons import CannotRun
from bot.services.all import Services
from bot.services.context import Context
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.ui.client import EpochClient
from bot.ui.installing import send_welcome
from bot.ui.posting import send_again

log = logging.getLogger(__name__)

BEAT_EVERY = 15
"""Seconds between ticks."""

_AUTHENTICATION_FAILED = 4004
"""What the gateway closes with where the token is none (Discord's documentation, “Gateway close event codes”)."""


def invite_permissions() -> discord.Permissions:
    """What the bot asks for when it is added to a server."""
    return discord.Permissions(PERMISSIONS_INTEGER)


class _Closable(Protocol):
    async def close(self) -> None: ...


class App:
    """The bot, composed. `client` exists from the start; everything else is opened by `start` and closed by `close`."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.client = EpochClient()
        self._settings = settings
        self._clock = clock
        self._closing: list[_Closable] = []

    async def start(self) -> None:
        """Migrate and open the database, load the curriculum, and give the client what it answers with.

        Raises:
            CurriculumBroken: there is no curriculum to start with, on disk or from before.
            DatabaseInUse, DatabaseTooNew, sqlalchemy.exc.OperationalError: the database cannot be used.
        """
        url = self._settings.database_url
        report = await asyncio.to_thread(migrate, url, now=self._clock.now())
        if report.migrated:
            log.info(
                "the database is now at revision %s (backup: %s)",
                report.after,
                report.backup or "none needed",
            )
        self.database = await Database.open(url)
        self._closing.append(self.database)
        path = self._settings.sqlite_path
        last_good = path.parent / "last-good-curriculum" if path is not None else None
        self.library = await Library.open(self._settings.curriculum, last_good)
        self.context = Context(self.database, self._clock, self.library)
        self.services = Services.build(self.context, _process_name())
        await self.services.curriculum.store(self.library.current)
        self.jobs = Jobs(self.client, self.services, self.library)
        self.client.attach(self.services, self._renderer())

    def _renderer(self) -> Renderer | None:
        """What draws formulas, started when first needed; None without the `pictures` extra."""
        if not is_installed():
            log.warning("the `pictures` extra is not installed, so formulas are shown in words")
            return None
        path = self._settings.sqlite_path
        renderer = Renderer(keep_in=path.parent.absolute() / "pictures" if path is not None else None)
        self._closing.append(renderer)
        return renderer

    async def tick(self) -> None:
        """Do everything that is due by now."""
        await self.jobs.tick()

    async def resend_open_posts(self) -> None:
        """Send the welcomes and the open posts into a chat that began anew (the demo)."""
        for guild in self.client.guilds:
            with suppress(GroupNotSetUp):
                await send_welcome(self.client, self.services, await self.services.group.find(guild.id))
        for due in await self.services.delivery.outstanding():
            await send_again(self.client, self.services, due)

    async def close(self) -> None:
        """Finish what is queued and close; may be called twice."""
        while self._closing:
            await self._closing.pop().close()


def build(settings: Settings, clock: Clock) -> App:
    """Compose the bot; nothing is opened yet."""
    return App(settings, clock)


async def serve(settings: Settings, clock: Clock) -> None:
    """Run the bot on Discord until cancelled.

    Raises:
        CannotRun: Discord refuses the token, or cannot be reached at the start; later it is waited for.
        ValueError: there is no token.
    """
    if settings.token is None:
        raise ValueError("no token")
    app = build(settings, clock)
    try:
        await app.start()
        # Before anybody can answer: a silence that lies behind us is noted, and its days are excused.
        await app.services.delivery.beat()
        with _discords_refusals_told():
            await _stay_connected(app, settings.token.get_secret_value())
    finally:
        await app.close()


async def _stay_connected(app: App, token: str) -> None:
    async with app.client:
        await app.client.login(token)
        beating = asyncio.create_task(_beat_when_ready(app))
        try:
            await app.client.connect()
        finally:
            beating.cancel()


@contextmanager
def _discords_refusals_told() -> Iterator[None]:
    refused = (
        "Discord refuses DISCORD_TOKEN: it was reset, or mistyped. Copy it anew: "
        "https://discord.com/developers/applications, Bot page, Reset Token."
    )
    try:
        yield
    except discord.LoginFailure as error:
        raise CannotRun(ExitCode.TOKEN, refused) from error
    except discord.ConnectionClosed as error:
        if error.code != _AUTHENTICATION_FAILED:
            raise
        raise CannotRun(ExitCode.TOKEN, refused) from error
    except (aiohttp.ClientConnectionError, discord.DiscordServerError, discord.GatewayNotFound) as error:
        said = (
            f"Discord cannot be reached ({error}). Is this machine online? If it is, try again in a minute."
        )
        raise CannotRun(ExitCode.DISCORD, said) from error


async def _beat_when_ready(app: App) -> None:
    await app.client.connected.wait()
    heartbeat = start_heartbeat(app.tick, BEAT_EVERY)
    try:
        await asyncio.Event().wait()
    finally:
        heartbeat.shutdown(wait=False)


def _process_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
