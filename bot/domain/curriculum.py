"""The curriculum: phases, modules, topics and items, and the order in which they are taught."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter

from bot.domain.item import Item, Track
from bot.domain.study_guide import Reading

PHASES = (1, 2, 3, 4)


class Strand(StrEnum):
    """The three domains a software engineer adds, and the edge they already have."""

    MATHEMATICS = "mathematics"
    MACHINE_LEARNING = "machine-learning"
    DATA_ENGINEERING = "data-engineering"
    ENGINEERING_EDGE = "engineering-edge"


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to learn; `prerequisites` are ids of topics that come before it."""

    id: str
    title: str
    module: str
    phase: int
    strand: Strand
    prerequisites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A handful of topics that belong together."""

    id: str
    title: str
    phase: int
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A quarter of the path; `number` is 1 to 4."""

    number: int
    title: str
    summary: str
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Curriculum:
    """A whole, valid curriculum. `digest` is the hash of everything a learner could meet in it."""

    title: str
    phases: tuple[Phase, ...]
    modules: Mapping[str, Module]
    topics: Mapping[str, Topic]
    items: Mapping[str, Item]
    reading: Reading = field(default_factory=Reading)
    digest: str = field(default="")

    def phase(self, number: int) -> Phase:
        """The phase with this number; KeyError when there is none."""
        for phase in self.phases:
            if phase.number == number:
                return phase
        raise KeyError(number)

    @cached_property
    def topic_order(self) -> tuple[str, ...]:
        """Topic ids so that prerequisites come first, otherwise in the order they were written."""
        return teaching_order(self.topics.values())

    @cached_property
    def _items_by_phase(self) -> Mapping[int, tuple[Item, ...]]:
        place = {topic: index for index, topic in enumerate(self.topic_order)}
        ordered = sorted(self.items.values(), key=lambda item: (place[item.topic], item.id))
        return {
            phase.number: tuple(item for item in ordered if self.topics[item.topic].phase == phase.number)
            for phase in self.phases
        }

    def items_of(self, phase: int, tracks: Iterable[Track] = (Track.COMMON,)) -> tuple[Item, ...]:
        """The items of a phase for these tracks, in teaching order."""
        wanted = frozenset(tracks)
        return tuple(item for item in self._items_by_phase.get(phase, ()) if item.track in wanted)


def teaching_order(topics: Iterable[Topic]) -> tuple[str, ...]:
    """Topic ids with prerequisites first; stable, so that ties keep the written order.

    Raises:
        graphlib.CycleError: when prerequisites form a cycle.
    """
    by_id = {topic.id: topic for topic in topics}
    place = {topic_id: index for index, topic_id in enumerate(by_id)}
    sorter = TopologicalSorter(
        {topic.id: [p for p in topic.prerequisites if p in by_id] for topic in by_id.values()}
    )
    sorter.prepare()
    ready = list(sorter.get_ready())
    order: list[str] = []
    while ready:
        ready.sort(key=place.__getitem__, reverse=True)
        topic_id = ready.pop()
        order.append(topic_id)
        sorter.done(topic_id)
        ready.extend(sorter.get_ready())
    return tuple(order)
