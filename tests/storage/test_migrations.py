import asyncio
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from bot.storage.database import Database
from bot.storage.errors import DatabaseInUse, DatabaseTooNew, MigrationFailed
from bot.storage.migrate import (
    SCRIPTS,
    MigrationReport,
    draft_revision,
    is_comparable,
    migrate,
    newest_revision,
    revision_of,
)
from bot.storage.tables import metadata

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

FIRST = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None

def upgrade():
    op.create_table("parents", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    op.create_table(
        "children",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parents.id", ondelete="CASCADE"), nullable=False),
    )
    op.execute("INSERT INTO parents (id, name) VALUES (1, 'Ada')")
    op.execute("INSERT INTO children (id, parent_id) VALUES (1, 1), (2, 1), (3, 1)")
"""

SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"

def upgrade():
    with op.batch_alter_table("parents") as table:
        table.alter_column("name", nullable=False)
"""

BREAKS_OFF = """
from alembic import op

revision, down_revision = "0002", "0001"

def upgrade():
    op.execute("ALTER TABLE parents ADD COLUMN half_done INTEGER")
    op.execute("INSERT INTO nowhere VALUES (1)")
"""

LEAVES_ORPHANS = """
from alembic import op

revision, down_revision = "0002", "0001"

def upgrade():
    op.execute("DELETE FROM parents")
"""

Scripts = Callable[..., Path]


@pytest.fixture
def scripts(tmp_path: Path) -> Scripts:
    """Make a folder of migrations out of these, numbered from one."""
    folder = tmp_path / "migrations %"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        shutil.copy(SCRIPTS / name, folder)

    def write(*bodies: str) -> Path:
        for number, body in enumerate(bodies, start=1):
            (folder / "versions" / f"{number:04}.py").write_text(body, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'epoch.db'}"


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return connection.execute(query).fetchall()


def test_a_new_database_is_created_with_nothing_to_back_up(url: str, scripts: Scripts) -> None:
    report = migrate(url, now=NOW, scripts=scripts(FIRST))
    assert report == MigrationReport(before=None, after="0001", backup=None)
    assert report.migrated
    assert rows(url, "SELECT name FROM parents") == [("Ada",)]


def test_migrating_again_does_nothing(url: str, scripts: Scripts) -> None:
    migrate(url, now=NOW, scripts=scripts(FIRST))
    report = migrate(url, now=NOW, scripts=scripts(FIRST))
    assert report == MigrationReport(before="0001", after="0001", backup=None)
    assert not report.migrated


def test_a_database_is_copied_before_it_is_migrated(url: str, scripts: Scripts) -> None:
    migrate(url, now=NOW, scripts=scripts(FIRST))
    report = migrate(url, now=NOW, scripts=scripts(FIRST, SECOND))
    assert (report.before, report.after) == ("0001", "0002")
    assert report.backup is not None
    assert report.backup.parent.name == "backups"
    assert revision_of(f"sqlite:///{report.backup}") == "0001"
    assert revision_of(url) == "0002"


def test_changing_a_table_keeps_the_rows_that_refer_to_it(url: str, scripts: Scripts) -> None:
    migrate(url, now=NOW, scripts=scripts(FIRST))
    migrate(url, now=NOW, scripts=scripts(FIRST, SECOND))
    assert rows(url, "SELECT id FROM children ORDER BY id") == [(1,), (2,), (3,)]
    assert rows(url, "SELECT \"notnull\" FROM pragma_table_info('parents') WHERE name = 'name'") == [(1,)]


def test_a_migration_that_breaks_off_leaves_the_database_as_it_was(url: str, scripts: Scripts) -> None:
    migrate(url, now=NOW, scripts=scripts(FIRST))
    with pytest.raises(Exception, match="nowhere"):
        migrate(url, now=NOW, scripts=scripts(FIRST, BREAKS_OFF))
    assert revision_of(url) == "0001"
    assert rows(url, "SELECT * FROM parents") == [(1, "Ada")]


def test_a_migration_that_would_leave_orphans_is_rolled_back(url: str, scripts: Scripts) -> None:
    migrate(url, now=NOW, scripts=scripts(FIRST))
    with pytest.raises(MigrationFailed, match=r"3 rows .* children"):
        migrate(url, now=NOW, scripts=scripts(FIRST, LEAVES_ORPHANS))
    assert revision_of(url) == "0001"
    assert rows(url, "SELECT name FROM parents") == [("Ada",)]


def test_a_database_from_a_newer_version_is_refused_and_left_alone(url: str, scripts: Scripts) -> None:
    migrate(url, now=NOW, scripts=scripts(FIRST, SECOND))
    (scripts() / "versions" / "0002.py").unlink()
    with pytest.raises(DatabaseTooNew, match="0002"):
        migrate(url, now=NOW, scripts=scripts(FIRST))
    assert revision_of(url) == "0002"


async def test_a_database_in_use_is_not_migrated(url: str, scripts: Scripts) -> None:
    migrate(url, now=NOW, scripts=scripts(FIRST))
    database = await Database.open(url)
    with pytest.raises(DatabaseInUse):
        await asyncio.to_thread(migrate, url, now=NOW, scripts=scripts(FIRST, SECOND))
    await database.close()
    assert revision_of(url) == "0001"


def test_asking_for_the_revision_creates_nothing(tmp_path: Path) -> None:
    assert revision_of(f"sqlite:///{tmp_path / 'missing.db'}") is None
    assert list(tmp_path.iterdir()) == []


def test_two_that_start_at_once_migrate_a_server_once(empty_postgres_url: str, scripts: Scripts) -> None:
    folder = scripts(FIRST, SECOND)
    together = threading.Barrier(2)

    def start(_: int) -> MigrationReport:
        together.wait(30)
        return migrate(empty_postgres_url, scripts=folder)

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(start, range(2)))

    assert sorted(report.before or "" for report in reports) == ["", "0002"]
    assert {report.after for report in reports} == {"0002"}
    with psycopg.connect(empty_postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM children").fetchone() == (3,)


def test_a_server_migrated_by_a_newer_version_is_refused(empty_postgres_url: str, scripts: Scripts) -> None:
    migrate(empty_postgres_url, scripts=scripts(FIRST, SECOND))
    (scripts() / "versions" / "0002.py").unlink()
    with pytest.raises(DatabaseTooNew, match="0002"):
        migrate(empty_postgres_url, scripts=scripts(FIRST))


# On SQLite alembic cannot see an index on an expression, and says so; the server's are compared.
@pytest.mark.filterwarnings("ignore:autogenerate skipping")
async def test_the_shipped_migrations_make_the_tables_the_program_uses(
    database: Database, database_url: str
) -> None:
    def differences(connection: Connection) -> object:
        options: dict[str, object] = {"compare_type": True}
        if connection.dialect.name == "sqlite":
            options["include_object"] = is_comparable
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    assert await database.read(differences) == []
    assert revision_of(database_url) == newest_revision()


@pytest.mark.filterwarnings("ignore:autogenerate skipping")
def test_a_drafted_migration_can_be_run(url: str, scripts: Scripts) -> None:
    folder = scripts()
    draft_revision("Everything there is", folder)
    (draft,) = (folder / "versions").glob("*.py")
    assert draft.name == "0001_everything_there_is.py"
    migrate(url, now=NOW, scripts=folder)
    made = {str(name) for (name,) in rows(url, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(metadata.tables) <= made
