"""The commands with which items are written, looked at and solved blind."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.authoring.arguments import (
    PROBLEMS,
    WRONG,
    Folder,
    Names,
    Seed,
    bank_of,
    chosen_of,
    folder_or_configured,
    stop,
)

if TYPE_CHECKING:
    from bot.authoring.bank import Bank, Entry


def add_to(app: typer.Typer) -> None:
    """Add these commands, in the order of their use."""
    for command in (new, schema, preview):
        app.command()(command)
    app.command("solve-sheet")(solve_sheet)
    app.command("compare-answers")(compare_answers)


def new(
    topic: Annotated[str, typer.Argument(help="Id of the topic, like p1.probability.bayes.")],
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="single, multi, numeric, short …")],
    folder: Folder = None,
    write: Annotated[bool, typer.Option("--write", help="Append it to the module's file.")] = False,
) -> None:
    """Print a commented template of an item with the topic's next free id."""
    from bot.authoring.templates import template
    from bot.content.problem import did_you_mean
    from bot.domain.item import ItemType

    bank = bank_of(folder, None)
    curriculum = bank.loaded.curriculum
    kinds = [one.value for one in ItemType]
    if kind not in kinds:
        stop(WRONG, f"{kind} is no type of item{did_you_mean(kind, kinds)}. There are {', '.join(kinds)}.")
    if curriculum is None:
        stop(PROBLEMS, f"{bank.folder} is broken; `curriculum check` says where.")
    if topic not in curriculum.topics:
        stop(WRONG, f"There is no topic {topic}{did_you_mean(topic, curriculum.topics)}.")
    text = template(topic, ItemType(kind), bank.used_ids)
    if not write:
        typer.echo(text, nl=False)
        return
    from bot.authoring.templates import append

    typer.echo(str(append(bank.folder, topic, text)))


def schema(
    folder: Folder = None,
    outdated: Annotated[bool, typer.Option("--check", help="Write nothing; fail where it would.")] = False,
) -> None:
    """Write the JSON Schemas, and in every YAML file the line by which editors find its schema."""
    from bot.authoring.bank import as_seen
    from bot.authoring.json_schema import outdated as stale

    changes = list(stale(folder_or_configured(folder)))
    for path, text in changes:
        if not outdated:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        typer.echo(f"{as_seen(path)}: {'is not current' if outdated else 'written'}")
    if changes and outdated:
        stop(PROBLEMS, "`python -m bot curriculum schema` mends that.")


def solve_sheet(
    names: Names = None,
    folder: Folder = None,
    seed: Seed = 0,
    format: Annotated[str, typer.Option(help="md or jsonl.")] = "md",
) -> None:
    """Print questions without anything that tells the key, for solving them blind."""
    from bot.authoring.solve_sheet import markdown, rows

    bank = bank_of(folder, names)
    chosen = chosen_of(bank, names)
    if format not in ("md", "jsonl"):
        stop(WRONG, f"--format is md or jsonl, not {format}.")
    if format == "md":
        for part in markdown(bank, chosen, seed):
            typer.echo(part)
    else:
        for row in rows(bank, chosen, seed):
            typer.echo(json.dumps(row, ensure_ascii=False))


def compare_answers(
    files: Annotated[list[Path], typer.Argument(help="Filled sheets: JSON Lines, or lines `id: answer`.")],
    folder: Folder = None,
    seed: Seed = 0,
) -> None:
    """Hold the answers of blind solvers against the keys, and list what is disputed."""
    from bot.authoring.solve_sheet import UnreadableSheet, compare, read_answers

    bank = bank_of(folder, None)
    answers = []
    for file in files:
        try:
            answers += list(read_answers(file.read_text(encoding="utf-8"), seed))
        except (OSError, UnicodeDecodeError, UnreadableSheet) as error:
            stop(WRONG, f"{file}: {error}")
    try:
        compared = compare(bank, answers)
    except UnreadableSheet as error:
        stop(WRONG, str(error))
    disputed = [one for one in compared if one.is_disputed]
    for one in compared:
        typer.echo(
            f"{one.entry.id}: {one.agree} of {one.answers} agree{', ' * bool(one.unsure)}{_unsure(one.unsure)}"
        )
    typer.echo("")
    for one in disputed:
        for other in one.others or ("called ambiguous",):
            typer.echo(str(one.entry.problem(f"disputed: {other}", "stem")))
    right, total = sum(one.agree for one in compared), sum(one.answers for one in compared)
    typer.echo(f"{right} of {total} answers agree; {len(disputed)} of {len(compared)} items are disputed.")
    if disputed:
        raise typer.Exit(PROBLEMS)


def preview(
    name: Annotated[str, typer.Argument(metavar="ITEM", help="Id of the item.")],
    folder: Folder = None,
    seed: Seed = 0,
    png: Annotated[
        Path | None,
        typer.Option(help="Folder for pictures of each message, instead of text; needs chromium."),
    ] = None,
    variants: Annotated[int, typer.Option(help="Variants to take pictures of; text shows all.", min=1)] = 1,
) -> None:
    """Show what Discord will show of an item: question, verdicts and reveal, for every variant."""
    from bot.authoring.preview import preview as previewed

    bank = bank_of(folder, None)
    for entry in chosen_of(bank, [name]):
        if png is not None:
            _photograph(bank, entry, png, seed, variants)
            continue
        for line in asyncio.run(previewed(bank, entry, seed)):
            typer.echo(line)


def _photograph(bank: "Bank", entry: "Entry", folder: Path, seed: int, variants: int) -> None:
    """Write pictures of an item's messages, as the demo's Discord shows them, and say where."""
    from bot.authoring.preview import photographs
    from bot.images.renderer import Renderer, is_installed

    to = folder.absolute()

    async def requests() -> list[dict[str, Any]]:
        renderer = Renderer() if is_installed() else None
        try:
            return await photographs(bank, entry, to, renderer, seed, variants)
        finally:
            if renderer is not None:
                await renderer.close()

    folder.mkdir(parents=True, exist_ok=True)
    asked = asyncio.run(requests())
    lines = "".join(f"{json.dumps(one)}\n" for one in asked)
    # In a process of its own: the simulated Discord is no part of the authors' tools.
    done = subprocess.run(
        [sys.executable, "-m", "bot.demo.photo"], input=lines, text=True, stderr=subprocess.PIPE, check=False
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1]
        stop(PROBLEMS, f"no pictures were taken: {why}")
    for one in asked:
        typer.echo(one["to"])


def _unsure(count: int) -> str:
    return f"{count} unsure" if count else ""
