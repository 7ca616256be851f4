"""The command line, as an operator meets it: words, mends and exit codes."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.ops.invite import PERMISSIONS_INTEGER
from bot.storage.sqlite import claim

ROOT = Path(__file__).parent.parent
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"


pytestmark = pytest.mark.usefixtures("logging_as_it_was")


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to be in, and nothing set."""
    for name in list(os.environ):
        if name.startswith("EPOCH_") or name == "DISCORD_TOKEN":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def epoch(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, arguments, env=environment)


def test_run_without_a_token_tells_how_to_get_one() -> None:
    result = epoch("run")

    assert result.exit_code == 2
    assert "https://discord.com/developers/applications" in result.stderr
    assert str(PERMISSIONS_INTEGER) in result.stderr
    assert "make demo" in result.stderr


def test_run_with_something_else_in_the_place_of_the_token_says_so_and_does_not_repeat_it() -> None:
    result = epoch("run", DISCORD_TOKEN="123456789012345678")

    assert result.exit_code == 3
    assert "Reset Token" in result.stderr
    assert "123456789012345678" not in result.output


@pytest.mark.parametrize("command", [["run"], ["demo"], ["doctor"], ["database", "migrate"]])
def test_a_setting_that_cannot_be_used_is_told_by_every_command(command: list[str]) -> None:
    result = epoch(*command, EPOCH_LOG_LEVEL="loud", EPOCH_DATABASE_URL="mysql://somewhere/x")

    assert result.exit_code == 2
    assert "EPOCH_LOG_LEVEL" in result.stderr
    assert "EPOCH_DATABASE_URL" in result.stderr
    assert "Traceback" not in result.output


def test_the_doctor_prints_a_line_for_everything_and_fails_for_what_is_bad() -> None:
    result = epoch("doctor")

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert any(line.startswith("ok   Python: ") for line in lines)
    assert any(line.startswith("BAD  DISCORD_TOKEN: not set → ") for line in lines)


def test_the_quiet_doctor_prints_only_what_is_bad(installation: Path) -> None:
    result = epoch("doctor", "--quiet", EPOCH_CURRICULUM=str(installation / "none"), DISCORD_TOKEN=TOKEN)

    assert result.exit_code == 1
    assert result.stdout.startswith("BAD  curriculum: ")
    assert result.stdout.count("\n") == 1


def test_a_curriculum_with_a_fault_is_listed_by_file_and_line(installation: Path) -> None:
    shutil.copytree(ROOT / "curriculum", installation / "mine")
    (installation / "mine" / "curriculum.yaml").write_text("schema: [1\n", encoding="utf-8")

    result = epoch("curriculum", "check", "mine")

    assert result.exit_code == 1
    assert result.stdout.startswith(f"{Path('mine', 'curriculum.yaml')}:")
    assert "to mend in mine" in result.stderr


def test_a_curriculum_that_is_not_there_is_told() -> None:
    result = epoch("curriculum", "check", "none")

    assert result.exit_code == 2
    assert "none is not a folder" in result.stderr


def test_the_database_is_created_and_the_second_time_found_current(installation: Path) -> None:
    first = epoch("database", "migrate")
    second = epoch("database", "migrate")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "revision none → " in first.stdout
    assert "is current" in second.stdout
    assert (installation / "data" / "epoch.db").is_file()


def test_a_backup_is_a_whole_database_and_its_path_is_printed(sqlite_url: str) -> None:
    result = epoch("database", "backup", "copies", EPOCH_DATABASE_URL=sqlite_url)

    assert result.exit_code == 0
    copy = Path(result.stdout.strip())
    assert copy.parent == Path("copies")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_there_is_nothing_to_back_up_before_the_first_start() -> None:
    result = epoch("database", "backup")

    assert result.exit_code == 5
    assert "is not there" in result.stderr


def test_postgresql_is_backed_up_with_its_own_tool() -> None:
    result = epoch("database", "backup", EPOCH_DATABASE_URL="postgresql://me:hunter2@db/epoch")

    assert result.exit_code == 2
    assert "pg_dump" in result.stderr


def test_a_database_that_another_bot_has_open_is_told_with_its_own_code(sqlite_url: str) -> None:
    with claim(Path(sqlite_url.removeprefix("sqlite:///"))):
        result = epoch("database", "migrate", EPOCH_DATABASE_URL=sqlite_url)

    assert result.exit_code == 4
    assert "in use" in result.stderr


def test_a_damaged_database_is_told_with_its_own_code(installation: Path) -> None:
    (installation / "epoch.db").write_bytes(b"this is no database " * 500)

    result = epoch("database", "migrate", EPOCH_DATABASE_URL="sqlite:///epoch.db")

    assert result.exit_code == 5
    assert "python -m bot doctor" in result.stderr


def test_what_nobody_foresaw_is_told_whole_but_for_secrets(installation: Path, sqlite_url: str) -> None:
    in_the_way = installation / TOKEN
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")

    result = epoch("database", "backup", str(in_the_way), EPOCH_DATABASE_URL=sqlite_url)

    assert result.exit_code == 1
    assert "FileExistsError" in result.stderr
    assert TOKEN not in result.output


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    program = (
        "import sys, bot.cli; print([m for m in ('discord', 'sqlalchemy', 'simcord') if m in sys.modules])"
    )
    python = [sys.executable, "-c", program]
    loaded = subprocess.run(python, cwd=ROOT, capture_output=True, text=True, check=True)

    result = epoch("--help")

    assert loaded.stdout == "[]\n"
    assert result.exit_code == 0
    for command in ("run", "demo", "doctor", "curriculum", "database"):
        assert command in result.stdout


def test_a_command_that_is_not_there_is_refused() -> None:
    process = subprocess.run(
        [sys.executable, "-m", "bot", "dmeo"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert process.returncode == 2
    assert "dmeo" in process.stderr
