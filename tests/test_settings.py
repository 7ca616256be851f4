"""Settings come from the environment or a file, and what is wrong with them is said in words."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import SHIPPED_CURRICULUM, Settings, SettingsError, read_settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("EPOCH_") or name == "DISCORD_TOKEN":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def problems(**environment: str) -> tuple[str, ...]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with pytest.raises(SettingsError) as caught:
            read_settings()
    return caught.value.problems


def test_everything_has_a_default_but_the_token() -> None:
    settings = read_settings()

    assert settings.token is None
    assert settings.sqlite_path == Path("data/epoch.db")
    assert settings.curriculum == SHIPPED_CURRICULUM
    assert (SHIPPED_CURRICULUM / "curriculum.yaml").is_file()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("EPOCH_LOG_LEVEL=debug\nEPOCH_LOG_FORMAT=json\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("EPOCH_LOG_LEVEL", "warning")

    settings = read_settings()

    assert (settings.log_level, settings.log_format) == ("WARNING", "json")


def test_an_empty_value_is_the_default() -> None:
    Path(".env").write_text("DISCORD_TOKEN=\nEPOCH_DATABASE_URL=\n")

    settings = read_settings()

    assert settings.token is None
    assert settings.sqlite_path == Path("data/epoch.db")


def test_the_example_file_is_valid_and_names_every_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    example = Path(__file__).parent.parent / ".env.example"
    text = example.read_text(encoding="utf-8")

    read_settings(example)
    Path("all.env").write_text(text.replace("\n#EPOCH", "\nEPOCH"), encoding="utf-8")
    read_settings(Path("all.env"))

    for field in Settings.model_fields.values():
        assert f"{field.validation_alias}=" in text


def test_every_mistake_is_told_at_once_with_its_mend_and_never_the_value() -> None:
    told = problems(
        EPOCH_DATABASE_URL="mysql://root:hunter2@localhost/x", EPOCH_LOG_LEVEL="loud", EPOCH_LOG_FORMAT="xml"
    )

    assert [line.partition(":")[0] for line in told] == [
        "EPOCH_DATABASE_URL",
        "EPOCH_LOG_LEVEL",
        "EPOCH_LOG_FORMAT",
    ]
    assert "sqlite:///data/epoch.db" in told[0]
    assert "write DEBUG, INFO, WARNING or ERROR" in told[1]
    assert "write console or json" in told[2]
    assert "hunter2" not in "".join(told)


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "epoch.db", "sqlite://epoch.db"]
)
def test_a_sqlite_address_must_name_a_file(url: str) -> None:
    (told,) = problems(EPOCH_DATABASE_URL=url)

    assert told.startswith("EPOCH_DATABASE_URL: ")


def test_a_file_that_is_not_text_is_told() -> None:
    Path(".env").write_bytes(b"\xff\xfeD\x00")

    assert problems() == (".env: is not UTF-8 text; save it as UTF-8",)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_usual_name_of_postgresql_will_do_and_its_password_is_not_shown(scheme: str) -> None:
    settings = Settings.model_validate(
        {"EPOCH_DATABASE_URL": f"{scheme}://me:hunter2@db:5433/epoch?sslmode=require"}
    )

    assert settings.database_url == "postgresql+psycopg://me:hunter2@db:5433/epoch?sslmode=require"
    assert settings.database_label == "postgresql+psycopg://me@db:5433/epoch"
    assert settings.sqlite_path is None


def test_the_token_is_trimmed_and_not_shown() -> None:
    settings = Settings.model_validate({"DISCORD_TOKEN": " secret-thing \n"})

    assert settings.token is not None
    assert settings.token.get_secret_value() == "secret-thing"
    assert "secret-thing" not in repr(settings)


def test_settings_do_not_change() -> None:
    settings = Settings.model_validate({})

    with pytest.raises(ValidationError):
        settings.log_level = "ERROR"  # type: ignore[misc]
