"""Sheets for solving blind: questions without anything that tells the key, and what came back against the key."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.authoring.bank import Bank, Entry
from bot.authoring.proof import key_told
from bot.authoring.showing import drawn
from bot.domain.errors import UnreadableAnswer
from bot.domain.grading import AS_TYPED, BETWEEN_BLANKS, grade, read_response
from bot.domain.item import ItemType, ShownItem

LETTERS = "ABCDEFGHIJ"
_HOW = {
    ItemType.SINGLE: "the letter of the right option",
    ItemType.TRUE_FALSE: "the letter of the right option",
    ItemType.MULTI: "the letters of all right options, like AC",
    ItemType.NUMERIC: "a number",
    ItemType.SHORT: "a few words",
    ItemType.CODE_OUTPUT: "the whole output",
    ItemType.CLOZE: "one text for each blank, with | between them",
    ItemType.MATCHING: "for each numbered row the letter of its match, like CAB",
    ItemType.ORDERING: "the letters in the right order, like BCA",
}


class UnreadableSheet(Exception):
    """A file of answers cannot be read; the text names the line and what should stand there."""


@dataclass(frozen=True, slots=True)
class Compared:
    """All answers that were given to one item.

    Attributes:
        entry: The item.
        answers: How many.
        agree: How many of them are right by the key.
        unsure: How many called the question ambiguous.
        others: What was given otherwise, with who gave it where that is known.
    """

    entry: Entry
    answers: int
    agree: int
    unsure: int
    others: tuple[str, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether a person must look at it: anybody disagrees with the key or finds the question ambiguous."""
        return self.agree < self.answers or self.unsure > 0


def rows(bank: Bank, entries: Iterable[Entry], seed: int) -> Iterator[dict[str, Any]]:
    """What a solver is given of each item, as plain JSON; `answer` and `ambiguous` are theirs to fill in."""
    for entry in entries:
        shown = drawn(bank, entry, seed)
        item = shown.item
        row: dict[str, Any] = {
            "id": item.id,
            "seed": seed,
            "type": item.type.value,
            "stem": item.stem.strip(),
        }
        if item.code:
            row |= {"lang": item.lang, "code": item.code}
        if item.cloze:
            row["text"] = item.gapped
        if item.pairs:
            row["rows"] = [pair.left for pair in item.pairs]
        if choices := _choices(shown):
            row["choices"] = dict(zip(LETTERS, choices, strict=False))
        if item.unit:
            row["unit"] = item.unit
        yield {**row, "give": _HOW[item.type], "answer": None, "ambiguous": False}


def markdown(bank: Bank, entries: Iterable[Entry], seed: int) -> Iterator[str]:
    """The same to be read and printed."""
    yield f"# Questions, drawn with seed {seed}\n"
    yield "Answer on lines of the form `id: answer`, with ` ?` behind it where a question is ambiguous.\n"
    for row in rows(bank, entries, seed):
        yield f"## {row['id']}\n\n{row['stem']}\n"
        if "code" in row:
            yield f"```{row['lang']}\n{row['code'].rstrip()}\n```\n"
        if "text" in row:
            yield f"{row['text'].strip()}\n"
        if "rows" in row:
            yield "\n".join(f"{at}. {text}" for at, text in enumerate(row["rows"], start=1)) + "\n"
        if "choices" in row:
            yield (
                "\n".join(f"- **{letter}** {text.strip()}" for letter, text in row["choices"].items()) + "\n"
            )
        unit = f" in {row['unit']}" if "unit" in row else ""
        yield f"*Give {row['give']}{unit}.*\n"


def _choices(shown: ShownItem) -> list[str]:
    return [
        *(option.text for option in shown.options),
        *(step.text for step in shown.steps),
        *shown.choices,
    ]


_LINE = re.compile(r"^[-*\s]*`?(p[1-4](?:\.[a-z0-9-]+){2}\.[0-9]{4})`?\s*:\s*(.*?)\s*(\?)?\s*$")


def read_answers(text: str, seed: int) -> Iterator[Mapping[str, Any]]:
    """Answers from JSON Lines (the rows of a sheet, filled in), or from lines `id: answer`, drawn with `seed`.

    Raises:
        UnreadableSheet: at a line that is neither; other text between the lines `id: answer` is left out.
    """
    is_json = text.lstrip().startswith("{")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if is_json:
            try:
                row = json.loads(line)
                yield {"seed": seed, "ambiguous": False, **row, "id": str(row["id"]), "answer": row["answer"]}
            except (ValueError, TypeError, KeyError):
                raise UnreadableSheet(
                    f'line {number} must be an object such as {{"id": …, "seed": …, "answer": "B"}}'
                ) from None
        elif match := _LINE.match(line):
            yield {"id": match[1], "seed": seed, "answer": match[2], "ambiguous": match[3] is not None}


def compare(bank: Bank, answers: Iterable[Mapping[str, Any]]) -> list[Compared]:
    """Hold answers against the keys, item by item; answers that are empty count as not given.

    Raises:
        UnreadableSheet: when an answer is about no item of the bank.
    """
    entries = {entry.id: entry for entry in bank.entries}
    given: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for answer in answers:
        if answer["id"] not in entries:
            raise UnreadableSheet(f"{answer['id']} is no item of this bank")
        if answer["answer"] not in (None, "", []):
            given[answer["id"]].append(answer)
    return [_compared(bank, entries[name], given[name]) for name in entries if given[name]]


def _compared(bank: Bank, entry: Entry, answers: Sequence[Mapping[str, Any]]) -> Compared:
    agree, others = 0, []
    for answer in answers:
        shown = drawn(bank, entry, int(answer["seed"]))
        is_right, told = _judge(shown, answer["answer"])
        agree += is_right
        if not is_right:
            who = f"{answer['solver']}: " if answer.get("solver") else ""
            others.append(f"{who}{told}, where the key is {key_told(shown.item)}")
    unsure = sum(bool(answer["ambiguous"]) for answer in answers)
    return Compared(entry, len(answers), agree, unsure, tuple(others))


def _judge(shown: ShownItem, answer: Any) -> tuple[bool, str]:
    """Whether an answer is right, and how it reads to whoever knows options by their ids."""
    item = shown.item
    if item.type in (ItemType.NUMERIC, ItemType.SHORT, ItemType.CODE_OUTPUT, ItemType.CLOZE):
        texts = answer if isinstance(answer, list) else str(answer).split("|" if item.cloze else "\0")
        given = BETWEEN_BLANKS.join(
            str(text) if item.type is ItemType.CODE_OUTPUT else str(text).strip() for text in texts
        )
        told = repr(answer)
        if item.type in (ItemType.SHORT, ItemType.CLOZE):
            given = _final(shown, given)
    else:
        letters = [sign for sign in "".join(map(str, answer)).upper() if sign in LETTERS]
        given = ".".join(str(LETTERS.index(letter)) for letter in letters)
        names = shown.order if not item.pairs else shown.choices
        told = " ".join(
            names[at] if (at := LETTERS.index(letter)) < len(names) else letter for letter in letters
        )
    try:
        return grade(item, read_response(shown, given)).is_correct, told or repr(answer)
    except (UnreadableAnswer, ValueError):
        return False, f"{answer!r} (which cannot be read)"


def _final(shown: ShownItem, given: str) -> str:
    """The text as it counts when nobody can be asked whether a slip of the keyboard is one."""
    try:
        read_response(shown, given)
    except UnreadableAnswer as problem:
        return AS_TYPED + given if problem.problem == "near-miss" else given
    return given
