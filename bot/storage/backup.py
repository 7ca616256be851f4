"""Copies of a SQLite database, taken while it is in use."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.storage.errors import BackupFailed


def backup_folder(path: Path) -> Path:
    """Return the folder beside a database in which its backups are kept."""
    return path.parent / "backups"


def backup_sqlite(path: Path, folder: Path, now: datetime) -> Path:
    """Copy a SQLite database whole, whoever is using it, and return the copy: one sound file, on the disk.

    Copying the file by other means would miss what is still in its write-ahead log, and closing it afterwards
    would drop the locks this process holds on it. Blocks for some ten seconds a gigabyte, so call it off the
    event loop; nobody who writes is held up. The copy is named after the database and `now` in UTC.

    Args:
        path: The database.
        folder: Where to put the copy; created where it does not exist.
        now: The present, aware.

    Raises:
        FileNotFoundError: There is no such database.
        BackupFailed: The copy is damaged, so the database probably is.
        sqlite3.Error: It cannot be read, or the copy not be written.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    folder.mkdir(parents=True, exist_ok=True)
    target = _free_name(folder, f"{path.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}", path.suffix)
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        _copy(path, partial)
        _sync(partial)
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _sync(folder)
    return target


def _copy(path: Path, partial: Path) -> None:
    # All pages in one step: a stepwise copy starts anew at each write of another connection, and never ends.
    with (
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=10)) as source,
        closing(sqlite3.connect(partial)) as copy,
    ):
        source.backup(copy, pages=-1)
        # The copy inherits the write-ahead log; one self-contained file is easier to move and to trust.
        copy.execute("PRAGMA journal_mode=DELETE")
        problems = [row[0] for row in copy.execute("PRAGMA quick_check")]
    if problems != ["ok"]:
        raise BackupFailed(f"the copy of {path} is damaged: {problems[0]}")


def _sync(path: Path) -> None:
    """Force a file, or the names in a folder, on to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders, and writes their names itself
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    target = folder / f"{stem}{suffix}"
    number = 2
    while target.exists():
        target = folder / f"{stem}-{number}{suffix}"
        number += 1
    return target
