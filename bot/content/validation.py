"""Fit what was read to a schema: every fault at once, at its line, and as good a value as can be had.

pydantic names every field that does not fit. Each becomes a `Problem` with its mend, is then repaired (left
out, or filled in), and the rest is validated again: so the checks that follow see the whole item, and an
author learns in one go that an option has no rationale *and* that the stem is too long. `Fitted.can_judge`
tells those checks which values are the author's own, so that nobody is told about a fault that is ours.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.field_errors import describe, owner_of
from bot.content.parts import BLOCK, LIST
from bot.content.problem import Problem
from bot.content.source import Path, Source

M = TypeVar("M", bound=BaseModel)

ENOUGH = 1_000
"""Most faults that are told of one value."""

MISSING = "(missing)"
"""Stands in for a text that the author left out."""


@dataclass(frozen=True)
class Fitted(Generic[M]):
    """A value that fits the schema (None where too little was there) and what was wrong with it.

    Attributes:
        spoilt: Paths of values that were left out: nothing can be said about them, or about a list with them.
        filled: Paths of texts that were made up: nothing can be said about exactly these.
    """

    value: M | None
    problems: tuple[Problem, ...] = ()
    spoilt: frozenset[Path] = frozenset()
    filled: frozenset[Path] = frozenset()

    def can_judge(self, path: Path) -> bool:
        """Whether the value at this path is the author's own, whole."""
        if not self.spoilt and not self.filled:
            return True
        return path not in self.filled and not any(
            bad[: len(path)] == path or path[: len(bad)] == bad for bad in self.spoilt
        )


def fit(
    model: type[M],
    raw: object,
    source: Source,
    at: Path,
    item: str,
    defaults: Mapping[str, object] | None = None,
) -> Fitted[M]:
    """Fit `raw` (which may stand at path `at` in the source) to a model.

    Args:
        model: The schema.
        raw: What was read, as text, lists and mappings.
        source: Where it was read, for the lines.
        at: Path of `raw` in the source.
        item: Id that names it in problems.
        defaults: What the file says once for all, where `raw` says nothing; its faults are told there.
    """
    if not isinstance(raw, dict):
        message = "must be a block of `field: value` lines"
        return Fitted(None, (Problem(source.file, source.line(at), item, message),))
    own, raw = raw, {**defaults, **raw} if defaults else raw
    try:
        return Fitted(model.model_validate(raw))
    except ValidationError as error:
        details = _errors(error)
    inherited = defaults.keys() - own.keys() if defaults else frozenset()
    told = [detail for detail in details if detail["loc"][0] not in inherited][:ENOUGH]
    problems = [
        Problem(source.file, source.line((*at, *path)), owner_of(path, raw, item), describe(detail, raw))
        for detail in told
        for path in [detail["loc"]]
    ]
    mended = copy.deepcopy(raw)
    spoilt: set[Path] = set()
    filled: set[Path] = set()
    # A value that was left out may turn out to be required.
    for _ in range(3):
        for detail in reversed(details):
            _repair(mended, detail, spoilt, filled)
        try:
            value = model.model_validate(mended)
        except ValidationError as error:
            details = _errors(error)
        else:
            return Fitted(value, tuple(problems), frozenset(spoilt), frozenset(filled))
    return Fitted(None, tuple(problems))


def not_repeated(problems: tuple[Problem, ...], source: Source) -> list[Problem]:
    """Leave out what follows from a fault in the YAML itself on the same line."""
    if not problems:
        return []
    lines = {problem.line for problem in source.problems}
    return [problem for problem in problems if problem.line not in lines]


def _errors(error: ValidationError) -> list[ErrorDetails]:
    """The faults, each with the path that an author knows."""
    details = error.errors(include_url=False)
    for detail in details:
        detail["loc"] = tuple(step for step in detail["loc"] if step not in (BLOCK, LIST))
    return details


def _repair(raw: object, detail: ErrorDetails, spoilt: set[Path], filled: set[Path]) -> None:
    """Mend one value in place, so that the others around it can be judged."""
    path, kind = detail["loc"], detail["type"]
    *way, last = path
    for step in way:
        raw = raw[step]  # type: ignore[index]
    if kind == "unquoted":
        raw[last] = str(detail["input"])  # type: ignore[index]
        filled.add(path)
    elif isinstance(raw, list):
        del raw[int(last)]
        spoilt.add(tuple(way))
    elif isinstance(raw, dict):
        raw.pop(last, None)
        if kind == "extra_forbidden":
            return
        if kind == "missing":
            filler = _FILLERS.get(str(last), f"{MISSING} {path}")
            raw[last] = [] if last == "key" and raw.get("type") == "ordering" else copy.copy(filler)
        (filled if kind in ("missing", "empty") and str(last) not in _FILLERS else spoilt).add(path)


_FILLERS: dict[str, object] = {
    "schema": "1",
    "level": "apply",
    "difficulty": "3",
    "key": "0",
    "value": "0",
    "strand": "engineering-edge",
    "date": "2000-01-01",
    "phase": "1",
    "hours": "1",
    "minutes": "1",
    "weeks": "1",
    "tolerance": {},
    "options": [],
    "accept": [],
    "blanks": [],
    "cloze": {"text": MISSING, "blanks": []},
    "pairs": [],
    "steps": [],
    "modules": [],
    "topics": [],
    "phases": [],
    "items": [],
    "outcomes": [],
    "resources": [],
    "data": [],
    "milestones": [],
    "done": [],
    "good": [],
    "rubric": [],
    "levels": [],
    "stretch": [],
    "mistakes": [],
    "questions": [],
    "refs": [],
    "terms": [],
}
