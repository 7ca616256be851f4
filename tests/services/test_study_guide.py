"""Looking things up by what somebody typed: the whole name, a part of it, another name, or nonsense."""

from dataclasses import dataclass

import pytest

from bot.domain.curriculum import Curriculum
from bot.domain.errors import BadChoice
from bot.services.context import Context
from bot.services.study_guide import StudyGuideService
from tests.content.test_shipped_curriculum import shipped


@dataclass(frozen=True)
class Shelf:
    curriculum: Curriculum

    def for_guild(self, guild_id: int) -> Curriculum:
        return self.curriculum


@pytest.fixture
def guides() -> StudyGuideService:
    return StudyGuideService(Context(None, None, Shelf(shipped())))  # type: ignore[arg-type]  # it reads nothing else


def test_a_topic_is_found_by_its_id_its_title_or_a_part_that_fits_nothing_else(
    guides: StudyGuideService,
) -> None:
    title = shipped().topics["p4.monitoring.delayed-labels"].title
    for typed in ("p4.monitoring.delayed-labels", title, title.upper(), "delayed lab"):
        assert guides.topic(1, typed).topic.id == "p4.monitoring.delayed-labels"


def test_a_topic_shows_its_module_and_what_comes_before(guides: StudyGuideService) -> None:
    page = guides.topic(0, "p2.metrics.auc")
    assert page.module.id == "p2.metrics"
    assert page.guide is not None
    assert page.module_guide is not None
    assert "p2.metrics.prf" in {topic.id for topic in page.before}


def test_a_term_is_found_by_its_other_names_too(guides: StudyGuideService) -> None:
    term, topics = guides.term(1, "AP")
    assert term.term == "Average precision"
    assert topics


def test_what_fits_several_things_is_asked_back_with_the_nearest(guides: StudyGuideService) -> None:
    with pytest.raises(BadChoice) as refused:
        guides.term(1, "preci")
    assert "Precision" in refused.value.suggestions


def test_a_whole_name_counts_however_many_others_hold_it(guides: StudyGuideService) -> None:
    assert guides.term(1, "precision")[0].term == "Precision"


@pytest.mark.parametrize("kind", ["topic", "project", "question", "term"])
@pytest.mark.parametrize("typed", ["no such thing at all", "   ", "@everyone", "x" * 100])
def test_nonsense_is_refused_by_its_kind(guides: StudyGuideService, kind: str, typed: str) -> None:
    with pytest.raises(BadChoice) as refused:
        getattr(guides, kind)(1, typed)
    assert refused.value.field == kind


@pytest.mark.parametrize("kind", ["topic", "project", "question", "term"])
def test_every_suggestion_leads_to_what_it_names(guides: StudyGuideService, kind: str) -> None:
    suggested = guides.suggest(1, kind, "", 10_000)
    assert len(suggested) >= {"topic": 153, "project": 11, "question": 20, "term": 200}[kind]
    for name, key in suggested:
        assert getattr(guides, kind)(1, key) == getattr(guides, kind)(1, name)


def test_at_most_as_many_as_are_asked_for_and_the_best_first(guides: StudyGuideService) -> None:
    assert len(guides.suggest(1, "term", "", 25)) == 25
    assert guides.suggest(1, "term", "GRADIENT", 3)[0] == ("Gradient", "Gradient")


def test_a_phase_counts_the_hours_of_its_modules(guides: StudyGuideService) -> None:
    page = guides.phase(1, 1)
    assert len(page.modules) == 14
    assert page.hours == sum(guide.hours for _, guide in page.modules if guide)
    assert page.projects
    with pytest.raises(BadChoice):
        guides.phase(1, 5)
