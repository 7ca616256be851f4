"""Every variant of an item, with the parameters that make it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.item import Item


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which an item is asked: its parameters (none for most items) and the concrete item."""

    names: Mapping[str, int | float]
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
    """All variants, in the order of the parameters as written; an item without parameters is its only one."""
    return (Variant({}, item),)
