"""The items of a curriculum's files, as far as they could be read, and what must hold between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.content.item_checks import check_item
from bot.content.item_values import plain_item, versioned
from bot.content.problem import Problem, quoted
from bot.content.roadmap import Roadmap
from bot.content.schema import ITEM_MODELS, AnyItem, DefaultFields, ItemsFile
from bot.content.source import Path, Source
from bot.content.validation import Fitted, fit, not_repeated
from bot.domain.item import Item

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


@dataclass(frozen=True)
class _Placed:
    """An item of any status with where it stands."""

    fields: AnyItem
    value: Item
    source: Source
    path: Path

    def problem(self, path: Path, message: str) -> Problem:
        return Problem(self.source.file, self.source.line((*self.path, *path)), self.fields.id, message)


@dataclass
class ItemRoom:
    """What the files of items hold.

    Attributes:
        unsure: Whether some item could not be read to the end: others may speak of it.
    """

    roadmap: Roadmap
    unsure: bool = False
    _items: dict[str, _Placed] = field(default_factory=dict)

    def values(self) -> dict[str, Item]:
        """The items that are asked, each with its version, by id."""
        return {
            name: versioned(placed.value)
            for name, placed in sorted(self._items.items())
            if placed.fields.status == "verified"
        }

    def add(self, source: Source, fitted: Fitted[ItemsFile], phase: int | None) -> Iterator[Problem]:
        """Take in a file, which lies in the folder of a phase (None where that is not known)."""
        if not isinstance(source.value, dict):
            self.unsure = True
        if fitted.value is None:
            return
        given = source.value.get("defaults") if isinstance(source.value, dict) else None
        defaults = {
            key: value
            for key, value in (given.items() if isinstance(given, dict) else ())
            if key in DefaultFields.model_fields
        }
        told = 0
        for index, raw in enumerate(fitted.value.items):
            if told >= ENOUGH:
                message = f"there are {ENOUGH:,} problems up to here; mend those first, then check again"
                yield Problem(source.file, source.line(("items", index)), "file", message)
                self.unsure = True
                return
            for problem in self._add(source, ("items", index), raw, defaults, phase):
                told += 1
                yield problem

    def _add(
        self, source: Source, at: Path, raw: object, defaults: dict[str, object], phase: int | None
    ) -> Iterator[Problem]:
        otherwise = f"item {int(at[-1]) + 1}"
        if not isinstance(raw, dict):
            message = "an item must be a block of `field: value` lines"
            yield Problem(source.file, source.line(at), otherwise, message)
            return
        name = raw.get("id")
        name = name if isinstance(name, str) and name else otherwise
        kind = raw.get("type")
        model = ITEM_MODELS.get(kind) if isinstance(kind, str) else None
        if model is None:
            # The nearest type, so that the item's other faults show as well.
            model = ITEM_MODELS[next((kind for field, kind in _TYPE_OF.items() if field in raw), "single")]
        fitted: Fitted[AnyItem] = fit(model, raw, source, at, name, defaults)
        yield from not_repeated(fitted.problems, source)
        item = fitted.value
        if item is None:
            self.unsure = True
            return
        value = plain_item(item)
        for path, message in check_item(item, value):
            if fitted.can_judge(path):
                yield Problem(source.file, source.line(at + path), name, message)
        yield from self._place(_Placed(item, value, source, at), fitted, phase)

    def _place(self, placed: _Placed, fitted: Fitted[AnyItem], phase: int | None) -> Iterator[Problem]:
        """Check where an item stands among topics and other items."""
        item = placed.fields
        if fitted.can_judge(("topic",)) and not self.roadmap.has(item.topic):
            yield placed.problem(("topic",), self.roadmap.unknown("topic", item.topic))
        elif phase is not None and item.topic in self.roadmap.topics:
            actual = self.roadmap.topics[item.topic].phase
            if actual != phase:
                message = (
                    f"the topic is of phase {actual}, but this is a file of phase {phase}; move the item"
                )
                yield placed.problem(("topic",), message)
        for index, needed in enumerate(item.prereq):
            if fitted.can_judge(("prereq", index)) and not self.roadmap.has(needed):
                yield placed.problem(("prereq", index), self.roadmap.unknown("prereq", needed))
        if not fitted.can_judge(("id",)):
            self.unsure = True
        elif item.id in self._items:
            first = self._items[item.id]
            line = first.source.line((*first.path, "id"))
            message = f"`id` is already used in {first.source.file} on line {line}; take the next free number"
            yield placed.problem(("id",), message)
        else:
            self._items[item.id] = placed

    def check_supersedes(self) -> Iterator[Problem]:
        """Whether every item that takes another's place names one, once every file is in."""
        if self.unsure:
            return
        for placed in self._items.values():
            old = placed.fields.supersedes
            if old and (old == placed.fields.id or old not in self._items):
                message = (
                    f"`supersedes` names {quoted(old)}, which is no other item; correct it, "
                    "and keep the old item with `status: retired`"
                )
                yield placed.problem(("supersedes",), message)
