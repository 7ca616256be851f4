"""What may be wrong with guides, projects, the FAQ and the glossary, which only a person can decide: warnings."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.authoring.lint_items import is_allowed
from bot.content.problem import Problem
from bot.domain.curriculum import Curriculum
from bot.domain.study_guide import TopicGuide

OUTCOMES = (2, 4)
"""At least, at most."""
RESOURCES = (2, 4)
PARAGRAPHS = 2
_PAGES = (
    "3blue1brown.com apache.org bls.gov brown.edu colah.github.io cs231n.github.io d2l.ai dabeaz.com "
    "developers.google.com evanmiller.org hadley.nz harvard.edu illinois.edu jakevdp.github.io karpathy.github.io "
    "kaggle.com lwn.net mit.edu mlu-explain.github.io mml-book.github.io nedbatchelder.com opendatastructures.org "
    "otexts.com programming-dp.com pydantic.dev research.google.com stanford.edu stefvanbuuren.name su.domains "
    "survey.stackoverflow.co wikipedia.org"
)
DOMAINS = frozenset(_PAGES.split())
"""Where resources may lead beyond the places that items refer to: courses, free books, surveys."""


def reading_warnings(curriculum: Curriculum) -> Iterator[Problem]:
    """Every warning, topic by topic, then about what belongs to none."""
    reading = curriculum.reading
    for topic in curriculum.topics:
        if topic not in reading.topics:
            yield _warning(topic, "the topic has no guide yet; write its outcomes, primer and resources")
        else:
            for message in _of_a_guide(reading.topics[topic]):
                yield _warning(topic, message)
    for phase in curriculum.phases:
        guide = reading.phases[phase.number]
        if not (guide.purpose and guide.brings and guide.checkpoint):
            yield _warning(
                f"p{phase.number}", "the phase lacks its purpose, what one brings, or its checkpoint"
            )
        if not any(project.phase == phase.number for project in reading.projects):
            yield _warning(f"p{phase.number}", "the phase has no project; write a brief in its projects/")
    for question in reading.questions:
        if not question.references:
            yield _warning(question.id, "the answer does not say where it comes from; add `refs`")
        for message in (told for reference in question.references for told in _of_a_page(reference.url)):
            yield _warning(question.id, message)
    for term in reading.terms:
        if not term.topics:
            yield _warning(term.term, "the term belongs to no topic; name one")


def _of_a_guide(guide: TopicGuide) -> Iterator[str]:
    for what, count, (least, most) in (
        ("outcomes", len(guide.outcomes), OUTCOMES),
        ("resources", len(guide.resources), RESOURCES),
    ):
        if not least <= count <= most:
            yield f"`{what}` has {count} entries; {least} to {most} are wanted"
    paragraphs = len([one for one in guide.primer.split("\n\n") if one.strip()])
    if paragraphs != PARAGRAPHS:
        yield f"the primer has {paragraphs} paragraphs; one for the idea and one for where it matters are wanted"
    for resource in guide.resources:
        yield from _of_a_page(resource.url)


def _of_a_page(url: str) -> Iterator[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if host and not is_allowed(host) and not is_allowed(host, DOMAINS):
        yield f"{host} is not among the places to send readers to; use another, or add it there"


def _warning(owner: str, message: str) -> Problem:
    return Problem("curriculum", 1, owner, message)
