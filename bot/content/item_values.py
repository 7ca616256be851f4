"""From fitted fields to the domain's items, and the hashes that tell whether they changed."""

import hashlib
import json
from dataclasses import MISSING, fields, replace
from enum import Enum
from functools import cache
from typing import Any

from bot.content.schema import AnyItem, NumericFields
from bot.domain.curriculum import Curriculum
from bot.domain.item import Item, ItemType, NearMiss, Option, Reference, Tolerance, Track

_UNSEEN = frozenset({"version", "tags", "prerequisites", "misconception"})
"""Fields that neither a learner nor grading ever sees: changing them makes no new version."""


def item_value(given: AnyItem) -> Item:
    """The domain's item for fitted fields, with its version."""
    numeric = given if isinstance(given, NumericFields) else None
    choices = None if isinstance(given, NumericFields) else given
    item = Item(
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
        keep_order=choices.keep_order if choices else False,
        options=tuple(
            Option(option.id, option.text, option.why, option.key, option.misconception)
            for option in (choices.options if choices else ())
        ),
        key=numeric.key if numeric else None,
        tolerance=_tolerance(numeric) if numeric else Tolerance(),
        unit=numeric.unit if numeric else "",
        near=tuple(NearMiss(near.value, near.why) for near in (numeric.near if numeric else ())),
        hints=tuple(given.hints),
        references=tuple(Reference(ref.title, ref.url, ref.book, ref.section) for ref in given.refs),
        prerequisites=tuple(given.prereq),
        tags=tuple(given.tags),
    )
    return replace(item, version=_hash(_seen(item))[:16])


def _tolerance(given: NumericFields) -> Tolerance:
    return Tolerance(given.tolerance.abs or 0.0, given.tolerance.rel or 0.0)


def curriculum_digest(curriculum: Curriculum) -> str:
    """Hash of everything a learner could meet: titles, the order of topics, and every item's version."""
    return _hash(
        [
            curriculum.title,
            [_seen(phase) for phase in curriculum.phases],
            [_seen(module) for module in curriculum.modules.values()],
            [[_seen(topic), list(topic.prerequisites)] for topic in curriculum.topics.values()],
            sorted((item.id, item.version, item.prerequisites) for item in curriculum.items.values()),
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
    defaults = _defaults(value.__class__)
    contents = ((name, getattr(value, name), default) for name, default in defaults)
    return {name: _seen(content) for name, content, default in contents if content != default}


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    """The fields of a domain value that count, each with its default (or something that equals nothing)."""
    return tuple(
        (entry.name, entry.default if entry.default_factory is MISSING else entry.default_factory())
        for entry in fields(kind)
        if entry.name not in _UNSEEN
    )


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
