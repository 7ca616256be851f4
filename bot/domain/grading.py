"""Grading: what stands in a custom_id or a form becomes a response, and a response becomes a grade."""

import random
from itertools import pairwise
from math import ulp

from bot.domain.attempt import Grade, Response
from bot.domain.errors import UnreadableAnswer
from bot.domain.item import Item, ItemType, ShownItem
from bot.domain.numbers import NumberProblem, read_number
from bot.domain.typed import meant_by, output_is_right, plain_text, text_is_right

UNKNOWN = "?"
"""Given: “I don't know”."""
AS_TYPED = "!"
"""Before a text that was asked about: count it as it was typed."""
BETWEEN_BLANKS = "\x1f"
"""Between the texts of a cloze item's blanks."""

EMPTY = "empty"
NO_SUCH_OPTION = "no-such-option"
INCOMPLETE = "incomplete"
"""Steps are missing or named twice, or the rows or blanks are not as many as asked."""
TOO_LONG = "too-long"
NEAR_MISS = "near-miss"
"""Probably a slip of the keyboard: asked about before it counts."""

LONGEST_TEXT = {ItemType.SHORT: 200, ItemType.CLOZE: 200, ItemType.CODE_OUTPUT: 2000}
"""Characters of one text; longer ones are refused unread."""
TYPED = frozenset({ItemType.NUMERIC, ItemType.SHORT, ItemType.CODE_OUTPUT})
"""Answered with one text."""
_PICKED = frozenset({ItemType.SINGLE, ItemType.TRUE_FALSE})


def read_response(shown: ShownItem, given: str) -> Response:
    r"""Read an answer.

    Args:
        shown: the question as it was put.
        given: "?" for “I don't know”; else, by the item's type:

            * single, true_false: the place of the option in the order shown, from 0 ("2");
            * multi: the places joined by full stops, in any order ("0.2");
            * ordering: the places of all steps, in the order given ("2.0.1");
            * matching: for each left row the place of the choice in the order shown ("3.0.1");
            * numeric, short, code_output: what was typed;
            * cloze: what was typed into the blanks, joined by "\x1f".

            A short or cloze answer after "!" counts as it was typed, near misses and all.

    Raises:
        UnreadableAnswer: its `problem` is "empty", "no-such-option", "incomplete", "too-long", "near-miss" (then
            `meant` is the accepted answer that it resembles) or a code of `NumberProblem`.
    """
    if _is_unknown(shown.item, given):
        return Response(is_unknown=True)
    match shown.item.type:
        case ItemType.NUMERIC:
            try:
                return Response(text=given.strip(), number=read_number(given, shown.item.unit))
            except NumberProblem as problem:
                raise UnreadableAnswer(shown.ref, given, problem.code, shown.item.unit) from problem
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            return Response(text=_read_texts(shown, given)[0])
        case ItemType.CLOZE:
            return Response(texts=_read_texts(shown, given))
    return _read_places(shown, given)


def given_of(shown: ShownItem, response: Response) -> str:
    """The inverse of `read_response`: what would have to be given for this response (hints apart).

    Raises:
        ValueError: when the response names an option or a choice that is not shown.
    """
    if response.is_unknown:
        return UNKNOWN
    match shown.item.type:
        case ItemType.NUMERIC | ItemType.CODE_OUTPUT:
            return response.text
        case ItemType.SHORT | ItemType.CLOZE:
            texts = response.texts or (response.text,)
            given = BETWEEN_BLANKS.join(texts)
            is_misread = _is_unknown(shown.item, given) or _is_final(shown.item, given)
            return AS_TYPED + given if is_misread or meant_by(shown.item, texts) else given
        case ItemType.ORDERING:
            places = [shown.order.index(step_id) for step_id in response.option_ids]
        case ItemType.MATCHING:
            places = [shown.choices.index(text) for text in response.texts]
        case _:
            places = sorted(map(shown.order.index, response.option_ids))
    return ".".join(map(str, places))


def _read_places(shown: ShownItem, given: str) -> Response:
    item = shown.item
    if not given:
        raise UnreadableAnswer(shown.ref, given, EMPTY)
    parts = given.split(".")
    names = {str(place): name for place, name in enumerate(shown.order)}
    if not all(part in names for part in parts) or (item.type in _PICKED and len(parts) > 1):
        raise UnreadableAnswer(shown.ref, given, NO_SUCH_OPTION)
    if item.type is ItemType.MATCHING:
        if len(parts) != len(item.pairs):
            raise UnreadableAnswer(shown.ref, given, INCOMPLETE)
        return Response(texts=tuple(shown.choices[int(part)] for part in parts))
    if item.type is ItemType.ORDERING:
        if len(parts) != len(names) or len(set(parts)) != len(names):
            raise UnreadableAnswer(shown.ref, given, INCOMPLETE)
        return Response(option_ids=tuple(names[part] for part in parts))
    chosen = {names[part] for part in parts}
    return Response(option_ids=tuple(option_id for option_id in shown.order if option_id in chosen))


def _read_texts(shown: ShownItem, given: str) -> tuple[str, ...]:
    item = shown.item
    count = len(item.blanks) if item.type is ItemType.CLOZE else 1
    is_final = _is_final(item, given)
    given = given[len(AS_TYPED) :] if is_final else given
    pieces = given.split(BETWEEN_BLANKS) if count > 1 else [given]
    texts = tuple(map(plain_text, pieces))
    if not any(text.strip() for text in texts):
        raise UnreadableAnswer(shown.ref, given, EMPTY)
    if len(texts) != count:
        raise UnreadableAnswer(shown.ref, given, INCOMPLETE)
    if max(map(len, pieces)) > LONGEST_TEXT[item.type]:
        raise UnreadableAnswer(shown.ref, given, TOO_LONG)
    if item.type is not ItemType.CODE_OUTPUT:
        texts = tuple(text.strip() for text in texts)
        if not is_final and (meant := meant_by(item, texts)):
            raise UnreadableAnswer(shown.ref, given, NEAR_MISS, meant=meant)
    return texts


def _is_unknown(item: Item, given: str) -> bool:
    # Python takes what stands between blanks for a space.
    return (given if item.type is ItemType.CLOZE else plain_text(given)).strip(" \t\n") == UNKNOWN


def _is_final(item: Item, given: str) -> bool:
    if item.type is ItemType.CODE_OUTPUT or not given.startswith(AS_TYPED):
        return False
    # `!=` may well be what belongs into a blank.
    asked = item.blanks[0] if item.blanks else item
    is_part = any(text.startswith(AS_TYPED) for text in asked.accept)
    first = plain_text(given.split(BETWEEN_BLANKS)[0])
    return not (is_part and text_is_right(first, asked.accept, asked.normalise))


def grade(item: Item, response: Response) -> Grade:
    """Grade a response against the key. The score is 1 only where everything is right.

    Partial credit: multi, (right ones chosen - wrong ones chosen) / right ones, never below 0; true_false, a half
    for the right truth value with a wrong reason; matching and cloze, right rows / rows; ordering, half the share
    of right neighbours. A number is right within the wider of the two tolerances. `feedback` is the rationale of
    the option chosen (of several: of the first that should not have been chosen, else of the first that was
    missed), of the first row or step that is wrong, or what an anticipated wrong answer says; "" when there is
    nothing to add.

    Raises:
        ValueError: when the response does not fit the item's type, or the item has no key.
    """
    if response.is_unknown:
        return Grade(0.0, False)
    match item.type:
        case ItemType.NUMERIC:
            return _grade_number(item, response.number)
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            return _grade_text(item, response.text)
        case ItemType.CLOZE:
            _fits(item, response.texts, len(item.blanks))
            is_right = [
                text_is_right(text, blank.accept, blank.normalise)
                for text, blank in zip(response.texts, item.blanks, strict=True)
            ]
            return _grade_rows(is_right, [blank.why for blank in item.blanks])
        case ItemType.MATCHING:
            _fits(item, response.texts, len(item.pairs))
            is_right = [text == pair.right for text, pair in zip(response.texts, item.pairs, strict=True)]
            return _grade_rows(is_right, [pair.why for pair in item.pairs])
        case ItemType.ORDERING:
            return _grade_order(item, response.option_ids)
    return _grade_options(item, response.option_ids)


def random_order(item: Item, seed: int) -> tuple[str, ...]:
    """The order in which to show an item's options, steps or choices: one for each seed.

    Options stay as written if `keep_order`; steps are never shown in an order that is right.
    """
    order = [option.id for option in item.options]
    if item.steps:
        order = [step.id for step in item.steps]
    elif item.pairs:
        order = [str(place) for place in range(len(item.rights))]
    if order and not item.keep_order:
        generator = random.Random(seed)
        generator.shuffle(order)
        for _ in range(_TRIES):
            if tuple(order) not in item.right_orders:
                break
            generator.shuffle(order)
    return tuple(order)


_TRIES = 20
"""Shufflings after which a right order is left: hardly ever needed, but orders might all be right."""


def _fits(item: Item, texts: tuple[str, ...], count: int) -> None:
    if len(texts) != count or not count:
        raise ValueError(f"{item.id}: {len(texts)} texts for {count} places")


def _grade_options(item: Item, option_ids: tuple[str, ...]) -> Grade:
    chosen = frozenset(option_ids)
    if not chosen <= {option.id for option in item.options} or not item.key_ids:
        raise ValueError(f"{item.id}: {sorted(chosen)} cannot be graded")
    if item.type in _PICKED:
        if len(chosen) != 1:
            raise ValueError(f"{item.id}: one option, not {len(chosen)}")
        option = item.option(option_ids[0])
        is_half = option.says is not None and option.says in {item.option(key).says for key in item.key_ids}
        return Grade(1.0 if option.is_key else 0.5 * is_half, option.is_key, option.why)
    right, wrong = len(chosen & item.key_ids), len(chosen - item.key_ids)
    score = max(0, right - wrong) / len(item.key_ids)
    faults = [option.why for option in item.options if option.id in chosen and not option.is_key]
    missed = [option.why for option in item.options if option.id not in chosen and option.is_key]
    return Grade(score, chosen == item.key_ids, next(iter(faults + missed), ""))


def _grade_rows(is_right: list[bool], whys: list[str]) -> Grade:
    feedback = next((why for right, why in zip(is_right, whys, strict=True) if not right), "")
    return Grade(sum(is_right) / len(is_right), all(is_right), feedback)


def _grade_order(item: Item, given: tuple[str, ...]) -> Grade:
    if not item.step_order or sorted(given) != sorted(item.step_order):
        raise ValueError(f"{item.id}: {list(given)} is no order of its steps")
    if given in item.right_orders:
        return Grade(1.0, True)
    pairs = set(pairwise(given))
    right = max(len(pairs & set(pairwise(order))) for order in item.right_orders)
    first = next(
        right_id for right_id, given_id in zip(item.step_order, given, strict=True) if right_id != given_id
    )
    return Grade(0.5 * right / (len(given) - 1), False, item.step(first).why)


def _grade_text(item: Item, text: str) -> Grade:
    if not text or not item.accept:
        raise ValueError(f"{item.id}: no text to grade, or nothing accepted")
    is_right = output_is_right if item.type is ItemType.CODE_OUTPUT else text_is_right
    if is_right(text, item.accept, item.normalise):
        return Grade(1.0, True)
    whys = (near.why for near in item.near_texts if is_right(text, (near.text,), item.normalise))
    return Grade(0.0, False, next(whys, ""))


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
