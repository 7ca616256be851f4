"""The last good state of a curriculum, kept as its source files, so that a restart survives broken files on disk."""

import contextlib
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

from bot.content.source import MAX_BYTES

_NAME = "curriculum.zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def keep(folder: Path, files: Mapping[str, bytes]) -> str:
    """Keep these files as the last good ones; all of them or, if that fails half-way, what was kept before.

    Returns:
        Why they could not be kept; empty when they were. Teaching goes on either way.
    """
    fresh = folder / f"{_NAME}.{os.getpid()}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in sorted(files.items()):
                    archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / _NAME)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        return f"the curriculum cannot be kept in {folder} ({error}); a restart will need good files"
    return ""


def kept(folder: Path) -> dict[str, bytes]:
    """The files kept last; none where there are none, or where they cannot be read."""
    try:
        with zipfile.ZipFile(folder / _NAME) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                return {}
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return {}
