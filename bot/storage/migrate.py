"""Brings a database up to the tables this program knows, at start.

All pending migrations run in one transaction, on both databases: afterwards the database is at the newest
revision, or it is as it was. A developer drafts the next with `python -m bot.storage.migrate "what and why"`.
"""

import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, inspect, text

from bot.clock import SystemClock
from bot.storage.backup import backup_folder, backup_sqlite
from bot.storage.database import parse_url
from bot.storage.errors import DatabaseTooNew, MigrationFailed
from bot.storage.postgres import postgres_engine
from bot.storage.sqlite import claim, sqlite_engine
from bot.storage.tables import metadata

SCRIPTS = Path(__file__).resolve().parent / "migrations"
"""The migrations that ship."""

# Any number will do, so long as all versions of the program use the same one.
_ADVISORY_LOCK = 0x45504F4348


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What `migrate` found and did.

    Attributes:
        before: The revision found; None for a new database.
        after: The revision it is at now.
        backup: The copy made beforehand (SQLite only); None where nothing needed saving.
    """

    before: str | None
    after: str | None
    backup: Path | None = None

    @property
    def migrated(self) -> bool:
        """Whether anything was done."""
        return self.before != self.after


def migrate(url: str, *, now: datetime | None = None, scripts: Path = SCRIPTS) -> MigrationReport:
    """Bring a database to the newest revision, creating it where it is a SQLite file that does not exist.

    A SQLite database that holds anything is copied into `backups/` beside it first. Two programs that start
    at once do not both migrate: on PostgreSQL the second waits and finds it done, on SQLite it is refused.
    Blocks; call it before the event loop runs, or off it.

    Args:
        url: The database's address, as `Database.open` takes it.
        now: The time the backup is named after; None for the machine's.
        scripts: The folder of migrations.

    Raises:
        ValueError: The address is none of ours.
        DatabaseInUse: Another process has the SQLite file.
        DatabaseTooNew: A newer version of the program migrated it; it is left untouched.
        BackupFailed: The SQLite file is damaged; it is left untouched.
        MigrationFailed: The migrations would leave rows that refer to nothing; rolled back.
    """
    dialect, parsed = parse_url(url)
    if dialect == "postgresql":
        return _migrate_postgres(parsed, scripts)
    path = Path(parsed.database or "")
    lock = claim(path)
    try:
        return _migrate_sqlite(path, now or SystemClock().now(), scripts)
    finally:
        lock.release()


def newest_revision(scripts: Path = SCRIPTS) -> str | None:
    """Return the revision this program works with."""
    return ScriptDirectory.from_config(_config(scripts)).get_current_head()


def revision_of(url: str) -> str | None:
    """Return the revision a database is at, without changing anything; None where it was never migrated.

    Raises:
        ValueError: The address is none of ours.
        sqlalchemy.exc.OperationalError: It cannot be reached.
    """
    dialect, parsed = parse_url(url)
    if dialect == "postgresql":
        engine = postgres_engine(parsed, connections=1)
    elif (path := Path(parsed.database or "")).is_file():
        engine = sqlite_engine(path, begin="BEGIN", pragmas=("query_only=ON",))
    else:
        return None
    try:
        with engine.connect() as connection, connection.begin():
            return _revision(connection)
    finally:
        engine.dispose()


def draft_revision(message: str, scripts: Path = SCRIPTS) -> None:
    """Write the migration from the newest revision to `bot.storage.tables`, for a developer to finish."""
    with tempfile.TemporaryDirectory() as folder:
        engine = _migrating_engine(Path(folder) / "draft.db")
        number = len(list(ScriptDirectory.from_config(_config(scripts)).walk_revisions())) + 1
        with engine.connect() as connection, connection.begin():
            config = _config(scripts, connection)
            command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


def is_comparable(item: object, name: str | None, kind: str, reflected: bool, _counterpart: object) -> bool:
    """Tell Alembic to leave out the indexes on expressions, which it cannot see on SQLite and would drop."""
    return kind != "index" or name not in {
        index.name
        for table in metadata.tables.values()
        for index in table.indexes
        if len(index.expressions) != len(index.columns)
    }


def _migrate_sqlite(path: Path, now: datetime, scripts: Path) -> MigrationReport:
    engine = _migrating_engine(path)
    try:
        with engine.connect() as connection:
            with connection.begin():
                before = _known_revision(connection, scripts)
                holds_something = bool(inspect(connection).get_table_names())
            after = newest_revision(scripts)
            if before == after:
                return MigrationReport(before, after)
            backup = backup_sqlite(path, backup_folder(path), now) if holds_something else None
            with connection.begin():
                command.upgrade(_config(scripts, connection), "head")
                _refuse_dangling(connection)
            return MigrationReport(before, after, backup)
    finally:
        engine.dispose()


def _migrate_postgres(url: URL, scripts: Path) -> MigrationReport:
    engine = postgres_engine(url, connections=1)
    try:
        with engine.connect() as connection, connection.begin():
            # Large tables take their time, and so may the program that migrates before us.
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            before = _known_revision(connection, scripts)
            after = newest_revision(scripts)
            if before != after:
                command.upgrade(_config(scripts, connection), "head")
            return MigrationReport(before, after)
    finally:
        engine.dispose()


def _migrating_engine(path: Path) -> Engine:
    # SQLite changes a column by making the table anew and dropping the old one; with foreign keys on, that
    # deletes every row that refers to it ON DELETE CASCADE. They cannot be turned off inside a transaction.
    pragmas = ("synchronous=FULL", "fullfsync=ON", "foreign_keys=OFF")
    return sqlite_engine(path, begin="BEGIN IMMEDIATE", pragmas=pragmas)


def _refuse_dangling(connection: Connection) -> None:
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if dangling:
        tables = ", ".join(sorted({row[0] for row in dangling}))
        raise MigrationFailed(
            f"{len(dangling)} rows would refer to nothing, in {tables}; nothing was changed"
        )


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _known_revision(connection: Connection, scripts: Path) -> str | None:
    found = _revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(_config(scripts)).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTooNew(found)
    return found


def _config(scripts: Path, connection: Connection | None = None) -> Config:
    config = Config()
    # ConfigParser would read a % in the path as the start of a name.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


if __name__ == "__main__":
    draft_revision(sys.argv[1])
