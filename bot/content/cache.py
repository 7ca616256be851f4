"""A curriculum that was found good, kept as it was built, so that the next start need not check it again.

What is kept counts only for exactly these files, and for exactly this program: both are in the name it is kept under.
Losing it costs the time of a check and nothing else.
"""

import contextlib
import hashlib
import logging
import os
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from bot.content.packing import pack, unpack
from bot.domain.curriculum import Curriculum

log = logging.getLogger(__name__)

MOST = 3
"""Curricula kept at once: a rollback finds the last ones still there."""
_ROOMS = ("content", "domain")
_LIBRARIES = ("pydantic", "PyYAML")


class Cache:
    """A folder of curricula by key. Blocking; for the thread or process that loads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, files: Mapping[str, bytes]) -> Curriculum | None:
        """The curriculum that these files make; None where it is not kept, or cannot be read."""
        try:
            packed = self._path(files).read_bytes()
        except OSError:
            return None
        try:
            found = unpack(packed)
        except Exception as error:  # a damaged file may raise anything
            log.warning("what was kept of the curriculum is damaged: %s", error)
            return None
        return found if isinstance(found, Curriculum) else None

    def keep(self, files: Mapping[str, bytes], curriculum: Curriculum) -> None:
        """Keep the curriculum that these files made, if the disk has room; the oldest make room."""
        path = self._path(files)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # It is read by this program alone, which believes it.
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(pack(curriculum))
            fresh.replace(path)
            kept = sorted(self._folder.glob("*.packed"), key=lambda one: one.stat().st_mtime, reverse=True)
            for old in kept[MOST:]:
                old.unlink(missing_ok=True)

    def _path(self, files: Mapping[str, bytes]) -> Path:
        digest = hashlib.sha256(_program())
        for name, content in sorted(files.items()):
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
        return self._folder / f"{digest.hexdigest()[:32]}.packed"


@cache
def _program() -> bytes:
    """Hash of whatever decides what files become: our own rules, the interpreter, and what reads and fits them."""
    digest = hashlib.sha256(" ".join((sys.version, *map(version, _LIBRARIES))).encode())
    rooms = Path(__file__).resolve().parent.parent
    for path in sorted(path for room in _ROOMS for path in (rooms / room).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
