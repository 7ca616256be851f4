"""What the commands of authors' tools share: their arguments, and how they end when one cannot be used."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.authoring.bank import Bank, Entry

PROBLEMS, WRONG = 1, 2
"""Exit codes: something is to be mended; a command or its argument is wrong."""

Names = Annotated[
    list[str] | None,
    typer.Argument(help="Files, folders, items or beginnings of ids (p1.probability); else all."),
]
Folder = Annotated[Path | None, typer.Option(help="Where curriculum.yaml is; else the configured folder.")]
Seed = Annotated[int, typer.Option(help="Draws orders and variants.")]


def folder_or_configured(given: Path | None) -> Path:
    """The curriculum's folder."""
    from bot.settings import SettingsError, read_settings

    if given is None:
        try:
            given = read_settings().curriculum
        except SettingsError as error:
            stop(WRONG, *(f"BAD  {problem}" for problem in error.problems))
    if not given.is_dir():
        stop(WRONG, f"{given} is not a folder; name the one that holds curriculum.yaml.")
    return given


def bank_of(folder: Path | None, names: list[str] | None) -> "Bank":
    """The bank in the folder named, or that around the first file named, or the configured one."""
    from bot.authoring.bank import folder_of, read_bank

    around = next((found for name in names or () if (found := folder_of(name))), None)
    bank = read_bank(folder_or_configured(folder or around))
    for problem in bank.unreadable:
        typer.echo(str(problem))
    return bank


def chosen_of(bank: "Bank", names: list[str] | None) -> "Sequence[Entry]":
    """The entries that arguments name; all where they name none. Ends the command at a name that fits nothing."""
    from bot.authoring.bank import NoSuchItem
    from bot.content.problem import did_you_mean

    try:
        return bank.chosen(names or ())
    except NoSuchItem as error:
        known = [entry.id for entry in bank.entries]
        stop(WRONG, f"There is no item or file {error}{did_you_mean(str(error), known)}.")


def stop(code: int, *lines: str) -> NoReturn:
    """End the command with these lines on the error stream."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)
