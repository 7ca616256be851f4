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

from bot.content.collecting import uncollected
from bot.content.item_room import ItemRoom
from bot.content.item_values import curriculum_digest
from bot.content.problem import Problem, did_you_mean, quoted
from bot.content.reading import ReadingRoom, reading_model
from bot.content.roadmap import Roadmap
from bot.content.schema import CurriculumFile, ItemsFile, PhaseFile
from bot.content.source import MAX_BYTES, Budget, Path, Source, read
from bot.content.validation import Fitted, fit, not_repeated
from bot.domain.curriculum import Curriculum

CURRICULUM_FILE = "curriculum.yaml"
PHASE_FILE = "phase.yaml"
ITEMS_FOLDER = "items"

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
    with uncollected():
        loading, problems = _checked(files)
        return Loaded(None if problems or loading is None else loading.curriculum(), problems)


def check(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Every problem of a curriculum, by file and line; what `load` finds, without building the curriculum."""
    with uncollected():
        return _checked(files)[1]


def _checked(files: Mapping[str, bytes]) -> tuple["_Loading | None", tuple[Problem, ...]]:
    size = sum(map(len, files.values()))
    if size > MAX_BYTES:
        message = f"the files have {size:,} bytes together; the limit is {MAX_BYTES:,}, so leave some out"
        return None, (Problem(CURRICULUM_FILE, 1, "file", message),)
    loading = _Loading(files)
    loading.check()
    return loading, tuple(sorted(set(loading.problems)))


class _Loading:
    """One run of `load`, collecting problems."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.problems: list[Problem] = []
        self._files = files
        self._budget = Budget()
        self._roadmap = Roadmap()
        self._title = ""
        self._numbers: dict[str, int] = {}
        self._items = ItemRoom(self._roadmap)
        self._reading = ReadingRoom()

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
                source = self._read(name)
                self.problems.extend(self._items.add(source, self._fit(ItemsFile, source), number))
            elif model := reading_model(name, kind):
                source = self._read(name)
                self.problems.extend(
                    self._reading.add(source, self._fit(model, source), self._roadmap, number)
                )
            elif name != CURRICULUM_FILE and name not in {f"{folder}/{PHASE_FILE}" for folder in folders}:
                self._refuse_stray(name, folders)
        self.problems.extend(self._items.check_supersedes())

    def curriculum(self) -> Curriculum:
        """The curriculum, where `check` found no problem."""
        built = Curriculum(
            title=self._title,
            phases=tuple(phase for _, phase in sorted(self._roadmap.phases.items())),
            modules=self._roadmap.modules,
            topics=self._roadmap.topics,
            reading=self._reading.reading(self._roadmap.guides),
            items=self._items.values(),
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
        self.problems.extend(not_repeated(fitted.problems, source))
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
