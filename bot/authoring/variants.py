"""Every variant of an item, with the parameters that make it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.item import Item
from bot.domain.variant_items import variants_of, with_values
from bot.domain.variants import Value


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which an item is asked: its parameters (none for most items) and the concrete item."""

    names: Mapping[str, Value]
    item: Item

    @property
    def told(self) -> str:
        """Its parameters, as put before a message: "with p=1, R=80: "; "" where there are none."""
        return (
            f"with {', '.join(f'{name}={value}' for name, value in self.names.items())}: "
            if self.names
            else ""
        )


def variants(item: Item) -> tuple[Variant, ...]:
    """All variants, always in the same order; an item without parameters is its only one.

    Raises:
        VariantError: when the item's parameters, conditions or placeholders are faulty.
    """
    if not item.has_variants:
        return (Variant({}, item),)
    return tuple(Variant(values, with_values(item, values)) for values in variants_of(item).enumerate())
