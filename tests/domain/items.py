"""Items for tests, as short as they can be."""

from bot.domain.item import Item, ItemType, Level, NearMiss, Option, QuestionRef, ShownItem, Tolerance, Track


def choice(
    item_id: str = "p1.python.names.0001",
    *,
    keys: str = "b",
    options: str = "abcd",
    topic: str = "p1.python.names",
    track: Track = Track.COMMON,
    keep_order: bool = False,
) -> Item:
    """A single item, or a multi item when it has several keys."""
    return Item(
        id=item_id,
        type=ItemType.SINGLE if len(keys) == 1 else ItemType.MULTI,
        topic=topic,
        level=Level.APPLY,
        difficulty=3,
        stem="Which?",
        explanation="So.",
        track=track,
        keep_order=keep_order,
        options=tuple(Option(each, each.upper(), f"why {each}", each in keys) for each in options),
    )


def number(
    key: float,
    *,
    absolute: float = 0.0,
    relative: float = 0.0,
    unit: str = "",
    near: tuple[NearMiss, ...] = (),
) -> Item:
    """A numeric item."""
    return Item(
        id="p1.python.numbers.0001",
        type=ItemType.NUMERIC,
        topic="p1.python.numbers",
        level=Level.APPLY,
        difficulty=2,
        stem="How many?",
        explanation="So.",
        key=key,
        tolerance=Tolerance(absolute, relative),
        unit=unit,
        near=near,
    )


def shown(item: Item, order: str = "") -> ShownItem:
    """An item as put before a group, its options in this order (as written when empty)."""
    written = tuple(option.id for option in item.options)
    return ShownItem(QuestionRef("p", 7), 1, 1, item, tuple(order) or written, 0, "Names", "Python")
