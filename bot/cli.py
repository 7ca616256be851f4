"""The command line: `python -m bot …`, or `epoch …` where the package is installed.

Exit codes, for supervisors and scripts (`bot.ops.lifetime.ExitCode`):

    0    done, or stopped when asked to (Ctrl-C, SIGTERM)
    1    a check found problems, or something broke on our side
    2    a command, an argument or a setting is wrong or missing
    3    Discord refuses the token
    4    another copy of the bot has the database open
    5    the database cannot be opened, or is of a newer version
    6    Discord cannot be reached
    130  interrupted again while it was stopping

2 to 5 need a person; a supervisor should start the bot anew after 1 and 6 only.
"""

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

# Heavier modules are imported inside the commands that need them, so that `--help` answers at once.
if TYPE_CHECKING:
    from bot.ops.lifetime import ExitCode
    from bot.settings import Settings

log = logging.getLogger(__name__)

app = typer.Typer(
    name="epoch",
    help="Epoch: a Discord study group that learns a question a day.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database_commands = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(database_commands, name="database")


def main() -> NoReturn:
    """Run the command that the arguments name, and exit with its code."""
    try:
        app(prog_name="epoch")
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


@app.command()
def run() -> None:
    """Run the bot on Discord, until Ctrl-C or SIGTERM."""
    from bot.ops.invite import application_id, how_to_get_a_token, invite_link
    from bot.ops.lifetime import ExitCode, run_until_stopped

    settings = _settings()
    if settings.token is None:
        _stop(ExitCode.SETTINGS, how_to_get_a_token())
    application = application_id(settings.token.get_secret_value())
    if application is None:
        _stop(
            ExitCode.TOKEN,
            "DISCORD_TOKEN is not shaped like a bot token (three parts with dots between). Copy it anew: "
            "https://discord.com/developers/applications, Bot page, Reset Token. The application's id, its "
            "public key and its client secret are other things.",
        )
    typer.echo(f"Add the bot to a server, if it is not there yet: {invite_link(application)}", err=True)
    with _reasons_told():
        from bot.app import serve
        from bot.clock import SystemClock

        code = run_until_stopped(lambda: serve(settings, SystemClock()))
    raise typer.Exit(code)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.", min=0, max=65535)] = 8765,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address, open nothing.")
    ] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Forget what earlier demos kept.")] = False,
) -> None:
    """Run the bot in a browser, against a simulated Discord on this machine; no token needed."""
    from bot.ops.lifetime import ExitCode, run_until_stopped

    settings = _settings()
    try:
        from bot.app import invite_permissions
        from bot.demo.composed import compose
        from bot.demo.run import DemoRunning, run_demo
    except ModuleNotFoundError as error:
        if error.name != "simcord":
            raise
        _stop(ExitCode.SETTINGS, "The simulated Discord is not installed here; `make demo` installs it.")

    with _reasons_told():
        try:
            code = run_until_stopped(
                lambda: run_demo(
                    partial(compose, settings),
                    data=settings.demo_data,
                    say=typer.echo,
                    permissions=invite_permissions(),
                    port=port,
                    open_browser=not no_browser,
                    reset=reset,
                )
            )
        except DemoRunning as error:
            _stop(ExitCode.DATABASE_IN_USE, f"{error}.")
    raise typer.Exit(code)


@app.command()
def doctor(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only what needs mending.")] = False,
) -> None:
    """Check every setting, the database, the curriculum, the token's shape and the clock."""
    from bot.clock import SystemClock
    from bot.ops.doctor import examine
    from bot.ops.lifetime import ExitCode

    settings = _settings()
    with _reasons_told():
        findings = asyncio.run(examine(settings, SystemClock()))
    for finding in findings:
        if not (quiet and finding.good):
            typer.echo(str(finding))
    if not all(finding.good for finding in findings):
        raise typer.Exit(ExitCode.PROBLEMS)


@app.command(
    add_help_option=False,
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
    },
)
def curriculum(context: typer.Context) -> None:
    """The questions and the roadmap: check, verify, lint, preview and more."""
    # Authors' tools have a room of their own, which a bot that runs never opens.
    from bot.authoring.commands import app as commands

    commands(context.args, prog_name="epoch curriculum")


@database_commands.command("migrate")
def database_migrate() -> None:
    """Bring the database up to date now, after a backup, as every start does by itself."""
    from bot.storage.migrate import migrate

    settings = _settings()
    with _reasons_told():
        report = migrate(settings.database_url)
    if not report.migrated:
        typer.echo(f"{settings.database_label} is current (revision {report.after}).")
        return
    typer.echo(f"{settings.database_label}: revision {report.before or 'none'} → {report.after}.")
    if report.backup is not None:
        typer.echo(f"As it was: {report.backup}")


@database_commands.command("backup")
def database_backup(
    folder: Annotated[Path | None, typer.Argument(help="Where to; else `backups` beside it.")] = None,
) -> None:
    """Copy the SQLite database, also while the bot runs, and check the copy."""
    from bot.clock import SystemClock
    from bot.ops.lifetime import ExitCode
    from bot.storage.backup import backup_folder, backup_sqlite

    settings = _settings()
    path = settings.sqlite_path
    if path is None:
        _stop(ExitCode.SETTINGS, "This copies a SQLite file. For PostgreSQL use its own `pg_dump`.")
    if not path.is_file():
        _stop(
            ExitCode.DATABASE,
            f"{path} is not there; nothing was ever stored, or EPOCH_DATABASE_URL is wrong.",
        )
    with _reasons_told():
        typer.echo(str(backup_sqlite(path, folder or backup_folder(path), SystemClock().now())))


@database_commands.command("check")
def database_check(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Write what was computed anew.")] = False,
) -> None:
    """Compute streaks, study days and standings anew from all answers, and list what differs."""
    from bot.ops.lifetime import ExitCode
    from bot.services.integrity import check_database

    settings = _settings()
    if settings.sqlite_path is not None and not settings.sqlite_path.is_file():
        _stop(ExitCode.DATABASE, f"{settings.sqlite_path} is not there; nothing was ever stored.")
    with _reasons_told():
        checked = asyncio.run(check_database(settings.database_url, rebuild=rebuild))
    for difference in checked.differences:
        typer.echo(str(difference))
    if not checked.differences:
        typer.echo(f"{settings.database_label}: {checked.enrollments} enrollments, nothing differs.")
    elif rebuild:
        typer.echo(f"{len(checked.differences)} differences, all computed anew.")
    else:
        _stop(ExitCode.PROBLEMS, f"{len(checked.differences)} differences; --rebuild computes them anew.")


def _settings() -> "Settings":
    """Read the settings, and let the log follow them from here on."""
    from bot.ops.lifetime import ExitCode
    from bot.ops.logging import set_up_logging
    from bot.settings import SettingsError, read_settings

    try:
        settings = read_settings()
    except SettingsError as error:
        _stop(ExitCode.SETTINGS, *(f"BAD  {problem}" for problem in error.problems))
    set_up_logging(settings.log_level, settings.log_format)
    return settings


@contextmanager
def _reasons_told() -> Iterator[None]:
    """End with one readable line where the operator can mend what went wrong, else with a masked traceback."""
    from bot.ops.lifetime import ExitCode
    from bot.ops.reasons import CannotRun, as_reasons

    try:
        with as_reasons():
            yield
    except CannotRun as error:
        _stop(error.code, str(error))
    except typer.Exit:
        raise
    except Exception:
        log.critical("Epoch broke and stops here.", exc_info=True)
        raise typer.Exit(ExitCode.PROBLEMS) from None


def _stop(code: "ExitCode", *lines: str) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)
