"""What the whole bank is to look like, and how far it has come: phase × type, level and difficulty."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.item import Item, ItemType, Level

PER_TOPIC = 6
"""Items of each topic in the full bank."""
OFF = 10
"""Points of percent by which a share may differ from the blueprint."""
ENOUGH = 30
"""Items of a phase from which on shares mean something."""

_TYPES = (
    ItemType.SINGLE,
    ItemType.MULTI,
    ItemType.NUMERIC,
    ItemType.CODE_OUTPUT,
    ItemType.SHORT,
    ItemType.CLOZE,
    ItemType.ORDERING,
    ItemType.MATCHING,
)
_LEVELS = (Level.RECALL, Level.APPLY, Level.ANALYSE)
TYPE_SHARES: Mapping[int, Mapping[ItemType, int]] = {
    1: dict(zip(_TYPES, (34, 8, 20, 18, 6, 7, 3, 4), strict=True)),
    2: dict(zip(_TYPES, (36, 10, 14, 16, 6, 7, 5, 6), strict=True)),
    3: dict(zip(_TYPES, (42, 12, 10, 6, 6, 7, 8, 9), strict=True)),
    4: dict(zip(_TYPES, (44, 12, 8, 4, 6, 7, 9, 10), strict=True)),
}
"""Percent of a phase's items; a true-or-false item counts as a single one."""
LEVEL_SHARES: Mapping[int, Mapping[Level, int]] = {
    1: dict(zip(_LEVELS, (25, 55, 20), strict=True)),
    2: dict(zip(_LEVELS, (20, 50, 30), strict=True)),
    3: dict(zip(_LEVELS, (15, 45, 40), strict=True)),
    4: dict(zip(_LEVELS, (20, 40, 40), strict=True)),
}
DIFFICULTY_SHARES: Mapping[str, int] = {"1-2": 25, "3": 45, "4": 22, "5": 8}
"""Percent of all items."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table: how many items there are of the phase's `total`, and which percentage is meant."""

    phase: int
    name: str
    count: int
    total: int
    wanted: int

    @property
    def share(self) -> float:
        """Percent of the phase's items; 0 where it has none."""
        return 100 * self.count / self.total if self.total else 0.0

    @property
    def is_off(self) -> bool:
        """Whether the share differs from the blueprint's by more than it may, among enough items."""
        return self.total >= ENOUGH and abs(self.share - self.wanted) > OFF


def cells(items: Sequence[Item]) -> Iterator[Cell]:
    """Every cell of the blueprint; phase 0 is the whole bank."""
    for phase, shares in TYPE_SHARES.items():
        own = [item for item in items if item.phase == phase]
        types = Counter(counted_type(item) for item in own)
        for kind, wanted in shares.items():
            yield Cell(phase, kind.value, types[kind], len(own), wanted)
        levels = Counter(item.level for item in own)
        for level, wanted in LEVEL_SHARES[phase].items():
            yield Cell(phase, level.value, levels[level], len(own), wanted)
    difficulties = Counter(difficulty_band(item) for item in items)
    for band, wanted in DIFFICULTY_SHARES.items():
        yield Cell(0, f"difficulty {band}", difficulties[band], len(items), wanted)


def counted_type(item: Item) -> ItemType:
    """The type as which the blueprint counts an item."""
    return ItemType.SINGLE if item.type is ItemType.TRUE_FALSE else item.type


def difficulty_band(item: Item) -> str:
    """The band of difficulty: "1-2", "3", "4" or "5"."""
    return "1-2" if item.difficulty <= 2 else str(item.difficulty)


def table(items: Sequence[Item], topics: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """The bank against the blueprint, as lines of text.

    Args:
        items: The bank.
        topics: Ids of each phase's topics.
    """
    yield from _counted(items)
    yield ""
    yield "Share in percent, with the blueprint's in brackets; * where they are more than ten points apart"
    by_name: dict[str, dict[int, Cell]] = {}
    for cell in cells(items):
        by_name.setdefault(cell.name, {})[cell.phase] = cell
    yield f"{'':14}" + "".join(f"{f'phase {phase}':>12}" for phase in TYPE_SHARES)
    for name, row in by_name.items():
        if 0 not in row:
            yield f"{name:14}" + "".join(f"{_share(row[phase]):>12}" for phase in TYPE_SHARES)
    yield ""
    for row in by_name.values():
        if 0 in row:
            yield f"{row[0].name:14}{_share(row[0]):>12}"
    yield ""
    used = Counter(item.topic for item in items)
    for phase, names in topics.items():
        have = sum(min(used[name], PER_TOPIC) for name in names)
        empty = sum(not used[name] for name in names)
        yield (
            f"Phase {phase}: {sum(used[name] for name in names)} items of {PER_TOPIC * len(names)}; "
            f"{len(names) - empty} of {len(names)} topics have one ({have} of {PER_TOPIC * len(names)} places filled)."
        )


def _counted(items: Sequence[Item]) -> Iterator[str]:
    """Phase × type × level × difficulty: the counts of those that occur."""
    yield (
        f"{'phase':6}{'type':13}{'level':9}"
        + "".join(f"{band:>6}" for band in DIFFICULTY_SHARES)
        + f"{'all':>6}"
    )
    counts = Counter((item.phase, item.type, item.level, difficulty_band(item)) for item in items)
    for phase, kind, level in sorted(
        {key[:3] for key in counts},
        key=lambda key: (key[0], list(ItemType).index(key[1]), _LEVELS.index(key[2])),
    ):
        row = [counts[phase, kind, level, band] for band in DIFFICULTY_SHARES]
        cells = "".join(f"{count or '':>6}" for count in row)
        yield f"{phase:<6}{kind.value:13}{level.value:9}{cells}{sum(row):>6}"
    bands = Counter(difficulty_band(item) for item in items)
    yield f"{'all':28}" + "".join(f"{bands[band]:>6}" for band in DIFFICULTY_SHARES) + f"{len(items):>6}"


def _share(cell: Cell) -> str:
    return f"{cell.share:.0f} ({cell.wanted}){'*' if cell.is_off else ' '}"
