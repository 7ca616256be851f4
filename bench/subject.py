"""One subject in a process of its own: `python -m bench.subject KIND FOLDER`.

It writes a line of JSON when it is ready and one for each line it is sent: "round" or "where".
"""

import asyncio
import json
import logging
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simcord import _runtime

from bot.demo.simulated import mend_simulation

if TYPE_CHECKING:
    from bench.bare import Bare
    from bench.epoch import Epoch

LEARNERS = 512


def resident() -> float:
    """MiB of memory this process has in use; the most it ever had, where the system tells no more."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def say(told: dict[str, Any]) -> None:
    """Tell the process that asked."""
    print(json.dumps(told), flush=True)


def make(kind: str, folder: Path) -> "Bare | Epoch":
    """The subject of a kind; a bare one must not import the bot."""
    if kind == "epoch":
        from bench.epoch import Epoch

        return Epoch(folder, LEARNERS)
    from bench.bare import Bare

    return Bare(LEARNERS, with_card=kind == "card")


async def serve(kind: str, folder: Path) -> None:
    """Start, say so, and do as asked until nothing more is asked."""
    mend_simulation()
    # Two records are one only if they are the same: comparing their fields made each removal a search of
    # milliseconds, in a list that a bot with timers fills and a bare one does not.
    _runtime._CallbackRecord.__eq__ = object.__eq__  # type: ignore[method-assign]
    subject = make(kind, folder)
    try:
        await subject.start()
        say({"resident": resident(), "busy": time.process_time()})
        settled = False
        # Reading blocks the loop on purpose: between rounds nothing is to happen here.
        while order := sys.stdin.readline().strip():
            if not settled:
                await subject.settle_in()
                await subject.round()
                settled = True
            if order == "round":
                say(asdict(await subject.round()))
            elif order == "where":
                say(await _where(subject, kind))
    finally:
        await subject.close()


async def _where(subject: "Bare | Epoch", kind: str) -> dict[str, float]:
    from bench.where import Where

    where = Where(subject.client)
    if kind == "epoch":
        where.watch_bot()
    return where.shares(await subject.round(where.start))


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2])))
