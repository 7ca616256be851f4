import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.storage.backup import backup_folder, backup_sqlite
from bot.storage.database import Database, parse_url
from bot.storage.errors import BackupFailed

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def path_of(url: str) -> Path:
    return Path(parse_url(url)[1].database or "")


def fill(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE probe (id INTEGER PRIMARY KEY, body TEXT)"))
    connection.execute(
        text("INSERT INTO probe (body) VALUES (:body)"), [{"body": "x" * 500} for _ in range(500)]
    )


def count(connection: Connection) -> int:
    number: int = connection.execute(text("SELECT count(*) FROM probe")).scalar_one()
    return number


async def test_a_backup_of_a_database_in_use_can_be_opened_in_its_place(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = await Database.open(sqlite_url)
    await database.write(fill)
    # What was just written is in the write-ahead log, not yet in the file.
    copy = await asyncio.to_thread(backup_sqlite, path_of(sqlite_url), tmp_path / "copies", NOW)
    await database.close()

    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
        # With a write-ahead log it could not be looked at where nothing may be written beside it.
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    restored = await Database.open(f"sqlite:///{copy}")
    assert await restored.read(count) == 500
    await restored.close()


def test_a_backup_ends_although_writing_goes_on(sqlite_url: str, tmp_path: Path) -> None:
    path = path_of(sqlite_url)
    enough = threading.Event()

    def keep_writing() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            while not enough.is_set():
                connection.execute("INSERT INTO probe (body) VALUES ('y')")

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE probe (id INTEGER PRIMARY KEY, body TEXT)")
        for _ in range(10):
            connection.execute("INSERT INTO probe (body) VALUES (zeroblob(1000000))")
    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(keep_writing)
        try:
            copy = pool.submit(backup_sqlite, path, tmp_path / "copies", NOW).result(timeout=30)
        finally:
            enough.set()
        writing.result()

    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) >= 10 FROM probe").fetchone() == (1,)


def test_a_backup_is_one_file_named_after_the_database_and_the_time(sqlite_url: str) -> None:
    path = path_of(sqlite_url)
    backup_sqlite(path, backup_folder(path), NOW)
    assert [copy.name for copy in backup_folder(path).iterdir()] == ["epoch-20260329T013000Z.db"]


def test_a_second_backup_in_the_same_second_keeps_the_first(sqlite_url: str) -> None:
    path = path_of(sqlite_url)
    first, second = (backup_sqlite(path, backup_folder(path), NOW) for _ in range(2))
    assert first != second
    assert first.is_file()
    assert second.is_file()


def test_a_damaged_database_leaves_no_backup_behind(sqlite_url: str) -> None:
    path = path_of(sqlite_url)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE probe (id INTEGER PRIMARY KEY, body TEXT)")
        connection.executemany("INSERT INTO probe (body) VALUES (?)", [("x" * 500,)] * 500)
    content = bytearray(path.read_bytes())
    content[-20_000:-10_000] = b"\xff" * 10_000
    path.write_bytes(content)

    with pytest.raises((BackupFailed, sqlite3.DatabaseError), match=r"damaged|malformed"):
        backup_sqlite(path, backup_folder(path), NOW)
    assert list(backup_folder(path).iterdir()) == []


def test_a_database_that_does_not_exist_is_not_created_by_backing_it_up(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        backup_sqlite(tmp_path / "missing.db", tmp_path, NOW)
    assert list(tmp_path.iterdir()) == []
