"""What an answer proves, for every type of item, and which slips of a key it would catch."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.proof import disagreement, mutants, wrong_expressions, wrong_numbers
from bot.domain.item import Blank, Item, ItemType, Level, Option, Pair, Step, Tolerance


def item(kind: ItemType, **given: Any) -> Item:
    whole: dict[str, Any] = {"id": "p1.a.b.0001", "topic": "p1.a.b", "level": Level.APPLY, "difficulty": 3}
    return Item(type=kind, stem="?", explanation=".", **whole, **given)


def options(keys: str) -> tuple[Option, ...]:
    return tuple(Option(name, name.upper(), "why", name in keys) for name in "abc")


SINGLE = item(ItemType.SINGLE, options=options("b"))
MULTI = item(ItemType.MULTI, options=options("ac"))
NUMERIC = item(ItemType.NUMERIC, key=0.25, tolerance=Tolerance(abs=0.01))
CODE = item(ItemType.CODE_OUTPUT, code="print(1)", accept=("6 104\nend",))
SHORT = item(ItemType.SHORT, accept=("early stopping", "stopping early"), normalise=("case", "space"))
CLOZE = item(ItemType.CLOZE, cloze="<<1>> of <<2>>", blanks=(Blank(("mean", "average")), Blank(("squares",))))
MATCHING = item(ItemType.MATCHING, pairs=(Pair("1", "one"), Pair("2", "two")), extra=("three",))
STEPS = tuple(Step(name, name) for name in ("load", "fit", "score"))
ORDERING = item(ItemType.ORDERING, steps=STEPS, step_order=("load", "fit", "score"))
EITHER = replace(ORDERING, orders=(("fit", "load", "score"),))
RIGHT = [
    (SINGLE, "b"),
    (replace(SINGLE, type=ItemType.TRUE_FALSE), "b"),
    (MULTI, {"set": ["a", "c"]}),
    (MULTI, ["c", "a"]),
    (NUMERIC, 0.2501),
    (CODE, "6 104\nend\n"),
    (SHORT, "Early  stopping"),
    (SHORT, "stopping early"),
    (CLOZE, ["average", "squares"]),
    (MATCHING, {"map": [["2", "two"], ["1", "one"]]}),
    (ORDERING, ["load", "fit", "score"]),
    (EITHER, ["fit", "load", "score"]),
    (EITHER, [["fit", "load", "score"], ["load", "fit", "score"]]),
]


@pytest.mark.parametrize(("asked", "answer"), RIGHT)
def test_an_answer_that_learners_would_be_given_right_for_confirms_the_key(asked: Item, answer: Any) -> None:
    assert disagreement(asked, answer) == ""


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        (SINGLE, "a", "expected b, got 'a'"),
        (SINGLE, "d", "`answer` must be the id of one option; got 'd'"),
        (SINGLE, {"set": ["b"]}, "`answer` must be the id of one option; got {b}"),
        (MULTI, {"set": ["a"]}, "expected a, c, got {a}"),
        (MULTI, {"set": ["a", 3]}, "`answer` must be a set of options' ids; got {a, 3}"),
        (NUMERIC, 0.27, "expected 0.25 ± 0.01, got 0.27"),
        (NUMERIC, "0.25", "`answer` must be a number; got '0.25'"),
        (CODE, "6 104\n", "expected '6 104\\nend', got '6 104\\n'"),
        (CODE, "", "`answer` must be a text, and not empty; got ''"),
        (CLOZE, ["mean"], "1 texts for 2 places"),
        (CLOZE, "mean", "`answer` must be a list of texts, one for each blank; got 'mean'"),
        (MATCHING, {"map": [["1", "two"], ["2", "one"]]}, "expected {'1': 'one', '2': 'two'}"),
        (MATCHING, {"map": [["1", "one"]]}, "`answer` must be a dict from every left side to its right side"),
        (
            ORDERING,
            ["fit", "load", "score"],
            "expected ['load', 'fit', 'score'], got ['fit', 'load', 'score']",
        ),
        (ORDERING, ["fit"], "is no order of its steps"),
        (ORDERING, [["load", "fit", "score"], ["fit", "load", "score"]], "expected exactly"),
        (EITHER, [["load", "fit", "score"]], "expected exactly"),
    ],
)
def test_an_answer_that_differs_or_has_another_form_is_told(asked: Item, answer: Any, told: str) -> None:
    assert told in disagreement(asked, answer)


@pytest.mark.parametrize(("asked", "answer"), RIGHT)
def test_every_slip_of_a_proved_key_is_caught(asked: Item, answer: Any) -> None:
    slips = dict(mutants(asked))

    assert slips
    assert [slip for slip, wrong in slips.items() if not disagreement(wrong, answer)] == []


@given(
    key=st.floats(-1e6, 1e6).map(lambda value: round(value, 6)),
    tolerance=st.sampled_from([Tolerance(abs=0.0), Tolerance(abs=0.5), Tolerance(rel=0.01)]),
)
def test_every_slip_of_a_number_is_beyond_what_tolerance_forgives(key: float, tolerance: Tolerance) -> None:
    asked = item(ItemType.NUMERIC, key=key, tolerance=tolerance)

    assert all(disagreement(wrong, key) for _, wrong in mutants(asked))


def test_the_slips_of_a_number_are_those_that_people_make() -> None:
    assert {-12.5, 125.0, 1.25, 1250.0, 21.5, 13.5, 12.4, 0.08} <= set(wrong_numbers(12.5))


def test_the_slips_of_a_formula_are_other_formulas() -> None:
    slips = set(wrong_expressions("100*p / (p + 1)"))

    assert {
        "100 / p / (p + 1)",
        "100 * p * (p + 1)",
        "100 * p / (p - 1)",
        "101 * p / (p + 1)",
        "(p + 1) / (100 * p)",
    } <= slips
    assert "100 * p / (p + 1)" not in slips
