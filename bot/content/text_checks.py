"""The texts of an item: whether Discord shows them whole, and as the author meant them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.content.finding import Finding, too_long
from bot.content.parts import entries
from bot.content.problem import quoted
from bot.content.schema import (
    AnyItem,
    ClozeFields,
    CodeOutputFields,
    MatchingFields,
    MultiFields,
    NumericFields,
    OrderingFields,
    ShortFields,
    SingleFields,
    TrueFalseFields,
)
from bot.content.source import Path
from bot.domain import limits
from bot.domain.formulas.checking import check_formula, check_formulas
from bot.domain.formulas.items import LABELS
from bot.domain.formulas.plain import to_unicode
from bot.domain.formulas.prose import split
from bot.domain.item import GAP, Item, ItemType

MAX_RENDERED = 1_800
"""Most characters of a question as Discord shows it: stem, code and options."""
MAX_OPTION = 200
MAX_WHY = 300
MAX_EXPLANATION = 900
MAX_HINT = 300
MAX_UNIT = 20
MAX_TITLE = 120
MAX_ACCEPT = {"short": 100, "cloze": 60, "code_output": 1_000}
MAX_SIDE = min(limits.MODAL_DESCRIPTION, limits.SELECT_TEXT)
"""Most characters on either side of a matching item's row: one describes a select, the other stands in it."""
MAX_STEP = limits.BUTTON_LABEL
"""Most characters of an ordering item's step."""

_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
# LaTeX that no dollars enclose; one letter after a backslash may be a path's.
_COMMAND = re.compile(r"\\\(|\\\[|\\[a-zA-Z]{2,}")
_PLACEHOLDER = re.compile(r"<<[^<>\n]{1,200}>>")
_CODE_PLACEHOLDER = re.compile(r"<<\w+>>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LETTER = re.compile(r"\b[Oo]ptions? [A-F]\b")


class Text(NamedTuple):
    """A text of an item: where it stands, how it is called, and the most characters it may have."""

    path: Path
    name: str
    text: str
    most: int
    may_be_empty: bool = False
    is_typed: bool = False
    """What learners type, or what code prints: compared, not read."""


def check_texts(item: AnyItem) -> Iterator[Finding]:
    """Everything about an item's texts that learners would stumble over."""
    is_shuffled = isinstance(item, SingleFields | MultiFields | TrueFalseFields) and not item.keep_order
    for path, name, text, most, may_be_empty, is_typed in texts_of(item):
        if not text and not may_be_empty:
            yield Finding(path, f"{name} is empty; write its text")
        # A text with placeholders is as long as what is put in.
        if len(text) > most and not (item.params and "<<" in text):
            yield Finding(path, too_long(name, len(text), most))
        # Most texts hold nothing that what follows looks for.
        has_signs = "$" in text or "\\" in text or "`" in text or "<<" in text or "ption" in text
        if not has_signs and text.isprintable():
            continue
        plain = _CODE.sub(" ", text)
        if not is_typed and not (item.params and "<<" in text):
            yield from check_formulas_of(path, name, text)
        if not item.params and (found := _placeholder_in(path, plain)):
            yield Finding(path, _placeholder(name, found[0]))
        if found := _CONTROL.search(text):
            yield Finding(
                path,
                f"{name} has an invisible control character (U+{ord(found[0]):04X}), often a backslash in "
                "double quotes; write the backslash twice, or use single quotes or a `|` block",
            )
        if text.count("```") % 2:
            yield Finding(path, f"{name} opens a ``` block without closing it; add the closing ```")
        if is_shuffled and (found := _LETTER.search(plain)):
            yield Finding(
                path,
                f"{name} speaks of {quoted(found[0])}, but options are shuffled; repeat what it says instead",
            )
    yield from _check_code(item)


def check_formulas_of(path: Path, name: str, text: str) -> Iterator[Finding]:
    """Whether every formula in a text can be shown: as Unicode, or, where there is room for one, as a picture."""
    if "$" not in text and "\\" not in text:
        return
    for source, problem in check_formulas(text):
        yield Finding(path, f"{name} has the formula {quoted(source)}: {problem}")
    for piece in split(text):
        if isinstance(piece, str):
            if found := _COMMAND.search(_CODE.sub(" ", piece)):
                message = (
                    f"{name} has {quoted(found[0])} outside a formula; put dollars around it, or backquotes"
                )
                yield Finding(path, message)
        elif path[0] in _WITHOUT_PICTURES and _needs_picture(piece.source):
            message = (
                f"{name} has the formula {quoted(piece.source)}, which only a picture can show, and there is "
                "none here; write it in one line, or in words"
            )
            yield Finding(path, message)


def _needs_picture(formula: str) -> bool:
    return check_formula(formula) is None and to_unicode(formula) is None


_WITHOUT_PICTURES = LABELS | {"unit"}


def check_length(item: Item) -> Iterator[Finding]:
    """Whether a concrete question fits into one message."""
    length = rendered_length(item)
    if length > MAX_RENDERED:
        shown = f"the question with its code and {_BESIDE.get(item.type, 'text')}"
        yield Finding(("stem",), too_long(shown, length, MAX_RENDERED))


_BESIDE = {
    ItemType.SINGLE: "options",
    ItemType.MULTI: "options",
    ItemType.TRUE_FALSE: "options",
    ItemType.MATCHING: "pairs",
    ItemType.ORDERING: "steps",
}


def rendered_length(item: Item) -> int:
    """Characters of a concrete question as learners see it: stem, fenced code, cloze, a line for each part."""
    length = len(item.stem)
    if item.code:
        length += len(f"\n```{item.lang}\n{item.code}\n```")
    if item.cloze:
        length += len(f"\n{item.gapped}")
    parts = [option.text for option in item.options] or [step.text for step in item.steps]
    parts += [pair.left for pair in item.pairs]
    parts += item.rights
    return length + sum(len(f"\n**A** {part}") for part in parts)


def _check_code(item: AnyItem) -> Iterator[Finding]:
    if not item.params and (found := _CODE_PLACEHOLDER.search(item.code)):
        yield Finding(("code",), _placeholder("`code`", found[0]))
    if "```" in item.code:
        yield Finding(("code",), "`code` holds ```, which would end the block it is shown in; remove it")


def _placeholder_in(path: Path, text: str) -> re.Match[str] | None:
    return _PLACEHOLDER.search(GAP.sub("", text) if path == ("cloze", "text") else text)


def _placeholder(name: str, found: str) -> str:
    return f"{name} has the placeholder {quoted(found)} but the item has no `params`; write the value out"


def texts_of(item: AnyItem) -> Iterator[Text]:
    """Every text a learner reads or types. The stem's own length is judged with all that is shown beside it."""
    yield Text(("stem",), "`stem`", item.stem, len(item.stem))
    yield Text(("explanation",), "`explanation`", item.explanation, MAX_EXPLANATION)
    for index, hint in enumerate(item.hints):
        yield Text(("hints", index), f"entry {index + 1} of `hints`", hint, MAX_HINT)
    yield from _answer_texts(item)
    for index, reference in enumerate(item.refs):
        name = f"`title` of entry {index + 1} of `refs`"
        yield Text(("refs", index, "title"), name, reference.title, MAX_TITLE, may_be_empty=True)


def _answer_texts(item: AnyItem) -> Iterator[Text]:
    match item:
        case SingleFields() | MultiFields() | TrueFalseFields():
            for index, option in enumerate(item.options):
                of = f"of option `{option.id}`"
                yield Text(("options", index, "text"), f"`text` {of}", option.text, MAX_OPTION)
                yield Text(("options", index, "why"), f"`why` {of}", option.why, MAX_WHY)
        case NumericFields():
            yield Text(("unit",), "`unit`", item.unit, MAX_UNIT, may_be_empty=True)
            for index, near in enumerate(item.near):
                yield Text(("near", index, "why"), f"`why` of entry {index + 1} of `near`", near.why, MAX_WHY)
        case ShortFields() | CodeOutputFields():
            most = MAX_ACCEPT[item.type]
            for index, text in enumerate(item.accept):
                name = f"entry {index + 1} of `accept`"
                yield Text(("accept", index), name, text, most, is_typed=True)
            for number, (step, (text, why)) in enumerate(entries(item.near), start=1):
                name = f"entry {number} of `near`"
                yield Text(_part("near", step, "text"), name, text, most, is_typed=True)
                yield Text(_part("near", step, "why"), f"`why` of {name}", why, MAX_WHY)
        case ClozeFields():
            yield Text(("cloze", "text"), "`text` of `cloze`", item.cloze.text, MAX_RENDERED)
            for place, blank in enumerate(item.cloze.blanks):
                at: Path = ("cloze", "blanks", place)
                of = f"of blank {place + 1}"
                for index, text in enumerate(blank.accept):
                    name = f"entry {index + 1} of `accept` {of}"
                    yield Text((*at, "accept", index), name, text, MAX_ACCEPT["cloze"], is_typed=True)
                yield Text((*at, "why"), f"`why` {of}", blank.why, MAX_WHY, may_be_empty=True)
        case MatchingFields():
            for number, (step, (left, right, *whys)) in enumerate(entries(item.pairs), start=1):
                of = f"of pair {number}"
                yield Text(_part("pairs", step, "left"), f"the left side {of}", left, MAX_SIDE)
                yield Text(_part("pairs", step, "right"), f"the right side {of}", right, MAX_SIDE)
                for why in whys:
                    yield Text(_part("pairs", step, "why"), f"`why` {of}", why, MAX_WHY, may_be_empty=True)
            for index, text in enumerate(item.extra):
                yield Text(("extra", index), f"entry {index + 1} of `extra`", text, MAX_SIDE)
        case OrderingFields():
            for step, (name, text, *whys) in entries(item.steps):
                yield Text(_part("steps", step, "text"), f"step `{name}`", text, MAX_STEP)
                for why in whys:
                    path = _part("steps", step, "why")
                    yield Text(path, f"`why` of step `{name}`", why, MAX_WHY, may_be_empty=True)


def _part(field: str, step: str | int, name: str) -> Path:
    """Path of a part of an entry; in a mapping the entry is one line."""
    return (field, step) if isinstance(step, str) else (field, step, name)
