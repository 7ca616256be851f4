"""The standard one item must meet by itself, beyond the shape of its fields."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.content.finding import Finding
from bot.content.key_checks import check_number, check_options
from bot.content.problem import quoted
from bot.content.schema import AnyItem, NumericFields
from bot.content.text_checks import check_texts

ITEM_ID = re.compile(r"(p[1-4]\.[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)\.[0-9]{4}")
_PIN = re.compile(r"(?:===?|>=|<=|~=|!=|<|>)\s*\d[\w.*+]*")


def check_item(item: AnyItem) -> Iterator[Finding]:
    """Everything that is wrong with an item by itself."""
    yield from _check_id(item)
    yield from check_texts(item)
    if isinstance(item, NumericFields):
        yield from check_number(item)
    else:
        yield from check_options(item)
    yield from _check_references(item)
    yield from _check_evidence(item)
    for name in ("params", "where", "scoring"):
        if getattr(item, name) is not None:
            yield Finding((name,), f"`{name}` cannot be used yet; write the item out without it")


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
        if reference.url and not _is_page(reference.url):
            message = (
                f"`url` of {entry} must begin with https:// and name a page, not {quoted(reference.url)}"
            )
            yield Finding(("refs", index, "url"), message)


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    unsafe = any(character.isspace() or character in "<>" for character in url)
    return parts.scheme == "https" and "." in (parts.hostname or "") and not unsafe


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
    if item.check is None and item.type == "numeric" and not item.check_reason:
        yield Finding(
            ("check",),
            "a numeric item needs a `check` that reaches the key by another route, "
            "or `check: none` with a `check_reason`",
        )
    for name, pin in item.env.items():
        if not all(_PIN.fullmatch(part.strip()) for part in pin.split(",")):
            message = f'`{name}` of `env` is not a version; write it like ">=2.4" or ">=3,<4"'
            yield Finding(("env", name), message)
