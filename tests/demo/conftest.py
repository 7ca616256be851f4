"""A demo of the toy bot, running in the test's own loop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.clock import Clock
from bot.demo.run import run_demo
from tests.demo.toy import PERMISSIONS, Toy

TODAY = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


@dataclass(frozen=True)
class FixedClock:
    instant: datetime = TODAY

    def now(self) -> datetime:
        return self.instant


@dataclass(frozen=True)
class Running:
    """A demo that serves, and a browser's stand-in for it."""

    address: str
    bot: Toy
    web: aiohttp.ClientSession

    async def text(self, path: str) -> str:
        async with self.web.get(self.address + path) as response:
            assert response.status == 200
            return await response.text()

    async def state(self, query: str = "") -> dict[str, object]:
        async with self.web.get(f"{self.address}/demo/state{query}") as response:
            state: dict[str, object] = await response.json()
            return state

    async def live_through_tomorrow(self) -> None:
        async with self.web.post(
            f"{self.address}/demo/tomorrow",
            headers={"Origin": self.address, "Accept": "application/json"},
        ) as response:
            assert response.status == 202
        await self.until_quiet()

    async def until_quiet(self) -> None:
        while (await self.state())["busy"]:
            pass


RunDemo = Callable[..., AbstractAsyncContextManager[Running]]


@pytest.fixture
def demo(tmp_path: Path) -> RunDemo:
    """Run a demo of the toy; its data stays in the test's folder, for a second start."""

    @asynccontextmanager
    async def run(*, port: int = 0, reset: bool = False) -> AsyncIterator[Running]:
        said: asyncio.Queue[str] = asyncio.Queue()
        bots: list[Toy] = []

        def build(clock: Clock, file: Path) -> Toy:
            bots.append(Toy(clock, file))
            return bots[-1]

        task = asyncio.create_task(
            run_demo(
                build,
                data=tmp_path,
                say=said.put_nowait,
                permissions=PERMISSIONS,
                port=port,
                open_browser=False,
                reset=reset,
                real_clock=FixedClock(),
            )
        )
        try:
            async with aiohttp.ClientSession() as web:
                yield Running(await _address(task, said), bots[0], web)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return run


async def _address(task: asyncio.Task[None], said: asyncio.Queue[str]) -> str:
    while True:
        line = asyncio.create_task(said.get())
        await asyncio.wait({task, line}, return_when=asyncio.FIRST_COMPLETED)
        if not line.done():
            line.cancel()
            await task
        elif line.result().startswith("Demo: "):
            return line.result().removeprefix("Demo: ").rstrip("/")
