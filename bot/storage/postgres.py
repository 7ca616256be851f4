"""PostgreSQL: a few threads with a connection each, READ COMMITTED, each unit in a transaction of its own."""

from queue import SimpleQueue
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from bot.storage.errors import CommitFailed, OutcomeUnknown
from bot.storage.unit import Unit, deliver, start_thread

ATTEMPTS = 5
"""How often a unit is run, in all, when others' locks or a lost connection keep it from committing."""

_RETRYABLE = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected

# A lock is waited for as long as on SQLite; a statement that runs on is a mistake. UTC makes both databases
# agree on what a day is where SQL cuts one.
_SESSION = "SET lock_timeout = '10s'; SET statement_timeout = '30s'; SET timezone = 'UTC'"


def postgres_engine(url: URL, connections: int) -> Engine:
    """Return an engine that keeps up to `connections` connections open, each with our limits set."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": 10, "application_name": "epoch"},
    )

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _record: object) -> None:
        raw.execute(_SESSION)
        raw.commit()

    return engine


class PostgresBackend:
    """Runs units on a PostgreSQL server, as many at once as there are threads."""

    def __init__(self, url: URL, threads: int) -> None:
        """Connect.

        Raises:
            sqlalchemy.exc.OperationalError: The server cannot be reached, or refuses us.
        """
        self._engine = postgres_engine(url, threads)
        self._read_engine = self._engine.execution_options(postgresql_readonly=True)
        with self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        self._queue: SimpleQueue[tuple[Engine, Unit[Any]] | None] = SimpleQueue()
        self._threads = [start_thread(f"postgres-{n}", self._serve) for n in range(threads)]

    def write(self, unit: Unit[Any]) -> None:
        """Queue a unit that may write."""
        self._queue.put((self._engine, unit))

    def read(self, unit: Unit[Any]) -> None:
        """Queue a unit for a read-only transaction."""
        self._queue.put((self._read_engine, unit))

    def close(self) -> None:
        """Finish what is queued, then disconnect. Blocks; may be called again."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()
        self._engine.dispose()

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            engine, unit = job
            try:
                _run_to_the_end(engine, unit)
            except BaseException as error:  # the thread must outlive whatever the work does
                unit.error = error
            deliver((unit,))
            del job, unit  # else what it returned would stay in memory until the next one


def _run_to_the_end(engine: Engine, unit: Unit[Any]) -> None:
    """Run a unit in a transaction, again after a deadlock or a lost connection, so long as that is safe."""
    for left in reversed(range(ATTEMPTS)):
        committing = False
        try:
            with engine.connect() as connection:
                transaction = connection.begin()
                unit.run(connection)
                if unit.error is not None:
                    raise unit.error
                if connection.get_transaction() is not transaction:
                    raise CommitFailed("the transaction ended before the work did")
                _refuse_to_commit_nothing(connection)
                committing = True
                transaction.commit()
        except DBAPIError as error:
            if committing and error.connection_invalidated:
                raise OutcomeUnknown("the connection broke during COMMIT") from error
            if left and (error.connection_invalidated or _state(error) in _RETRYABLE):
                continue
            if committing:
                raise CommitFailed("the transaction was rolled back; nothing of it is stored") from error
            raise
        else:
            return


def _refuse_to_commit_nothing(connection: Connection) -> None:
    """Raise where the work swallowed a database error: COMMIT would be answered with a silent ROLLBACK."""
    raw: Any = connection.connection.dbapi_connection
    if raw.info.transaction_status.name == "INERROR":
        raise CommitFailed("a statement failed and the work went on; without a savepoint nothing can be kept")


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)
