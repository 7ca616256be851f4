"""What may be wrong with the bank: warnings about items, and about what only many items show together."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.authoring.bank import Entry
from bot.authoring.blueprint import cells
from bot.authoring.lint_items import ABSOLUTE, NEGATIVE, item_warnings
from bot.authoring.similarity import similar_pairs
from bot.content.problem import Problem
from bot.domain.grading import random_order
from bot.domain.item import Item, ItemType

ENOUGH = 100
"""Items from which on shares of the bank are judged; below it chance explains them."""
LONGEST_IS_KEY = (15, 32)
"""Percent of single items whose key may be strictly the longest option."""
MOST_NEGATIVE = 3
"""Percent of stems that may ask for what is not so."""
SAME_TOPIC, ANYWHERE = 0.80, 0.90
"""Cosines from which on two stems count as one question asked twice."""
RENDERINGS = 21
"""Drawings of every order, of which the one with the middle χ² is judged."""


def warnings(entries: Sequence[Entry], topics: Iterable[str]) -> Iterator[Problem]:
    """Every warning: those about items in the order of files, then those about the bank.

    Args:
        entries: The whole bank.
        topics: Ids of all topics, to tell which have no item.
    """
    yield from chain.from_iterable(map(item_warnings, entries))
    yield from near_duplicates(entries)
    items = [entry.item for entry in entries]
    for message in chain(_keys(items), _stems(items), _coverage(items, topics)):
        yield Problem("curriculum", 1, "bank", message)


def near_duplicates(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Pairs of items whose questions are so alike that one of them teaches nothing new."""
    texts = [f"{entry.item.stem} {entry.item.code} {entry.item.cloze}" for entry in entries]
    for one, other, cosine in similar_pairs(texts, SAME_TOPIC):
        first, second = entries[one], entries[other]
        if cosine >= ANYWHERE or first.item.topic == second.item.topic:
            message = f"asks nearly what {first.id} asks (cosine {cosine:.2f}); change or retire one of them"
            yield second.problem(message, "stem")


def _keys(items: Sequence[Item]) -> Iterator[str]:
    single = [item for item in items if item.type is ItemType.SINGLE and item.options]
    if len(single) >= ENOUGH:
        longest = 100 * sum(map(_longest_is_key, single)) / len(single)
        low, high = LONGEST_IS_KEY
        if not low <= longest <= high:
            yield (
                f"in {longest:.0f} % of {len(single)} single items the key is the longest option "
                f"(between {low} and {high} % gives nothing away); {'shorten keys' if longest > high else 'vary'}"
            )
        statistic, freedom = key_position_chi_square(single)
        if chi_square_tail(statistic, freedom) < 0.01:
            yield (
                f"keys stand unevenly among the options as shown (χ² = {statistic:.1f}, {freedom} degrees of freedom, "
                "p < 0.01); look at items with `keep_order`"
            )
    options = [(bool(ABSOLUTE.search(one.text)), one.is_key) for item in single for one in item.options]
    for_key = [absolute for absolute, is_key in options if is_key]
    for_wrong = [absolute for absolute, is_key in options if not is_key]
    if len(for_key) >= ENOUGH and sum(for_wrong) / len(for_wrong) > 2 * max(sum(for_key), 1) / len(for_key):
        yield (
            f"{100 * sum(for_wrong) / len(for_wrong):.0f} % of wrong options say always, never, all and the like, "
            f"but only {100 * sum(for_key) / len(for_key):.0f} % of keys; that gives keys away"
        )


def _longest_is_key(item: Item) -> bool:
    key = max(len(option.text) for option in item.options if option.is_key)
    return all(len(option.text) < key for option in item.options if not option.is_key)


def key_position_chi_square(items: Sequence[Item]) -> tuple[float, int]:
    """How unevenly keys stand, as learners see them: χ² and its degrees of freedom.

    Options are shown in an order drawn for each post, so every item is drawn once with each of several seeds; of
    the χ² of those drawings the middle one is taken. Items with different numbers of options are counted apart.
    """
    generator = random.Random(0)
    statistics = []
    for _ in range(RENDERINGS):
        places: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for item in items:
            order = random_order(item, generator.getrandbits(32))
            [key] = item.key_ids
            places[len(order)][order.index(key)] += 1
        statistics.append(
            sum(
                (found[at] - found.total() / size) ** 2 / (found.total() / size)
                for size, found in places.items()
                for at in range(size)
            )
        )
    freedom = sum(size - 1 for size in {len(item.options) for item in items})
    return sorted(statistics)[RENDERINGS // 2], freedom


def chi_square_tail(statistic: float, freedom: int) -> float:
    """Probability of at least this χ² by chance (Wilson and Hilferty's normal approximation)."""
    if freedom <= 0:
        return 1.0
    spread = 2 / (9 * freedom)
    z = ((statistic / freedom) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)
    return 0.5 * math.erfc(z / math.sqrt(2))


def _stems(items: Sequence[Item]) -> Iterator[str]:
    negative = [item.id for item in items if NEGATIVE.search(item.stem)]
    if len(items) >= ENOUGH and 100 * len(negative) > MOST_NEGATIVE * len(items):
        yield (
            f"{len(negative)} of {len(items)} stems ask for what is not so (at most {MOST_NEGATIVE} %): "
            f"{', '.join(negative[:10])}"
        )


def _coverage(items: Sequence[Item], topics: Iterable[str]) -> Iterator[str]:
    used = {item.topic for item in items}
    empty: defaultdict[str, list[str]] = defaultdict(list)
    for topic in topics:
        if topic not in used:
            empty[topic.partition(".")[0]].append(topic)
    for phase, names in sorted(empty.items()):
        some = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        yield f"{len(names)} topics of phase {phase.removeprefix('p')} have no item yet: {some}"
    for cell in cells(items):
        if cell.is_off:
            where = f"phase {cell.phase}" if cell.phase else "the bank"
            yield (
                f"{cell.name}: {cell.share:.0f} % of {where}'s {cell.total} items, "
                f"where the blueprint has {cell.wanted} %"
            )
