"""What the linter says of guides, projects, answers and terms."""

from dataclasses import replace

import pytest

from bot.authoring.lint_reading import reading_warnings
from bot.domain.curriculum import Curriculum
from bot.domain.item import Reference
from bot.domain.study_guide import Reading, Resource
from tests.content.test_shipped_curriculum import shipped

TOPIC = "p2.metrics.auc"


def told(**changes: object) -> list[str]:
    """What is said of the shipped curriculum with something else in what there is to read."""
    curriculum: Curriculum = replace(shipped(), reading=replace(shipped().reading, **changes))  # type: ignore[arg-type]
    return [f"{one.item}: {one.message}" for one in reading_warnings(curriculum)]


def with_guide(**changes: object) -> list[str]:
    topics = shipped().reading.topics
    return told(topics={**topics, TOPIC: replace(topics[TOPIC], **changes)})  # type: ignore[arg-type]


def test_what_is_shipped_gives_no_warning() -> None:
    assert told() == []


def test_topics_without_a_guide_and_phases_without_a_project_are_named() -> None:
    said = [
        f"{one.item}: {one.message}"
        for one in reading_warnings(replace(shipped(), reading=Reading(phases=shipped().reading.phases)))
    ]
    assert sum("has no guide yet" in one for one in said) == 153
    assert sum("has no project" in one for one in said) == 4


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outcomes": ("One.",)}, "`outcomes` has 1 entries; 2 to 4 are wanted"),
        ({"resources": ()}, "`resources` has 0 entries"),
        ({"primer": "Only one."}, "the primer has 1 paragraphs"),
        (
            {"resources": (Resource("x", "https://content-farm.example/x", "y", 5),) * 2},
            "content-farm.example is not among the places to send readers to",
        ),
    ],
)
def test_a_guide_that_falls_short_is_told_what_is_wanted(changes: dict[str, object], said: str) -> None:
    found = with_guide(**changes)
    assert found
    assert all(one.startswith(f"{TOPIC}: ") and said in one for one in found)


def test_an_answer_says_where_it_comes_from() -> None:
    [first, *others] = shipped().reading.questions
    assert told(questions=(replace(first, references=()), *others)) == [
        f"{first.id}: the answer does not say where it comes from; add `refs`"
    ]
    blog = (Reference("x", "https://blog.example/x"),)
    [said] = told(questions=(replace(first, references=blog), *others))
    assert "blog.example is not among" in said


def test_a_term_belongs_to_a_topic() -> None:
    [first, *others] = shipped().reading.terms
    assert told(terms=(replace(first, topics=()), *others)) == [
        f"{first.term}: the term belongs to no topic; name one"
    ]
