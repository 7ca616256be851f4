"""Texts that people type: cleaned, compared by an item's rules, and whether one is a slip of the keyboard."""

import unicodedata

RULES = ("case", "space", "accents", "punctuation")
"""What may be left out of account when texts are compared."""


def plain_text(text: str) -> str:
    """What was typed without what nobody sees: control and formatting characters, lone surrogates, CR of CRLF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in _UNSEEN)


_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def text_is_right(text: str, accept: tuple[str, ...], rules: tuple[str, ...]) -> bool:
    """Whether a text equals one of the accepted ones by these rules."""
    wanted = reduced(text, rules)
    return any(reduced(each, rules) == wanted for each in accept)


def near_accepted(text: str, accept: tuple[str, ...], rules: tuple[str, ...], known: tuple[str, ...]) -> str:
    """The accepted text that this one resembles so closely that the difference may be a slip; "" when none.

    Never for a text that is right, nor for one that is a `known` wrong answer.
    """
    if text_is_right(text, accept, rules) or text_is_right(text, known, rules):
        return ""
    given = reduced(text, rules)
    for each in accept:
        wanted = reduced(each, rules)
        allowed = 0 if len(wanted) < 5 else 1 if len(wanted) < 9 else 2
        if allowed and _distance(given, wanted, allowed) <= allowed:
            return each
    return ""


def reduced(text: str, rules: tuple[str, ...]) -> str:
    """What is left of a text by these rules; blanks at the ends of lines and around it never count."""
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if "accents" in rules:
        text = unicodedata.normalize("NFKD", text)
        text = "".join(each for each in text if not unicodedata.combining(each))
    text = unicodedata.normalize("NFC", text)
    if "case" in rules:
        text = text.casefold()
    if "punctuation" in rules:
        text = "".join(" " if unicodedata.category(each)[0] == "P" else each for each in text)
    if "space" in rules or "punctuation" in rules:
        text = " ".join(text.split())
    return text


def _distance(one: str, two: str, most: int) -> int:
    if abs(len(one) - len(two)) > most:
        return most + 1
    before = list(range(len(two) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(two, start=1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        before = row
    return before[-1]
