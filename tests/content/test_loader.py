"""What must hold between files, and what a good curriculum becomes."""

import pytest

from bot.content.loader import load
from bot.content.source import MAX_BYTES
from bot.domain.curriculum import Curriculum, Strand
from bot.domain.item import Item, ItemType, Level, NearMiss, Reference, Tolerance
from tests.content.pack import CURRICULUM, ITEMS, PHASE, PHASE_2, changed, pack


def said(files: dict[str, bytes]) -> list[str]:
    return [str(problem) for problem in load(files).problems]


def good(files: dict[str, bytes]) -> Curriculum:
    loaded = load(files)
    assert loaded.problems == ()
    assert loaded.curriculum is not None
    return loaded.curriculum


def item(files: dict[str, bytes], name: str = "p1.logic.truth.0001") -> Item:
    return good(files).items[name]


def test_a_good_curriculum_becomes_phases_modules_topics_and_items() -> None:
    curriculum = good(pack())

    assert curriculum.title == "A small path"
    assert [phase.title for phase in curriculum.phases] == ["Basics", "More"]
    assert curriculum.modules["p1.logic"].topics == ("p1.logic.truth", "p1.logic.proof")
    assert curriculum.topics["p2.data.tables"].strand is Strand.DATA_ENGINEERING
    assert curriculum.topic_order == ("p1.logic.truth", "p1.logic.proof", "p2.data.tables")
    assert sorted(curriculum.items) == ["p1.logic.proof.0001", "p1.logic.truth.0001", "p1.logic.truth.0002"]


def test_an_item_keeps_everything_that_is_asked_shown_and_graded() -> None:
    single, number = item(pack()), item(pack(), "p1.logic.proof.0001")

    assert (single.type, single.level, single.difficulty) == (ItemType.SINGLE, Level.RECALL, 1)
    assert single.stem == "Which of these is **always** true?"
    assert single.key_ids == {"a"}
    assert single.option("b").why == "Both cannot hold at once."
    assert single.references == (Reference(title="Logic", url="https://example.org/logic"),)
    assert (number.key, number.tolerance) == (32.0, Tolerance(abs=0.5))
    assert number.near[1] == NearMiss(10.0, "That is 5 times 2; each variable doubles the rows.")


def test_the_authors_proof_goes_no_further_than_the_file() -> None:
    files = changed(ITEMS, "import itertools", "import secret_module")

    assert "secret_module" not in repr(good(files))
    assert good(files).digest == good(pack()).digest


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            PHASE,
            "[p1.logic.truth]",
            "[p1.logic.truths]",
            f'{PHASE}:16: p1.logic.proof: `prerequisites` names "p1.logic.truths", which is no topic; '
            "correct it; did you mean `p1.logic.truth`?",
        ),
        (
            PHASE,
            "prerequisites: []",
            "prerequisites: [p1.logic.proof]",
            f"{PHASE}:16: p1.logic.proof: prerequisites go round in a circle: p1.logic.proof needs p1.logic.truth "
            "needs p1.logic.proof; remove one of these",
        ),
        (
            PHASE,
            "prerequisites: []",
            "prerequisites: [p1.logic.truth]",
            f"{PHASE}:12: p1.logic.truth: prerequisites go round in a circle: p1.logic.truth needs p1.logic.truth; "
            "remove one of these",
        ),
        (
            PHASE_2,
            "[p1.logic.proof]",
            "[p1.logic.proof, p1.logic.proof]",
            f"{PHASE_2}:12: p2.data.tables: `prerequisites` names `p1.logic.proof` twice; remove one",
        ),
        (
            PHASE,
            "strand: mathematics",
            "strand: maths",
            f'{PHASE}:11: p1.logic.truth: `strand` cannot be "maths"; write mathematics, machine-learning, '
            "data-engineering or engineering-edge; did you mean `mathematics`?",
        ),
        (
            PHASE_2,
            "id: p2.data\n",
            "id: p1.data\n",
            f"{PHASE_2}:6: p1.data: a module's `id` here is p2. and a short name, like p2.example",
        ),
        (
            PHASE_2,
            "id: p2.data.tables",
            "id: p2.date.tables",
            f"{PHASE_2}:9: p2.date.tables: a topic's `id` here is p2.data. and a short name, like p2.data.example",
        ),
        (
            PHASE_2,
            "phase: 2",
            "phase: 1",
            f"{PHASE_2}:2: file: phase 1 stands in two folders; give it another number",
        ),
        (
            PHASE_2,
            "phase: 2",
            "phase: 5",
            f"{PHASE_2}:2: file: `phase` is 5; write a number from 1 to 4",
        ),
        (
            PHASE_2,
            '"What comes next."',
            '"' + "x" * 310 + '"',
            f"{PHASE_2}:4: p2: `summary` has 310 characters; cut 10 (the limit is 300)",
        ),
        (CURRICULUM, "schema: 1", "schema: 2", f'{CURRICULUM}:1: file: `schema` cannot be "2"; write 1'),
        (
            ITEMS,
            "id: p1.logic.truth.0002",
            "id: p1.logic.truth.0001",
            f"{ITEMS}:25: p1.logic.truth.0001: `id` is already used in {ITEMS} on line 4; take the next free number",
        ),
        (
            ITEMS,
            "  level: apply",
            "  prereq: [p1.logic.prof]\n  level: apply",
            f'{ITEMS}:28: p1.logic.truth.0002: `prereq` names "p1.logic.prof", which is no topic; correct it; '
            "did you mean `p1.logic.proof`?",
        ),
        (
            ITEMS,
            "  level: apply",
            "  supersedes: p1.logic.truth.0099\n  level: apply",
            f'{ITEMS}:28: p1.logic.truth.0002: `supersedes` names "p1.logic.truth.0099", which is no other item; '
            "correct it, and keep the old item with `status: retired`",
        ),
        (
            ITEMS,
            "items:\n",
            "items:\n- hello\n",
            f"{ITEMS}:4: item 1: an item must be a block of `field: value` lines",
        ),
        (
            ITEMS,
            "status: verified",
            "status: done",
            f'{ITEMS}:2: file: `status` of `defaults` cannot be "done"; write draft, verified or retired',
        ),
    ],
)
def test_each_fault_between_files_is_told_once_with_its_mend(
    file: str, old: str, new: str, problem: str
) -> None:
    assert said(changed(file, old, new)) == [problem]


def test_an_item_of_a_topic_that_does_not_exist_is_told_with_the_nearest_one() -> None:
    files = changed(ITEMS, "id: p1.logic.truth.0001", "id: p1.logic.truht.0001")
    files = changed(ITEMS, "topic: p1.logic.truth\n", "topic: p1.logic.truht\n", files)

    assert said(files) == [
        f'{ITEMS}:6: p1.logic.truht.0001: `topic` names "p1.logic.truht", which is no topic; correct it; '
        "did you mean `p1.logic.truth`?"
    ]


def test_an_item_in_the_folder_of_another_phase_is_told() -> None:
    files = pack()
    files["phase-2-more/items/logic.yaml"] = files.pop(ITEMS)

    assert said(files)[0] == (
        "phase-2-more/items/logic.yaml:6: p1.logic.truth.0001: "
        "the topic is of phase 1, but this is a file of phase 2; move the item"
    )


def test_the_same_id_in_two_files_names_both() -> None:
    files = pack()
    files["phase-1-basics/items/other.yaml"] = files[ITEMS]

    assert said(files)[0] == (
        f"phase-1-basics/items/other.yaml:4: p1.logic.truth.0001: `id` is already used in {ITEMS} on line 4; "
        "take the next free number"
    )


def test_a_topic_in_a_later_phase_cannot_be_a_prerequisite() -> None:
    files = changed(PHASE_2, "[p1.logic.proof]", "[]")

    assert said(changed(PHASE, "prerequisites: []", "prerequisites: [p2.data.tables]", files)) == [
        f"{PHASE}:12: p1.logic.truth: `prerequisites` names `p2.data.tables`, which comes in a later phase; remove it"
    ]


def test_every_circle_is_told() -> None:
    files = changed(PHASE, "prerequisites: []", "prerequisites: [p1.logic.truth]")
    files = changed(PHASE_2, "[p1.logic.proof]", "[p2.data.tables]", files)

    assert [problem.split(": ")[1] for problem in said(files)] == ["p1.logic.truth", "p2.data.tables"]


def test_a_phase_that_cannot_be_read_is_not_held_against_its_items() -> None:
    files = changed(PHASE, "strand: mathematics", "strand: mathematics\n\tx: y")

    assert said(files) == [f"{PHASE}:12: p1.logic.truth: the line is indented with a tab; use spaces instead"]


def test_faults_in_several_files_are_told_together_in_order() -> None:
    files = changed(PHASE_2, "strand: data-engineering", "strand: data")
    files = changed(ITEMS, "difficulty: 5", "difficulty: 9", files)
    files = changed(CURRICULUM, "schema: 1", "schema: 3", files)

    assert [problem.split(": ")[0] for problem in said(files)] == [
        f"{CURRICULUM}:1",
        f"{ITEMS}:50",
        f"{PHASE_2}:11",
    ]


def test_files_that_nobody_reads_are_told() -> None:
    files = {
        **pack(),
        "phase-1-basics/items/more.yml": b"",
        "phase-1-basics/more.yaml": b"",
        "drafts/x.yaml": b"",
    }

    assert said(files) == [
        "drafts/x.yaml:1: file: the file is not read; name its folder under `phases` in curriculum.yaml, or move it",
        "phase-1-basics/items/more.yml:1: file: the file is not read because it ends in .yml; rename it to .yaml",
        "phase-1-basics/more.yaml:1: file: the file is not read here; move it to phase-1-basics/items/",
    ]


def test_a_folder_name_with_a_typing_error_is_told_with_the_nearest_one() -> None:
    assert said(changed(CURRICULUM, "phase-2-more", "phase-2-mor"))[0] == (
        f'{CURRICULUM}:3: file: `phases` names "phase-2-mor", but there is no phase.yaml in such a folder; '
        "write it, or correct the name; did you mean `phase-2-more`?"
    )


def test_without_curriculum_yaml_the_rest_is_checked_all_the_same() -> None:
    files = changed(ITEMS, "difficulty: 5", "difficulty: 9")
    del files[CURRICULUM]

    assert said(files) == [
        f"{CURRICULUM}:1: file: the file is missing; write it with `schema: 1`, a `title` and the `phases` in order",
        f"{ITEMS}:50: p1.logic.proof.0001: `difficulty` is 9; write a number from 1 (easy) to 5 (hard)",
    ]


def test_a_curriculum_of_too_many_bytes_is_refused_unread() -> None:
    files = {**pack(), "phase-1-basics/items/big.yaml": b"#" * MAX_BYTES}

    assert said(files) == [
        f"{CURRICULUM}:1: file: the files have {sum(map(len, files.values())):,} bytes together; "
        "the limit is 6,000,000, so leave some out"
    ]


def test_after_a_thousand_problems_the_rest_of_a_file_is_left_unread() -> None:
    files = {**pack(), "phase-1-basics/items/bad.yaml": b"schema: 1\nitems:\n" + b"- {}\n" * 10_000}

    bad = [problem for problem in said(files) if "bad.yaml" in problem]

    assert 1_000 < len(bad) < 1_100
    assert bad[-1] == (
        "phase-1-basics/items/bad.yaml:128: file: "
        "there are 1,000 problems up to here; mend those first, then check again"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("**always**", "*always*"),
        ("One of the two holds", "One of both holds"),
        ("https://example.org/logic", "https://example.org/logic2"),
        ("difficulty: 1", "difficulty: 2"),
        ("  level: recall", "  rev: 2\n  level: recall"),
        ("  level: recall", "  keep_order: true\n  level: recall"),
        ("  level: recall", "  hints: [Think.]\n  level: recall"),
    ],
)
def test_what_a_learner_or_grading_sees_makes_a_new_version(old: str, new: str) -> None:
    files = changed(ITEMS, old, new)

    assert item(files).version != item(pack()).version
    assert good(files).digest != good(pack()).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("items:", "# a remark\nitems:"),
        ('"P or not P"', "'P or not P'"),
        ("  level: recall", "  tags: [truth]\n  level: recall"),
        ("  level: recall", "  keep_order: false\n  level: recall"),
        ("  level: recall", '  env: {numpy: ">=2.4,<3"}\n  level: recall'),
        ('    text: "P and not P"', '    text: "P and not P"\n    misconception: both-at-once'),
        ("date: 2026-11-23", "date: 2026-12-01"),
        ("author: core", "author: someone"),
    ],
)
def test_what_nobody_sees_makes_no_new_version(old: str, new: str) -> None:
    files = changed(ITEMS, old, new)

    assert item(files).version == item(pack()).version
    assert good(files).digest == good(pack()).digest


def test_versions_stay_what_they_are_when_the_program_changes() -> None:
    assert {name: value.version for name, value in good(pack()).items.items()} == {
        "p1.logic.proof.0001": "2ac7b60eb38d1b0d",
        "p1.logic.truth.0001": "558a154f5c4dd149",
        "p1.logic.truth.0002": "320dc0455f01f69f",
    }


def test_a_retired_item_is_no_longer_asked_but_its_id_stays_taken() -> None:
    files = changed(ITEMS, "  level: recall", "  status: retired\n  level: recall")
    assert "p1.logic.truth.0001" not in good(files).items

    files = changed(ITEMS, "  level: apply", "  supersedes: p1.logic.truth.0001\n  level: apply", files)
    assert "p1.logic.truth.0002" in good(files).items

    files = changed(ITEMS, "id: p1.logic.truth.0002", "id: p1.logic.truth.0001", files)
    assert "`id` is already used" in said(files)[0]
