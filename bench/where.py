"""Where the time of an answer goes, in processor time: measured in a round of its own, since measuring costs too."""

import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any

import discord
from simcord.gateway import FakeGateway
from simcord.http import router

from bench.clicks import Burst

PARTS = ("discord.py and asyncio", "rendering", "transactions", "waiting", "the simulated Discord")
_PARSE = "INTERACTION_CREATE"


class Where:
    """Wraps the parts of the process it runs in; `shares` gives what they took since `start`."""

    def __init__(self, client: discord.Client) -> None:
        self._spent: dict[str, float] = defaultdict(float)
        parsers: dict[str, Callable[..., Any]] = client._connection.parsers
        parsers[_PARSE] = self._timed(_PARSE, parsers[_PARSE])
        self._wrap(FakeGateway, "feed")
        self._wrap(router, "dispatch")

    def watch_bot(self) -> None:
        """Watch the bot's own parts too; in its process only, since it imports them."""
        from bot.storage.sqlite import _Writer
        from bot.ui.messages import verdict

        self._wrap(verdict, "verdict")
        self._wrap(_Writer, "_commit_group")

    def start(self) -> None:
        self._spent.clear()

    def shares(self, burst: Burst) -> dict[str, float]:
        """Seconds an answer by part; together they are the time from the first press to the last answer."""
        spent = {name: seconds / burst.clicks for name, seconds in self._spent.items()}
        simulated = spent["feed"] - spent[_PARSE] + spent["dispatch"]
        rendering, writing = spent.get("verdict", 0.0), spent.get("_commit_group", 0.0)
        busy = burst.busy / burst.clicks
        rest = busy - simulated - rendering
        waiting = burst.seconds / burst.clicks - busy - writing
        return dict(zip(PARTS, (rest, rendering, writing, waiting, simulated), strict=True))

    def _wrap(self, owner: Any, name: str) -> None:
        setattr(owner, name, self._timed(name, getattr(owner, name)))

    def _timed(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(original)
        def timed(*args: Any, **kwargs: Any) -> Any:
            start = time.thread_time()
            try:
                return original(*args, **kwargs)
            finally:
                self._spent[name] += time.thread_time() - start

        return timed
