"""Phases, modules and topics out of the `phase.yaml` files, and what must hold between them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from bot.content.finding import too_long
from bot.content.problem import Problem, did_you_mean, quoted
from bot.content.schema import PhaseFile
from bot.content.source import Path, Source
from bot.content.text_checks import MAX_TITLE
from bot.content.validation import Fitted
from bot.domain.curriculum import Module, Phase, Topic

MAX_SUMMARY = 300
_MAX_CIRCLES = 20

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"


@dataclass
class Roadmap:
    """What the phase files say, as far as they could be read.

    Attributes:
        unsure: Numbers of the phases of which a file was broken: their topics may exist all the same.
    """

    phases: dict[int, Phase] = field(default_factory=dict)
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

    def add(self, source: Source, fitted: Fitted[PhaseFile]) -> Iterator[Problem]:
        """Take a phase in."""
        phase = fitted.value
        if phase is None:
            return

        def problem(path: Path, name: str, message: str) -> Iterator[Problem]:
            if fitted.can_judge(path):
                yield Problem(source.file, source.line(path), name, message)

        prefix = f"p{phase.phase}"
        if phase.phase in self.phases and fitted.can_judge(("phase",)):
            yield from problem(
                ("phase",), "file", f"phase {phase.phase} stands in two folders; give it another number"
            )
            return
        yield from _long(problem, ("title",), prefix, phase.title, MAX_TITLE)
        yield from _long(problem, ("summary",), prefix, phase.summary, MAX_SUMMARY)
        modules: list[str] = []
        for index, module in enumerate(phase.modules):
            path: Path = ("modules", index)
            if not re.fullmatch(rf"{prefix}\.{_SLUG}", module.id):
                message = f"a module's `id` here is {prefix}. and a short name, like {prefix}.example"
                yield from problem((*path, "id"), module.id, message)
            elif module.id in self._places:
                yield from problem((*path, "id"), module.id, self._twice(module.id))
            yield from _long(problem, (*path, "title"), module.id, module.title, MAX_TITLE)
            self._places.setdefault(module.id, (source, path))
            topics: list[str] = []
            for place, topic in enumerate(module.topics):
                spot: Path = (*path, "topics", place)
                if not re.fullmatch(rf"{re.escape(module.id)}\.{_SLUG}", topic.id):
                    message = (
                        f"a topic's `id` here is {module.id}. and a short name, like {module.id}.example"
                    )
                    yield from problem((*spot, "id"), topic.id, message)
                elif topic.id in self._places:
                    yield from problem((*spot, "id"), topic.id, self._twice(topic.id))
                yield from _long(problem, (*spot, "title"), topic.id, topic.title, MAX_TITLE)
                self._places.setdefault(topic.id, (source, spot))
                self.topics.setdefault(
                    topic.id,
                    Topic(
                        topic.id,
                        topic.title,
                        module.id,
                        phase.phase,
                        topic.strand,
                        tuple(topic.prerequisites),
                    ),
                )
                topics.append(topic.id)
            self.modules.setdefault(module.id, Module(module.id, module.title, phase.phase, tuple(topics)))
            modules.append(module.id)
        self.phases[phase.phase] = Phase(phase.phase, phase.title, phase.summary, tuple(modules))

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


def _long(
    problem: Callable[[Path, str, str], Iterator[Problem]],
    path: Path,
    name: str,
    text: str,
    most: int,
) -> Iterator[Problem]:
    if len(text) > most:
        yield from problem(path, name, too_long(f"`{path[-1]}`", len(text), most))
