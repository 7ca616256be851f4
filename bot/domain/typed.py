"""Texts that people type, as items compare them."""

import unicodedata

from bot.domain.answers import MatchKind, Rule, compare_output, match
from bot.domain.item import Item, ItemType


def plain_text(text: str) -> str:
    """What was typed without what nobody sees: control and formatting characters, lone surrogates, CR of CRLF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in _UNSEEN)


_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def text_is_right(text: str, accept: tuple[str, ...], rules: tuple[Rule, ...]) -> bool:
    """Whether a short text, or what stands in a blank, is one of the accepted ones."""
    return match(text, accept, rules).kind is MatchKind.EXACT


def output_is_right(text: str, accept: tuple[str, ...], rules: tuple[Rule, ...]) -> bool:
    """Whether a text is the whole output, in one of the accepted forms."""
    return any(compare_output(text, each, rules) for each in accept)


def meant_by(item: Item, texts: tuple[str, ...]) -> str:
    """The accepted answer that the first slip of the fingers in a short or cloze answer resembles; "" when none.

    Args:
        item: what was asked.
        texts: what was typed: one text, or one for each blank.
    """
    if item.type is not ItemType.CLOZE:
        others = tuple(near.text for near in item.near_texts)
        return _meant(texts[0], item.accept, item.normalise, others)
    for text, blank in zip(texts, item.blanks, strict=True):
        others = tuple(each for other in item.blanks if other is not blank for each in other.accept)
        if meant := _meant(text, blank.accept, blank.normalise, others):
            return meant
    return ""


def _meant(text: str, accept: tuple[str, ...], rules: tuple[Rule, ...], others: tuple[str, ...]) -> str:
    found = match(text, accept, rules, others)
    return found.accepted if found.kind is MatchKind.NEAR else ""
