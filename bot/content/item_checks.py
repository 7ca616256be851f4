"""The standard one item must meet by itself, beyond the shape of its fields."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from bot.content import answer_checks, key_checks
from bot.content.finding import Finding
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
from bot.content.text_checks import check_length, check_texts
from bot.content.variant_checks import check_variants
from bot.domain.item import Item

ITEM_ID = re.compile(r"(p[1-4]\.[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)\.[0-9]{4}")
_PIN = re.compile(r"(?:===?|>=|<=|~=|!=|<|>)\s*\d[\w.*+]*")
# What would end the link it stands in.
_UNSAFE = re.compile(r"[\s<>]")

MAX_HINTS = 3
_PROVABLE = {"numeric": "a numeric", "code_output": "a code_output", "ordering": "an ordering"}
"""Types whose key a program can always reach."""


def check_item(given: AnyItem, item: Item) -> Iterator[Finding]:
    """Everything that is wrong with an item by itself.

    Args:
        given: Its fields as written.
        item: What the bot makes of them.
    """
    yield from _check_id(given)
    yield from check_texts(given)
    yield from _check_answer(given)
    if item.has_variants:
        yield from check_variants(given, item, _check_values)
    else:
        yield from _check_values(given, item)
        if given.params is not None or given.where:
            name = "where" if given.params is None else "params"
            yield Finding(
                (name,),
                f"`{name}` has no parameter to speak of; write params: {{n: [1, 2, 3]}}, or remove it",
            )
    yield from _check_references(given)
    yield from _check_evidence(given)
    if len(given.hints) > MAX_HINTS:
        message = (
            f"`hints` has {len(given.hints)} entries, and each costs a third of the points; keep {MAX_HINTS}"
        )
        yield Finding(("hints",), message)
    if given.scoring is not None:
        yield Finding(("scoring",), "`scoring` cannot be used yet; write the item out without it")


def _check_answer(given: AnyItem) -> Iterator[Finding]:
    match given:
        case SingleFields() | MultiFields() | TrueFalseFields():
            yield from key_checks.check_options(given)
        case NumericFields():
            yield from key_checks.check_number(given)
        case ShortFields() | CodeOutputFields():
            yield from answer_checks.check_typed(given)
        case ClozeFields():
            yield from answer_checks.check_cloze(given)
        case MatchingFields():
            yield from answer_checks.check_pairs(given)
        case OrderingFields():
            yield from answer_checks.check_steps(given)


def _check_values(given: AnyItem, item: Item) -> Iterator[Finding]:
    """What must hold of a concrete item."""
    yield from check_length(item)
    match given:
        case SingleFields() | MultiFields() | TrueFalseFields():
            yield from key_checks.check_option_values(item)
        case NumericFields():
            yield from key_checks.check_number_values(given, item)
        case ShortFields() | CodeOutputFields():
            yield from answer_checks.check_typed_values(given, item)
        case ClozeFields():
            yield from answer_checks.check_cloze_values(item)
        case MatchingFields():
            yield from answer_checks.check_pair_values(given, item)
        case OrderingFields():
            yield from answer_checks.check_step_values(given, item)


def _check_id(item: AnyItem) -> Iterator[Finding]:
    match = ITEM_ID.fullmatch(item.id)
    if match is None:
        message = "`id` must be the topic's id and four digits, like p1.probability.bayes.0001, not "
        yield Finding(("id",), message + quoted(item.id))
    elif match[1] != item.topic:
        message = f"`id` says the topic is {match[1]}, `topic` says {quoted(item.topic)}; make them the same"
        yield Finding(("id",), message)


def _check_references(item: AnyItem) -> Iterator[Finding]:
    if not item.refs:
        message = "`refs` is missing; name at least one page, {title: …, url: https://…}, or book"
        yield Finding(("refs",), message)
    for index, reference in enumerate(item.refs):
        entry = f"entry {index + 1} of `refs`"
        if not reference.url and not reference.book:
            yield Finding(("refs", index), f"{entry} names neither a `url` nor a `book`; add one")
        if reference.url and not is_page(reference.url):
            message = (
                f"`url` of {entry} must begin with https:// and name a page, not {quoted(reference.url)}"
            )
            yield Finding(("refs", index, "url"), message)


@lru_cache(maxsize=4096)
def is_page(url: str) -> bool:
    """Whether this is a web address that can stand in a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and not _UNSAFE.search(url)


def _check_evidence(item: AnyItem) -> Iterator[Finding]:
    if item.status == "verified" and item.verified is None:
        yield Finding(
            ("verified",),
            "`verified` is missing; add {date: 2026-11-23, by: …} once the key is proved, "
            "or write `status: draft`",
        )
    if item.check is not None and not isinstance(item.check, str):
        yield Finding(("check",), "`check` must be a Python program as text; write it in a `|` block")
    if item.check == "none" and not item.check_reason:
        message = "`check: none` needs a `check_reason`; say why no program can reach the answer"
        yield Finding(("check",), message)
    if item.check is None and item.type in _PROVABLE and not item.check_reason:
        yield Finding(
            ("check",),
            f"{_PROVABLE[item.type]} item needs a `check` that reaches the key by another route, "
            "or `check: none` with a `check_reason`",
        )
    for name, pin in item.env.items():
        if not all(_PIN.fullmatch(part.strip()) for part in pin.split(",")):
            message = f'`{name}` of `env` is not a version; write it like ">=2.4" or ">=3,<4"'
            yield Finding(("env", name), message)
