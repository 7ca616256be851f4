"""The mutation test of the bank: would a slip in a key be caught by its check?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.authoring.proof import MUST_BE_PROVED, disagreement, mutants, wrong_expressions
from bot.authoring.verify import Result
from bot.content.problem import Problem
from bot.domain.item import Item
from bot.domain.variant_items import with_values
from bot.domain.variants import VariantError

TOLD = 3
"""Slips of one item that are told; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Mutated:
    """What became of an item's wrong keys: how many there were, and which of them its check confirmed."""

    wrong_keys: int
    problems: tuple[Problem, ...]


def mutate(results: Sequence[Result]) -> Iterator[Mutated]:
    """Change each proved key in every plausible way, and hold the check's answer against it.

    A numeric, code-output or ordering item that has no check at all counts as one that catches nothing.
    """
    for result in results:
        entry = result.entry
        if result.verdict == "no-check" and entry.item.type in MUST_BE_PROVED:
            message = "no check would catch a wrong key; write one that reaches it by another route"
            yield Mutated(1, (entry.problem(message, "check"),))
        elif result.verdict == "passed":
            yield _mutated(result)


def _formula_slips(result: Result) -> tuple[int, list[Problem]]:
    """How many slips of a key's formula there are, and which of them no variant would show.

    A slip that changes no variant's key by twice its tolerance changes nothing.
    """
    pattern, count, missed = result.entry.item, 0, []
    for source in wrong_expressions(pattern.key_expr) if pattern.key_expr else ():
        wrong = replace(pattern, key_expr=source)
        try:
            keys = [with_values(wrong, variant.names) for variant, _ in result.proved]
        except VariantError:
            # It has no value for some variant, which `curriculum check` would say.
            continue
        if any(_is_another(key, variant.item) for key, (variant, _) in zip(keys, result.proved, strict=True)):
            count += 1
            answers = (answer for _, answer in result.proved)
            if not any(disagreement(key, answer) for key, answer in zip(keys, answers, strict=True)):
                message = f"the check would confirm a wrong formula as well: {source}"
                missed.append(result.entry.problem(message, "check"))
    return count, missed


def _is_another(wrong: Item, item: Item) -> bool:
    if wrong.key is None or item.key is None:
        return False
    reach = max(item.tolerance.abs, item.tolerance.rel * max(abs(item.key), abs(wrong.key)))
    return abs(wrong.key - item.key) > 2 * reach


def _mutated(result: Result) -> Mutated:
    count, missed = _formula_slips(result)
    for variant, answer in result.proved:
        for slip, wrong in mutants(variant.item):
            count += 1
            if not disagreement(wrong, answer):
                message = f"{variant.told}the check would confirm a wrong key as well: {slip}"
                missed.append(result.entry.problem(message, "check"))
    if len(missed) > TOLD:
        missed[TOLD:] = [result.entry.problem(f"and {len(missed) - TOLD} more wrong keys", "check")]
    return Mutated(count, tuple(missed))
