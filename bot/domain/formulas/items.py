"""Items as they are shown: the texts of buttons and selects without formulas, since no picture can stand there."""

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from bot.domain.formulas.prose import in_one_line
from bot.domain.item import Item

LABELS = frozenset({"pairs", "extra", "steps"})
"""Fields of an item whose texts stand in buttons and selects, where there is no picture."""
_NOT_PROSE = frozenset({"id"})
"""Of the values inside them: what only programs read."""


def with_plain_labels(item: Item) -> Item:
    """The item with every formula of its labels in Unicode, or as it is read aloud; its version stays."""
    return _read(item) if _has_dollars(item) else item


@lru_cache(maxsize=1024)
def _read(item: Item) -> Item:
    return replace(item, **{name: _plain(getattr(item, name)) for name in LABELS})


def _has_dollars(item: Item) -> bool:
    return any("$" in str(getattr(item, name)) for name in LABELS)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return in_one_line(value) if "$" in value else value
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        names = [entry.name for entry in fields(value) if entry.name not in _NOT_PROSE]
        return replace(value, **{name: _plain(getattr(value, name)) for name in names})
    return value
