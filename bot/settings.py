"""What an operator can set: environment variables, or the same names in a `.env` file.

Read once, at the edge (`bot.cli`, `bot.app`); everything below receives values. `.env.example` lists every
name. `settings.model_copy(update=…)` makes other values of them (for the demo, for tests), and
`Settings.model_validate({"EPOCH_…": …})` builds settings that read neither the environment nor a file.
"""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

SHIPPED_CURRICULUM = Path(__file__).resolve().parent.parent / "curriculum"
"""The curriculum that comes with the program: the folder beside the package."""

DEFAULT_DATABASE_URL = "sqlite:///data/epoch.db"
"""A SQLite file in `data/`, under the folder the bot is started in."""

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["console", "json"]


class SettingsError(Exception):
    """A setting cannot be used.

    Attributes:
        problems: One readable line each, naming the variable, what is wrong with it and the mend. Values are
            never shown, since one of them is the token.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """The bot's settings, frozen once read.

    Attributes:
        token: Discord's bot token (`DISCORD_TOKEN`); None where none is set.
        database_url: `sqlite:///PATH` or `postgresql+psycopg://USER:PASSWORD@HOST/NAME`
            (`EPOCH_DATABASE_URL`, with or without `+psycopg`). It may hold a password: show `database_label`.
        curriculum: The folder of curriculum YAML (`EPOCH_CURRICULUM`).
        log_level: The least severe level that is logged (`EPOCH_LOG_LEVEL`).
        log_format: `console` for people, `json` for one JSON object a line (`EPOCH_LOG_FORMAT`).
        demo_data: Where `python -m bot demo` keeps its database and its clock (`EPOCH_DEMO_DATA`).
    """

    model_config = SettingsConfigDict(
        frozen=True, env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    token: Annotated[SecretStr | None, Field(validation_alias="DISCORD_TOKEN")] = None
    database_url: Annotated[str, Field(validation_alias="EPOCH_DATABASE_URL")] = DEFAULT_DATABASE_URL
    curriculum: Annotated[Path, Field(validation_alias="EPOCH_CURRICULUM")] = SHIPPED_CURRICULUM
    log_level: Annotated[LogLevel, Field(validation_alias="EPOCH_LOG_LEVEL")] = "INFO"
    log_format: Annotated[LogFormat, Field(validation_alias="EPOCH_LOG_FORMAT")] = "console"
    demo_data: Annotated[Path, Field(validation_alias="EPOCH_DEMO_DATA")] = Path("data/demo")

    @field_validator("token", mode="after")
    @classmethod
    def _trim_token(cls, token: SecretStr | None) -> SecretStr | None:
        # Copied out of a web page it often brings a space or a line end along.
        if token is None or not token.get_secret_value().strip():
            return None
        return SecretStr(token.get_secret_value().strip())

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper_level(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("log_format", mode="before")
    @classmethod
    def _lower_format(cls, form: object) -> object:
        return form.lower() if isinstance(form, str) else form

    @field_validator("database_url", mode="after")
    @classmethod
    def _known_database(cls, url: str) -> str:
        scheme, separator, rest = url.partition("://")
        if not separator or scheme not in _DATABASE_SCHEMES:
            raise ValueError("not a database address")
        if scheme.startswith("postgres"):
            # Hosting panels hand out postgres://, which SQLAlchemy does not know.
            return f"postgresql+psycopg://{rest}"
        if not rest.startswith("/") or rest.strip("/") in ("", ":memory:"):
            raise ValueError("no file is named")
        return url

    @property
    def database_label(self) -> str:
        """The database's address without its password, fit to be shown and logged."""
        scheme, _, rest = self.database_url.partition("://")
        credentials, at, place = rest.rpartition("@")
        if not at:
            return self.database_url.partition("?")[0]
        return f"{scheme}://{credentials.partition(':')[0]}@{place.partition('?')[0]}"

    @property
    def sqlite_path(self) -> Path | None:
        """The SQLite file, or None where the database is a server."""
        if not self.database_url.startswith("sqlite:///"):
            return None
        return Path(self.database_url.removeprefix("sqlite:///").partition("?")[0])


_DATABASE_SCHEMES = frozenset({"sqlite", "postgres", "postgresql", "postgresql+psycopg"})

_MENDS = {
    "DISCORD_TOKEN": "set it to the bot token from Discord's developer portal",
    "EPOCH_DATABASE_URL": (
        "write sqlite:///data/epoch.db (a file) or postgresql://USER:PASSWORD@HOST/NAME (a server), "
        "or leave it out"
    ),
    "EPOCH_CURRICULUM": "name a folder that holds curriculum.yaml, or leave it out for the one that ships",
    "EPOCH_LOG_LEVEL": "write DEBUG, INFO, WARNING or ERROR",
    "EPOCH_LOG_FORMAT": "write console or json",
    "EPOCH_DEMO_DATA": "name a folder the demo may write to, or leave it out",
}


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings from the environment and, where it is silent, from a file of `NAME=value` lines.

    Args:
        env_file: The file to read; it may be missing. None reads the environment alone.

    Raises:
        SettingsError: A value cannot be used, or the file cannot be read.
    """
    try:
        if env_file is not None and env_file.exists() and not os.access(env_file, os.R_OK):
            raise SettingsError((f"{env_file}: cannot be read; allow it with `chmod u+r {env_file}`",))
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsError(
            tuple(_readable(detail) for detail in error.errors(include_input=False))
        ) from None
    except UnicodeDecodeError:
        raise SettingsError((f"{env_file}: is not UTF-8 text; save it as UTF-8",)) from None


def _readable(detail: ErrorDetails) -> str:
    name = str(detail["loc"][0]) if detail["loc"] else "settings"
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Input ").lower()
    return f"{name}: {said}; {_MENDS.get(name, 'see .env.example')}"
