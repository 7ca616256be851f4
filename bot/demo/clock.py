"""The demo's time: simulated, running, never going back.

The simulated Discord, `discord.utils.utcnow` inside the bot and the bot's own clock all read one `WallClock`,
so that a message's timestamp, a study day and the page's date agree.
"""

import time
from datetime import datetime

from simcord._clock import Clock as SimulatedClock


class WallClock(SimulatedClock):
    """A clock that stands still until `run` is called, and then keeps pace with the real one.

    It starts at the simulation's frozen epoch, so that what is created before `run` has the same ids at every
    start. It satisfies `bot.clock.Clock`.
    """

    def __init__(self) -> None:
        self._base = 0.0
        self._running_since: float | None = None
        super().__init__()

    @property
    def elapsed(self) -> float:
        """Seconds since the simulation's epoch."""
        if self._running_since is None:
            return self._base
        return self._base + time.perf_counter() - self._running_since

    @elapsed.setter
    def elapsed(self, seconds: float) -> None:
        self._base = seconds
        if self._running_since is not None:
            self._running_since = time.perf_counter()

    def advance(self, seconds: float) -> None:
        """Jump ahead.

        Raises:
            ValueError: `seconds` is negative.
        """
        if seconds < 0:
            raise ValueError("the demo's clock never goes back")
        self._base += seconds

    def advance_to(self, instant: datetime) -> None:
        """Jump ahead to an aware instant; one that has passed changes nothing."""
        self.advance(max(0.0, (instant - self.now()).total_seconds()))

    def run(self) -> None:
        """Keep pace with real time from here on."""
        if self._running_since is None:
            self._running_since = time.perf_counter()
