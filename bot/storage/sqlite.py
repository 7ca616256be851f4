"""SQLite: one writer that commits in groups, a few readers, one process a file.

Every driver default is wrong for us: the driver's own transactions lose updates, a deferred transaction that
turns into a writing one fails with “database is locked” whatever the timeout, foreign keys are off. So
transactions are opened by hand, immediate ones by the only thread that ever writes.
"""

import sqlite3
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Literal, cast

import filelock
from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event

from bot.storage.errors import CommitFailed, DatabaseInUse, StorageError
from bot.storage.unit import Unit, deliver, start_thread

GROUP_SIZE = 64
"""The most units committed together: at a few statements each, some ten milliseconds."""

BUSY_TIMEOUT_S = 10.0
"""How long to wait for another program (a backup, a shell) that holds the file's lock."""


def claim(path: Path) -> filelock.FileLock:
    """Make this process the only owner of a SQLite file, until the lock is released or the process ends.

    Raises:
        DatabaseInUse: It has an owner already.
    """
    real = path.resolve()
    real.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(real.with_name(real.name + ".lock"), blocking=False, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise DatabaseInUse(path) from None
    return lock


def sqlite_engine(
    path: Path,
    *,
    begin: Literal["BEGIN", "BEGIN IMMEDIATE"],
    pragmas: tuple[str, ...] = (),
    connections: int | None = None,
) -> Engine:
    """Return an engine on a SQLite file whose transactions start with `begin`.

    Args:
        path: The file; created when the first connection is made.
        begin: `BEGIN IMMEDIATE` for whoever will write, `BEGIN` for whoever only reads.
        pragmas: Run on each new connection, in this order.
        connections: How many connections to keep; None keeps none.
    """
    url = URL.create("sqlite+pysqlite", database=str(path))
    connect_args = {"timeout": BUSY_TIMEOUT_S, "isolation_level": None, "check_same_thread": False}
    if connections is None:
        engine = create_engine(url, connect_args=connect_args, poolclass=NullPool)
    else:
        engine = create_engine(
            url, connect_args=connect_args, poolclass=QueuePool, pool_size=connections, max_overflow=0
        )

    @event.listens_for(engine, "connect")
    def prepare(raw: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


class SqliteBackend:
    """Runs units on one SQLite file: writes on one thread, in order; reads on a few others, on snapshots."""

    def __init__(self, path: Path, readers: int) -> None:
        """Open the file, creating it and its folder where they do not exist.

        Raises:
            DatabaseInUse: Another process has it.
            StorageError: Its file system cannot hold a write-ahead log.
        """
        self._lock = claim(path)
        self._writer = _Writer(path)
        self._read_engine = sqlite_engine(
            path, begin="BEGIN", pragmas=("foreign_keys=ON", "query_only=ON"), connections=readers
        )
        self._reads: SimpleQueue[Unit[Any] | None] = SimpleQueue()
        try:
            self._writer.open()
        except BaseException:
            self._lock.release()
            raise
        self._threads = [start_thread("sqlite-writer", self._writer.serve)]
        self._threads += [start_thread(f"sqlite-reader-{n}", self._serve_reads) for n in range(readers)]

    def write(self, unit: Unit[Any]) -> None:
        """Queue a unit for the writer."""
        self._writer.queue.put(unit)

    def read(self, unit: Unit[Any]) -> None:
        """Queue a unit for a reader; it sees everything that was acknowledged before it started."""
        self._reads.put(unit)

    def close(self) -> None:
        """Finish what is queued, then let go of the file. Blocks; may be called again."""
        self._writer.queue.put(None)
        for _ in self._threads[1:]:
            self._reads.put(None)
        for thread in self._threads:
            thread.join()
        self._read_engine.dispose()
        self._lock.release()

    def _serve_reads(self) -> None:
        while (unit := self._reads.get()) is not None:
            try:
                with self._read_engine.connect() as connection, connection.begin():
                    unit.run(connection)
            except Exception as error:  # the connection failed, not the work
                unit.error = unit.error or error
            deliver((unit,))
            del unit  # else what it returned would stay in memory until the next one


class _Writer:
    """The only thread that writes: up to GROUP_SIZE units a transaction, each in a savepoint of its own."""

    def __init__(self, path: Path) -> None:
        self.queue: SimpleQueue[Unit[Any] | None] = SimpleQueue()
        self._engine = sqlite_engine(
            path,
            begin="BEGIN IMMEDIATE",
            # Durable at each COMMIT; on macOS, an ordinary fsync stops at the disk's own cache.
            pragmas=("synchronous=FULL", "fullfsync=ON", "foreign_keys=ON"),
        )
        self._connection: Connection | None = None
        self._stopping = False

    def open(self) -> None:
        """Connect, and turn the write-ahead log on, which the file then remembers."""
        self._connection = self._engine.connect()
        (mode,) = _raw(self._connection).execute("PRAGMA journal_mode=WAL").fetchone()
        if mode != "wal":
            self._disconnect()
            raise StorageError(f"the file system cannot hold a write-ahead log (journal mode {mode})")

    def serve(self) -> None:
        """Take units and commit them until told to stop, then disconnect."""
        waiting = self._take()
        while waiting:
            finished = self._commit_group(waiting)
            deliver(waiting[:finished])
            del waiting[:finished]
            waiting = waiting or self._take()
        self._disconnect()
        self._engine.dispose()

    def _take(self) -> list[Unit[Any]]:
        """Wait for a unit and return it with those queued behind it; none when it is time to stop."""
        units: list[Unit[Any]] = []
        while not self._stopping and len(units) < GROUP_SIZE:
            try:
                unit = self.queue.get(block=not units)
            except Empty:
                break
            if unit is None:
                self._stopping = True
            else:
                units.append(unit)
        return units

    def _commit_group(self, units: list[Unit[Any]]) -> int:
        """Run units in one transaction and return how many of them are settled by it, for good or ill."""
        begun = 0
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                raw = _raw(self._connection)
                for unit in units:
                    begun += 1
                    _run_in_savepoint(unit, self._connection, raw)
        except Exception as error:
            self._disconnect()
            # Where not even BEGIN went through, the rest would only wait as long again, one by one.
            begun = begun or len(units)
            for unit in units[:begun]:
                if unit.error is None:
                    unit.error = CommitFailed("the transaction was rolled back; nothing of it is stored")
                    unit.error.__cause__ = error
        return begun

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def _run_in_savepoint(unit: Unit[Any], connection: Connection, raw: sqlite3.Connection) -> None:
    """Run one unit so that its failure undoes only what it did itself.

    Raises:
        Exception: The transaction is gone, and with it the units before this one.
    """
    raw.execute("SAVEPOINT unit")
    unit.run(connection)
    # A full disk or an I/O error rolls the whole transaction back, behind the driver's and everyone's back.
    if not raw.in_transaction:
        unit.error = unit.error or CommitFailed("the transaction ended before the work did")
        raise unit.error
    if unit.error is not None:
        raw.execute("ROLLBACK TO unit")
    raw.execute("RELEASE unit")
