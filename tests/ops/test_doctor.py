"""The doctor finds what is wrong with a real installation, says the mend, and tells no secret."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from bot.clock import SystemClock
from bot.ops.doctor import examine, formulas
from bot.ops.finding import Finding
from bot.settings import Settings
from bot.storage.database import Database

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"
CURRICULUM = Path(__file__).parent.parent.parent / "curriculum"


class FixedClock:
    def __init__(self, time: datetime) -> None:
        self.time = time

    def now(self) -> datetime:
        return self.time


NOON = FixedClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


def settings_with(url: str, token: str = TOKEN, curriculum: Path = CURRICULUM) -> Settings:
    return Settings.model_validate(
        {"DISCORD_TOKEN": token, "EPOCH_DATABASE_URL": url, "EPOCH_CURRICULUM": curriculum}
    )


def bad(findings: list[Finding]) -> dict[str, str]:
    """The subjects found wanting, each with its line; each must come with a mend."""
    assert all(finding.mend for finding in findings if not finding.good)
    return {finding.subject: str(finding) for finding in findings if not finding.good}


async def test_a_sound_installation_on_sqlite_is_all_good(sqlite_url: str) -> None:
    findings = await examine(settings_with(sqlite_url), NOON)

    assert bad(findings) == {}
    assert [finding.subject for finding in findings] == [
        "Python",
        "discord.py",
        "time zones",
        "formulas",
        "DISCORD_TOKEN",
        "log",
        "database",
        "tables",
        "disk",
        "clock",
        "curriculum",
        "demo",
    ]


async def test_a_sound_installation_on_postgresql_is_all_good(postgres_url: str) -> None:
    findings = await examine(settings_with(postgres_url), SystemClock())

    assert bad(findings) == {}
    assert any("PostgreSQL" in str(finding) for finding in findings)


async def test_it_can_be_asked_while_the_bot_has_the_database_open(database_url: str) -> None:
    database = await Database.open(database_url)
    try:
        findings = await examine(settings_with(database_url), SystemClock())
    finally:
        await database.close()

    assert bad(findings) == {}


async def test_a_database_that_is_not_there_yet_is_no_fault_and_is_not_created(tmp_path: Path) -> None:
    path = tmp_path / "new" / "epoch.db"

    findings = await examine(settings_with(f"sqlite:///{path}"), NOON)

    assert bad(findings) == {}
    assert any("the first start creates it" in finding.said for finding in findings)
    assert not path.parent.exists()


async def test_a_database_without_tables_yet_is_no_fault_and_stays_without(tmp_path: Path) -> None:
    path = tmp_path / "epoch.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")

    findings = await examine(settings_with(f"sqlite:///{path}"), NOON)

    assert bad(findings) == {}
    assert any("the first start creates them" in finding.said for finding in findings)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)


async def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "epoch.db"
    path.write_bytes(b"this is no database " * 500)

    found = bad(await examine(settings_with(f"sqlite:///{path}"), NOON))

    assert "file is not a database" in found["database"]
    assert "backups" in found["database"]


async def test_a_database_of_a_newer_version_is_told(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    found = bad(await examine(settings_with(sqlite_url), NOON))

    assert list(found) == ["tables"]
    assert "newer version" in found["tables"]


async def test_a_database_an_older_version_left_is_no_fault(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")

    findings = await examine(settings_with(sqlite_url), NOON)

    assert bad(findings) == {}
    assert any("the next start brings them to" in finding.said for finding in findings)


async def test_a_folder_in_the_place_of_the_database_is_told(tmp_path: Path) -> None:
    found = bad(await examine(settings_with(f"sqlite:///{tmp_path}"), NOON))

    assert f"{tmp_path} is a folder" in found["database"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    found = bad(await examine(settings_with(f"sqlite:///{closed}/epoch.db"), NOON))

    assert str(closed) in found["database"]


async def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    url = "postgresql://epoch:hunter2@127.0.0.1:1/epoch"

    found = bad(await examine(settings_with(url), NOON))

    assert "EPOCH_DATABASE_URL" in found["database"]
    assert "epoch@127.0.0.1:1/epoch" in found["database"]
    assert "hunter2" not in found["database"]


async def test_a_server_that_only_lets_us_read_is_told(postgres_url: str) -> None:
    with psycopg.connect(
        postgres_url, autocommit=True, options="-c default_transaction_read_only=off"
    ) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        try:
            found = bad(await examine(settings_with(postgres_url), SystemClock()))
        finally:
            connection.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")

    assert "only lets us read" in found["database"]


async def test_an_account_that_may_not_create_tables_is_told(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE nobody_much LOGIN")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO nobody_much")
    try:
        url = postgres_url.replace("//postgres:@", "//nobody_much@")
        found = bad(await examine(settings_with(url), SystemClock()))
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP OWNED BY nobody_much")
            connection.execute("DROP ROLE nobody_much")

    assert "does not let us create tables" in found["database"]
    assert "GRANT CREATE" in found["database"]


async def test_a_clock_that_is_off_from_the_servers_is_told(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        (theirs,) = connection.execute("SELECT clock_timestamp()").fetchone() or (None,)
    assert isinstance(theirs, datetime)

    slow = bad(await examine(settings_with(postgres_url), FixedClock(theirs - timedelta(minutes=2))))
    fast = bad(await examine(settings_with(postgres_url), FixedClock(theirs + timedelta(minutes=2))))

    assert list(slow) == list(fast) == ["clock"]
    assert "timedatectl" in slow["clock"]


async def test_a_machine_whose_clock_started_anew_is_told(sqlite_url: str) -> None:
    found = bad(await examine(settings_with(sqlite_url), FixedClock(datetime(1970, 1, 1, tzinfo=UTC))))

    assert list(found) == ["clock"]


def test_formulas_in_words_are_no_fault_but_told() -> None:
    assert "drawn as pictures" in formulas(can_draw=True).said
    in_words = formulas(can_draw=False)
    assert in_words.good
    assert "`pictures` extra" in in_words.mend


async def test_a_missing_token_comes_with_where_to_get_one(sqlite_url: str) -> None:
    settings = Settings.model_validate({"EPOCH_DATABASE_URL": sqlite_url})

    found = bad(await examine(settings, NOON))

    assert list(found) == ["DISCORD_TOKEN"]
    assert "make demo" in found["DISCORD_TOKEN"]


@pytest.mark.parametrize("token", [TOKEN, TOKEN.replace(".", ""), "hunter2hunter2", "s3cret.s3cret.s3cret"])
async def test_a_token_is_never_repeated_whatever_its_shape(token: str, sqlite_url: str) -> None:
    findings = await examine(settings_with(sqlite_url, token), NOON)

    assert token not in "".join(map(str, findings))


async def test_a_broken_curriculum_is_told_by_file_and_line(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "curriculum.yaml").write_text("schema: [1\n", encoding="utf-8")

    found = bad(await examine(settings_with(sqlite_url, curriculum=tmp_path), NOON))

    assert list(found) == ["curriculum"]
    assert "curriculum.yaml:" in found["curriculum"]
    assert "python -m bot curriculum check" in found["curriculum"]


async def test_a_place_where_the_demo_cannot_keep_its_data_is_told(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings = settings_with(sqlite_url).model_copy(update={"demo_data": tmp_path / "file" / "demo"})

    found = bad(await examine(settings, NOON))

    assert list(found) == ["demo"]


async def test_a_curriculum_that_is_not_there_is_told(sqlite_url: str, tmp_path: Path) -> None:
    found = bad(await examine(settings_with(sqlite_url, curriculum=tmp_path / "none"), NOON))

    assert "is not a folder" in found["curriculum"]
