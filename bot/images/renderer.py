"""Pictures of formulas for the bot: drawn in another process, kept by content, and never drawn twice at once."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bot.domain.formulas.prose import Line
from bot.domain.formulas.reading import read_formula
from bot.domain.formulas.spoken import alt_text
from bot.domain.limits import ALT_TEXT
from bot.images.process import DrawingFailedError, DrawingProcess
from bot.images.shelf import Shelf

DRAWING_VERSION = 2
"""Goes up when the same formulas are drawn otherwise; kept pictures of other versions are not used."""
CACHE_BYTES = 16 * 1024 * 1024

__all__ = ["DrawingFailedError", "Picture", "Renderer", "is_installed"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be attached.

    Attributes:
        png: The file.
        name: Its name, the same for the same content, so that `attachment://` can refer to it.
        alt: How it is read aloud; at most 1,024 characters.
        width: In pixels, at twice the density.
        height: Likewise.
    """

    png: bytes
    name: str
    alt: str
    width: int
    height: int


def is_installed() -> bool:
    """Whether the `pictures` extra is there; nothing is loaded to find out."""
    return find_spec("matplotlib") is not None


class Renderer:
    """Draws on request, off the event loop. One for a bot; used from one event loop.

    Args:
        keep_in: Where pictures outlive a restart, absolute; None for nowhere.
        process: What draws.
        cache_bytes: Most bytes of pictures held in memory.
    """

    def __init__(
        self,
        *,
        keep_in: Path | None = None,
        process: DrawingProcess | None = None,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._process = process or DrawingProcess(home=None if keep_in is None else keep_in / "library")
        self._shelf = Shelf(keep_in) if keep_in is not None else None
        # One thread, so that requests wait in line for the one process without holding anybody else up.
        self._thread = ThreadPoolExecutor(1, "pictures")
        self._under_way: dict[str, asyncio.Future[Picture]] = {}
        self._cache: OrderedDict[str, Picture] = OrderedDict()
        self._cache_bytes = cache_bytes
        self._bytes_held = 0

    async def render(self, lines: Sequence[Line]) -> Picture:
        """One picture of these formulas, one under another.

        Raises:
            FormulaError: when one of them cannot be drawn; the curriculum's check says so beforehand.
            DrawingFailedError: when drawing takes too long, is not installed, or has ended.
        """
        key = _key(lines)
        if (picture := self._cache.get(key)) is not None:
            self._cache.move_to_end(key)
            return picture
        future = self._under_way.get(key)
        if future is None:
            loop = asyncio.get_running_loop()
            try:
                future = loop.run_in_executor(self._thread, self._drawn, key, tuple(lines))
            except RuntimeError as error:  # The thread has ended.
                raise DrawingFailedError("drawing has ended") from error
            self._under_way[key] = future
            future.add_done_callback(partial(self._finished, key))
        # Whoever stops waiting must not stop it for the others.
        return await asyncio.shield(future)

    async def close(self) -> None:
        """End the drawing process. What is being drawn fails; what is asked for afterwards, too."""
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        self._process.close()
        self._thread.shutdown()
        self._process.reap()

    def _drawn(self, key: str, lines: tuple[Line, ...]) -> Picture:
        """In the thread: from the shelf, or drawn. What cannot be read is refused before a process is bothered."""
        for line in lines:
            read_formula(line.formula)
        found = self._shelf.find(key) if self._shelf is not None else None
        png, width, height = found or self._process.draw(lines)
        if found is None and self._shelf is not None:
            self._shelf.keep(key, png)
        return Picture(png, f"formula-{key[:16]}.png", _alt(lines), width, height)

    def _finished(self, key: str, future: asyncio.Future[Picture]) -> None:
        del self._under_way[key]
        # Asking for the exception also tells asyncio that it was seen, where nobody waits any more.
        if future.cancelled() or future.exception() is not None:
            return
        picture = future.result()
        self._cache[key] = picture
        self._bytes_held += len(picture.png)
        while self._bytes_held > self._cache_bytes:
            _, dropped = self._cache.popitem(last=False)
            self._bytes_held -= len(dropped.png)


def _key(lines: Sequence[Line]) -> str:
    content = [DRAWING_VERSION, *([line.formula, line.label] for line in lines)]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _alt(lines: Sequence[Line]) -> str:
    told = [f"{line.label} {alt_text(line.formula)}".strip() for line in lines]
    text = ". ".join(told)
    return text if len(text) <= ALT_TEXT else text[: ALT_TEXT - 1].rstrip() + "…"
