"""A whole curriculum from its files: every problem at once, or a curriculum without any.

`load` is a pure function of `{path: bytes}`. It reads `curriculum.yaml`, the `phase.yaml` of each folder that
is named there and the files in that folder's `items/`, fits them to the schema, and checks what concerns
several files. Where a file is broken, what depends on it is not held against the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from bot.content.item_checks import check_item
from bot.content.item_values import curriculum_digest, plain_item, versioned
from bot.content.problem import Problem, did_you_mean, quoted
from bot.content.reading import ReadingRoom, reading_model
from bot.content.roadmap import Roadmap
from bot.content.schema import ITEM_MODELS, AnyItem, CurriculumFile, DefaultFields, ItemsFile, PhaseFile
from bot.content.source import MAX_BYTES, Budget, Path, Source, read
from bot.content.validation import Fitted, fit
from bot.domain.curriculum import Curriculum
from bot.domain.item import Item

CURRICULUM_FILE = "curriculum.yaml"
PHASE_FILE = "phase.yaml"
ITEMS_FOLDER = "items"
ENOUGH = 1_000
"""Problems after which the rest of a file is left, so that a hostile one costs seconds, not minutes."""

_TYPE_OF = {
    "options": "single",
    "accept": "short",
    "cloze": "cloze",
    "pairs": "matching",
    "steps": "ordering",
    "key": "numeric",
}
"""The type that a field speaks for."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Loaded:
    """What came of loading: a curriculum where there is no problem; every problem, by file and line."""

    curriculum: Curriculum | None
    problems: tuple[Problem, ...]


def load(files: Mapping[str, bytes]) -> Loaded:
    """Load a curriculum.

    Args:
        files: The contents of its YAML files by path in the curriculum's folder, with `/` between the parts.
    """
    size = sum(map(len, files.values()))
    if size > MAX_BYTES:
        message = f"the files have {size:,} bytes together; the limit is {MAX_BYTES:,}, so leave some out"
        return Loaded(None, (Problem(CURRICULUM_FILE, 1, "file", message),))
    loading = _Loading(files)
    loading.check()
    problems = tuple(sorted(set(loading.problems)))
    return Loaded(None if problems else loading.curriculum(), problems)


@dataclass(frozen=True)
class _Placed:
    """An item of any status with where it stands."""

    fields: AnyItem
    value: Item
    source: Source
    path: Path


class _Loading:
    """One run of `load`, collecting problems."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.problems: list[Problem] = []
        self._files = files
        self._budget = Budget()
        self._roadmap = Roadmap()
        self._title = ""
        self._numbers: dict[str, int] = {}
        self._items: dict[str, _Placed] = {}
        self._reading = ReadingRoom()
        self._unsure_items = False

    def check(self) -> None:
        """Read every file and collect every problem."""
        folders = self._read_curriculum()
        for place, folder in enumerate(folders, start=1):
            self._read_phase(folder, place)
        self.problems.extend(self._roadmap.check_prerequisites())
        for name in sorted(self._files):
            folder, kind = self._place_of(name, folders)
            number = self._numbers.get(folder)
            if kind == ITEMS_FOLDER:
                self._read_items(name, number)
            elif model := reading_model(name, kind):
                self._read_reading(name, model, number)
            elif name != CURRICULUM_FILE and name not in {f"{folder}/{PHASE_FILE}" for folder in folders}:
                self._refuse_stray(name, folders)
        self._check_supersedes()

    def curriculum(self) -> Curriculum:
        """The curriculum, where `check` found no problem."""
        built = Curriculum(
            title=self._title,
            phases=tuple(phase for _, phase in sorted(self._roadmap.phases.items())),
            modules=self._roadmap.modules,
            topics=self._roadmap.topics,
            reading=self._reading.reading(self._roadmap.guides),
            items={
                name: versioned(placed.value)
                for name, placed in sorted(self._items.items())
                if placed.fields.status == "verified"
            },
        )
        return replace(built, digest=curriculum_digest(built))

    def _problem(self, source: Source, path: Path, item: str, message: str) -> None:
        self.problems.append(Problem(source.file, source.line(path), item, message))

    def _read(self, name: str) -> Source:
        source = read(name, self._files[name], self._budget)
        self.problems.extend(source.problems)
        return source

    def _fit(self, model: type[M], source: Source) -> Fitted[M]:
        """Fit a whole file; one that could not be read to its end has said why already."""
        if source.value is None:
            return Fitted(None)
        fitted = fit(model, source.value, source, (), "file")
        self.problems.extend(_not_repeated(fitted.problems, source))
        return fitted

    def _read_curriculum(self) -> list[str]:
        """The folders of the phases, in order."""
        found = sorted({name.split("/")[0] for name in self._files if name.endswith(f"/{PHASE_FILE}")})
        if CURRICULUM_FILE not in self._files:
            message = "the file is missing; write it with `schema: 1`, a `title` and the `phases` in order"
            self.problems.append(Problem(CURRICULUM_FILE, 1, "file", message))
            return found
        source = self._read(CURRICULUM_FILE)
        fitted = self._fit(CurriculumFile, source)
        if fitted.value is None or not fitted.can_judge(("phases",)):
            return found
        self._title = fitted.value.title
        folders: list[str] = []
        for index, folder in enumerate(fitted.value.phases):
            if folder in folders:
                message = f"`phases` names {quoted(folder)} twice; remove one"
                self._problem(source, ("phases", index), "file", message)
            elif f"{folder}/{PHASE_FILE}" not in self._files:
                message = (
                    f"`phases` names {quoted(folder)}, but there is no {PHASE_FILE} in such a folder; "
                    f"write it, or correct the name{did_you_mean(folder, found)}"
                )
                self._problem(source, ("phases", index), "file", message)
                self._roadmap.unsure.add(index + 1)
            else:
                folders.append(folder)
        if not fitted.value.phases:
            self._problem(source, ("phases",), "file", "`phases` is empty; name the folder of each phase")
        return folders

    def _read_phase(self, folder: str, place: int) -> None:
        source = self._read(f"{folder}/{PHASE_FILE}")
        fitted = self._fit(PhaseFile, source)
        phase = fitted.value
        number = phase.phase if phase and fitted.can_judge(("phase",)) else place
        if phase is None or not fitted.can_judge(("modules",)):
            self._roadmap.unsure.add(number)
        if phase is not None and number == phase.phase:
            self._numbers[folder] = number
        self.problems.extend(self._roadmap.add(source, fitted, number))

    @staticmethod
    def _place_of(name: str, folders: list[str]) -> tuple[str, str]:
        """The phase's folder that a file lies in, and the folder therein; "" twice where it lies elsewhere."""
        path = PurePosixPath(name)
        inside = len(path.parts) == 3 and path.suffix == ".yaml" and path.parts[0] in folders
        return (path.parts[0], path.parts[1]) if inside else ("", "")

    def _refuse_stray(self, name: str, folders: list[str]) -> None:
        if name.endswith(".yml"):
            message = "the file is not read because it ends in .yml; rename it to .yaml"
        elif name.split("/")[0] in folders:
            message = f"the file is not read here; move it to {name.split('/')[0]}/{ITEMS_FOLDER}/"
        else:
            message = f"the file is not read; name its folder under `phases` in {CURRICULUM_FILE}, or move it"
        self.problems.append(Problem(name, 1, "file", message))

    def _read_reading(self, name: str, model: type[BaseModel], phase: int | None) -> None:
        source = self._read(name)
        self.problems.extend(self._reading.add(source, self._fit(model, source), self._roadmap, phase))

    def _read_items(self, name: str, phase: int | None) -> None:
        source = self._read(name)
        if source.value is None or not isinstance(source.value, dict):
            self._unsure_items = True
        fitted = self._fit(ItemsFile, source)
        if fitted.value is None:
            return
        given = source.value.get("defaults") if isinstance(source.value, dict) else None
        defaults = {
            key: value
            for key, value in (given.items() if isinstance(given, dict) else ())
            if key in DefaultFields.model_fields
        }
        before = len(self.problems)
        for index, raw in enumerate(fitted.value.items):
            if len(self.problems) >= before + ENOUGH:
                message = f"there are {ENOUGH:,} problems up to here; mend those first, then check again"
                self._problem(source, ("items", index), "file", message)
                self._unsure_items = True
                return
            self._read_item(source, index, raw, defaults, phase)

    def _read_item(
        self, source: Source, index: int, raw: object, defaults: dict[str, object], phase: int | None
    ) -> None:
        at: Path = ("items", index)
        if not isinstance(raw, dict):
            self._problem(source, at, f"item {index + 1}", "an item must be a block of `field: value` lines")
            return
        name = raw.get("id")
        name = name if isinstance(name, str) and name else f"item {index + 1}"
        kind = raw.get("type")
        model = ITEM_MODELS.get(kind) if isinstance(kind, str) else None
        if model is None:
            # The nearest type, so that the item's other faults show as well.
            model = ITEM_MODELS[next((kind for field, kind in _TYPE_OF.items() if field in raw), "single")]
        fitted: Fitted[AnyItem] = fit(
            model, {**defaults, **raw}, source, at, name, inherited=frozenset(defaults.keys() - raw.keys())
        )
        self.problems.extend(_not_repeated(fitted.problems, source))
        item = fitted.value
        if item is None:
            self._unsure_items = True
            return
        value = plain_item(item)
        for path, message in check_item(item, value):
            if fitted.can_judge(path):
                self._problem(source, at + path, name, message)
        self._place(_Placed(item, value, source, at), fitted, phase)

    def _place(self, placed: _Placed, fitted: Fitted[AnyItem], phase: int | None) -> None:
        """Check where an item stands among topics and other items."""
        item, source, at = placed.fields, placed.source, placed.path
        if fitted.can_judge(("topic",)) and not self._roadmap.has(item.topic):
            self._problem(source, (*at, "topic"), item.id, self._roadmap.unknown("topic", item.topic))
        elif phase is not None and item.topic in self._roadmap.topics:
            actual = self._roadmap.topics[item.topic].phase
            if actual != phase:
                message = (
                    f"the topic is of phase {actual}, but this is a file of phase {phase}; move the item"
                )
                self._problem(source, (*at, "topic"), item.id, message)
        for index, needed in enumerate(item.prereq):
            if fitted.can_judge(("prereq", index)) and not self._roadmap.has(needed):
                self._problem(
                    source, (*at, "prereq", index), item.id, self._roadmap.unknown("prereq", needed)
                )
        if not fitted.can_judge(("id",)):
            self._unsure_items = True
        elif item.id in self._items:
            first = self._items[item.id]
            line = first.source.line((*first.path, "id"))
            message = f"`id` is already used in {first.source.file} on line {line}; take the next free number"
            self._problem(source, (*at, "id"), item.id, message)
        else:
            self._items[item.id] = placed

    def _check_supersedes(self) -> None:
        if self._unsure_items:
            return
        for placed in self._items.values():
            old = placed.fields.supersedes
            if old and (old == placed.fields.id or old not in self._items):
                message = (
                    f"`supersedes` names {quoted(old)}, which is no other item; correct it, "
                    "and keep the old item with `status: retired`"
                )
                self._problem(placed.source, (*placed.path, "supersedes"), placed.fields.id, message)


def _not_repeated(problems: tuple[Problem, ...], source: Source) -> list[Problem]:
    """Leave out what follows from a fault in the YAML itself on the same line."""
    lines = {problem.line for problem in source.problems}
    return [problem for problem in problems if problem.line not in lines]
