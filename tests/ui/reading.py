"""What there is to read, as values: ordinary ones, and as long as a curriculum may hold."""

from bot.content.reading import MOST, OTHERWISE
from bot.domain.curriculum import Module, Phase, Strand, Topic
from bot.domain.item import Reference
from bot.domain.reading_pages import PhasePage, TopicPage
from bot.domain.study_guide import (
    Criterion,
    DataSet,
    FrequentQuestion,
    Milestone,
    Mistake,
    ModuleGuide,
    PhaseGuide,
    Project,
    Resource,
    Target,
    Term,
    TopicGuide,
)
from tests.ui import specimens as s


def text(name: str, *, large: bool) -> str:
    return s.prose(MOST.get(name, OTHERWISE)) if large else f"A short {name}."


def topic(*, large: bool = False) -> Topic:
    return Topic("p2.metrics.auc", text("title", large=large), "p2.metrics", 2, Strand.MACHINE_LEARNING)


def module(*, large: bool = False) -> Module:
    return Module("p2.metrics", text("title", large=large), 2, ("p2.metrics.auc",))


def module_guide(*, large: bool = False) -> ModuleGuide:
    return ModuleGuide("p2.metrics", text("purpose", large=large), text("brings", large=large), 9)


def topic_page(*, large: bool = False) -> TopicPage:
    resource = Resource(text("title", large=large), "https://numpy.org/doc/", text("why", large=large), 30)
    count = 4 if large else 1
    guide = TopicGuide(
        "p2.metrics.auc",
        (text("outcomes", large=large),) * count,
        text("primer", large=large),
        (resource,) * count,
    )
    return TopicPage(
        topic(large=large),
        module(large=large),
        guide,
        module_guide(large=large),
        (topic(large=large),) * count,
    )


def project(*, large: bool = False) -> Project:
    count = 6 if large else 1

    def told(name: str) -> str:
        return text(name, large=large)

    return Project(
        id="p3-example",
        phase=3,
        title=told("title"),
        summary=told("summary"),
        problem=told("problem"),
        topics=("p2.metrics.auc",) * count,
        data=(DataSet(told("title"), "https://archive.ics.uci.edu/", told("licence"), told("note")),) * count,
        milestones=(Milestone(told("title"), 2, (told("done"),) * count),) * count,
        targets=(Target(told("measure"), told("baseline"), told("good")),) * count,
        rubric=(Criterion(told("criterion"), (told("levels"),) * 4),) * count,
        stretch=(told("stretch"),) * count,
        mistakes=(Mistake(told("mistake"), told("instead")),) * count,
    )


def phase_page(*, large: bool = False) -> PhasePage:
    count = 14 if large else 2
    guide = PhaseGuide(
        2,
        text("purpose", large=large),
        text("brings", large=large),
        (text("checkpoint", large=large),) * (count // 2),
    )
    modules = ((module(large=large), module_guide()),) * count
    phase = Phase(2, text("title", large=large), text("summary", large=large), ("p2.metrics",) * count)
    return PhasePage(phase, guide, modules, (project(large=large),) * (count // 2))


def question(*, large: bool = False) -> FrequentQuestion:
    sources = (Reference("A paper", "https://doi.org/10.1000/1"), Reference(book="A book", section="2.1"))
    return FrequentQuestion("how-long", text("question", large=large), text("answer", large=large), sources)


def term(*, large: bool = False) -> Term:
    also = ("another name of it",) * (3 if large else 0)
    return Term(
        "Average precision of it all" if large else "Average precision",
        text("definition", large=large),
        "AP = Σₖ (Rₖ − Rₖ₋₁)·Pₖ",
        also,
        ("p2.metrics.auc",),
    )
