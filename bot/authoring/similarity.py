"""Near-duplicates: how alike two questions are, as the cosine of their TF-IDF vectors."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W_]+|[-+*/=<>]+")


def vectors(texts: Sequence[str]) -> list[dict[str, float]]:
    """Unit vectors of texts: log-scaled word counts × smoothed inverse document frequency."""
    counted = [Counter(_WORD.findall(text.casefold())) for text in texts]
    spread = Counter(word for words in counted for word in words)
    built = []
    for words in counted:
        weights = {
            word: (1 + math.log(count)) * (1 + math.log((1 + len(texts)) / (1 + spread[word])))
            for word, count in words.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        built.append({word: weight / length for word, weight in weights.items()})
    return built


def similar_pairs(texts: Sequence[str], at_least: float) -> Iterator[tuple[int, int, float]]:
    """Every pair of texts, by their places, whose cosine is at least this.

    Only as many of a text's heaviest words are looked up as could carry that much of its vector: two texts without
    one of them in common cannot be so alike.
    """
    built = vectors(texts)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(built):
        candidates: set[int] = set()
        left = 1.0
        for word, weight in sorted(vector.items(), key=lambda one: -one[1]):
            candidates.update(seen[word])
            left -= weight * weight
            if left < at_least * at_least:
                break
        for other in sorted(candidates):
            second = built[other]
            cosine = sum(weight * second.get(word, 0.0) for word, weight in vector.items())
            if cosine >= at_least:
                yield other, place, cosine
        for word in vector:
            seen[word].append(place)
