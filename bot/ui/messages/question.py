"""The question itself: how an item reads and is answered, in a daily post or privately."""

import re
from collections.abc import Sequence

from bot.domain.attempt import Response
from bot.domain.formulas.plain import to_unicode
from bot.domain.formulas.prose import Line, alone
from bot.domain.item import Item, ItemType, Reference, ShownItem
from bot.ui.messages import safe, words
from bot.ui.messages.formulas import formulas
from bot.ui.messages.layout import Block, lines, paragraphs, small

LETTERS = "ABCDEFGHIJ"
_SHORT_OPTION = 45
"""Characters that stay on one line of a phone."""
_RECALLED = 80
_RECALLED_CODE = 300
"""Characters of what was typed that are said again."""
_FENCE = re.compile(r"`{3,}")
ONE_TAP = frozenset({ItemType.SINGLE, ItemType.TRUE_FALSE})
"""Answered by one tap on a letter."""
_HOW_TO_ANSWER = {
    ItemType.MULTI: "Choose all that apply; each wrong choice cancels a right one.",
    ItemType.SHORT: "Answer in a few words; case and accents do not matter.",
    ItemType.CODE_OUTPUT: "Type exactly what is printed; spaces at line ends do not matter.",
    ItemType.CLOZE: "Fill in the numbered gaps; each counts by itself.",
    ItemType.MATCHING: "Match each number with a letter; each row counts by itself, and some letters may be left over.",
    ItemType.ORDERING: "Tap the steps in order; it counts when you press Submit.",
    ItemType.TRUE_FALSE: "The right truth value with another reason earns half.",
}


def head(shown: ShownItem, label: str = "") -> str:
    """Topic, phase and difficulty, and whether it was asked before."""
    facts = [label, f"Phase {shown.phase}", words.difficulty(shown.item.difficulty)]
    if shown.is_repeat:
        facts.append("asked before")
    return lines(f"### {shown.topic_title}", small(" · ".join(fact for fact in facts if fact)))


def stem(item: Item) -> str:
    """What is asked, and the code it is asked about."""
    code = f"```{item.lang}\n{item.code.rstrip()}\n```" if item.code.strip() else ""
    return lines(item.stem.strip(), code)


def option_list(shown: ShownItem, marks: Sequence[str] = ()) -> str:
    """What there is to choose from, in the order shown: options, steps, rows with their choices, a text with gaps.

    `marks` may precede each option.
    """
    item = shown.item
    if item.type is ItemType.CLOZE:
        return item.gapped.strip()
    if item.type is ItemType.MATCHING:
        rows_told = _listed(
            [f"**{number}** {pair.left.strip()}" for number, pair in enumerate(item.pairs, 1)]
        )
        return paragraphs(rows_told, _listed(_with_letters(shown.choices)))
    told = _with_letters([one.text for one in shown.options or shown.steps])
    if marks and shown.options:
        told = [f"{mark} {text}".strip() for mark, text in zip(marks, told, strict=True)]
    return _listed(told)


def options(shown: ShownItem, marks: Sequence[str] = ()) -> str | Block:
    """The list of what there is to choose from; as one picture where the options are formulas and need one."""
    sources = [alone(option.text) for option in shown.options]
    told = [source for source in sources if source is not None]
    if not told or len(told) < len(sources) or all(to_unicode(source) is not None for source in told):
        return option_list(shown, marks)
    labels = [f"{mark} {LETTERS[at]}".strip() for at, mark in enumerate(marks or [""] * len(told))]
    return formulas(*map(Line, told, labels))


def letter(shown: ShownItem, option_id: str) -> str:
    """The letter under which an option is shown: "B"."""
    return LETTERS[shown.order.index(option_id)]


def lettered(shown: ShownItem, option_id: str) -> str:
    """An option as people speak of it: its letter in bold, and its text."""
    return f"**{letter(shown, option_id)}** {shown.item.option(option_id).text.strip()}"


def given(shown: ShownItem, response: Response) -> str:
    """What was answered, in short: "**A** and **C**", "1 → **B**", or the number or text as it was typed."""
    if response.is_unknown:
        return "“I don’t know”"
    match shown.item.type:
        case ItemType.NUMERIC | ItemType.SHORT:
            return f"**{safe.escaped(safe.clipped(response.text, _RECALLED))}**"
        case ItemType.CODE_OUTPUT:
            return code_block(safe.clipped_lines(response.text, _RECALLED_CODE))
        case ItemType.CLOZE:
            typed = (safe.escaped(safe.clipped(text, _RECALLED)) or "nothing" for text in response.texts)
            return ", ".join(f"[{number}] **{text}**" for number, text in enumerate(typed, 1))
        case ItemType.MATCHING:
            return _rows(shown, response.texts)
        case ItemType.ORDERING:
            return " → ".join(
                f"**{letter(shown, one)}**" for one in response.option_ids if one in shown.order
            )
    chosen = sorted(letter(shown, option_id) for option_id in response.option_ids if option_id in shown.order)
    return words.listed([f"**{one}**" for one in chosen]) or "nothing"


def key(shown: ShownItem) -> str:
    """What is right, in short: "**B**", "1 → **B**", a text, or the number with its unit and its tolerance."""
    item = shown.item
    match item.type:
        case ItemType.SHORT:
            return f"**{_as_typed(item.accept[0])}**"
        case ItemType.CODE_OUTPUT:
            return code_block(item.accept[0])
        case ItemType.CLOZE:
            return ", ".join(
                f"[{number}] **{_as_typed(blank.accept[0])}**" for number, blank in enumerate(item.blanks, 1)
            )
        case ItemType.MATCHING:
            return _rows(shown, tuple(pair.right for pair in item.pairs))
        case ItemType.ORDERING:
            return " → ".join(f"**{letter(shown, one)}**" for one in item.step_order)
    if item.key is None:
        return words.listed([f"**{letter(shown, one)}**" for one in shown.order if one in item.key_ids])
    margin = max(item.tolerance.abs, abs(item.key) * item.tolerance.rel)
    exact = f"**{words.decimal(item.key, item.unit)}**"
    return f"{exact} (give or take {words.decimal(margin)})" if margin else exact


def references(item: Item) -> str:
    """Where to read more, as links and books; empty when there is nothing."""
    told = " · ".join(map(reference, item.references))
    return small(f"Read more: {told}") if told else ""


def reference(source: Reference) -> str:
    """A page as a link, or a book and its section."""
    if source.url:
        title = source.title or source.url.split("/")[2]
        return f"[{title.replace('[', '(').replace(']', ')')}](<{source.url}>)"
    place = f", section {source.section}" if source.section else ""
    return f"*{source.book or source.title}*{place}"


def code_block(text: str) -> str:
    """Output of a program, in a block of its own; what is typed cannot break out of it."""
    return f"```\n{_FENCE.sub(lambda found: ' '.join(found[0]), text).rstrip()}\n```"


def _as_typed(text: str) -> str:
    """An accepted answer is compared, not read: `__init__` keeps its underscores."""
    return safe.escaped(text.strip().strip("`"))


def _with_letters(texts: Sequence[str]) -> list[str]:
    return [f"**{LETTERS[at]}** {text.strip()}" for at, text in enumerate(texts)]


def _listed(told: Sequence[str]) -> str:
    # Long ones need air between them on a narrow screen.
    return ("\n\n" if any(len(one) > _SHORT_OPTION for one in told) else "\n").join(told)


def _rows(shown: ShownItem, rights: Sequence[str]) -> str:
    """A matching item's rows: "1 → **B**, 2 → **A**"; a choice of another variant in its own words."""
    choices = shown.choices
    told = (LETTERS[choices.index(right)] if right in choices else right for right in rights)
    return ", ".join(f"{number} → **{right}**" for number, right in enumerate(told, 1))


def how_to_answer(item: Item) -> str:
    """What to do, in a sentence; "" where the buttons say it."""
    if item.type in _HOW_TO_ANSWER:
        return _HOW_TO_ANSWER[item.type]
    if item.type is ItemType.NUMERIC:
        return f"Answer with a number in {item.unit}." if item.unit else "Answer with a number."
    return ""
