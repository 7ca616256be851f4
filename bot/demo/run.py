"""Puts the demo together and runs it until it is told to stop."""

import asyncio
import logging
import os
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

import discord
import simcord
from discord import app_commands

from bot.clock import Clock, SystemClock
from bot.demo.clock import WallClock
from bot.demo.history import ABOUT_DAYS, ZONE, Days, DemoBot
from bot.demo.live import Live
from bot.demo.places import Places
from bot.demo.saved import as_saved, load, restore_roles, save
from bot.demo.server import HOST, Site, serving
from bot.demo.simulated import mend_simulation
from bot.demo.world import TIMEZONE, build_world

log = logging.getLogger(__name__)

DEFAULT_PORT = 8765

_DATABASE, _SAVED, _LOCK = "demo.db", "demo.json", "demo.lock"
_BEGINS_AT = time(10, 0)
"""The time of day, in the group's zone, at which a first start's history ends: an hour after the question."""
_SAVE_EVERY = 2.0

Say = Callable[[str], None]


class DemoApp(DemoBot, Protocol):
    """The composed bot, as `run_demo` starts and closes it."""

    async def start(self) -> None:
        """Open the database and what else the client needs before it logs in."""
        ...

    async def close(self) -> None:
        """Close everything `start` opened; the client is closed before."""
        ...


class DemoRunning(Exception):
    """Another demo uses the same folder."""


async def run_demo(
    build: Callable[[Clock, Path], DemoApp],
    *,
    data: Path,
    say: Say,
    permissions: discord.Permissions,
    port: int = DEFAULT_PORT,
    open_browser: bool = True,
    reset: bool = False,
    seed: str = "epoch",
    real_clock: Clock | None = None,
) -> None:
    """Run the demo until it is cancelled; then it has saved how far it got, and closed everything.

    Args:
        build: Composes the bot from the demo's clock and the SQLite file to use; it opens nothing yet.
        data: The folder of the demo's database and clock.
        say: Shows a line of progress.
        permissions: What the bot's invite asks for.
        port: Where to serve; a free port where it is taken or 0.
        open_browser: Whether to open the index page.
        reset: Whether to forget what earlier starts kept.
        seed: What the people's days are drawn from.
        real_clock: Tells the date of a first start.

    Raises:
        DemoRunning: Another demo uses `data`.
    """
    with _alone_in(data):
        if reset:
            _forget(data)
        demo = _Demo(build, data=data, say=say, permissions=permissions, seed=seed)
        try:
            await demo.run(port, open_browser=open_browser, today=(real_clock or SystemClock()).now())
        except asyncio.CancelledError:
            say("Stopped. The next start goes on from here.")
            raise


class _Demo:
    def __init__(
        self,
        build: Callable[[Clock, Path], DemoApp],
        *,
        data: Path,
        say: Say,
        permissions: discord.Permissions,
        seed: str,
    ) -> None:
        mend_simulation()
        self._data = data
        self._say = say
        self._seed = seed
        self._clock = WallClock()
        self._app = build(self._clock, data / _DATABASE)
        self._env = simcord.Env(self._app.client, settle_timeout=10, check_errors=False, shard_count=1)
        self._env.backend.clock = self._clock
        # The bot answers for what its handlers raise; simcord would count every refusal as an error.
        self._env._capture_errors = lambda: None  # type: ignore[method-assign]
        self._world = build_world(self._env, bot_permissions=permissions)

    async def run(self, port: int, *, open_browser: bool, today: datetime) -> None:
        saved = load(self._data / _SAVED)
        begins_again = saved is not None and saved.world == self._world.fingerprint
        begins_at = self._clock.now() + 2 * timedelta(days=ABOUT_DAYS)
        if saved is not None and begins_again:
            restore_roles(self._world, saved)
            self._clock.advance_to(saved.now)
        else:
            # What an interrupted first start left has no history; it is lived anew.
            _forget(self._data)
            this_morning = datetime.combine(today.astimezone(ZONE), _BEGINS_AT, ZONE)
            begins_at = max(begins_at, this_morning.astimezone(UTC))
            self._clock.advance_to(begins_at - 2 * timedelta(days=ABOUT_DAYS))

        async with AsyncExitStack() as stack:
            await self._app.start()
            stack.push_async_callback(self._app.close)
            live = Live(self._env, timezone=TIMEZONE)
            days = Days(live, self._world, self._clock, self._app, seed=self._seed, passing=self._save)
            self._add_command(days)
            await self._env.start()
            stack.push_async_callback(self._env.shutdown)
            async with live.acting():
                await self._sync_commands()
                if begins_again:
                    await self._app.resend_open_posts()
                    await self._env.settle()
            if not begins_again:
                count = self._app.history_days(ABOUT_DAYS)
                self._say(f"The bot lives through {count} days …")
                await days.live_history(count, begins_at, self._say)
            self._save(self._clock.now())
            stack.callback(lambda: self._save(self._clock.now()))
            self._clock.run()
            await stack.enter_async_context(live)
            bound = await stack.enter_async_context(serving(Site(live, days, Places(self._world)), port))
            if port not in (0, bound):
                self._say(f"Port {port} is taken, so another one serves.")
            address = f"http://{HOST}:{bound}/"
            self._say(f"Demo: {address}")
            self._say("Press Ctrl+C to stop.")
            if open_browser and _has_screen():
                # Not in the loop's own threads: Ctrl+C would wait for a browser that stays in front.
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(days.go_on())
                tasks.create_task(self._keep_saving())

    def _save(self, reached: datetime) -> None:
        save(self._data / _SAVED, as_saved(self._world, reached))

    async def _keep_saving(self) -> None:
        while True:
            await asyncio.sleep(_SAVE_EVERY)
            try:
                self._save(self._clock.now())
            except OSError:
                log.exception("the demo's time could not be saved")

    async def _sync_commands(self) -> None:
        # The simulated Discord is new at every start and knows none, whatever the bot remembers telling it.
        tree: app_commands.CommandTree[discord.Client] = self._app.client.tree  # type: ignore[attr-defined]
        await tree.sync()

    def _add_command(self, days: Days) -> None:
        group = app_commands.Group(name="demo", description="What only the demo has", guild_only=True)

        @group.command(name="tomorrow", description="Live to the same time tomorrow")
        async def tomorrow(interaction: discord.Interaction) -> None:
            days.ask_for_tomorrow()
            await interaction.response.send_message("A day goes by. It takes a moment.", ephemeral=True)

        tree: app_commands.CommandTree[discord.Client] = self._app.client.tree  # type: ignore[attr-defined]
        tree.add_command(group)


@contextmanager
def _alone_in(data: Path) -> Iterator[None]:
    data.mkdir(parents=True, exist_ok=True)
    with (data / _LOCK).open("a+b") as lock:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DemoRunning(f"another demo uses {data}; stop it first, or name another folder") from None
        yield


def _forget(data: Path) -> None:
    for path in (*data.glob(f"{_DATABASE}*"), data / _SAVED):
        path.unlink(missing_ok=True)


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
