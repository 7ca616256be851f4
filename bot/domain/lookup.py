"""Finding a name by what somebody typed so far."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

_SPACES = str.maketrans(dict.fromkeys("_-,.", " "))
_MAX_LENGTH = 60

Key = TypeVar("Key")


def folded(text: str) -> str:
    """How names are compared: no accents, no case; underscores, hyphens, commas and full stops are spaces."""
    decomposed = unicodedata.normalize("NFKD", text[:_MAX_LENGTH].casefold())
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(plain.translate(_SPACES).split())


def fit(wanted: str, name: str) -> int | None:
    """How well a folded name fits what is wanted, 0 the best; None where it does not."""
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if f" {wanted}" in name.replace("/", " "):
        return 2
    return 3 if wanted in name else None


def best(typed: str, names: Iterable[tuple[str, Key]], limit: int) -> list[Key]:
    """The keys whose name fits what was typed, best first and else in the order given; all where nothing was typed.

    A whole name comes first, then beginnings of names, then beginnings of words, then any part. A key may have
    several names; it comes once.
    """
    wanted = folded(typed)
    found: dict[Key, tuple[int, int]] = {}
    for place, (name, key) in enumerate(names):
        rank = fit(wanted, folded(name)) if wanted else 1
        if rank is not None:
            found[key] = min(found.get(key, (rank, place)), (rank, place))
    return sorted(found, key=found.__getitem__)[:limit]
