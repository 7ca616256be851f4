"""Phases, modules and topics out of the `phase.yaml` files, and what must hold between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from bot.content.finding import too_long
from bot.content.problem import Problem, did_you_mean, quoted
from bot.content.schema import PhaseFile
from bot.content.source import Path, Source
from bot.content.text_checks import MAX_TITLE
from bot.content.validation import Fitted
from bot.domain.curriculum import Module, Phase, Topic
from bot.domain.study_guide import PhaseGuide

MAX_SUMMARY = 300
MAX_ID = 60
"""Most characters of a topic's id: it stands in buttons."""
_MAX_CIRCLES = 20

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"


@dataclass
class Roadmap:
    """What the phase files say, as far as they could be read.

    Attributes:
        unsure: Numbers of the phases of which a file was broken: their topics may exist all the same.
    """

    phases: dict[int, Phase] = field(default_factory=dict)
    guides: dict[int, PhaseGuide] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    unsure: set[int] = field(default_factory=set)
    _places: dict[str, tuple[Source, Path]] = field(default_factory=dict)

    def has(self, topic: str) -> bool:
        """Whether a topic exists, or may exist in a phase whose file could not be read."""
        return topic in self.topics or (
            topic[:1] == "p" and topic[1:2].isdigit() and int(topic[1]) in self.unsure
        )

    def unknown(self, field_name: str, topic: str) -> str:
        """What to say about a topic that does not exist."""
        guess = did_you_mean(topic, self.topics)
        return f"`{field_name}` names {quoted(topic)}, which is no topic; correct it{guess}"

    def add(self, source: Source, fitted: Fitted[PhaseFile], number: int) -> Iterator[Problem]:
        """Take in a phase, which by what it says, or else by its place, has this number."""
        phase = fitted.value
        if phase is None:
            return
        name = f"p{number}"
        yield from self._long(source, fitted, ("title",), name, phase.title, MAX_TITLE)
        for told in ("summary", "purpose", "brings"):
            yield from self._long(source, fitted, (told,), name, getattr(phase, told), MAX_SUMMARY)
        is_sure = fitted.can_judge(("phase",)) and number not in self.phases
        if number in self.phases:
            message = f"phase {number} stands in two folders; give it another number"
            yield Problem(source.file, source.line(("phase",)), "file", message)
        for index, module in enumerate(phase.modules):
            path: Path = ("modules", index)
            is_well_named = re.fullmatch(rf"{name if is_sure else 'p[1-4]'}\.{_SLUG}", module.id)
            if not is_well_named and fitted.can_judge((*path, "id")):
                message = f"a module's `id` here is {name}. and a short name, like {name}.example"
                yield Problem(source.file, source.line((*path, "id")), module.id, message)
            yield from self._take(source, fitted, path, module.id)
            yield from self._long(source, fitted, (*path, "title"), module.id, module.title, MAX_TITLE)
            for place, topic in enumerate(module.topics):
                spot: Path = (*path, "topics", place)
                is_inside = re.fullmatch(rf"{re.escape(module.id)}\.{_SLUG}", topic.id)
                if is_well_named and not is_inside and fitted.can_judge((*spot, "id")):
                    message = (
                        f"a topic's `id` here is {module.id}. and a short name, like {module.id}.example"
                    )
                    yield Problem(source.file, source.line((*spot, "id")), topic.id, message)
                yield from self._take(source, fitted, spot, topic.id)
                yield from self._long(source, fitted, (*spot, "id"), topic.id, topic.id, MAX_ID)
                yield from self._long(source, fitted, (*spot, "title"), topic.id, topic.title, MAX_TITLE)
                needs = tuple(topic.prerequisites)
                value = Topic(topic.id, topic.title, module.id, number, topic.strand, needs)
                self.topics.setdefault(topic.id, value)
            topics = tuple(topic.id for topic in module.topics)
            self.modules.setdefault(module.id, Module(module.id, module.title, number, topics))
        modules = tuple(module.id for module in phase.modules)
        self.guides.setdefault(number, PhaseGuide(number, phase.purpose, phase.brings, phase.checkpoint))
        self.phases.setdefault(number, Phase(number, phase.title, phase.summary, modules))

    @staticmethod
    def _long(
        source: Source, fitted: Fitted[PhaseFile], path: Path, name: str, text: str, most: int
    ) -> Iterator[Problem]:
        if len(text) > most and fitted.can_judge(path):
            yield Problem(source.file, source.line(path), name, too_long(f"`{path[-1]}`", len(text), most))

    def _take(self, source: Source, fitted: Fitted[PhaseFile], path: Path, name: str) -> Iterator[Problem]:
        """Note where a module or topic stands, unless another has its id."""
        if name in self._places and fitted.can_judge((*path, "id")):
            yield Problem(source.file, source.line((*path, "id")), name, self._twice(name))
        self._places.setdefault(name, (source, path))

    def _twice(self, name: str) -> str:
        source, path = self._places[name]
        return f"`id` is already used in {source.file} on line {source.line((*path, 'id'))}; give it another"

    def check_prerequisites(self) -> Iterator[Problem]:
        """What must hold between topics, once every phase is in."""
        for topic in self.topics.values():
            source, path = self._places[topic.id]
            for index, name in enumerate(topic.prerequisites):
                message = ""
                if not self.has(name):
                    message = self.unknown("prerequisites", name)
                elif name in self.topics and self.topics[name].phase > topic.phase:
                    message = f"`prerequisites` names `{name}`, which comes in a later phase; remove it"
                elif name in topic.prerequisites[:index]:
                    message = f"`prerequisites` names `{name}` twice; remove one"
                if message:
                    yield Problem(
                        source.file, source.line((*path, "prerequisites", index)), topic.id, message
                    )
        yield from self._circles()

    def _circles(self) -> Iterator[Problem]:
        needs = {
            topic.id: {n for n in topic.prerequisites if n in self.topics} for topic in self.topics.values()
        }
        for _ in range(_MAX_CIRCLES):
            try:
                TopologicalSorter(needs).prepare()
            except CycleError as error:
                circle: list[str] = error.args[1][::-1]
            else:
                return
            first = min(circle)
            turn = circle.index(first)
            circle = [*circle[turn:-1], *circle[:turn], first]
            source, path = self._places[first]
            yield Problem(
                source.file,
                source.line((*path, "prerequisites")),
                first,
                f"prerequisites go round in a circle: {' needs '.join(circle)}; remove one of these",
            )
            needs[circle[0]].discard(circle[1])
