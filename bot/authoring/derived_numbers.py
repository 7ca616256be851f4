"""Numbers in an explanation that follow from nothing: neither stated in the question nor computed from what is."""

import itertools
import re
from collections.abc import Iterator

from bot.domain.item import Item

# Atomic groups, so that no part of a number is taken for one: 0.95^25 holds neither 0.9 nor 25, (5, 6, 55) holds three.
_NUMBER = re.compile(
    r"(?<![\w.^_])(?<!\d[,\xa0\u2009\u202f])[-−]?(?>\d{1,3}(?:[,\xa0\u2009\u202f]\d{3})+(?!\d)|\d+)(?>(?:\.\d+)?)"
    r"(?>(?:[eE][-+]?\d+)?)(?![\w^])"
)
_COMPUTED = re.compile(r"<<[^<>\n]{1,200}>>")
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
# Names that have numbers: versions, papers, standards, sections, years.
_NAMED = re.compile(
    r"\b(?:(?!(?:About|All|And|At|Both|But|By|Each|For|From|Hence|Here|In|Of|Only|Over|So|That|The|Then|This|Thus|With)\b)"
    r"[A-Z][\w+.-]*|version|section|chapter|since|until|in|type|step|layer|phase)\s+v?\d[\d.]*|\d+(?:st|nd|rd|th)\b|\b\d+\.\d+\.\d+"
)
_SMALL = frozenset(range(13)) | {100, 1000, 1.96}
_MOST = 60
"""Numbers with which is computed; what a text beyond them says is believed."""


def underived(item: Item) -> list[str]:
    """Numbers of the explanation, as written, that are in no relation to the question, its key or each other.

    Each may be one operation (+ − × ÷, a power, a root, a share of 100) on numbers before it. That is lenient: it
    is meant to find slips and stale numbers, not to follow an argument.
    """
    known = {value for text in _question(item) for value, _, _ in _numbers(text)}
    if item.key is not None:
        known.add(item.key)
    known.update(near.value for near in item.near)
    found = []
    # What the item computes itself is derived.
    explanation = _NAMED.sub(" ", _CODE.sub(" ", _COMPUTED.sub(" ", item.explanation)))
    stated = {value for value, _, _ in _numbers(item.explanation)} - {v for v, _, _ in _numbers(explanation)}
    known |= stated
    for value, places, text in _numbers(explanation):
        if value not in _SMALL and len(known) <= _MOST and not _follows(value, places, known):
            found.append(text)
        known.add(value)
    return found


def _question(item: Item) -> Iterator[str]:
    yield from (item.stem, item.code, item.unit, item.cloze, *item.accept, *item.hints, *item.extra)
    for option in item.options:
        yield from (option.text, option.why)
    for near in item.near:
        yield near.why
    for text in item.near_texts:
        yield from (text.text, text.why)
    for pair in item.pairs:
        yield from (pair.left, pair.right, pair.why)
    for step in item.steps:
        yield from (step.text, step.why)
    for blank in item.blanks:
        yield from (*blank.accept, blank.why)


def _numbers(text: str) -> Iterator[tuple[float, int, str]]:
    """Numbers of a text: value, decimal places, as written."""
    for match in _NUMBER.finditer(text):
        written = re.sub(r"[,\s]+$", "", match[0])
        plain = re.sub(r"[,\s]", "", written).replace("−", "-")
        mantissa = plain.lower().partition("e")[0]
        yield abs(float(plain)), len(mantissa.partition(".")[2]), written


def _follows(value: float, places: int, known: set[float]) -> bool:
    base = known | {1.0, 2.0, 10.0, 100.0}
    if any(_is(value, places, one) for one in base):
        return True
    for one in base:
        if any(_is(value, places, made) for made in (one**0.5, 1 - one, 100 - one)):
            return True
    return any(
        _is(value, places, made)
        for one, other in itertools.permutations(base, 2)
        for made in _made(one, other)
    )


def _made(one: float, other: float) -> Iterator[float]:
    yield from (one + other, one - other, one * other)
    if other:
        yield one / other
    if 0 < one <= 1e6 and 0 <= other <= 64 and (one <= 1 or other * len(str(int(one))) < 30):
        yield one**other


def _is(value: float, places: int, made: float) -> bool:
    """Whether a number rounds to the one that is written, as such, in percent, in thousands or as a fraction."""
    return any(
        abs(abs(made) * scale - value) <= 0.5001 * 10.0**-places + 0.005 * value * (value >= 1000)
        for scale in (1, 100, 0.01, 1000, 0.001)
    )
