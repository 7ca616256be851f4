"""The bank as authors' tools see it: every item that can be read, drafts too, with its evidence and its place."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.content.folder import read_folder
from bot.content.item_checks import ITEM_ID
from bot.content.item_values import item_value
from bot.content.loader import CURRICULUM_FILE, ITEMS_FOLDER, Loaded, load
from bot.content.problem import Problem, quoted
from bot.content.schema import ITEM_MODELS, AnyItem, DefaultFields
from bot.content.source import Path as FieldPath
from bot.content.source import Source, read
from bot.content.validation import fit
from bot.domain.item import Item


class NoSuchItem(Exception):
    """Nothing in the bank is named so; the text says what was looked for."""


@dataclass(frozen=True)
class Entry:
    """An item where it stands.

    Attributes:
        item: As the bot knows it.
        fields: As its author wrote it, with the file's defaults; evidence and status stand only here.
        file: As seen from the current folder where possible, so that a terminal can open it.
        line: Line of one of its fields.
    """

    item: Item
    fields: AnyItem
    file: str
    line: Callable[[FieldPath], int]

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def module(self) -> str:
        """Id of the module, read from the item's own."""
        return ".".join(self.id.split(".")[:2])

    @property
    def check(self) -> str:
        """The program that proves the key; "stdout", "none", or "" where nothing is written."""
        return self.fields.check.strip() if isinstance(self.fields.check, str) else ""

    def problem(self, message: str, *path: str | int) -> Problem:
        """Something about this item, at the line of one of its fields."""
        return Problem(self.file, self.line(path), self.id, message)


@dataclass(frozen=True)
class Bank:
    """Every item of a folder that fits the schema.

    Attributes:
        folder: Where curriculum.yaml is.
        entries: In the order of files and lines; none that is retired.
        unreadable: What hides items from these tools; `curriculum check` tells the rest.
    """

    folder: Path
    files: dict[str, bytes]
    entries: tuple[Entry, ...]
    unreadable: tuple[Problem, ...]

    @property
    def used_ids(self) -> frozenset[str]:
        """Every id that stands anywhere in the files, of items retired or broken too."""
        text = b"\n".join(self.files.values()).decode("utf-8", "replace")
        return frozenset(match[0] for match in ITEM_ID.finditer(text))

    @cached_property
    def loaded(self) -> Loaded:
        """What the bot makes of these files."""
        return load(self.files)

    def chosen(self, names: Iterable[str]) -> tuple[Entry, ...]:
        """Entries of these files, folders, ids or beginnings of ids (`p1.probability`); all where none is named.

        Raises:
            NoSuchItem: when a name fits nothing.
        """
        wanted: dict[str, Entry] = {}
        for name in names:
            found = [entry for entry in self.entries if _fits(entry, name)]
            if not found:
                raise NoSuchItem(name)
            wanted.update((entry.id, entry) for entry in found)
        return tuple(entry for entry in self.entries if entry.id in wanted) if wanted else self.entries


def _fits(entry: Entry, name: str) -> bool:
    if entry.id == name or entry.id.startswith(f"{name}."):
        return True
    try:
        return Path(entry.file).resolve().is_relative_to(Path(name).resolve()) and Path(name).exists()
    except OSError:
        return False


def folder_of(name: str) -> Path | None:
    """The curriculum's folder that a file or folder is, or lies in; None when it is no path of any."""
    path = Path(name)
    if not path.exists():
        return None
    path = path.resolve()
    return next((one for one in (path, *path.parents) if (one / CURRICULUM_FILE).is_file()), None)


def read_bank(folder: Path) -> Bank:
    """Read every item; one that is broken hides no other."""
    files, problems = read_folder(folder)
    entries: list[Entry] = []
    for name in sorted(files):
        if name.split("/")[-2:-1] == [ITEMS_FOLDER]:
            _read_items(folder, read(name, files[name]), entries, problems)
    return Bank(folder, files, tuple(entries), tuple(sorted(set(problems))))


def _read_items(folder: Path, source: Source, entries: list[Entry], problems: list[Problem]) -> None:
    file = as_seen(folder / source.file)
    problems += [Problem(file, one.line, one.item, one.message) for one in source.problems]
    top = source.value if isinstance(source.value, dict) else {}
    given, items = top.get("defaults"), top.get("items")
    defaults = {
        key: value
        for key, value in (given.items() if isinstance(given, dict) else ())
        if key in DefaultFields.model_fields
    }
    for index, raw in enumerate(items if isinstance(items, list) else ()):
        at: FieldPath = ("items", index)
        kind = raw.get("type") if isinstance(raw, dict) else None
        model = ITEM_MODELS.get(kind) if isinstance(kind, str) else None
        if model is None:
            problems.append(Problem(file, source.line(at), f"item {index + 1}", "has no type that is known"))
            continue
        fitted = fit(model, {**defaults, **raw}, source, at, str(raw.get("id", f"item {index + 1}")))
        if fitted.value is None or fitted.problems:
            problems += [Problem(file, one.line, one.item, one.message) for one in fitted.problems]
            continue
        if not ITEM_ID.fullmatch(fitted.value.id):
            message = f"{quoted(fitted.value.id)} is no id of an item"
            problems.append(Problem(file, source.line((*at, "id")), f"item {index + 1}", message))
            continue
        if fitted.value.status != "retired":
            entries.append(Entry(item_value(fitted.value), fitted.value, file, _lines(source, at)))


def _lines(source: Source, at: FieldPath) -> Callable[[FieldPath], int]:
    return lambda path: source.line((*at, *path))


def as_seen(path: Path) -> str:
    """A path as seen from the current folder, where it lies in it."""
    try:
        return os.fspath(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)
