"""A unit of work on its way to a database thread and back to the event loop that waits for it."""

import asyncio
import contextlib
import contextvars
import threading
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


class Unit(Generic[T]):
    """A synchronous function to be run in a transaction, and the future its caller awaits.

    A database thread sets `result` or `error`, and hands the unit to `deliver` once its outcome is certain.
    """

    __slots__ = ("error", "future", "loop", "result", "work")

    def __init__(self, work: Callable[[Connection], T]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self.loop.create_future()
        self.result: T | None = None
        self.error: BaseException | None = None

    def run(self, connection: Connection) -> None:
        """Do the work, keeping what it returns or raises."""
        self.error = None
        try:
            self.result = self.work(connection)
        except StopIteration as error:
            # A future refuses StopIteration, and the caller would wait for ever.
            self.error = RuntimeError("the work raised StopIteration")
            self.error.__cause__ = error
        except BaseException as error:  # the thread must outlive whatever the work does
            self.error = error

    def settle(self) -> None:
        """Wake the caller, on its own loop; one that was cancelled meanwhile is left alone."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)  # type: ignore[arg-type]  # `run` came to an end: it is a T


def deliver(units: Iterable[Unit[Any]]) -> None:
    """Send finished units back to their loops, waking each loop once; a closed loop waits for nothing."""
    loops: dict[asyncio.AbstractEventLoop, list[Unit[Any]]] = {}
    for unit in units:
        loops.setdefault(unit.loop, []).append(unit)
    for loop, finished in loops.items():
        with contextlib.suppress(RuntimeError):  # closed
            loop.call_soon_threadsafe(_settle, finished)


def _settle(units: list[Unit[Any]]) -> None:
    for unit in units:
        unit.settle()


def start_thread(name: str, target: Callable[[], None]) -> threading.Thread:
    """Start a database thread, in an empty context.

    Some builds of Python let a thread inherit the context of whoever started it, with a command's log fields
    or a simulated clock in it, for as long as it lives. The thread is a daemon: a program that ends without
    closing its database must not hang, and work that was not committed was not acknowledged either.
    """
    thread = threading.Thread(target=target, name=name, daemon=True)
    contextvars.Context().run(thread.start)
    return thread
