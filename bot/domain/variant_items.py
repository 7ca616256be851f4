"""Items with variants: one of them as a plain item, with its own numbers in every text and its own key."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

from bot.domain.expressions import ExpressionError, parse
from bot.domain.item import Item, NearMiss
from bot.domain.variants import Variant, VariantError, Variants, read_template

_Filler: TypeAlias = Callable[[Variant], Any]

_NOT_FILLED = frozenset({"params", "where", "key_expr", "references", "prerequisites", "tags"})
"""Fields of an item in which no placeholder is looked for."""


def concrete(item: Item, seed: int) -> Item:
    """The variant that this seed chooses, always the same one; an item without variants is its own.

    Raises:
        VariantError: when the item is faulty; never for one that the curriculum's checks have passed.
    """
    return with_values(item, values_of(item, seed)) if item.has_variants else item


def values_of(item: Item, seed: int) -> Variant:
    """The values that this seed gives the item's parameters; none where it has no parameters."""
    return variants_of(item).draw(seed)


def variants_of(item: Item) -> Variants:
    """All values that the item's parameters take together.

    Raises:
        VariantError: at once, or when they are enumerated.
    """
    return _variants(item.params, item.where)


def with_values(item: Item, values: Variant) -> Item:
    """The item with these values put in everywhere; its version stays.

    Raises:
        VariantError: for a placeholder or an expression that is none, or has no value.
    """
    changes = {name: filled(values) for name, filled in _pattern(item)}
    return replace(item, params=(), where=(), key_expr="", **changes)


@lru_cache(maxsize=1024)
def _variants(params: tuple[tuple[str, tuple[Any, ...]], ...], where: tuple[str, ...]) -> Variants:
    return Variants(dict(params), where)


@lru_cache(maxsize=1024)
def _pattern(item: Item) -> list[tuple[str, _Filler]]:
    """The fields that differ between variants, each with what fills it."""
    names = frozenset(name for name, _ in item.params)
    fillers = ((name, _filler(getattr(item, name), names)) for name in _NAMES)
    pattern = [(name, filler) for name, filler in fillers if filler]
    if item.key_expr:
        pattern.append(("key", _number(item.key_expr, names)))
    return pattern


_NAMES = tuple(entry.name for entry in fields(Item) if entry.name not in _NOT_FILLED)


def _filler(value: Any, names: frozenset[str]) -> _Filler | None:
    """What makes a variant's value out of one with placeholders; None where there are none."""
    if isinstance(value, str):
        return read_template(value, names).fill if "<<" in value else None
    if isinstance(value, tuple):
        inner = [_filler(each, names) for each in value]
        if not any(inner):
            return None
        return lambda values: tuple(
            fill(values) if fill else each for fill, each in zip(inner, value, strict=True)
        )
    if not is_dataclass(value) or isinstance(value, type):
        return None
    changes = {entry.name: _filler(getattr(value, entry.name), names) for entry in fields(value)}
    changing = {name: fill for name, fill in changes.items() if fill}
    if isinstance(value, NearMiss) and value.expr:
        changing["value"] = _number(value.expr, names)
        changing["expr"] = lambda _: ""
    if not changing:
        return None
    return lambda values: replace(value, **{name: fill(values) for name, fill in changing.items()})


def _number(source: str, names: frozenset[str]) -> _Filler:
    try:
        expression = parse(source, names)
    except ExpressionError as error:
        raise VariantError(error.code, error.message, position=error.position) from None
    if expression.kind != "number":
        raise VariantError("wrong-kind", "a number is needed here, and this is a condition")

    def number(values: Variant) -> float:
        try:
            return float(expression.evaluate(values))
        except ExpressionError as error:
            raise VariantError(error.code, error.message, position=error.position) from None

    return number
