"""How long the event loop kept a timer waiting."""

import asyncio
import time
from types import TracebackType
from typing import Self

_EVERY = 0.002


class Stall:
    """While it is entered: the longest time, in seconds, by which a timer was late."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._set()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._note()
        self._handle.cancel()

    def _set(self) -> None:
        self._due = time.perf_counter() + _EVERY
        self._handle = self._loop.call_later(_EVERY, self._turn)

    def _turn(self) -> None:
        self._note()
        self._set()

    def _note(self) -> None:
        self.longest = max(self.longest, time.perf_counter() - self._due)
