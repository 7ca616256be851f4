"""The whole bot in a simulated Discord, on a database of its own."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio
import simcord

from bot.app import App, build
from bot.content import library
from bot.content.folder import Signature, load_folder, signature
from bot.content.loader import Loaded
from bot.demo.simulated import mend_simulation
from bot.settings import SHIPPED_CURRICULUM, Settings
from tests.journeys.learner_steps import (
    Restart,
    check_answers_came_first,
    check_discord_would_take_it,
    check_nobody_was_pinged,
    check_replies_were_private,
)
from tests.journeys.town import SimulatedClock, Town, build_town

CURRICULUM = SHIPPED_CURRICULUM


@cache
def _load_once(path: Path, seen: Signature) -> tuple[Loaded, dict[str, bytes]]:
    return load_folder(path)


@pytest.fixture(autouse=True)
def each_state_of_a_curriculum_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the shipped one takes longer than most journeys; it is the same, immutable, for all of them."""
    monkeypatch.setattr(library, "load_folder", lambda path, cache: _load_once(path, signature(path)))


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    return Settings.model_validate({"EPOCH_DATABASE_URL": sqlite_url, "EPOCH_CURRICULUM": CURRICULUM})


@pytest.fixture
def new_app(settings: Settings) -> Callable[[], tuple[App, SimulatedClock]]:
    """Composes the bot over the test's database; calling it again is the next process."""

    def new() -> tuple[App, SimulatedClock]:
        clock = SimulatedClock()
        return build(settings, clock), clock

    return new


@pytest_asyncio.fixture
async def env(new_app: Callable[[], tuple[App, SimulatedClock]]) -> AsyncIterator[simcord.Env]:
    """The running simulation; `env.epoch` is the bot in it."""
    mend_simulation()
    app, clock = new_app()
    env = simcord.Env(app.client, settle_timeout=10, shard_count=1)
    await app.start()
    env.epoch = app  # type: ignore[attr-defined]
    try:
        await env.start()
        clock.env = env
        yield env
    finally:
        await env.shutdown()
        await app.close()


@pytest_asyncio.fixture
async def town(env: simcord.Env) -> Town:
    """A guild with the bot in it, on a Thursday at half past nine in Berlin; nothing set up yet."""
    await env.advance_time(8.5 * 3600)
    return build_town(env, env.epoch)  # type: ignore[attr-defined]


@pytest_asyncio.fixture
async def restart(new_app: Callable[[], tuple[App, SimulatedClock]]) -> AsyncIterator[Restart]:
    """Ends the bot's process and composes the next one over the same database."""
    begun: list[App] = []

    async def again(town: Town) -> None:
        await town.app.close()
        app, clock = new_app()
        clock.env = town.env
        begun.append(app)
        await app.start()
        await town.env.restart_bot(app.client)
        town.app = app

    yield again
    for app in begun:
        await app.close()


@pytest.fixture
def discreet(env: simcord.Env) -> Iterator[None]:
    """Whatever happens in the test: nobody is pinged, every reply is for its reader only, Discord takes it."""
    yield
    check_nobody_was_pinged(env)
    check_replies_were_private(env)
    check_answers_came_first(env)
    check_discord_would_take_it(env)


@pytest.fixture(autouse=True)
def no_error_in_the_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing the bot logs as an error goes unnoticed, unless the test says it expects one."""
    yield
    errors = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not errors, [record.getMessage() for record in errors]
