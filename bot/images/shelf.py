"""Pictures kept as files, so that a restart does not draw them again. Losing them costs time and nothing else."""

import contextlib
import os
from pathlib import Path

MAX_FILES = 2_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_END = b"IEND\xaeB`\x82"


class Shelf:
    """A folder of pictures by key. Blocking; for the thread that draws."""

    def __init__(self, folder: Path, max_files: int = MAX_FILES) -> None:
        self._folder = folder
        self._max_files = max_files

    def find(self, key: str) -> tuple[bytes, int, int] | None:
        """The PNG kept under this key with its width and height in pixels; None when there is none, or a broken one."""
        try:
            png = self._path(key).read_bytes()
        except OSError:
            return None
        if not (png.startswith(_SIGNATURE) and png.endswith(_END)):
            return None
        # Width and height lead the first chunk, IHDR.
        return png, int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")

    def keep(self, key: str, png: bytes) -> None:
        """Keep a picture, if the disk has room; the oldest make room when there are too many."""
        fresh = self._folder / f"{key}.{os.getpid()}.new"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(png)
            fresh.replace(self._path(key))
            kept = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
            for path in kept[: max(0, len(kept) - self._max_files)]:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.png"
