"""Load a curriculum in a process of its own, so that nobody who presses a button meanwhile waits for it.

Measured with 1,000 items: in a thread, the garbage collector walks everything that is being built and held the
event loop for 75 to 95 ms; from a process the loop receives the finished items in pieces, and worked no longer than
12 ms at a stretch. A process also gives its memory back, and can be stopped.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from bot.content import last_good
from bot.content.cache import Cache
from bot.content.folder import load_folder
from bot.content.loader import Loaded
from bot.content.packing import pack, unpack
from bot.content.problem import Problem
from bot.domain.item import Item

log = logging.getLogger(__name__)

TIME_LIMIT = 60.0
"""Seconds after which loading is given up."""
_PIECE = 200
_ROOT = Path(__file__).resolve().parent.parent.parent


async def load_apart(path: Path, keep_in: Path | None) -> Loaded:
    """Load the curriculum in a folder, in a process of its own.

    Args:
        path: The curriculum's folder; absolute, since the process starts elsewhere.
        keep_in: Where to keep the files, if they are good, as the last good ones; absolute too.
    """
    arguments = [str(folder) for folder in (path, keep_in) if folder is not None]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        *arguments,
        cwd=_ROOT,
        # A parser of other people's files has no business with our secrets.
        env={
            name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "EPOCH_"))
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(TIME_LIMIT):
            output, errors = await process.communicate()
    except TimeoutError:
        return _failed(path, f"loading took longer than {TIME_LIMIT:.0f} s; make the files smaller")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        last = errors.decode(errors="replace").strip().splitlines()[-1:] or [f"status {process.returncode}"]
        return _failed(
            path, f"loading broke off ({last[0]}); this is a fault of the program, please report it"
        )
    if errors:
        log.warning("%s", errors.decode(errors="replace").strip())
    return await _received(output)


def _failed(path: Path, message: str) -> Loaded:
    return Loaded(None, (Problem(path.name, 1, "file", message),))


async def _received(output: bytes) -> Loaded:
    pieces = _unpickled(output)
    loaded: Loaded = next(pieces)
    if loaded.curriculum is None:
        return loaded
    items: dict[str, Item] = {}
    for piece in pieces:
        items.update(piece)
        await asyncio.sleep(0)
    return replace(loaded, curriculum=replace(loaded.curriculum, items=items))


def _unpickled(output: bytes) -> Iterator[Any]:
    start = 0
    while start < len(output):
        size = int.from_bytes(output[start : start + 8], "big")
        yield unpack(memoryview(output)[start + 8 : start + 8 + size])
        start += 8 + size


def main(arguments: list[str]) -> None:
    """Load the folder named first, keep it in the folder named second, and write what came of it to stdout."""
    keep_in = Path(arguments[1]) if len(arguments) > 1 else None
    loaded, files = load_folder(Path(arguments[0]), Cache(keep_in) if keep_in is not None else None)
    curriculum = loaded.curriculum
    if curriculum is None:
        _send(loaded)
        return
    if keep_in is not None:
        sys.stderr.write(last_good.keep(keep_in, files))
    _send(replace(loaded, curriculum=replace(curriculum, items={})))
    entries = iter(curriculum.items.items())
    while piece := dict(islice(entries, _PIECE)):
        _send(piece)


def _send(value: object) -> None:
    data = pack(value)
    sys.stdout.buffer.write(len(data).to_bytes(8, "big") + data)


if __name__ == "__main__":
    main(sys.argv[1:])
