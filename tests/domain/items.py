"""Items for tests, as short as they can be."""

from dataclasses import replace

from bot.domain.answers import Rule
from bot.domain.item import (
    Blank,
    Item,
    ItemType,
    Level,
    NearMiss,
    NearText,
    Option,
    Pair,
    QuestionRef,
    ShownItem,
    Step,
    Tolerance,
    Track,
)


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


def true_false() -> Item:
    """A true_false item: the statement is true, for the reason of option a."""
    says = {"a": True, "b": True, "c": False, "d": False}
    return replace(
        choice(keys="a"),
        type=ItemType.TRUE_FALSE,
        options=tuple(
            Option(each, f"{value}, because {each}", f"why {each}", each == "a", says=value)
            for each, value in says.items()
        ),
    )


def typed(
    *accept: str,
    kind: ItemType = ItemType.SHORT,
    normalise: tuple[Rule, ...] = tuple(Rule),
    near: tuple[NearText, ...] = (),
) -> Item:
    """A short item, or one whose answer is the output of code."""
    return replace(number(0), type=kind, key=None, accept=accept, normalise=normalise, near_texts=near)


def cloze(*accept: str, normalise: tuple[Rule, ...] = (Rule.CASE, Rule.SPACE)) -> Item:
    """A cloze item with one accepted text for each blank."""
    gaps = " ".join(f"<<{place}>>" for place in range(1, len(accept) + 1))
    blanks = tuple(Blank((text,), normalise, f"why {text}") for text in accept)
    return replace(number(0), type=ItemType.CLOZE, key=None, cloze=f"Say {gaps}.", blanks=blanks)


def matching(rows: str = "abc", extra: tuple[str, ...] = ("D",)) -> Item:
    """A matching item: each small letter belongs to the capital one."""
    pairs = tuple(Pair(each, each.upper(), f"why {each}") for each in rows)
    return replace(number(0), type=ItemType.MATCHING, key=None, pairs=pairs, extra=extra)


def ordering(order: str = "wxyz", *others: str) -> Item:
    """An ordering item, its steps written in alphabetical order."""
    return replace(
        number(0),
        type=ItemType.ORDERING,
        key=None,
        steps=tuple(Step(each, each.upper(), f"why {each}") for each in sorted(order)),
        step_order=tuple(order),
        orders=tuple(map(tuple, others)),
    )


def shown(item: Item, order: str = "") -> ShownItem:
    """An item as put before a group, its parts in this order (as written when empty)."""
    written = tuple(option.id for option in item.options) or tuple(step.id for step in item.steps)
    if item.pairs:
        written = tuple(str(place) for place in range(len(item.rights)))
    return ShownItem(QuestionRef("p", 7), 1, 1, item, tuple(order) or written, 0, "Names", "Python")
