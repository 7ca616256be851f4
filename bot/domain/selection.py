"""Which item comes next, for a group and for one learner.

Half of each topic is kept for the group's daily question, so that nobody has met it in private before.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from bot.domain.item import Item, Track


@dataclass(frozen=True, slots=True)
class Choice:
    """What to ask a group next. `unseen_left` counts unseen items it could be asked, this one included."""

    item: Item
    is_repeat: bool
    unseen_left: int


def daily_pool(items: Sequence[Item]) -> tuple[Item, ...]:
    """What is kept for the daily question: of each topic's common items the first half by id, rounded up."""
    by_topic: dict[str, list[Item]] = {}
    for item in items:
        if item.track is Track.COMMON:
            by_topic.setdefault(item.topic, []).append(item)
    kept = {
        item.id
        for of_topic in by_topic.values()
        for item in sorted(of_topic, key=attrgetter("id"))[: (len(of_topic) + 1) // 2]
    }
    return tuple(item for item in items if item.id in kept)


def next_daily(items: Sequence[Item], seen: Mapping[str, date]) -> Choice | None:
    """The group's next question.

    The first unseen item of the daily pool; then the first unseen of the other common items; when all have
    been seen, the one longest unseen, as a repeat.

    Args:
        items: the items of the phase in teaching order; those of one track are passed over.
        seen: item id → the date it was last asked.

    Returns:
        None when the phase has no common item.
    """
    common = [item for item in items if item.track is Track.COMMON]
    if not common:
        return None
    unseen = [item for item in common if item.id not in seen]
    if not unseen:
        return Choice(min(common, key=lambda item: seen[item.id]), is_repeat=True, unseen_left=0)
    pool = {item.id for item in daily_pool(common)}
    first = next((item for item in unseen if item.id in pool), unseen[0])
    return Choice(first, is_repeat=False, unseen_left=len(unseen))


def next_extra(
    items: Sequence[Item], met: Collection[str], posted: Collection[str], open_item: str | None
) -> Item | None:
    """A learner's next private question, or None when there is none left.

    Args:
        items: the items of their phase, for their tracks, in teaching order.
        met: ids of items they have answered.
        posted: ids of items the group was asked and whose key was revealed.
        open_item: id of the item the group is asked now; it is not asked in private too.
    """
    pool = {item.id for item in daily_pool(items)}
    return next(
        (
            item
            for item in items
            if item.id not in met and item.id != open_item and (item.id in posted or item.id not in pool)
        ),
        None,
    )


def track_items_due(items: int, met: int, day_number: int, days: int) -> int:
    """How many items of their own track a learner is due today: 1 or 0, so that they spread over the phase.

    Args:
        items: how many there are in the phase.
        met: how many of them were answered before today.
        day_number: of the phase, from 0.
        days: the phase's length.
    """
    expected = min(items, items * (day_number + 1) // days) if day_number >= 0 else 0
    return int(met < expected)
