"""Warnings about items and about the bank: each is raised where it should be, and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.authoring.bank import Entry, read_bank
from bot.authoring.derived_numbers import underived
from bot.authoring.lint import chi_square_tail, key_position_chi_square, near_duplicates, warnings
from bot.authoring.lint_items import item_warnings
from bot.authoring.similarity import similar_pairs
from bot.cli import app
from bot.content.schema import SingleFields
from bot.domain.item import Item, ItemType, Level, Option
from tests.authoring.pack import MULTI, NUMERIC, SINGLE, written


def entry(folder: Path, text: str) -> Entry:
    [one] = read_bank(written(folder, text)).entries
    return one


def told(folder: Path, text: str) -> list[str]:
    return [warning.message for warning in item_warnings(entry(folder, text))]


@pytest.mark.parametrize("text", [SINGLE, MULTI, NUMERIC])
def test_a_good_item_gets_no_warning(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (SINGLE, '"Which of', '"' + "well " * 60 + "which of", "the stem has 66 words; 60 are enough"),
        (
            SINGLE,
            '"P or not P"',
            '"' + "P or not P " * 4 + '"',
            "the longest option is 3.9 times as long as the sh",
        ),
        (
            SINGLE,
            '"P and not P", why: "Both cannot hold at once."}\n  - {id: c, text: "P implies not P"',
            '"always P", why: "No."}\n  - {id: c, text: "never P"',
            "only wrong options say always, never, all and the like",
        ),
        (NUMERIC, "power of 5", "power of 5, as 77 shows", "the explanation's 77 follows from nothing"),
        (
            NUMERIC,
            "docs.python.org",
            "blog.example.org",
            "blog.example.org is not among the places to refer to",
        ),
        (
            NUMERIC,
            '  near:\n  - {value: 25, why: "That is 5 squared; each variable doubles the rows."}\n',
            "",
            "no `near`",
        ),
        (
            NUMERIC,
            "    import itertools\n    answer = len(list(itertools.product([0, 1], repeat=5)))\n",
            "    answer = 32\n",
            "the check computes nothing: it states the key a second time",
        ),
    ],
)
def test_what_only_a_person_can_decide_is_a_warning(
    tmp_path: Path, text: str, old: str, new: str, message: str
) -> None:
    assert old in text

    found = told(tmp_path, text.replace(old, new, 1))

    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize(
    "explanation",
    [
        "2^5 = 32, which is 2 × 16, and 16 = 32 / 2.",
        "1,024 would be 32 squared; √1024 = 32.",
        "That is 3200 % of 1, or 6.4 times 5.",
        "See Python 3.14 and section 7.13, since 2019, and `x = 987`.",
        "The 2nd of 10 rows; float64 has 64 bits.",
        "It is <<round(n + 0.5, 2)>>, and (5, 3, 2) are small; 0.95^987 is no number of ours.",
        "That is 3,200 hundredths.",
    ],
)
def test_numbers_that_can_be_computed_or_are_part_of_a_name_are_believed(
    tmp_path: Path, explanation: str
) -> None:
    item = replace(entry(tmp_path, NUMERIC).item, explanation=explanation)

    assert underived(item) == []


def test_a_number_once_shown_to_follow_may_be_computed_with(tmp_path: Path) -> None:
    item = entry(tmp_path, NUMERIC).item

    assert underived(replace(item, explanation="32 × 25 = 800, and 800 + 75 = 875, with 75 = 3 × 25.")) == []
    assert underived(replace(item, explanation="So 877.")) == ["877"]


def test_two_questions_that_ask_the_same_are_found(tmp_path: Path) -> None:
    same = NUMERIC.replace("proof.0001", "proof.0002").replace("How many rows has", "How many rows then has")
    other = (
        NUMERIC.replace("proof.0001", "proof.0003")
        .replace("How many rows has the truth table of", "Count")
        .replace("variables", "birds")
    )

    found = list(near_duplicates(read_bank(written(tmp_path, NUMERIC, same, other)).entries))

    assert [(one.item, one.message.split(" (")[0]) for one in found] == [
        ("p1.logic.proof.0002", "asks nearly what p1.logic.proof.0001 asks")
    ]


def test_the_same_text_has_the_cosine_one_and_strangers_none() -> None:
    texts = ["gradient of a sum", "Gradient of a sum!", "hash tables collide", ""]

    assert [(one, other, round(cosine, 6)) for one, other, cosine in similar_pairs(texts, 0.8)] == [
        (0, 1, 1.0)
    ]


def singles(count: int, *, keep_order: bool = False, key: str = "b", **texts: str) -> Iterator[Item]:
    options = tuple(Option(name, texts.get(name, name.upper() * 5), "why", name == key) for name in "abcd")
    whole: dict[str, Any] = {"topic": "p1.a.b", "level": Level.APPLY, "difficulty": 3}
    for number in range(count):
        yield Item(
            id=f"p1.a.b.{number:04}",
            type=ItemType.SINGLE,
            stem=f"Question {number}",
            explanation=".",
            options=options,
            keep_order=keep_order,
            **whole,
        )


def bank_warnings(items: Iterator[Item]) -> str:
    entries = [entry_of(item) for item in items]
    return "\n".join(one.message for one in warnings(entries, ["p1.a.b"]) if one.item == "bank")


def entry_of(item: Item) -> Entry:
    """Where an item without a file stands; only its values are looked at."""
    whole = {
        "id": item.id,
        "type": "single",
        "topic": item.topic,
        "level": "apply",
        "difficulty": 3,
        "options": (),
    }
    fields = SingleFields.model_validate({**whole, "stem": item.stem, "explanation": "."})
    return Entry(item, fields, "items.yaml", lambda _: 1)


def test_keys_that_always_stand_in_one_place_are_noticed_only_where_they_are_shown_so() -> None:
    assert "keys stand unevenly" not in bank_warnings(singles(200))
    assert "keys stand unevenly" in bank_warnings(singles(200, keep_order=True))
    assert "keys stand unevenly" not in bank_warnings(singles(99, keep_order=True))


def test_keys_that_are_always_the_longest_option_are_noticed() -> None:
    assert "in 100 % of 120 single items the key is the longest" in bank_warnings(
        singles(120, b="a long one")
    )
    assert "in 0 % of 120 single items the key is the longest" in bank_warnings(singles(120))


def test_absolutes_that_stand_only_in_wrong_options_are_noticed() -> None:
    assert "% of wrong options say always" in bank_warnings(singles(120, a="never"))
    assert "of wrong options say always" not in bank_warnings(singles(120, b="never"))


def test_many_negative_stems_are_noticed() -> None:
    negative = (replace(item, stem="Which is NOT so?") for item in singles(5))

    assert "5 of 105 stems ask for what is not so" in bank_warnings(iter([*singles(100), *negative]))
    assert "not so" not in bank_warnings(
        iter([*singles(200), replace(next(singles(1)), stem="Which is NOT so?")])
    )


def test_cells_far_from_the_blueprint_and_empty_topics_are_told() -> None:
    items = [entry_of(item) for item in singles(40)]

    found = [one.message for one in warnings(items, ["p1.a.b", "p1.a.c", "p2.x.y"]) if one.item == "bank"]

    assert "1 topics of phase 1 have no item yet: p1.a.c" in found
    assert "1 topics of phase 2 have no item yet: p2.x.y" in found
    assert "single: 100 % of phase 1's 40 items, where the blueprint has 34 %" in found


@pytest.mark.parametrize(
    ("statistic", "freedom", "tail"), [(3.84, 1, 0.05), (11.34, 3, 0.01), (7.81, 3, 0.05), (20.09, 8, 0.01)]
)
def test_the_tail_of_chi_square_is_that_of_the_tables(statistic: float, freedom: int, tail: float) -> None:
    assert chi_square_tail(statistic, freedom) == pytest.approx(tail, abs=0.003)


def test_positions_are_counted_apart_for_each_number_of_options() -> None:
    three = [replace(item, options=item.options[:3]) for item in singles(60)]

    _, freedom = key_position_chi_square([*singles(60), *three])

    assert freedom == 5


def test_errors_fail_and_warnings_only_when_asked_to(tmp_path: Path) -> None:
    def lint(folder: Path, *more: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["curriculum", "lint", "--folder", str(folder), *more])
        return result.exit_code, result.output

    good = written(tmp_path / "good")
    bad = written(tmp_path / "bad", NUMERIC.replace("key: 32", "key: many"))

    assert lint(good)[0] == 0
    assert "warning: " in lint(good)[1]
    assert lint(good, "--strict")[0] == 1
    assert lint(bad)[0] == 1
