"""What a check's answer proves: whether the item's key would be graded right by it, and what else would be."""

import ast
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.domain.attempt import Response
from bot.domain.grading import grade
from bot.domain.item import Item, ItemType

_CHOICE = frozenset({ItemType.SINGLE, ItemType.TRUE_FALSE})
_TEXT = frozenset({ItemType.SHORT, ItemType.CODE_OUTPUT})
MUST_BE_PROVED = frozenset({ItemType.NUMERIC, ItemType.CODE_OUTPUT, ItemType.ORDERING})
"""Types whose key always follows from a computation."""


class Misfit(Exception):
    """An answer has not the form that the item's type needs; the text says which it should have."""


def disagreement(item: Item, answer: Any) -> str:
    """What an answer has against the key of a concrete item, or "" when it confirms the key.

    It is graded by the rule by which learners are graded.

    Args:
        item: Concrete: its key is a number, its texts hold no placeholders.
        answer: Plain JSON, as `worker.plain` makes it.
    """
    try:
        if item.type is ItemType.ORDERING and _is_list_of_lists(answer):
            orders = {tuple(map(str, order)) for order in answer}
            if orders == set(item.right_orders):
                return ""
            return f"expected exactly {_told(item.right_orders)}, got {_told(sorted(orders))}"
        response = _response(item, answer)
        if grade(item, response).is_correct:
            return ""
    except (Misfit, ValueError) as error:
        return f"{error}; got {_told(answer)}"
    return f"expected {key_told(item)}, got {_told(answer)}"


def key_told(item: Item) -> str:
    """An item's key, in short."""
    match item.type:
        case ItemType.NUMERIC:
            margin = max(item.tolerance.abs, item.tolerance.rel * abs(item.key or 0))
            return f"{item.key!r} ± {margin:.6g}"
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            return " or ".join(map(repr, item.accept))
        case ItemType.CLOZE:
            return _told([blank.accept[0] for blank in item.blanks])
        case ItemType.MATCHING:
            return _told({pair.left: pair.right for pair in item.pairs})
        case ItemType.ORDERING:
            return " or ".join(_told(list(order)) for order in item.right_orders)
    return ", ".join(sorted(item.key_ids))


def _response(item: Item, answer: Any) -> Response:
    """What a learner would have given."""
    if item.type is ItemType.NUMERIC:
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            raise Misfit("`answer` must be a number")
        if not math.isfinite(answer):
            raise Misfit("`answer` must be a finite number")
        return Response(text=str(answer), number=float(answer))
    if item.type in _CHOICE:
        if not isinstance(answer, str) or answer not in {option.id for option in item.options}:
            raise Misfit("`answer` must be the id of one option")
        return Response(option_ids=(answer,))
    if item.type in _TEXT:
        if not isinstance(answer, str) or not answer:
            raise Misfit("`answer` must be a text, and not empty")
        return Response(text=answer)
    if item.type is ItemType.MULTI:
        ids = answer.get("set") if isinstance(answer, dict) else answer
        known = {option.id for option in item.options}
        if not isinstance(ids, list) or not all(isinstance(one, str) and one in known for one in ids):
            raise Misfit("`answer` must be a set of options' ids")
        return Response(option_ids=tuple(dict.fromkeys(ids)))
    if item.type is ItemType.MATCHING:
        pairs = answer.get("map") if isinstance(answer, dict) else None
        rows = dict(pairs) if pairs else {}
        if set(rows) != {pair.left for pair in item.pairs}:
            raise Misfit("`answer` must be a dict from every left side to its right side")
        return Response(texts=tuple(str(rows[pair.left]) for pair in item.pairs))
    if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
        what = "steps' ids in order" if item.type is ItemType.ORDERING else "texts, one for each blank"
        raise Misfit(f"`answer` must be a list of {what}")
    if item.type is ItemType.ORDERING:
        return Response(option_ids=tuple(answer))
    return Response(texts=tuple(answer))


def _is_list_of_lists(answer: Any) -> bool:
    return isinstance(answer, list) and bool(answer) and all(isinstance(one, list) for one in answer)


def _told(value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"set"}:
        return "{" + ", ".join(map(str, value["set"])) + "}"
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:199]}…"


def mutants(item: Item) -> Iterator[tuple[str, Item]]:
    """A concrete item with each of the slips that may befall its key, and what the slip was.

    A number changed by less than twice the tolerance is left out: what is right would be graded right all the same.
    """
    match item.type:
        case ItemType.NUMERIC:
            yield from _wrong_numbers(item)
        case ItemType.SINGLE | ItemType.TRUE_FALSE:
            for wrong in item.options:
                if not wrong.is_key:
                    options = tuple(replace(one, is_key=one is wrong) for one in item.options)
                    yield f"{wrong.id} instead", replace(item, options=options)
        case ItemType.MULTI:
            for changed in item.options:
                options = tuple(replace(one, is_key=one.is_key ^ (one is changed)) for one in item.options)
                if any(one.is_key for one in options):
                    yield f"{changed.id} the other way", replace(item, options=options)
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            for text in _wrong_texts(item.accept[0]):
                yield f"{text!r} instead", replace(item, accept=(text,))
        case ItemType.CLOZE:
            for at, blank in enumerate(item.blanks):
                for text in _wrong_texts(blank.accept[0]):
                    blanks = _with(item.blanks, at, replace(blank, accept=(text,)))
                    yield f"{text!r} in blank {at + 1}", replace(item, blanks=blanks)
        case ItemType.MATCHING:
            for at, pair in enumerate(item.pairs):
                for right in dict.fromkeys(item.rights):
                    if right != pair.right:
                        pairs = _with(item.pairs, at, replace(pair, right=right))
                        yield f"{right!r} for {pair.left!r}", replace(item, pairs=pairs)
        case ItemType.ORDERING:
            for order in _neighbours(item.step_order):
                if order not in item.right_orders:
                    yield f"{' '.join(order)} instead", replace(item, step_order=order, orders=())


def _with(values: tuple[Any, ...], at: int, value: Any) -> tuple[Any, ...]:
    return (*values[:at], value, *values[at + 1 :])


def _neighbours(order: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Orders with two steps exchanged, and the reverse."""
    for one in range(len(order)):
        for other in range(one + 1, len(order)):
            swapped = list(order)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            yield tuple(swapped)


def _wrong_numbers(item: Item) -> Iterator[tuple[str, Item]]:
    key = item.key or 0.0
    reach = max(item.tolerance.abs, item.tolerance.rel * abs(key))
    for value in dict.fromkeys(wrong_numbers(key)):
        if abs(value - key) > 2 * reach:
            yield f"{value!r} instead", replace(item, key=value)


def wrong_numbers(key: float) -> Iterator[float]:
    """Slips of a number: its sign, the decimal point, percent for fraction, a digit, two digits exchanged."""
    yield from (-key, key * 10, key / 10, key * 100, key / 100, 1 - key, key + 1, key - 1)
    if key:
        yield 1 / key
    digits = f"{Decimal(repr(key)):f}"
    for at, digit in enumerate(digits):
        if digit.isdigit():
            for other in {(int(digit) + 1) % 10, (int(digit) - 1) % 10}:
                yield float(f"{digits[:at]}{other}{digits[at + 1 :]}")
            if at + 1 < len(digits) and digits[at + 1].isdigit():
                yield float(f"{digits[:at]}{digits[at + 1]}{digit}{digits[at + 2 :]}")


def _wrong_texts(text: str) -> Iterator[str]:
    """Slips of a text that no rule of comparison forgives: a letter or digit changed or lost, lines exchanged."""
    for at, sign in enumerate(text):
        if sign.isdigit():
            yield f"{text[:at]}{(int(sign) + 1) % 10}{text[at + 1 :]}"
        elif sign.isascii() and sign.isalpha():
            yield f"{text[:at]}{'q' if sign.lower() != 'q' else 'x'}{text[at + 1 :]}"
        if sign.isalnum() and text[:at] + text[at + 1 :] and text[at : at + 1] != text[at + 1 : at + 2]:
            yield text[:at] + text[at + 1 :]
    lines = text.split("\n")
    for at in range(len(lines) - 1):
        if lines[at] != lines[at + 1]:
            yield "\n".join([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])


def wrong_expressions(source: str) -> Iterator[str]:
    """Slips of a formula: an operator taken for another, the sides of one exchanged, a number off by one."""
    tree = ast.parse(source, mode="eval")
    others: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
        ast.Add: (ast.Sub,),
        ast.Sub: (ast.Add,),
        ast.Mult: (ast.Div, ast.Add),
        ast.Div: (ast.Mult,),
        ast.Pow: (ast.Mult,),
        ast.FloorDiv: (ast.Div,),
        ast.Mod: (ast.FloorDiv,),
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp):
            operator = node.op
            for other in others.get(type(operator), ()):
                node.op = other()
                yield ast.unparse(tree)
            node.op = operator
            node.left, node.right = node.right, node.left
            yield ast.unparse(tree)
            node.left, node.right = node.right, node.left
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            value = node.value
            for changed in (value + 1, value - 1):
                node.value = changed
                yield ast.unparse(tree)
            node.value = value
