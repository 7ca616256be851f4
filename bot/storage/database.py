"""The door to the database: synchronous transactions on its own threads, awaited from the event loop.

A transaction is an ordinary function that takes a `sqlalchemy.Connection` and returns a value. Nothing can be
awaited inside one, so no network call ever holds a lock.

    streak = await database.write(lambda connection: extend_streak(connection, enrollment_id, answered_at))

What such a function must keep to:

* It has no effect outside the connection, and reads no clock: it may be run again after a deadlock.
* It returns values, not rows or results that are still tied to the connection.
* It neither commits nor rolls back what it was given; `with connection.begin_nested()` is fine. It lets
  database errors out, or meets them in such a savepoint: PostgreSQL takes no more after an error.
* It takes less than 50 ms; larger jobs are cut into several.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.errors import DatabaseClosed
from bot.storage.postgres import PostgresBackend
from bot.storage.sqlite import SqliteBackend
from bot.storage.unit import Unit

T = TypeVar("T")

Dialect = Literal["sqlite", "postgresql"]


class _Backend(Protocol):
    def write(self, unit: Unit[Any]) -> None: ...
    def read(self, unit: Unit[Any]) -> None: ...
    def close(self) -> None: ...


def parse_url(url: str) -> tuple[Dialect, URL]:
    """Return the kind of database an address names, and the address with the driver we use.

    Raises:
        ValueError: It is neither `sqlite:///PATH` nor `postgresql://…`. The address itself is not repeated,
            since it may hold a password.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError("not a database address") from None
    match parsed.drivername.partition("+")[0]:
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return "sqlite", parsed.set(drivername="sqlite+pysqlite")
        case "sqlite":
            raise ValueError("a SQLite address names a file: sqlite:///PATH")
        case "postgresql" | "postgres":
            return "postgresql", parsed.set(drivername="postgresql+psycopg")
        case other:
            raise ValueError(f"a database is sqlite or postgresql, not {other}")


class Database:
    """An open database. Built with `Database.open`; used from the event loop; closed once, at the end.

    Attributes:
        dialect: `sqlite` or `postgresql`.
    """

    def __init__(self, dialect: Dialect, backend: _Backend) -> None:
        self.dialect: Dialect = dialect
        self._backend = backend
        self._closed = False

    @classmethod
    async def open(cls, url: str, *, readers: int = 3, connections: int = 4) -> "Database":
        """Open a database that `bot.storage.migrate` has brought up to date.

        Args:
            url: `sqlite:///PATH`, or `postgresql://USER:PASSWORD@HOST/NAME`.
            readers: How many threads read, on SQLite.
            connections: How many threads read and write, on PostgreSQL.

        Raises:
            ValueError: The address is none of ours.
            DatabaseInUse: Another process has the SQLite file.
            sqlalchemy.exc.OperationalError: It cannot be reached or opened.
        """
        dialect, parsed = parse_url(url)
        if dialect == "sqlite":
            path = Path(parsed.database or "")
            return cls(dialect, await asyncio.to_thread(SqliteBackend, path, readers))
        return cls(dialect, await asyncio.to_thread(PostgresBackend, parsed, connections))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction and return what it returns, once that is durable.

        If the caller is cancelled the work is still done, and its result dropped.

        Raises:
            Exception: Whatever `work` raised; nothing it did is stored.
            CommitFailed: The database did not take it; nothing is stored.
            OutcomeUnknown: The connection to the server broke during COMMIT.
            DatabaseClosed: The database no longer takes work.
        """
        unit = self._unit(work)
        self._backend.write(unit)
        return await unit.future

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a read-only transaction and return what it returns.

        It sees every write that was acknowledged before. On SQLite all its statements see one snapshot; on
        PostgreSQL each sees what is committed when it starts.

        Raises:
            Exception: Whatever `work` raised; writing is refused by the database.
            DatabaseClosed: The database no longer takes work.
        """
        unit = self._unit(work)
        self._backend.read(unit)
        return await unit.future

    async def close(self) -> None:
        """Take no more work, finish what is queued, and let go of the database. May be called twice."""
        self._closed = True
        await asyncio.to_thread(self._backend.close)

    def _unit(self, work: Callable[[Connection], T]) -> Unit[T]:
        if self._closed:
            raise DatabaseClosed("the database is closed")
        return Unit(work)
