"""Guides, projects, the FAQ and the glossary: from what was fitted to domain values, and what must hold for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from bot.content.finding import Finding, too_long
from bot.content.item_checks import is_page
from bot.content.item_values import references
from bot.content.problem import Problem, quoted
from bot.content.reading_schema import FaqFile, GlossaryFile, GuideFile, ProjectFile
from bot.content.roadmap import Roadmap
from bot.content.source import Path, Source
from bot.content.text_checks import check_formulas_of
from bot.content.validation import Fitted
from bot.domain import study_guide as guide

GUIDES_FOLDER = "guides"
PROJECTS_FOLDER = "projects"
FAQ_FILE = "faq.yaml"
GLOSSARY_FILE = "glossary.yaml"

MOST = {
    "primer": 1_500,
    "problem": 1_800,
    "answer": 1_800,
    "definition": 400,
    "purpose": 300,
    "brings": 300,
    "summary": 300,
    "levels": 300,
    "good": 300,
    "baseline": 300,
    "outcomes": 160,
    "title": 120,
    "question": 120,
    "term": 60,
}
"""Most characters of a text by the name of its field: what a message, and what a reader on a phone, has room for."""
OTHERWISE = 240

ReadingFile = GuideFile | ProjectFile | FaqFile | GlossaryFile
_INSIDE: dict[str, type[BaseModel]] = {GUIDES_FOLDER: GuideFile, PROJECTS_FOLDER: ProjectFile}
_BESIDE: dict[str, type[BaseModel]] = {FAQ_FILE: FaqFile, GLOSSARY_FILE: GlossaryFile}


def reading_model(name: str, folder: str) -> type[BaseModel] | None:
    """What a file holds, by the folder of a phase that it lies in, or by its name; None when it is not read."""
    return _INSIDE.get(folder) or _BESIDE.get(name)


@dataclass
class ReadingRoom:
    """What the files of a curriculum give to read, as far as they could be read."""

    _modules: dict[str, guide.ModuleGuide] = field(default_factory=dict)
    _topics: dict[str, guide.TopicGuide] = field(default_factory=dict)
    _projects: dict[str, guide.Project] = field(default_factory=dict)
    _questions: dict[str, guide.FrequentQuestion] = field(default_factory=dict)
    _terms: dict[str, guide.Term] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)

    def reading(self, phases: dict[int, guide.PhaseGuide]) -> guide.Reading:
        """Everything, where no problem was found."""
        return guide.Reading(
            phases=phases,
            modules=self._modules,
            topics=self._topics,
            projects=tuple(self._projects.values()),
            questions=tuple(self._questions.values()),
            terms=tuple(sorted(self._terms.values(), key=lambda term: term.term.casefold())),
        )

    def add(
        self, source: Source, fitted: Fitted[Any], roadmap: Roadmap, phase: int | None
    ) -> Iterator[Problem]:
        """Take in a file, which lies in the folder of a phase or beside `curriculum.yaml`."""
        given = fitted.value
        if given is None:
            return
        found = [*_texts(given), *_topics(given, roadmap)]
        match given:
            case GuideFile():
                found += self._guide(given, roadmap, phase)
            case ProjectFile():
                found += self._project(given, phase or 0)
            case FaqFile():
                found += self._faq(given)
            case GlossaryFile():
                found += self._glossary(given)
        for path, message in found:
            if fitted.can_judge(path):
                yield Problem(source.file, source.line(path), _owner(given, path), message)

    def _guide(self, given: GuideFile, roadmap: Roadmap, phase: int | None) -> Iterator[Finding]:
        name = given.module
        module = roadmap.modules.get(name)
        if module is None or module.phase != phase:
            if phase is not None and phase not in roadmap.unsure:
                message = f"`module` names {quoted(name)}, which is no module of this phase; correct it"
                yield Finding(("module",), message)
            return
        if name in self._modules:
            yield Finding(("module",), f"{name} has a guide in another file already; remove one of them")
        self._modules[name] = guide.ModuleGuide(name, given.purpose, given.brings, given.hours)
        for index, topic in enumerate(given.topics):
            at: Path = ("topics", index, "topic")
            if topic.topic in roadmap.topics and topic.topic not in module.topics:
                yield Finding(
                    at, f"`topic` names {topic.topic}, which is not of {name}; move it to its guide"
                )
            elif topic.topic in self._topics:
                yield Finding(at, f"{topic.topic} stands twice; remove one of them")
            resources = tuple(
                guide.Resource(one.title, one.url, one.why, one.minutes) for one in topic.resources
            )
            self._topics[topic.topic] = guide.TopicGuide(topic.topic, topic.outcomes, topic.primer, resources)

    def _project(self, given: ProjectFile, phase: int) -> Iterator[Finding]:
        if given.id in self._projects:
            yield Finding(("id",), f"`id` {quoted(given.id)} is used by another project; change one of them")
        for index, line in enumerate(given.rubric):
            if len(line.levels) < 2:
                at = ("rubric", index, "levels")
                yield Finding(at, "`levels` needs at least two, from the lowest to the highest; add them")
        self._projects[given.id] = guide.Project(
            id=given.id,
            phase=phase,
            title=given.title,
            summary=given.summary,
            problem=given.problem,
            topics=given.topics,
            data=tuple(guide.DataSet(one.title, one.url, one.licence, one.note) for one in given.data),
            milestones=tuple(guide.Milestone(one.title, one.weeks, one.done) for one in given.milestones),
            targets=tuple(guide.Target(one.measure, one.baseline, one.good) for one in given.good),
            rubric=tuple(guide.Criterion(one.criterion, one.levels) for one in given.rubric),
            stretch=given.stretch,
            mistakes=tuple(guide.Mistake(one.mistake, one.instead) for one in given.mistakes),
        )

    def _faq(self, given: FaqFile) -> Iterator[Finding]:
        for index, one in enumerate(given.questions):
            if one.id in self._questions:
                yield Finding(("questions", index, "id"), f"`id` {quoted(one.id)} stands twice; change one")
            self._questions[one.id] = guide.FrequentQuestion(
                one.id, one.question, one.answer, references(one.refs)
            )

    def _glossary(self, given: GlossaryFile) -> Iterator[Finding]:
        for index, one in enumerate(given.terms):
            for name in (one.term, *one.also):
                first = self._names.setdefault(name.casefold(), index)
                if first != index:
                    message = f"{quoted(name)} stands twice, here and in entry {first + 1}; join them"
                    yield Finding(("terms", index, "term"), message)
            self._terms[one.term] = guide.Term(one.term, one.definition, one.notation, one.also, one.topics)


def _leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, str, object]]:
    """Every value that holds no others, with its path and the name of its field."""
    if isinstance(value, BaseModel):
        for name, one in value:
            yield from _leaves(one, (*path, name))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _leaves(one, (*path, index))
    else:
        yield path, next((str(step) for step in reversed(path) if isinstance(step, str)), ""), value


def _texts(given: ReadingFile) -> Iterator[Finding]:
    for path, name, text in _leaves(given):
        if not isinstance(text, str):
            continue
        most = MOST.get(name, OTHERWISE)
        if len(text) > most:
            yield Finding(path, too_long(f"`{name}`", len(text), most))
        yield from check_formulas_of(path, f"`{name}`", text)
        if name == "url" and text and not is_page(text):
            message = f"`url` must begin with https:// and name a page, not {quoted(text)}"
            yield Finding(path, message)


def _topics(given: ReadingFile, roadmap: Roadmap) -> Iterator[Finding]:
    for path, name, topic in _leaves(given):
        if name in ("topic", "topics") and isinstance(topic, str) and not roadmap.has(topic):
            yield Finding(path, roadmap.unknown(name, topic))


def _owner(given: ReadingFile, path: Path) -> str:
    """What a problem is about: a topic, a project, a question, a term, else the file."""
    if isinstance(given, ProjectFile):
        return given.id
    if isinstance(given, GuideFile):
        is_inside = len(path) > 1 and isinstance(path[1], int)
        return given.topics[int(path[1])].topic if is_inside else given.module
    if len(path) > 1 and isinstance(path[1], int):
        entry = (given.questions if isinstance(given, FaqFile) else given.terms)[path[1]]
        return getattr(entry, "id", "") or getattr(entry, "term", "file")
    return "file"
