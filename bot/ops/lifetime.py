"""How the program ends: on signals, and with which exit code."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from enum import IntEnum
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class ExitCode(IntEnum):
    """What the process ends with, so that a supervisor knows which failures are worth another start."""

    STOPPED = 0
    """It did what was asked, or was asked to stop."""
    PROBLEMS = 1
    """A check found problems, or something broke on our side; the log has it."""
    SETTINGS = 2
    """The command or a setting is wrong or missing. Starting again will not help."""
    TOKEN = 3
    """Discord refused the token. Starting again will not help, and too many tries get the address banned."""
    DATABASE_IN_USE = 4
    """Another copy of the bot has the database open."""
    DATABASE = 5
    """The database cannot be opened, or was migrated by a newer version."""
    DISCORD = 6
    """Discord could not be reached. Worth another start."""
    INTERRUPTED = 130
    """Interrupted again while it was stopping."""


def run_until_stopped(serve: Callable[[], Coroutine[Any, Any, None]]) -> ExitCode:
    """Run a coroutine until it ends or the process is asked to stop (Ctrl-C, SIGTERM).

    Being asked cancels the coroutine once, so that it can close in its `finally`. Being asked again while it
    does is left to the system: Ctrl-C interrupts the closing, SIGTERM kills.

    Returns:
        What the process is to exit with.

    Raises:
        Exception: Whatever the coroutine raised.
    """
    try:
        asyncio.run(_cancelled_by_signals(serve))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return ExitCode.STOPPED


async def _cancelled_by_signals(serve: Callable[[], Coroutine[Any, Any, None]]) -> None:
    loop = asyncio.get_running_loop()
    serving = asyncio.create_task(serve(), name="serve")
    asked = False

    def stop() -> None:
        nonlocal asked
        asked = True
        _leave_to_the_system(loop)
        serving.cancel()

    try:
        for number in SIGNALS:
            loop.add_signal_handler(number, stop)
    except NotImplementedError:
        pass  # Windows: Ctrl-C cancels this task itself, through asyncio.run
    try:
        await serving
    except asyncio.CancelledError:
        if not asked:
            raise
    finally:
        _leave_to_the_system(loop)


def _leave_to_the_system(loop: asyncio.AbstractEventLoop) -> None:
    for number in SIGNALS:
        try:
            loop.remove_signal_handler(number)
        except NotImplementedError:
            return
