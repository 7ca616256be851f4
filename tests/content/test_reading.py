"""Guides, projects, the FAQ and the glossary: what they become, and everything that can be wrong with them."""

import pytest

from bot.content.loader import load
from bot.domain.study_guide import Resource
from tests.content.pack import pack

GUIDE = "phase-1-basics/guides/logic.yaml"
PROJECT = "phase-1-basics/projects/prover.yaml"
FAQ = "faq.yaml"
GLOSSARY = "glossary.yaml"

READING = {
    GUIDE: """\
schema: 1
module: p1.logic
purpose: "To tell what follows from what."
brings: "Conditions in code."
hours: 3
topics:
- topic: p1.logic.truth
  outcomes: ["Tell what is true."]
  primer: |
    First.

    Second.
  resources:
  - {title: "Truth", url: "https://plato.stanford.edu/entries/truth/", why: "Thorough.", minutes: 40}
- topic: p1.logic.proof
  outcomes: ["Prove it."]
  primer: "One."
  resources: []
""",
    PROJECT: """\
schema: 1
id: p1-prover
title: "A prover"
summary: "It proves."
problem: "Nobody believes anything."
topics: [p1.logic.proof]
data:
- {title: "Theorems", url: "https://example.org/theorems", licence: "CC0", note: "Few."}
milestones:
- {title: "Begin", weeks: 1, done: ["It runs"]}
- {title: "End", weeks: 2, done: ["It proves"]}
good:
- {measure: "Proved", baseline: "0", good: "1"}
rubric:
- {criterion: "Rigour", levels: ["None", "Some"]}
stretch: ["More."]
mistakes:
- {mistake: "Believing.", instead: "Prove."}
""",
    FAQ: """\
schema: 1
questions:
- id: why
  question: "Why?"
  answer: "Because."
  refs: [{book: "A book", section: "1"}]
""",
    GLOSSARY: """\
schema: 1
terms:
- term: "Proof"
  definition: "What convinces."
  notation: "□"
  also: ["QED"]
  topics: [p1.logic.proof]
- term: "axiom"
  definition: "What is taken as true."
  topics: [p1.logic.truth]
""",
}


def whole(**changes: str) -> dict[str, bytes]:
    return {**pack(), **{name: text.encode() for name, text in {**READING, **changes}.items()}}


def broken(name: str, old: str, new: str) -> list[str]:
    """What is said when one thing in one file is otherwise."""
    assert old in READING[name]
    loaded = load({**whole(), name: READING[name].replace(old, new, 1).encode()})
    assert loaded.curriculum is None
    return [str(problem) for problem in loaded.problems]


def test_good_files_become_what_there_is_to_read() -> None:
    loaded = load(whole())
    assert loaded.problems == ()
    assert loaded.curriculum is not None
    reading = loaded.curriculum.reading
    assert reading.modules["p1.logic"].hours == 3
    truth = reading.topics["p1.logic.truth"]
    assert truth.primer == "First.\n\nSecond."
    assert truth.resources == (
        Resource("Truth", "https://plato.stanford.edu/entries/truth/", "Thorough.", 40),
    )
    [project] = reading.projects
    assert (project.phase, project.weeks) == (1, 3)
    assert [one.id for one in reading.questions] == ["why"]
    assert [one.term for one in reading.terms] == ["axiom", "Proof"]


def test_a_curriculum_without_any_of_it_is_good_too() -> None:
    loaded = load(pack())
    assert loaded.curriculum is not None
    assert loaded.curriculum.reading.terms == ()


def test_a_changed_primer_makes_another_curriculum() -> None:
    digests = {
        loaded.curriculum.digest
        for changes in ({}, {GUIDE: READING[GUIDE].replace("Second.", "Last.")})
        if (loaded := load(whole(**changes))).curriculum is not None
    }
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            GUIDE,
            "module: p1.logic",
            "module: p1.logik",
            '`module` names "p1.logik", which is no module of this phase',
        ),
        (GUIDE, "module: p1.logic", "module: p2.sets", "is no module of this phase"),
        (GUIDE, "topic: p1.logic.truth", "topic: p1.logic.trut", "did you mean `p1.logic.truth`?"),
        (GUIDE, "topic: p1.logic.proof", "topic: p1.logic.truth", "stands twice"),
        (GUIDE, "hours: 3", "hours: three", "not a whole number"),
        (GUIDE, "hours: 3", "hours: 0", "write a number of at least 1"),
        (GUIDE, 'brings: "Conditions in code."\n', "", "`brings` is missing; say what a software engineer"),
        (GUIDE, '  primer: "One."', f'  primer: "{"x" * 1501}"', "cut 1 (the limit is 1,500)"),
        (GUIDE, 'primer: "One."', "primer: 'So $\\frac{1}$.'", "`primer` has the formula"),
        (FAQ, 'answer: "Because."', "answer: 'Since \\alpha is small.'", "outside a formula"),
        (GUIDE, "https://plato", "http://plato", "must begin with https://"),
        (GUIDE, "minutes: 40", "minutes: 40, stars: 5", 'unknown field "stars"'),
        (PROJECT, "topics: [p1.logic.proof]", "topics: [p1.logic.poof]", "did you mean `p1.logic.proof`?"),
        (PROJECT, 'levels: ["None", "Some"]', 'levels: ["None"]', "`levels` needs at least two"),
        (PROJECT, "weeks: 2", "weeks: two", "not a whole number"),
        (FAQ, "id: why", "id: why\n  id: how", "stands twice"),
        (FAQ, 'answer: "Because."', "answer: yes", "quote it"),
        (GLOSSARY, 'term: "axiom"', 'term: "qed"', "stands twice, here and in entry 1"),
        (GLOSSARY, "topics: [p1.logic.truth]", "topics: [p1.logic.untruth]", "which is no topic"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_mend(name: str, old: str, new: str, said: str) -> None:
    problems = broken(name, old, new)
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith(f"{name}:") for problem in problems)


def test_problems_name_the_topic_the_project_the_question_or_the_term() -> None:
    assert ": p1.logic.truth: " in broken(GUIDE, "https://plato", "http://plato")[0]
    assert ": p1-prover: " in broken(PROJECT, "https://example", "http://example")[0]
    assert ": Proof: " in broken(GLOSSARY, "topics: [p1.logic.proof]", "topics: [p1.x.y]")[0]


def test_the_same_thing_in_two_files_is_told_once() -> None:
    again = {"phase-1-basics/guides/again.yaml": READING[GUIDE].encode()}
    problems = [str(problem) for problem in load({**whole(), **again}).problems]
    assert any("has a guide in another file already" in problem for problem in problems)
    again = {"phase-1-basics/projects/again.yaml": READING[PROJECT].encode()}
    [problem] = load({**whole(), **again}).problems
    assert "is used by another project" in problem.message


def test_a_broken_roadmap_is_not_held_against_what_is_to_be_read() -> None:
    files = {**whole(), "phase-1-basics/phase.yaml": b"schema: 1\nphase: [1"}
    assert {problem.file for problem in load(files).problems} == {"phase-1-basics/phase.yaml"}


def test_a_file_in_the_wrong_place_is_told_where_it_belongs() -> None:
    files = {**whole(), "phase-1-basics/guide.yaml": READING[GUIDE].encode()}
    [problem] = load(files).problems
    assert "the file is not read here" in problem.message


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"schema: 1", b"\xff", b"schema: 1\nmodule: p1.logic\ntopics: {}"]
)
@pytest.mark.parametrize("name", sorted(READING))
def test_garbage_is_told_and_never_raises(name: str, data: bytes) -> None:
    assert load({**whole(), name: data}).problems


def test_an_id_too_long_for_a_button_is_told() -> None:
    long = f"p1.logic.{'t' * 60}"
    files = {name: data.replace(b"p1.logic.truth", long.encode()) for name, data in whole().items()}
    assert any("`id` has 69 characters; cut 9" in str(problem) for problem in load(files).problems)
