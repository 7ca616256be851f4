"""A look at everything the bot needs, changing none of it: each line is good, or comes with its mend."""

import asyncio
import importlib.metadata
import os
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

from bot.clock import Clock
from bot.content.check import check_folder
from bot.images.renderer import is_installed
from bot.ops.doctor_database import examine_database
from bot.ops.finding import Finding
from bot.ops.invite import application_id
from bot.settings import Settings

OLDEST_PYTHON = (3, 11)
DISCORD_PY = (2, 7)
"""The series we are written for: 2.7.1 and its mends, not 2.8."""

MOST_PROBLEMS_SHOWN = 5


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Check what the bot runs on, its settings, its database and its curriculum.

    Takes a few seconds at most, and may be run beside a running bot. Nothing it returns holds a secret.
    """
    return await asyncio.to_thread(lambda: list(_findings(settings, clock)))


def _findings(settings: Settings, clock: Clock) -> Iterator[Finding]:
    yield _python(sys.version_info[:2])
    yield _discord_py()
    yield _time_zones()
    yield formulas(can_draw=is_installed())
    yield _token(settings)
    yield _log(settings)
    yield from examine_database(settings, clock)
    yield _curriculum(settings.curriculum)
    yield _demo_data(settings.demo_data)


def _python(version: tuple[int, int]) -> Finding:
    said = f"{version[0]}.{version[1]}"
    if version < OLDEST_PYTHON:
        return Finding("Python", False, said, "install 3.11 or newer, then `make clean` and start again")
    return Finding("Python", True, said)


def _discord_py() -> Finding:
    version = importlib.metadata.version("discord.py")
    if tuple(map(int, version.split(".")[:2])) != DISCORD_PY:
        mend = "install what requirements.lock names: `make clean`, then start again"
        return Finding("discord.py", False, f"{version} is not the 2.7 this was written for", mend)
    return Finding("discord.py", True, version)


def _time_zones() -> Finding:
    known = zoneinfo.available_timezones()
    if "Europe/Berlin" not in known:
        return Finding("time zones", False, "their data is missing", "`pip install tzdata`")
    return Finding("time zones", True, f"{len(known)} known")


def formulas(*, can_draw: bool) -> Finding:
    """How formulas are shown; in words is no fault."""
    if not can_draw:
        return Finding("formulas", True, "shown in words", "install the `pictures` extra for pictures")
    return Finding("formulas", True, "drawn as pictures")


def _token(settings: Settings) -> Finding:
    if settings.token is None:
        mend = "`make run` tells how to get one; `make demo` needs none"
        return Finding("DISCORD_TOKEN", False, "not set", mend)
    application = application_id(settings.token.get_secret_value())
    if application is None:
        mend = "copy it anew: the Bot page of Discord's developer portal, Reset Token"
        return Finding("DISCORD_TOKEN", False, "not shaped like a token (three parts, dots between)", mend)
    return Finding("DISCORD_TOKEN", True, f"shaped like a token, of application {application}")


def _log(settings: Settings) -> Finding:
    return Finding("log", True, f"{settings.log_level} and above, {settings.log_format}")


def _demo_data(folder: Path) -> Finding:
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        mend = "set EPOCH_DEMO_DATA to a folder you may write to, or leave it out"
        return Finding("demo", False, f"it cannot keep its data in {folder}", mend)
    return Finding("demo", True, f"keeps its data in {folder}")


def _curriculum(folder: Path) -> Finding:
    if not folder.is_dir():
        mend = "set EPOCH_CURRICULUM to a folder that holds curriculum.yaml, or leave it out"
        return Finding("curriculum", False, f"{folder} is not a folder", mend)
    problems = check_folder(folder)
    if not problems:
        return Finding("curriculum", True, str(folder))
    shown = "".join(f"\n    {problem}" for problem in problems[:MOST_PROBLEMS_SHOWN])
    mend = "mend these; `python -m bot curriculum check` lists them all"
    return Finding("curriculum", False, f"{len(problems)} problems in {folder}:{shown}\n   ", mend)
