"""Check a folder of curriculum YAML: what CI, authors and the bot all use.

`python -m bot.content.check [PATH …]` prints every problem and ends with 1 if there was any.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

from bot.content.folder import read_folder
from bot.content.loader import check
from bot.content.problem import Problem


def check_folder(path: Path) -> list[Problem]:
    """Every problem of the curriculum in a folder, in the order of files and lines; empty when it is good.

    Files that lie in the current folder are named as seen from there, so that a terminal can open them.
    """
    files, unreadable = read_folder(path)
    found = {*unreadable, *(check(files) if files or not unreadable else ())}
    return [replace(problem, file=_as_seen(path, problem.file)) for problem in sorted(found)]


def _as_seen(folder: Path, name: str) -> str:
    path = folder if name == folder.name and not (folder / name).exists() else folder / name
    try:
        return os.fspath(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)


def main(arguments: list[str]) -> int:
    """Check each folder named (`curriculum` when none is); 1 if there is any problem, else 0."""
    count = 0
    for argument in arguments or ["curriculum"]:
        for problem in check_folder(Path(argument)):
            sys.stdout.write(f"{problem}\n")
            count += 1
    sys.stdout.write(f"{count} problem{'' if count == 1 else 's'}\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
