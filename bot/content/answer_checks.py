"""The key of an item whose answer is typed, matched or put in order.

What is true of an item as written is checked once; what is true of its texts (`…_values`), of every concrete item.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import factorial
from typing import TypeAlias

from bot.content.finding import Finding
from bot.content.parts import entries
from bot.content.problem import quoted
from bot.content.schema import (
    ClozeFields,
    CodeOutputFields,
    MatchingFields,
    OrderingFields,
    ShortFields,
)
from bot.content.source import Path
from bot.domain.answers import Rule, compare_output, normalise
from bot.domain.grading import UNKNOWN
from bot.domain.item import GAP, Item
from bot.domain.typed import plain_text

MAX_ACCEPT = 20
MAX_NEAR = 12
BLANKS = (1, 4)
PAIRS = (2, 4)
MAX_EXTRA = 4
STEPS = (3, 6)

_STEP_ID = re.compile(r"[a-z][a-z0-9_-]{0,19}")
_IMPORT = re.compile(r"^\s*(?:import|from)\s+([A-Za-z_]\w*)", re.MULTILINE)
_PINNED_AS = {"sklearn": "scikit-learn", "PIL": "pillow", "yaml": "pyyaml", "cv2": "opencv-python"}


def check_typed(item: ShortFields | CodeOutputFields) -> Iterator[Finding]:
    """Whether there is something to accept, and for output the code that prints it."""
    yield from _check_accept(item.accept, ("accept",), "")
    if len(item.near) > MAX_NEAR:
        message = f"`near` has {len(item.near)} entries; keep the {MAX_NEAR} likeliest wrong answers"
        yield Finding(("near",), message)
    if isinstance(item, CodeOutputFields):
        if not item.code:
            yield Finding(("code",), "a code_output item needs the `code` that prints the answer; add it")
        pinned = {name.casefold() for name in item.env}
        for module in sorted(set(_IMPORT.findall(item.code)) - sys.stdlib_module_names):
            name = _PINNED_AS.get(module, module)
            if not {name.casefold(), module.casefold()} & pinned:
                message = f'what `code` prints hangs on {name}; pin it, like env: {{{name}: ">=2,<3"}}'
                yield Finding(("env",), message)


def check_typed_values(given: ShortFields | CodeOutputFields, item: Item) -> Iterator[Finding]:
    """Whether right and anticipated wrong texts can be told apart."""
    same = _same_output if isinstance(given, CodeOutputFields) else _same_words
    yield from _check_texts(item.accept, item.normalise, ("accept",), "", same)
    texts = [near.text for near in item.near_texts]
    for index, (text, (step, _)) in enumerate(zip(texts, entries(given.near), strict=True)):
        path: Path = ("near", step)
        if any(same(text, right, item.normalise) for right in item.accept):
            message = f"entry {index + 1} of `near`, {quoted(text)}, is accepted as right; remove it"
            yield Finding(path, message)
        elif (first := _first(text, texts, item.normalise, same)) < index:
            message = f"`near` names {quoted(text)} twice (entries {first + 1} and {index + 1}); remove one"
            yield Finding(path, message)


def check_cloze(item: ClozeFields) -> Iterator[Finding]:
    """Whether the gaps are numbered, and each blank has its answers."""
    blanks, path = item.cloze.blanks, ("cloze", "blanks")
    if not BLANKS[0] <= len(blanks) <= BLANKS[1]:
        yield Finding(path, _count("cloze", "blanks", BLANKS, len(blanks)))
        return
    gaps = [int(number) for number in GAP.findall(item.cloze.text)]
    if gaps != list(range(1, len(blanks) + 1)):
        wanted = " ".join(f"<<{number}>>" for number in range(1, len(blanks) + 1))
        found = " ".join(f"<<{number}>>" for number in gaps) or "none"
        message = f"`text` of `cloze` must have the gaps {wanted} in this order, each once; it has {found}"
        yield Finding(("cloze", "text"), message)
    for index, blank in enumerate(blanks):
        yield from _check_accept(blank.accept, (*path, index, "accept"), f" of blank {index + 1}")


def check_cloze_values(item: Item) -> Iterator[Finding]:
    """Whether what is accepted in a blank is told apart by its rules."""
    for index, blank in enumerate(item.blanks):
        path: Path = ("cloze", "blanks", index, "accept")
        yield from _check_texts(blank.accept, blank.normalise, path, f" of blank {index + 1}", _same_words)


def check_pairs(item: MatchingFields) -> Iterator[Finding]:
    """Whether there are as many rows and choices as a form can show."""
    if not PAIRS[0] <= len(item.pairs) <= PAIRS[1]:
        yield Finding(("pairs",), _count("matching", "pairs", PAIRS, len(item.pairs)))
    if len(item.extra) > MAX_EXTRA:
        message = f"`extra` has {len(item.extra)} entries; keep the {MAX_EXTRA} most tempting"
        yield Finding(("extra",), message)
    elif len(item.pairs) == PAIRS[0] and not item.extra:
        message = "with two pairs and nothing beside them one look gives both; add a choice to `extra`"
        yield Finding(("extra",), message)


def check_pair_values(given: MatchingFields, item: Item) -> Iterator[Finding]:
    """Whether no two sides say the same."""
    steps = [step for step, _ in entries(given.pairs)]
    lefts: dict[str, int] = {}
    rights: set[str] = set()
    for index, pair in enumerate(item.pairs):
        left = _flat(pair.left)
        if left and lefts.setdefault(left, index) != index:
            message = f"pairs {lefts[left] + 1} and {index + 1} have the same left side; change or remove one"
            yield Finding(("pairs", steps[index]), message)
    paths: list[Path] = [("pairs", step) for step in steps]
    paths += [("extra", index) for index in range(len(item.extra))]
    for path, right in zip(paths, item.rights, strict=True):
        if (text := _flat(right)) in rights and text:
            message = f"the choice {quoted(right)} stands twice on the right side; change or remove one"
            yield Finding(path, message)
        rights.add(text)


def check_steps(item: OrderingFields) -> Iterator[Finding]:
    """Whether the right orders name every step once."""
    steps = entries(item.steps)
    if not STEPS[0] <= len(steps) <= STEPS[1]:
        yield Finding(("steps",), _count("ordering", "steps", STEPS, len(steps)))
    ids = [texts[0] for _, texts in steps]
    for (step, _), name in zip(steps, ids, strict=True):
        if not _STEP_ID.fullmatch(name):
            message = f"a step's id is a short word in small letters, like load, not {quoted(name)}"
            yield Finding(("steps", step), message)
    for name, count in Counter(ids).items():
        if count > 1:
            yield Finding(("steps",), f"{count} steps have the id `{name}`; give each its own")
    orders: list[tuple[Path, str, tuple[str, ...]]] = [(("key",), "`key`", item.key)]
    orders += [(("orders", n), f"entry {n + 1} of `orders`", order) for n, order in enumerate(item.orders)]
    for path, name, order in orders:
        faults = [
            *(f"{quoted(each)} is no step" for each in dict.fromkeys(order) if each not in ids),
            *(f"`{each}` stands {count} times" for each, count in Counter(order).items() if count > 1),
            *(f"`{each}` is missing" for each in dict.fromkeys(ids) if each not in order),
        ]
        if faults:
            yield Finding(path, f"{name} must name every step once; {', '.join(faults)}")
    if len({item.key, *item.orders}) <= len(item.orders):
        yield Finding(("orders",), "`orders` repeats an order; leave only further ones that are right too")
    elif len(orders) >= factorial(len(ids)):
        yield Finding(("orders",), "every order is right; write steps of which some cannot come first")


def check_step_values(given: OrderingFields, item: Item) -> Iterator[Finding]:
    """Whether no two steps say the same."""
    seen: dict[str, str] = {}
    for (path_step, _), step in zip(entries(given.steps), item.steps, strict=True):
        text = " ".join(step.text.split())
        if text and seen.setdefault(text, step.id) != step.id:
            message = f"steps `{seen[text]}` and `{step.id}` say the same; change or remove one"
            yield Finding(("steps", path_step), message)


def _check_accept(accept: tuple[str, ...], path: Path, of: str) -> Iterator[Finding]:
    if not accept:
        yield Finding(path, f"`accept`{of} is empty; write the right answers, the best one first")
    if len(accept) > MAX_ACCEPT:
        yield Finding(path, f"`accept`{of} has {len(accept)} entries; keep {MAX_ACCEPT}, or ask more exactly")


_Same: TypeAlias = Callable[[str, str, tuple[Rule, ...]], bool]


def _same_words(one: str, two: str, rules: tuple[Rule, ...]) -> bool:
    return normalise(one, rules) == normalise(two, rules)


def _same_output(one: str, two: str, rules: tuple[Rule, ...]) -> bool:
    return compare_output(one, two, rules)


def _first(text: str, texts: Sequence[str], rules: tuple[Rule, ...], same: _Same) -> int:
    """The place of the first of these texts that says the same."""
    return next(place for place, each in enumerate(texts) if each == text or same(each, text, rules))


def _check_texts(
    accept: tuple[str, ...], rules: tuple[Rule, ...], path: Path, of: str, same: _Same
) -> Iterator[Finding]:
    for index, text in enumerate(accept):
        name = f"entry {index + 1} of `accept`{of}"
        if text.strip() == UNKNOWN:
            yield Finding(
                (*path, index), f"{name} is “?”, which means “I don't know”; ask for something else"
            )
        elif text and same(text, "", rules):
            message = f"{name}, {quoted(text)}, leaves nothing to compare; write words or a number"
            yield Finding((*path, index), message)
        elif plain_text(text) != text:
            yield Finding((*path, index), f"{name} has characters that nobody sees or types; write it anew")
        elif (first := _first(text, accept, rules, same)) < index:
            message = f"entries {first + 1} and {index + 1} of `accept`{of} are the same answer; remove one"
            yield Finding((*path, index), message)


def _count(kind: str, parts: str, bounds: tuple[int, int], count: int) -> str:
    least, most = bounds
    mend = f"write {least - count} more" if count < least else f"remove {count - most}"
    an = "an" if kind[0] in "aeiou" else "a"
    return f"{an} {kind} item has {least} to {most} {parts}, this one has {count}; {mend}"


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")
