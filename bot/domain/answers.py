"""Matching typed answers: short ones and blanks against what is accepted, code output against what is printed.

A short answer that is one slip of the fingers away from an accepted one is a near miss: to be asked about, not
failed. What could be meant as another answer is none: digits have to agree, opposites ("supervised" and
"unsupervised", "micro" and "macro") are no slips, nor is what equals, or is nearer to, an answer known to be another.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_LENGTH = 200
"""Characters of a short answer; a longer one matches nothing."""
MAX_OUTPUT = 4000
"""Characters of an output; a longer one is not equal to any."""


class Rule(StrEnum):
    """What makes no difference between two answers."""

    CASE = "case"
    SPACE = "space"
    """How many spaces stand in a row."""
    ACCENTS = "accents"
    PUNCTUATION = "punctuation"
    """Marks other than those of numbers; hyphens, slashes and underscores are as good as a space. Implies SPACE."""


class MatchKind(StrEnum):
    """How well an answer fits."""

    EXACT = "exact"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """How an answer fits; `accepted` is the accepted answer it fits, as its author wrote it, else ""."""

    kind: MatchKind
    accepted: str = ""


def normalise(text: str, rules: Collection[Rule]) -> str:
    """The form in which short answers are compared; normalising it again changes nothing.

    Always: compatibility forms of Unicode, hyphens and quotation marks are one, what cannot be seen is gone, and
    so are spaces and backticks around it. Only the first 200 characters count.
    """
    text = text.strip()[:MAX_LENGTH]
    for _ in range(4):
        before, text = text, _normalised_once(text, rules)
        if text == before:
            break
    return text


def match(given: str, accept: Sequence[str], rules: Collection[Rule], others: Collection[str] = ()) -> Match:
    """Compare a short answer, or what stands in a blank, with the accepted answers.

    Args:
        given: what was typed.
        accept: accepted answers; the first of those that fit equally well is named.
        rules: what makes no difference.
        others: answers known to be different ones: anticipated mistakes, what belongs in other blanks.
    """
    answer = normalise(given, rules)
    if not answer or len(given.strip()) > MAX_LENGTH:
        return Match(MatchKind.NONE)
    accepted = {normalise(each, rules): each for each in reversed(accept)}
    if answer in accepted:
        return Match(MatchKind.EXACT, accepted[answer])
    near = [(distance(answer, each), each) for each in reversed(accepted) if _is_slip(answer, each)]
    if not near:
        return Match(MatchKind.NONE)
    nearest, best = min(near, key=lambda pair: pair[0])
    if any(distance(answer, normalise(other, rules), nearest) < nearest for other in others):
        return Match(MatchKind.NONE)
    return Match(MatchKind.NEAR, accepted[best])


def distance(a: str, b: str, limit: int = 2) -> int:
    """Slips of the fingers between two texts: letters left out, put in, exchanged, or two neighbours swapped.

    Damerau's and Levenshtein's, with no letter touched twice. Counted to `limit`; beyond that, `limit` + 1.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    beyond = limit + 1
    older: list[int] = []
    old = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        new = [i, *[beyond] * len(b)]
        for j in range(max(1, i - limit), min(len(b), i + limit) + 1):
            other = b[j - 1]
            new[j] = min(old[j] + 1, new[j - 1] + 1, old[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                new[j] = min(new[j], older[j - 2] + 1)
        if min(new) > limit:
            return beyond
        older, old = old, new
    return min(old[-1], beyond)


def compare_output(given: str, expected: str, rules: Collection[Rule] = ()) -> bool:
    """Whether this is the output, the whole of it.

    Spaces at the ends of lines and empty lines before and after make no difference, nor do the quotation marks,
    minus signs and ellipses that phones put in. With SPACE, runs of spaces are one and lines may be indented;
    with CASE, letters are compared without it. The other rules have no meaning here.
    """
    given = given.rstrip()
    if len(given) > MAX_OUTPUT:
        return False
    return _output(given, rules) == _output(expected, rules)


_QUOTES = {**dict.fromkeys("‘’‚‛ʼ′´", "'"), **dict.fromkeys("“”„‟″", '"')}
_OUTPUT_MARKS = str.maketrans({**_QUOTES, "−": "-", "…": "..."})
_ANSWER_MARKS = str.maketrans({**_QUOTES, **dict.fromkeys("‐‑‒–—―−﹣－", "-")})
_KEPT_MARKS = "#%&@*"
_MARKS = re.compile(r"(?P<number>(?:(?<!\w)-)?\.?\d+(?:[.,]\d+)*)|[^\w\s]|_")
_WORDS = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[ivx]+", re.IGNORECASE)
_OPPOSING_STARTS = ("a", "an", "bi", "co", "de", "il", "im", "in", "ir", "re", "un")
_OPPOSING_PARTS = (
    ("a", "de"), ("en", "de"), ("hyper", "hypo"), ("im", "ex"), ("in", "de"), ("in", "ex"), ("inter", "intra"),
    ("max", "min"), ("mean", "median"), ("micro", "macro"), ("uni", "bi"),
)  # fmt: skip
"""Parts of words that differ by at most two letters, and mean the opposite or another thing."""


def _normalised_once(text: str, rules: Collection[Rule]) -> str:
    is_plain = text.isascii() and text.isprintable()
    if not is_plain:
        text = _visible(unicodedata.normalize("NFKC", text.translate(_ANSWER_MARKS)))
    if Rule.CASE in rules:
        text = text.casefold()
    if Rule.ACCENTS in rules and not is_plain:
        apart = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFKC", "".join(c for c in apart if not unicodedata.combining(c)))
    if Rule.PUNCTUATION in rules:
        # An answer that is nothing but marks, such as an operator, is not made empty.
        text = _MARKS.sub(_without_mark, text).strip() or text
    if Rule.SPACE in rules or Rule.PUNCTUATION in rules:
        text = " ".join(text.split())
    return text[:MAX_LENGTH].strip("` ")


def _visible(text: str) -> str:
    spaced = (" " if c.isspace() else c for c in text)
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _without_mark(mark: re.Match[str]) -> str:
    character = mark[0]
    if mark["number"] or character in _KEPT_MARKS or not unicodedata.category(character).startswith("P"):
        return character
    return " " if character in "-_/" else ""


def _is_slip(answer: str, accepted: str) -> bool:
    limit = 0 if len(accepted) < 4 else 1 if len(accepted) < 8 else 2
    if not limit or distance(answer, accepted, limit) > limit:
        return False
    if [c for c in answer if c.isnumeric()] != [c for c in accepted if c.isnumeric()]:
        return False
    if not any(c.isalpha() for c in accepted):
        return False
    return not any(_means_another(a, b) for a, b in _differing_words(answer, accepted))


def _differing_words(a: str, b: str) -> Iterator[tuple[str, str]]:
    """The words that differ, where both have as many."""
    words, others = _WORDS.findall(a.casefold()), _WORDS.findall(b.casefold())
    if len(words) == len(others):
        yield from ((word, other) for word, other in zip(words, others, strict=True) if word != other)


def _means_another(a: str, b: str) -> bool:
    """Whether these words differ as a variable, an ordinal or an opposite does."""
    if 1 in (len(a), len(b)) or _ROMAN.fullmatch(a) or _ROMAN.fullmatch(b):
        return True
    if any(start + a == b or start + b == a for start in _OPPOSING_STARTS):
        return True
    return any(b in (a.replace(x, y), a.replace(y, x)) for x, y in _OPPOSING_PARTS)


def _output(text: str, rules: Collection[Rule]) -> str:
    text = (
        unicodedata.normalize("NFC", text.translate(_OUTPUT_MARKS)).replace("\r\n", "\n").replace("\r", "\n")
    )
    if Rule.CASE in rules:
        text = text.casefold()
    lines = (_visible(line) for line in text.split("\n"))
    return "\n".join(
        " ".join(line.split()) if Rule.SPACE in rules else line.rstrip() for line in lines
    ).strip("\n")
