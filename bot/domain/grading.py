"""Grading: what stands in a custom_id or a form becomes a response, and a response becomes a grade."""

import random
from math import ulp

from bot.domain.attempt import Grade, Response
from bot.domain.errors import UnreadableAnswer
from bot.domain.item import Item, ItemType, Option, ShownItem
from bot.domain.numbers import NumberProblem, read_number

EMPTY = "empty"
NO_SUCH_OPTION = "no-such-option"


def read_response(shown: ShownItem, given: str) -> Response:
    """Read an answer.

    Args:
        shown: the question as it was put.
        given: for a single item the place of the option in the order shown ("2", from 0); for a multi item
            the places joined by full stops ("0.2", in any order); for a numeric item what was typed.

    Raises:
        UnreadableAnswer: its `problem` is "empty", "no-such-option", or a code of `NumberProblem`.
    """
    item = shown.item
    if item.type is ItemType.NUMERIC:
        try:
            return Response(text=given.strip(), number=read_number(given, item.unit))
        except NumberProblem as problem:
            raise UnreadableAnswer(shown.ref, given, problem.code, item.unit) from problem
    if not given:
        raise UnreadableAnswer(shown.ref, given, EMPTY)
    parts = given.split(".")
    if item.type is ItemType.SINGLE and len(parts) > 1:
        raise UnreadableAnswer(shown.ref, given, NO_SUCH_OPTION)
    names = {str(place): option_id for place, option_id in enumerate(shown.order)}
    if not all(part in names for part in parts):
        raise UnreadableAnswer(shown.ref, given, NO_SUCH_OPTION)
    chosen = {names[part] for part in parts}
    return Response(option_ids=tuple(option_id for option_id in shown.order if option_id in chosen))


def given_of(shown: ShownItem, response: Response) -> str:
    """The inverse of `read_response`: what would have to be given for this response.

    Raises:
        ValueError: when the response names an option that is not shown.
    """
    if shown.item.type is ItemType.NUMERIC:
        return response.text
    return ".".join(str(place) for place in sorted(map(shown.order.index, response.option_ids)))


def grade(item: Item, response: Response) -> Grade:
    """Grade a response against the key.

    A multi item gives partial credit: (right ones chosen - wrong ones chosen) / right ones, never below 0.
    A number is right within the wider of the two tolerances. `feedback` is the rationale of the option chosen
    (of a multi item: of the first that should not have been chosen, else of the first that was missed), or
    what an anticipated wrong number says; "" when there is nothing to add.

    Raises:
        ValueError: when the response does not fit the item's type, or the item has no key.
    """
    if item.type is ItemType.NUMERIC:
        return _grade_number(item, response.number)
    chosen = frozenset(response.option_ids)
    if not chosen <= {option.id for option in item.options} or not item.key_ids:
        raise ValueError(f"{item.id}: {sorted(chosen)} cannot be graded")
    if item.type is ItemType.SINGLE:
        if len(chosen) != 1:
            raise ValueError(f"{item.id}: one option, not {len(chosen)}")
        option = item.option(response.option_ids[0])
        return Grade(float(option.is_key), option.is_key, option.why)
    right, wrong = len(chosen & item.key_ids), len(chosen - item.key_ids)
    score = max(0, right - wrong) / len(item.key_ids)
    return Grade(score, chosen == item.key_ids, _first_fault(item.options, chosen))


def random_order(item: Item, seed: int) -> tuple[str, ...]:
    """The order in which to show an item's options: one for each seed; as written if `keep_order`."""
    order = [option.id for option in item.options]
    if not item.keep_order:
        random.Random(seed).shuffle(order)
    return tuple(order)


def _first_fault(options: tuple[Option, ...], chosen: frozenset[str]) -> str:
    wrong = [option.why for option in options if option.id in chosen and not option.is_key]
    missed = [option.why for option in options if option.id not in chosen and option.is_key]
    return next(iter(wrong + missed), "")


def _grade_number(item: Item, number: float | None) -> Grade:
    if number is None or item.key is None:
        raise ValueError(f"{item.id}: no number to grade, or no key")
    if _is_within(item, number, item.key):
        return Grade(1.0, True)
    near = [miss for miss in item.near if _is_within(item, number, miss.value)]
    closest = min(near, key=lambda miss: abs(miss.value - number), default=None)
    return Grade(0.0, False, closest.why if closest else "")


def _is_within(item: Item, number: float, value: float) -> bool:
    allowed = max(item.tolerance.abs, item.tolerance.rel * abs(value))
    # A hair for binary fractions: 0.4 is within 0.1 of 0.3, whatever floats say.
    return abs(number - value) <= allowed + 4 * max(ulp(number), ulp(value))
