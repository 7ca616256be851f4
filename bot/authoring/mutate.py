"""The mutation test of the bank: would a slip in a key be caught by its check?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.authoring.proof import MUST_BE_PROVED, disagreement, mutants
from bot.authoring.verify import Result
from bot.content.problem import Problem

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


def _mutated(result: Result) -> Mutated:
    count, missed = 0, []
    for variant, answer in result.proved:
        for slip, wrong in mutants(variant.item):
            count += 1
            if not disagreement(wrong, answer):
                message = f"{variant.told}the check would confirm a wrong key as well: {slip}"
                missed.append(result.entry.problem(message, "check"))
    if len(missed) > TOLD:
        missed[TOLD:] = [result.entry.problem(f"and {len(missed) - TOLD} more wrong keys", "check")]
    return Mutated(count, tuple(missed))
