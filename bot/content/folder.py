"""The files of a curriculum on disk: reading and loading them, and noticing that they changed."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.content.cache import Cache
from bot.content.loader import Loaded, load
from bot.content.problem import Problem
from bot.content.source import MAX_BYTES

MAX_FILES = 2_000
"""Most YAML files in one curriculum."""

Signature = tuple[tuple[str, int, int], ...]
"""Name, time of change in nanoseconds and size of every YAML file."""


def read_folder(path: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Read the YAML files under a folder.

    Returns:
        Contents by path relative to the folder, with `/` between the parts; and what could not be read.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    if not path.is_dir():
        what = "is not a folder" if path.exists() else "does not exist"
        message = f"{what}; name the folder that holds curriculum.yaml"
        return {}, [Problem(path.name or str(path), 1, "file", message)]
    size = 0
    for name in _yaml_files(path):
        if len(files) == MAX_FILES:
            message = f"there are more than {MAX_FILES:,} files; put items together"
            problems.append(Problem(name, 1, "file", message))
            break
        try:
            with (path / name).open("rb") as file:
                files[name] = file.read(MAX_BYTES + 1)
        except OSError as error:
            problems.append(Problem(name, 1, "file", f"cannot be read ({error.strerror}); allow reading it"))
            continue
        size += len(files[name])
        if size > MAX_BYTES:
            break
    return files, problems


def load_folder(path: Path, cache: Cache | None = None) -> tuple[Loaded, dict[str, bytes]]:
    """Load the curriculum in a folder, or find it in the cache; with it, the files that it was made of."""
    files, unreadable = read_folder(path)
    if unreadable and not files:
        return Loaded(None, tuple(unreadable)), {}
    if cache is not None and not unreadable and (found := cache.find(files)) is not None:
        return Loaded(found, ()), files
    loaded = load(files)
    if unreadable:
        loaded = Loaded(None, tuple(sorted({*unreadable, *loaded.problems})))
    if cache is not None and loaded.curriculum is not None:
        cache.keep(files, loaded.curriculum)
    return loaded, files


def signature(path: Path) -> Signature:
    """What changes when any YAML file under a folder does; cheap enough to ask every few seconds."""
    found = []
    for name in _yaml_files(path):
        try:
            state = (path / name).stat()
        except OSError:
            found.append((name, 0, -1))
        else:
            found.append((name, state.st_mtime_ns, state.st_size))
    return tuple(found)


def _yaml_files(path: Path) -> Iterator[str]:
    """Names of the regular YAML files, sorted; nothing hidden, since editors and git keep their own there."""
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if name.endswith((".yaml", ".yml")) and not name.startswith(".") and file.is_file():
                yield file.relative_to(path).as_posix()
