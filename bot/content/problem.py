"""One thing that is wrong with a curriculum, said so that whoever wrote it can mend it."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in a file.

    Attributes:
        file: Path of the file, relative to the curriculum's folder.
        line: Line in it, counted from 1.
        item: Id of the item, topic, module or phase it is about, or `file`.
        message: What is wrong and how to mend it, in plain words.
    """

    file: str
    line: int
    item: str
    message: str

    def __str__(self) -> str:
        """The one form in which problems are shown: `file:line: item: what is wrong and how to mend it`."""
        return f"{self.file}:{self.line}: {self.item}: {self.message}"


class CurriculumBroken(Exception):
    """A curriculum cannot be used, and no good state of it is at hand.

    Attributes:
        problems: Everything that is wrong with it.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A question naming the nearest known word, to put at a message's end, or nothing when none is near."""
    near = _nearest(word[:100], tuple(known))
    return f"; did you mean `{near}`?" if near else ""


@lru_cache(maxsize=256)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), "")


def quoted(text: str, limit: int = 60) -> str:
    """An author's own text, on one line and cut short, in double quotes."""
    flat = " ".join(text.split())
    return f'"{flat if len(flat) <= limit else flat[: limit - 1] + "…"}"'
