"""Items without pictures: every formula in their texts in Unicode, or as it is read aloud."""

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from bot.domain.formulas.prose import in_one_line
from bot.domain.item import Item

_PROSE = frozenset(
    {
        "stem",
        "explanation",
        "hints",
        "options",
        "near",
        "near_texts",
        "cloze",
        "blanks",
        "pairs",
        "extra",
        "steps",
    }
)
"""Fields of an item that hold texts for people."""
_NOT_PROSE = frozenset({"id", "misconception", "accept", "normalise", "expr"})
"""Of the values inside them: what only programs read, or what an answer is compared with."""


def without_pictures(item: Item) -> Item:
    """The item as it reads where no picture can stand; its version stays."""
    return _read(item) if _has_dollars(item) else item


@lru_cache(maxsize=1024)
def _read(item: Item) -> Item:
    return replace(item, **{name: _plain(getattr(item, name)) for name in _PROSE})


def _has_dollars(item: Item) -> bool:
    return any("$" in str(getattr(item, name)) for name in _PROSE)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return in_one_line(value) if "$" in value else value
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        names = [entry.name for entry in fields(value) if entry.name not in _NOT_PROSE]
        return replace(value, **{name: _plain(getattr(value, name)) for name in names})
    return value
