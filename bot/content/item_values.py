"""From fitted fields to the domain's items, and the hashes that tell whether they changed."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from bot.content.parts import ReferenceFields, entries
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
from bot.domain.answers import Rule
from bot.domain.curriculum import Curriculum
from bot.domain.item import (
    Blank,
    Item,
    ItemType,
    NearMiss,
    NearText,
    Option,
    Pair,
    Reference,
    Step,
    Tolerance,
    Track,
)

_UNSEEN = frozenset({"version", "tags", "prerequisites", "misconception"})
"""Fields that neither a learner nor grading ever sees: changing them makes no new version."""


def item_value(given: AnyItem) -> Item:
    """The domain's item for fitted fields, with its version."""
    return versioned(plain_item(given))


def versioned(item: Item) -> Item:
    """The same item with its version."""
    return replace(item, version=_hash(_seen(item))[:16])


def plain_item(given: AnyItem) -> Item:
    """The domain's item for fitted fields, whatever their faults, still without its version."""
    return Item(
        id=given.id,
        type=ItemType(given.type),
        topic=given.topic,
        level=given.level,
        difficulty=given.difficulty,
        stem=given.stem,
        explanation=given.explanation,
        rev=given.rev,
        track=Track(given.track or ""),
        code=given.code,
        lang=given.lang,
        hints=tuple(given.hints),
        references=references(given.refs),
        prerequisites=tuple(given.prereq),
        tags=tuple(given.tags),
        params=tuple(given.params.items()) if given.params else (),
        where=given.where,
        **_answer(given),
    )


def references(given: tuple[ReferenceFields, ...]) -> tuple[Reference, ...]:
    """The domain's references."""
    return tuple(Reference(ref.title, ref.url, ref.book, ref.section) for ref in given)


def _answer(given: AnyItem) -> dict[str, Any]:
    """The fields of an item that only its type has."""
    match given:
        case SingleFields() | MultiFields():
            options = tuple(
                Option(option.id, option.text, option.why, option.key, option.misconception)
                for option in given.options
            )
            return {"options": options, "keep_order": given.keep_order}
        case TrueFalseFields():
            options = tuple(
                Option(each.id, each.text, each.why, each.key, each.misconception, truth_of(each.text))
                for each in given.options
            )
            return {"options": options, "keep_order": given.keep_order}
        case NumericFields():
            is_number = isinstance(given.key, float)
            return {
                "key": given.key if is_number else None,
                "key_expr": "" if is_number else given.key,
                "tolerance": Tolerance(given.tolerance.abs or 0.0, given.tolerance.rel or 0.0),
                "unit": given.unit,
                "near": tuple(NearMiss(near.value or 0.0, near.why, near.expr) for near in given.near),
            }
        case ShortFields() | CodeOutputFields():
            return {
                "accept": given.accept,
                "normalise": _rules(given.normalise),
                "near_texts": tuple(NearText(*texts) for _, texts in entries(given.near)),
            }
        case ClozeFields():
            blanks = tuple(
                Blank(blank.accept, _rules(blank.normalise), blank.why) for blank in given.cloze.blanks
            )
            return {"cloze": given.cloze.text, "blanks": blanks}
        case MatchingFields():
            pairs = tuple(Pair(*texts) for _, texts in entries(given.pairs))
            return {"pairs": pairs, "extra": given.extra}
        case OrderingFields():
            steps = tuple(Step(*texts) for _, texts in entries(given.steps))
            return {"steps": steps, "step_order": given.key, "orders": given.orders}


def truth_of(text: str) -> bool | None:
    """What a choice of a true_false item says: "True, because …" or "False, because …"; None for neither."""
    match = _TRUTH.match(text)
    return match[1].casefold() == "true" if match else None


_TRUTH = re.compile(r"[*_\s]*(true|false)\b", re.IGNORECASE)


def _rules(given: tuple[str, ...] | None) -> tuple[Rule, ...]:
    """The rules in one order; all where the author says nothing."""
    return tuple(rule for rule in Rule if given is None or rule in given)


def curriculum_digest(curriculum: Curriculum) -> str:
    """Hash of everything a learner could meet: titles, the order of topics, and every item's version."""
    return _hash(
        [
            curriculum.title,
            [_seen(phase) for phase in curriculum.phases],
            [_seen(module) for module in curriculum.modules.values()],
            [[_seen(topic), list(topic.prerequisites)] for topic in curriculum.topics.values()],
            sorted((item.id, item.version, item.prerequisites) for item in curriculum.items.values()),
            _seen(curriculum.reading),
        ]
    )


def _seen(value: Any) -> object:
    """A value as plain JSON, without defaults, so that a field added later does not change old hashes."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_seen(entry) for entry in value]
    if isinstance(value, Mapping):
        return {str(key): _seen(entry) for key, entry in value.items()}
    names, defaults, contents = _fields(value.__class__)
    return {
        name: _seen(content)
        for name, content, default in zip(names, contents(value), defaults, strict=True)
        if content != default
    }


@cache
def _fields(kind: Any) -> tuple[list[str], list[object], Callable[[Any], Iterable[object]]]:
    """The fields of a domain value that count, their defaults (or something that equals nothing), all contents."""
    counted = [entry for entry in fields(kind) if entry.name not in _UNSEEN]
    names = [entry.name for entry in counted]
    defaults = [
        entry.default if entry.default_factory is MISSING else entry.default_factory() for entry in counted
    ]
    return names, defaults, attrgetter(*names)


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
