"""A thousand groups on one bot, and a curriculum that changes while it runs: `python -m bench.many_groups FOLDER`."""

import asyncio
import json
import logging
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

from bench.epoch import ADMIN, BenchClock, compose
from bench.stall import Stall
from bot.app import App
from bot.domain.enrollment import Choices, Person
from bot.domain.group import GroupChoices

GROUPS = 1_000
_TIMES = 5


async def measure(folder: Path) -> dict[str, float]:
    """Seconds: ticks that plan and that find nothing to do, and the longest stalls of the loop meanwhile."""
    clock = BenchClock()
    app, curriculum = compose(folder, clock)
    await app.start()
    try:
        await _fill(app)
        planning, planning_stall = await _tick(app)
        idle = [await _tick(app) for _ in range(_TIMES)]
        reloads = []
        for number in range(_TIMES):
            clock.move(timedelta(seconds=15))
            with (curriculum / "curriculum.yaml").open("a") as file:
                file.write(f"# {number}\n")
            reloads.append(await _tick(app))
        return {
            "planning": planning,
            "planning_stall": planning_stall,
            "idle": statistics.median(seconds for seconds, _ in idle),
            "reload": statistics.median(seconds for seconds, _ in reloads),
            "reload_stall": statistics.median(stall for _, stall in reloads),
            "reload_stall_worst": max(stall for _, stall in reloads),
        }
    finally:
        await app.close()


async def _fill(app: App) -> None:
    """Groups that post at noon, so that at midnight nothing is due, each with one learner."""
    for first in range(1, GROUPS + 1, 100):
        guilds = range(first, first + 100)
        await asyncio.gather(
            *(
                app.services.group.set_up(
                    guild, f"Group {guild}", ADMIN, GroupChoices(channel_id=guild, post_time="12:00")
                )
                for guild in guilds
            )
        )
        await asyncio.gather(
            *(
                app.services.enrollment.enroll(guild, "", Person(guild, f"user{guild}"), Choices())
                for guild in guilds
            )
        )


async def _tick(app: App) -> tuple[float, float]:
    async with Stall() as stall:
        start = time.perf_counter()
        await app.tick()
        seconds = time.perf_counter() - start
    return seconds, stall.longest


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1])))))
