"""The whole bot in a simulated Discord, on a database of its own."""

import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
import simcord

from bot.app import App, build
from bot.demo.simulated import mend_simulation
from bot.settings import SHIPPED_CURRICULUM, Settings
from tests.journeys.town import SimulatedClock, Town, build_town

CURRICULUM = SHIPPED_CURRICULUM


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


@pytest.fixture(autouse=True)
def no_error_in_the_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest):
    """Nothing the bot logs as an error goes unnoticed, unless the test says it expects one."""
    yield
    if request.node.get_closest_marker("expects_errors"):
        return
    errors = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not errors, [record.getMessage() for record in errors]
