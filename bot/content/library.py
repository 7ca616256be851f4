"""The curriculum the bot teaches from: one good state at a time, replaced whole, never by a broken one."""

import asyncio
import logging
from pathlib import Path

from bot.content import last_good
from bot.content.cache import Cache
from bot.content.folder import Signature, load_folder, signature
from bot.content.loader import load
from bot.content.problem import CurriculumBroken, Problem
from bot.content.worker import load_apart
from bot.domain.curriculum import Curriculum

log = logging.getLogger(__name__)


class Library:
    """Holds the current curriculum. Everything is called from the event loop, unless it says otherwise."""

    def __init__(self, current: Curriculum, path: Path, keep_in: Path | None = None) -> None:
        """A library for the curriculum in the folder `path`, of which nothing was read yet but `current`.

        Args:
            current: A good curriculum.
            path: Where to look for newer states of it.
            keep_in: Folder for the last good state; None keeps none.
        """
        self._current = current
        self._path = path.absolute()
        self._keep_in = keep_in.absolute() if keep_in is not None else None
        self._seen: Signature | None = None
        self._problems: tuple[Problem, ...] = ()
        self._reloading = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path, keep_in: Path | None = None) -> "Library":
        """Load the curriculum in a folder, or where it is broken the last good state of it.

        In the second case `problems` says what is wrong, and `changed_on_disk` is true, so that whoever polls
        reloads, and tells the moderators, as if the files had been broken while the bot ran.

        Raises:
            CurriculumBroken: the files are broken and there is no good state to fall back on.
        """
        return await asyncio.to_thread(cls._open, path, keep_in)

    @classmethod
    def _open(cls, path: Path, keep_in: Path | None) -> "Library":
        seen = signature(path)
        loaded, files = load_folder(path, Cache(keep_in) if keep_in is not None else None)
        if loaded.curriculum is not None:
            library = cls(loaded.curriculum, path, keep_in)
            library._seen = seen
            if keep_in is not None and (failure := last_good.keep(keep_in, files)):
                log.warning("%s", failure)
            return library
        kept = load(last_good.kept(keep_in)).curriculum if keep_in is not None else None
        if kept is None:
            raise CurriculumBroken(loaded.problems)
        library = cls(kept, path, keep_in)
        library._problems = loaded.problems
        return library

    @property
    def current(self) -> Curriculum:
        """The curriculum that ships, in its last good state."""
        return self._current

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files as they were last read; empty when they are what `current` was made of."""
        return self._problems

    def for_guild(self, guild_id: int) -> Curriculum:
        """The curriculum a guild learns from; every guild has the same one so far."""
        return self._current

    def changed_on_disk(self) -> bool:
        """Whether the files have changed since they were last read; reads no contents. Callable from any thread."""
        return signature(self._path) != self._seen

    async def reload(self) -> list[Problem]:
        """Read the files again and, if they are good, teach from them from now on.

        Returns:
            Every problem. Where there is any, the last good state stays.
        """
        async with self._reloading:
            # Taken before reading: a change meanwhile is seen at the next look.
            seen = await asyncio.to_thread(signature, self._path)
            loaded = await load_apart(self._path, self._keep_in)
            self._seen = seen
            self._problems = loaded.problems
            if loaded.curriculum is not None:
                self._current = loaded.curriculum
            return list(loaded.problems)
