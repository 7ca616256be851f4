"""The question itself: how an item reads and is answered, in a daily post or privately."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.domain import limits
from bot.domain.attempt import Response
from bot.domain.item import Item, ItemType, Reference, ShownItem
from bot.domain.numbers import MAX_LENGTH
from bot.ui import custom_ids
from bot.ui.messages import safe, words
from bot.ui.messages.layout import (
    Block,
    Style,
    button,
    card,
    lines,
    message,
    modal,
    paragraphs,
    phase_colour,
    rows,
    shortened,
    small,
)

FIRST_TAP = "Your first tap counts."
FIRST_ANSWER = "Your first answer counts."
_LETTERS = "ABCDEFGHIJ"
_LETTERED_EXTRA = len("A · ")
_SHORT_OPTION = 45
"""Characters that stay on one line of a phone."""


def question(shown: ShownItem, *, heading: str = "") -> discord.ui.LayoutView:
    """A question by itself, to be answered privately; `heading` stands above it."""
    return message(heading, question_card(shown))


def question_card(shown: ShownItem, *, label: str = "") -> Block:
    """The question in its box, with its buttons; `label` joins the small print at the top."""
    item = shown.item
    first = FIRST_TAP if item.type is ItemType.SINGLE else FIRST_ANSWER
    return card(
        head(shown, label),
        stem(item),
        option_list(shown),
        small(f"{_how_to_answer(item)} {first}".strip()),
        *answer_rows(shown),
        colour=phase_colour(shown.phase),
    )


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
    """The options, lettered in the order shown; `marks` may follow each letter."""
    told = [f"**{_LETTERS[at]}** {option.text.strip()}" for at, option in enumerate(shown.options)]
    if marks:
        told = [f"{mark} {text}".strip() for mark, text in zip(marks, told, strict=True)]
    # Long ones need air between them on a narrow screen.
    return ("\n\n" if any(len(one) > _SHORT_OPTION for one in told) else "\n").join(told)


def answer_rows(shown: ShownItem) -> list[Block]:
    """A button for each option, or one that opens the form."""
    if shown.item.type is ItemType.SINGLE:
        return rows(
            button(_LETTERS[at], custom_ids.Answer(shown.ref, str(at)), Style.primary)
            for at in range(len(shown.order))
        )
    return rows([button("Answer", custom_ids.Answer(shown.ref, custom_ids.FORM), Style.primary)])


def form(shown: ShownItem) -> discord.ui.Modal:
    """The form in which a multi or numeric question is answered; it repeats the question."""
    item = shown.item
    asked = paragraphs(stem(item), option_list(shown) if _needs_full_options(item) else "")
    field: Block
    if item.type is ItemType.NUMERIC:
        field = discord.ui.Label(
            text="Your answer",
            description=f"A number{f' in {item.unit}' if item.unit else ''}, such as 0.25 or 1/4."[
                : limits.MODAL_DESCRIPTION
            ],
            component=discord.ui.TextInput(custom_id=custom_ids.ANSWER_FIELD, max_length=MAX_LENGTH),
        )
    else:
        choices = [
            discord.CheckboxGroupOption(
                label=safe.clipped(f"{_LETTERS[at]} · {safe.plain(option.text)}", limits.SELECT_TEXT),
                value=str(at),
            )
            for at, option in enumerate(shown.options)
        ]
        field = discord.ui.Label(
            text="Choose all that apply",
            component=discord.ui.CheckboxGroup(
                custom_id=custom_ids.ANSWER_FIELD, options=choices, min_values=1, max_values=len(choices)
            ),
        )
    question_text = discord.ui.TextDisplay[Any](shortened(asked, limits.V2_TEXT))
    return modal(shown.topic_title, custom_ids.Form(shown.ref), question_text, field)


def letter(shown: ShownItem, option_id: str) -> str:
    """The letter under which an option is shown: "B"."""
    return _LETTERS[shown.order.index(option_id)]


def lettered(shown: ShownItem, option_id: str) -> str:
    """An option as people speak of it: its letter in bold, and its text."""
    return f"**{letter(shown, option_id)}** {shown.item.option(option_id).text.strip()}"


def given(shown: ShownItem, response: Response) -> str:
    """What was answered, in short: "**A** and **C**", or the number as it was typed."""
    if shown.item.type is ItemType.NUMERIC:
        return f"**{safe.escaped(safe.clipped(response.text, MAX_LENGTH))}**"
    chosen = sorted(letter(shown, option_id) for option_id in response.option_ids if option_id in shown.order)
    return words.listed([f"**{one}**" for one in chosen]) or "nothing"


def key(shown: ShownItem) -> str:
    """What is right, in short: "**B**", or the number with its unit and how near was near enough."""
    item = shown.item
    if item.key is None:
        return words.listed([f"**{letter(shown, one)}**" for one in shown.order if one in item.key_ids])
    margin = max(item.tolerance.abs, abs(item.key) * item.tolerance.rel)
    exact = f"**{words.decimal(item.key, item.unit)}**"
    return f"{exact} (give or take {words.decimal(margin)})" if margin else exact


def references(item: Item) -> str:
    """Where to read more, as links and books; empty when there is nothing."""
    told = " · ".join(_reference(reference) for reference in item.references)
    return small(f"Read more: {told}") if told else ""


def _reference(reference: Reference) -> str:
    if reference.url:
        title = reference.title or reference.url.split("/")[2]
        return f"[{title.replace('[', '(').replace(']', ')')}](<{reference.url}>)"
    place = f", section {reference.section}" if reference.section else ""
    return f"*{reference.book or reference.title}*{place}"


def _how_to_answer(item: Item) -> str:
    if item.type is ItemType.MULTI:
        return "Choose all that apply."
    if item.type is ItemType.NUMERIC:
        return f"Answer with a number in {item.unit}." if item.unit else "Answer with a number."
    return ""


def _needs_full_options(item: Item) -> bool:
    # The checkboxes carry the options; they are written out only where a label would be cut.
    return any(len(safe.plain(option.text)) > limits.SELECT_TEXT - _LETTERED_EXTRA for option in item.options)
