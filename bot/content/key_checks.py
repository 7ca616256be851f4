"""The key of an item and what stands beside it: options, tolerance, anticipated wrong answers."""

import itertools
import re
from collections.abc import Iterator

from bot.content.finding import Finding
from bot.content.problem import quoted
from bot.content.schema import MultiFields, NumericFields, SingleFields

MIN_OPTIONS = 3
MAX_OPTIONS = {"single": 5, "multi": 6}
MAX_NEAR = 12

_OPTION_ID = re.compile(r"[a-z][a-z0-9_-]{0,19}")
_LEANS_ON_OTHERS = re.compile(
    r"\b(?:all|none|any|both|neither|either|some|two)\s+of\s+the\s+(?:above|below|other\s+(?:options|answers))\b"
    r"|^\W*(?:all|none|both|neither)\s+of\s+(?:these|them|the\s+(?:options|answers))\W*$"
    r"|^\W*(?:both\s+|neither\s+)?[a-f]\s+(?:and|or|nor)\s+[a-f]\W*$",
    re.IGNORECASE,
)


def check_options(item: SingleFields | MultiFields) -> Iterator[Finding]:
    """How many options there are, which are right, and whether each is a claim of its own."""
    yield from _check_keys(item)
    options = item.options
    ids: set[str] = set()
    texts: dict[str, str] = {}
    for index, option in enumerate(options):
        if not _OPTION_ID.fullmatch(option.id):
            message = f"an option's `id` is a small letter, like a, not {quoted(option.id)}"
            yield Finding(("options", index, "id"), message)
        if option.id in ids:
            message = f"two options have the id `{option.id}`; give each its own"
            yield Finding(("options", index, "id"), message)
        ids.add(option.id)
        # Case may be the whole difference between two pieces of code.
        text = option.text if "`" in option.text else option.text.casefold()
        text = " ".join(text.split()).rstrip(".")
        if text and text in texts:
            message = f"options `{texts[text]}` and `{option.id}` say the same; change or remove one"
            yield Finding(("options", index, "text"), message)
        texts.setdefault(text, option.id)
        if _LEANS_ON_OTHERS.search(option.text):
            yield Finding(
                ("options", index, "text"),
                f"option `{option.id}` says {quoted(option.text)}, which leans on the other options and "
                "their order; replace it by a claim of its own",
            )


def _check_keys(item: SingleFields | MultiFields) -> Iterator[Finding]:
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
    elif item.type == "single" and len(keys) > 1:
        yield Finding(
            ("options",),
            f"options {', '.join(f'`{key}`' for key in keys)} are marked `key: true`, but a single item "
            "has one right option; leave one, or write `type: multi`",
        )
    elif item.type == "multi" and len(keys) == count:
        message = "every option is marked `key: true`; a multi item needs at least one wrong option"
        yield Finding(("options",), message)


def check_number(item: NumericFields) -> Iterator[Finding]:
    """Whether the tolerance makes sense, and tells the key from anticipated wrong answers."""
    fault = _tolerance_fault(item)
    if fault is not None:
        yield fault
        return
    if len(item.near) > MAX_NEAR:
        message = f"`near` has {len(item.near)} entries; keep the {MAX_NEAR} likeliest wrong answers"
        yield Finding(("near",), message)
        return
    reach = max(item.tolerance.abs or 0.0, (item.tolerance.rel or 0.0) * abs(item.key))
    for index, near in enumerate(item.near):
        # A gap of exactly twice the reach may come out a hair wider in floating point.
        if abs(near.value - item.key) <= 2 * reach * (1 + 1e-9):
            yield Finding(
                ("near", index, "value"),
                f"{near.value:g} is within twice the tolerance ({2 * reach:g}) of the key {item.key:g}; "
                "narrow the tolerance or remove this entry",
            )
    for (first, one), (second, two) in itertools.combinations(enumerate(item.near), 2):
        if one.value == two.value:
            message = f"`near` names {two.value:g} twice (entries {first + 1} and {second + 1}); remove one"
            yield Finding(("near", second, "value"), message)


def _tolerance_fault(item: NumericFields) -> Finding | None:
    size, fraction = item.tolerance.abs, item.tolerance.rel
    if (size is None) == (fraction is None):
        message = "`tolerance` needs either `abs` or `rel`; write {abs: 0.01}, or {rel: 0.02} for 2 %"
        return Finding(("tolerance",), message)
    if size is not None and size < 0:
        message = "`abs` of `tolerance` is below zero; write how far off an answer may be"
        return Finding(("tolerance", "abs"), message)
    if fraction is not None and not 0 <= fraction < 0.5:
        message = f"`rel` of `tolerance` is a fraction, 0.02 for 2 %; {fraction:g} cannot be meant"
        return Finding(("tolerance", "rel"), message)
    if fraction is not None and item.key == 0:
        message = "`rel` of `tolerance` is a fraction of the key, and the key is 0; use `abs`"
        return Finding(("tolerance", "rel"), message)
    return None
