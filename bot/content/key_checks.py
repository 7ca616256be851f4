"""The key of an item of options, or of a numeric one: options, tolerance, anticipated wrong numbers.

What is true of an item as written is checked once; what is true of numbers and texts (`…_values`), of every
concrete item.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from bot.content.finding import Finding
from bot.content.item_values import truth_of
from bot.content.problem import quoted
from bot.content.schema import MultiFields, NumericFields, SingleFields, TrueFalseFields
from bot.domain.item import Item

Choice: TypeAlias = SingleFields | MultiFields | TrueFalseFields

MIN_OPTIONS = 3
MAX_OPTIONS = {"single": 5, "multi": 6, "true_false": 4}
MAX_NEAR = 12
MAX_REL = 0.5

_OPTION_ID = re.compile(r"[a-z][a-z0-9_-]{0,19}")
_LEANS_ON_OTHERS = re.compile(
    r"\b(?:all|none|any|both|neither|either|some|two)\s+of\s+the\s+(?:above|below|other\s+(?:options|answers))\b"
    r"|^\W*(?:all|none|both|neither)\s+of\s+(?:these|them|the\s+(?:options|answers))\W*$"
    r"|^\W*(?:both\s+|neither\s+)?[a-f]\s+(?:and|or|nor)\s+[a-f]\W*$",
    re.IGNORECASE,
)


def check_options(item: Choice) -> Iterator[Finding]:
    """How many options there are, which are right, and whether each can be named."""
    yield from _check_keys(item)
    ids: set[str] = set()
    for index, option in enumerate(item.options):
        if not _OPTION_ID.fullmatch(option.id):
            message = f"an option's `id` is a small letter, like a, not {quoted(option.id)}"
            yield Finding(("options", index, "id"), message)
        if option.id in ids:
            message = f"two options have the id `{option.id}`; give each its own"
            yield Finding(("options", index, "id"), message)
        ids.add(option.id)
        if _LEANS_ON_OTHERS.search(option.text):
            yield Finding(
                ("options", index, "text"),
                f"option `{option.id}` says {quoted(option.text)}, which leans on the other options and "
                "their order; replace it by a claim of its own",
            )
    if isinstance(item, TrueFalseFields):
        yield from _check_truth(item)


def check_option_values(item: Item) -> Iterator[Finding]:
    """Whether each option is a claim of its own."""
    texts: dict[str, str] = {}
    for index, option in enumerate(item.options):
        # Case may be the whole difference between two pieces of code.
        text = option.text if "`" in option.text else option.text.casefold()
        text = " ".join(text.split()).rstrip(".")
        if text and text in texts:
            message = f"options `{texts[text]}` and `{option.id}` say the same; change or remove one"
            yield Finding(("options", index, "text"), message)
        texts.setdefault(text, option.id)


def _check_truth(item: TrueFalseFields) -> Iterator[Finding]:
    said: set[bool] = set()
    for index, option in enumerate(item.options):
        truth = truth_of(option.text)
        if truth is None:
            message = f"option `{option.id}` must begin with True or False, like “True, because …”"
            yield Finding(("options", index, "text"), message)
            return
        said.add(truth)
        if option.says is not None and option.says != truth:
            message = (
                f"`says` of option `{option.id}` is {str(option.says).lower()}, its text says the opposite; "
                "remove `says`"
            )
            yield Finding(("options", index, "says"), message)
    if len(said) == 1:
        word = "False" if said == {True} else "True"
        message = f"every option says the same truth value; write one that begins with {word}"
        yield Finding(("options",), message)


def _check_keys(item: Choice) -> Iterator[Finding]:
    count, most = len(item.options), MAX_OPTIONS[item.type]
    if not MIN_OPTIONS <= count <= most:
        mend = f"write {MIN_OPTIONS - count} more" if count < MIN_OPTIONS else f"remove {count - most}"
        message = f"a {item.type} item has {MIN_OPTIONS} to {most} options, this one has {count}; {mend}"
        yield Finding(("options",), message)
    keys = [option.id for option in item.options if option.key]
    if not count:
        return
    if not keys:
        yield Finding(("options",), "no option is marked as right; write `key: true` on the right one")
    elif item.type != "multi" and len(keys) > 1:
        mend = "leave one, or write `type: multi`" if item.type == "single" else "leave one"
        yield Finding(
            ("options",),
            f"options {', '.join(f'`{key}`' for key in keys)} are marked `key: true`, but a {item.type} item "
            f"has one right option; {mend}",
        )
    elif item.type == "multi" and len(keys) == count:
        message = "every option is marked `key: true`; a multi item needs at least one wrong option"
        yield Finding(("options",), message)


def check_number(item: NumericFields) -> Iterator[Finding]:
    """Whether the key and what stands beside it are numbers that can be graded."""
    if not item.params and isinstance(item.key, str):
        message = (
            f"`key` is {quoted(item.key)}, not a number; write it in digits with a decimal point, like 0.25"
        )
        yield Finding(("key",), message)
    fault = _tolerance_fault(item)
    if fault is not None:
        yield fault
        return
    if len(item.near) > MAX_NEAR:
        message = f"`near` has {len(item.near)} entries; keep the {MAX_NEAR} likeliest wrong answers"
        yield Finding(("near",), message)
        return
    seen: dict[float | str, int] = {}
    for index, near in enumerate(item.near):
        name = f"entry {index + 1} of `near`"
        if not item.params and near.expr:
            message = f"`expr` of {name} needs `params`; write the number as `value`"
            yield Finding(("near", index, "expr"), message)
        elif (near.value is None) == (not near.expr):
            mend = "leave one" if near.expr else "write the number that is anticipated"
            what = "has both `value` and `expr`" if near.expr else "has no `value`"
            yield Finding(("near", index), f"{name} {what}; {mend}")
        given = near.expr or near.value
        if given is not None and seen.setdefault(given, index) != index:
            told = given if isinstance(given, str) else f"{given:g}"
            message = f"`near` names {told} twice (entries {seen[given] + 1} and {index + 1}); remove one"
            yield Finding(("near", index, "expr" if near.expr else "value"), message)


def check_number_values(given: NumericFields, item: Item) -> Iterator[Finding]:
    """Whether the tolerance tells the key from anticipated wrong answers."""
    key = item.key
    if key is None or not (item.tolerance.abs >= 0 and 0 <= item.tolerance.rel < MAX_REL):
        return
    if item.tolerance.rel and key == 0:
        message = "`rel` of `tolerance` is a fraction of the key, and the key is 0; use `abs`"
        yield Finding(("tolerance", "rel"), message)
        return
    reach = max(item.tolerance.abs, item.tolerance.rel * abs(key))
    for index, near in enumerate(item.near[:MAX_NEAR]):
        # A gap of exactly twice the reach may come out a hair wider in floating point.
        if abs(near.value - key) <= 2 * reach * (1 + 1e-9):
            yield Finding(
                ("near", index, "expr" if given.near[index].expr else "value"),
                f"{near.value:g} is within twice the tolerance ({2 * reach:g}) of the key {key:g}; "
                "narrow the tolerance or remove this entry",
            )


def _tolerance_fault(item: NumericFields) -> Finding | None:
    size, fraction = item.tolerance.abs, item.tolerance.rel
    if (size is None) == (fraction is None):
        message = "`tolerance` needs either `abs` or `rel`; write {abs: 0.01}, or {rel: 0.02} for 2 %"
        return Finding(("tolerance",), message)
    if size is not None and size < 0:
        message = "`abs` of `tolerance` is below zero; write how far off an answer may be"
        return Finding(("tolerance", "abs"), message)
    if fraction is not None and not 0 <= fraction < MAX_REL:
        message = f"`rel` of `tolerance` is a fraction, 0.02 for 2 %; {fraction:g} cannot be meant"
        return Finding(("tolerance", "rel"), message)
    return None
