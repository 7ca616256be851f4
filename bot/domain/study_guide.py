"""What a curriculum gives to read: guides to phases, modules and topics, projects, answers, the glossary."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.item import Reference


@dataclass(frozen=True, slots=True)
class Resource:
    """A page worth reading: why it is, and how many minutes it takes."""

    title: str
    url: str
    why: str
    minutes: int


@dataclass(frozen=True, slots=True)
class TopicGuide:
    """A topic before its first question.

    Attributes:
        outcomes: What one can do afterwards; each can be observed.
        primer: Two paragraphs to read first, as Discord's Markdown.
    """

    topic: str
    outcomes: tuple[str, ...]
    primer: str
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class ModuleGuide:
    """Why a module is there, what an engineer already brings to it, and its hours of study."""

    module: str
    purpose: str
    brings: str
    hours: int


@dataclass(frozen=True, slots=True)
class PhaseGuide:
    """Why a phase is there, what an engineer already brings to it, and what ends it."""

    phase: int
    purpose: str = ""
    brings: str = ""
    checkpoint: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataSet:
    """Data that anyone may use for a project, under which licence, and what to know of it."""

    title: str
    url: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stretch of a project: its number of weeks, and what is done at its end."""

    title: str
    weeks: int
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What “good” is in numbers: a measure, what a plain baseline reaches, and what to reach."""

    measure: str
    baseline: str
    good: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of a rubric: its levels, from not yet to excellent, described so that two reviewers agree."""

    title: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What goes wrong in such a project, and what to do instead."""

    mistake: str
    instead: str


@dataclass(frozen=True, slots=True)
class Project:
    """A brief that stands alone."""

    id: str
    phase: int
    title: str
    summary: str
    problem: str
    topics: tuple[str, ...]
    data: tuple[DataSet, ...]
    milestones: tuple[Milestone, ...]
    targets: tuple[Target, ...]
    rubric: tuple[Criterion, ...]
    stretch: tuple[str, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def weeks(self) -> int:
        """Weeks from the first milestone to the last, at about five hours a week."""
        return sum(milestone.weeks for milestone in self.milestones)


@dataclass(frozen=True, slots=True)
class FrequentQuestion:
    """What newcomers ask, the honest answer, and where it comes from."""

    id: str
    question: str
    answer: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary in one or two exact sentences, with the notation in use and its topics."""

    term: str
    definition: str
    notation: str = ""
    also: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything there is to read: guides by the id of what they are about, the rest in the order it is written."""

    phases: Mapping[int, PhaseGuide] = field(default_factory=dict)
    modules: Mapping[str, ModuleGuide] = field(default_factory=dict)
    topics: Mapping[str, TopicGuide] = field(default_factory=dict)
    projects: tuple[Project, ...] = ()
    questions: tuple[FrequentQuestion, ...] = ()
    terms: tuple[Term, ...] = ()
