"""`python -m bot curriculum …`: what authors and CI run. Nothing of it is loaded by a bot that runs.

Exit codes: 0 where all is well, 1 where something is to be mended, 2 where a command or its argument is wrong.
"""

import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.authoring import writing_commands
from bot.authoring.arguments import (
    PROBLEMS,
    WRONG,
    Folder,
    Names,
    bank_of,
    chosen_of,
    folder_or_configured,
    stop,
)

if TYPE_CHECKING:
    from bot.authoring.verify import Result

app = typer.Typer(
    name="curriculum",
    help="The questions and the roadmap: check, prove, judge, write and preview them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Where curriculum.yaml is; else the configured one.")
    ] = None,
) -> None:
    """List everything that is wrong with a curriculum, each with its place and its mend."""
    from bot.content.check import check_folder

    checked = folder_or_configured(folder)
    problems = check_folder(checked)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        stop(PROBLEMS, f"{len(problems)} to mend in {checked}.")
    typer.echo(f"{checked}: nothing to mend.")


@app.command()
def verify(
    names: Names = None,
    folder: Folder = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Checks at once.", min=1, max=64)] = os.cpu_count()
    or 1,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="Also change each key and see the check object.")
    ] = False,
    python: Annotated[
        str, typer.Option(help="Interpreter with the libraries; see the extra `verify`.")
    ] = sys.executable,
    every: Annotated[bool, typer.Option("--every", help="Fail where a check cannot be run here.")] = False,
    cache: Annotated[Path | None, typer.Option(help="Where answers are kept; else .verify_cache.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Run every check, keep nothing.")] = False,
    seconds: Annotated[float, typer.Option(help="Time limit of one check.", min=0.1)] = 60.0,
    memory: Annotated[int, typer.Option(help="Memory limit of one check, in MB.", min=64)] = 4096,
) -> None:
    """Prove keys: run the checks of items, apart and bounded, and compare what they reach with the keys."""
    if sys.platform == "win32":
        stop(WRONG, "Checks need a system with fork and resource limits: Linux, macOS, or WSL on Windows.")
    from bot.authoring.mutate import mutate as mutated
    from bot.authoring.sandbox import SandboxBroken
    from bot.authoring.verify import Limits, summary
    from bot.authoring.verify import verify as verified
    from bot.authoring.verify_cache import FOLDER, AnswerCache

    bank = bank_of(folder, names)
    chosen = chosen_of(bank, names)
    try:
        results = verified(
            chosen,
            python=python,
            jobs=jobs,
            cache=AnswerCache(None if no_cache else cache or FOLDER),
            limits=Limits(seconds, memory * 2**20),
            tell=_tell_failures,
        )
    except SandboxBroken as error:
        stop(WRONG, str(error))
    for line in summary(results):
        typer.echo(line)
    bad = bool(bank.unreadable) or any(result.verdict == "failed" for result in results)
    bad |= every and any(result.verdict == "not-run" for result in results)
    if mutate:
        held = list(mutated(results))
        for problem in (problem for one in held for problem in one.problems):
            typer.echo(str(problem))
        missed = sum(bool(one.problems) for one in held)
        typer.echo(
            f"{sum(one.wrong_keys for one in held)} wrong keys tried; "
            f"{f'{missed} items would not notice' if missed else 'every one was caught'}."
        )
        bad |= bool(missed)
    if bad:
        raise typer.Exit(PROBLEMS)


@app.command()
def lint(
    folder: Folder = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
) -> None:
    """List all errors, then what looks wrong: with items, the bank as a whole, and what there is to read."""
    from bot.authoring.lint import warnings
    from bot.authoring.lint_reading import reading_warnings
    from bot.content.check import check_folder

    bank = bank_of(folder, None)
    errors = check_folder(bank.folder)
    for error in errors:
        typer.echo(str(error))
    curriculum = bank.loaded.curriculum
    count = 0
    of_reading = reading_warnings(curriculum) if curriculum else ()
    for warning in chain(warnings(bank.entries, curriculum.topics if curriculum else ()), of_reading):
        typer.echo(f"{warning.file}:{warning.line}: {warning.item}: warning: {warning.message}")
        count += 1
    typer.echo(f"{len(errors)} errors, {count} warnings.", err=True)
    if errors or (strict and count):
        raise typer.Exit(PROBLEMS)


@app.command()
def stats(folder: Folder = None) -> None:
    """Count the bank by phase, type, level and difficulty, and hold it against the blueprint."""
    from bot.authoring.blueprint import TYPE_SHARES, table

    bank = bank_of(folder, None)
    curriculum = bank.loaded.curriculum
    topics = curriculum.topics.values() if curriculum else ()
    by_phase = {phase: [topic.id for topic in topics if topic.phase == phase] for phase in TYPE_SHARES}
    for line in table([entry.item for entry in bank.entries], by_phase):
        typer.echo(line.rstrip())
    if curriculum:
        reading = curriculum.reading
        typer.echo(
            f"To read: guides to {len(reading.topics)} of {len(curriculum.topics)} topics, "
            f"{len(reading.projects)} projects, {len(reading.questions)} questions, {len(reading.terms)} terms."
        )


def _tell_failures(result: "Result") -> None:
    for problem in result.problems:
        typer.echo(str(problem))


writing_commands.add_to(app)
