"""The texts of an item: whether Discord shows them whole, and as the author meant them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.content.finding import Finding, too_long
from bot.content.problem import quoted
from bot.content.schema import AnyItem, NumericFields
from bot.content.source import Path

MAX_RENDERED = 1_800
"""Most characters of a question as Discord shows it: stem, code and options."""
MAX_OPTION = 200
MAX_WHY = 300
MAX_EXPLANATION = 900
MAX_HINT = 300
MAX_UNIT = 20
MAX_TITLE = 120

_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
# As Pandoc reads dollars: no blank inside them, no digit after them, so that "$5 and $10" is money.
_FORMULA = re.compile(r"(?<!\\)\$\$?(?=\S)[^$\n]*?(?<=[^\s\\])\$(?!\d)|\\\(|\\\[|\\[a-zA-Z]{2,}")
_PLACEHOLDER = re.compile(r"<<[^<>\n]{1,200}>>")
_CODE_PLACEHOLDER = re.compile(r"<<\w+>>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LETTER = re.compile(r"\b[Oo]ptions? [A-F]\b")


class _Text(NamedTuple):
    path: Path
    name: str
    text: str
    most: int
    may_be_empty: bool = False


def check_texts(item: AnyItem) -> Iterator[Finding]:
    """Everything about an item's texts that learners would stumble over."""
    is_shuffled = not isinstance(item, NumericFields) and not item.keep_order
    for path, name, text, most, may_be_empty in _texts(item):
        plain = _CODE.sub(" ", text)
        if not text and not may_be_empty:
            yield Finding(path, f"{name} is empty; write its text")
        if len(text) > most:
            yield Finding(path, too_long(name, len(text), most))
        if found := _FORMULA.search(plain):
            yield Finding(
                path,
                f"{name} has the formula {quoted(found[0])}, and LaTeX is not shown yet; "
                "write it with Unicode (x², √, Σ, ≤, P(A|B)), or put code in backquotes",
            )
        if item.params is None and (found := _PLACEHOLDER.search(plain)):
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
    length = rendered_length(item)
    if length > MAX_RENDERED:
        yield Finding(("stem",), too_long("the question with its code and options", length, MAX_RENDERED))


def rendered_length(item: AnyItem) -> int:
    """Characters of the question as learners see it: stem, fenced code, and a lettered line per option."""
    length = len(item.stem)
    if item.code:
        length += len(f"\n```{item.lang}\n{item.code}\n```")
    if not isinstance(item, NumericFields):
        length += sum(len(f"\n**A** {option.text}") for option in item.options)
    return length


def _check_code(item: AnyItem) -> Iterator[Finding]:
    if item.params is None and (found := _CODE_PLACEHOLDER.search(item.code)):
        yield Finding(("code",), _placeholder("`code`", found[0]))
    if "```" in item.code:
        yield Finding(("code",), "`code` holds ```, which would end the block it is shown in; remove it")


def _placeholder(name: str, found: str) -> str:
    return f"{name} has the placeholder {quoted(found)} but the item has no `params`; write the value out"


def _texts(item: AnyItem) -> Iterator[_Text]:
    """Every text a learner reads. The stem's own length is judged with all that is shown beside it."""
    yield _Text(("stem",), "`stem`", item.stem, len(item.stem))
    yield _Text(("explanation",), "`explanation`", item.explanation, MAX_EXPLANATION)
    for index, hint in enumerate(item.hints):
        yield _Text(("hints", index), f"entry {index + 1} of `hints`", hint, MAX_HINT)
    if isinstance(item, NumericFields):
        yield _Text(("unit",), "`unit`", item.unit, MAX_UNIT, may_be_empty=True)
        for index, near in enumerate(item.near):
            yield _Text(("near", index, "why"), f"`why` of entry {index + 1} of `near`", near.why, MAX_WHY)
    else:
        for index, option in enumerate(item.options):
            of = f"of option `{option.id}`"
            yield _Text(("options", index, "text"), f"`text` {of}", option.text, MAX_OPTION)
            yield _Text(("options", index, "why"), f"`why` {of}", option.why, MAX_WHY)
    for index, reference in enumerate(item.refs):
        name = f"`title` of entry {index + 1} of `refs`"
        yield _Text(("refs", index, "title"), name, reference.title, MAX_TITLE, may_be_empty=True)
