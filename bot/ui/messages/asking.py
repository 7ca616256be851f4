"""Asking: a question with its buttons, the forms they open, and the panel of an ordering item."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.domain import limits
from bot.domain.formulas.prose import in_one_line
from bot.domain.grading import LONGEST_TEXT, UNKNOWN
from bot.domain.item import ItemType, ShownItem
from bot.domain.numbers import MAX_LENGTH
from bot.ui import custom_ids
from bot.ui.messages import question, safe
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
_LETTERED_EXTRA = len("A · ")


def question_card(shown: ShownItem, *, label: str = "") -> Block:
    """The question in its box, with its buttons; `label` joins the small print at the top."""
    item = shown.item
    first = FIRST_TAP if item.type in question.ONE_TAP else FIRST_ANSWER
    return card(
        question.head(shown, label),
        question.stem(item),
        question.options(shown),
        small(f"{question.how_to_answer(item)} {first}".strip()),
        *answer_rows(shown),
        colour=phase_colour(shown.phase),
    )


def answer_rows(shown: ShownItem, *, is_revealed: bool = False) -> list[Block]:
    """A button for each option, or one that opens the form or the panel; then an honest way out, while it is one."""
    item = shown.item
    if item.type in question.ONE_TAP:
        answers = [
            button(question.LETTERS[at], custom_ids.Answer(shown.ref, str(at)), Style.primary)
            for at in range(len(shown.order))
        ]
    elif item.type is ItemType.ORDERING:
        answers = [button("Put in order", custom_ids.Order(shown.ref), Style.primary)]
    else:
        answers = [button("Answer", custom_ids.Answer(shown.ref, custom_ids.FORM), Style.primary)]
    aside = [] if is_revealed else _ways_out(shown)
    return [*rows(answers), *rows(aside)] if len(answers) > 1 and aside else rows([*answers, *aside])


def _ways_out(shown: ShownItem) -> list[discord.ui.Button[Any]]:
    hint = [button("Hint", custom_ids.Hint(shown.ref))] if shown.item.hints else []
    return [*hint, button("I don’t know", custom_ids.Answer(shown.ref, UNKNOWN))]


def form(shown: ShownItem) -> discord.ui.Modal:
    """The form of a question that is typed, or answered in several parts; it repeats the question."""
    asked = paragraphs(question.stem(shown.item), question.option_list(shown) if _says_choices(shown) else "")
    question_text = discord.ui.TextDisplay[Any](shortened(in_one_line(asked), limits.V2_TEXT))
    return modal(shown.topic_title, custom_ids.Form(shown.ref), question_text, *_fields(shown))


def order_panel(shown: ShownItem, pressed: Sequence[int]) -> discord.ui.LayoutView:
    """An ordering item half way: the order so far, a button for each step that is left, Undo, and Submit at the end.

    Args:
        shown: the question.
        pressed: places of steps in the order shown, as they were tapped.
    """
    steps = shown.steps
    so_far = [f"{number}. {steps[at].text.strip()}" for number, at in enumerate(pressed, 1)]
    left = [at for at in range(len(steps)) if at not in pressed]
    taps = [button(question.LETTERS[at], _order(shown, [*pressed, at]), Style.primary) for at in left]
    ends = [button("Undo", _order(shown, pressed[:-1]))] if pressed else []
    if not left:
        ends.append(
            button("Submit", custom_ids.Answer(shown.ref, ".".join(map(str, pressed))), Style.success)
        )
    return message(
        card(
            question.head(shown),
            question.stem(shown.item),
            question.options(shown),
            lines("**Your order**", *so_far) if so_far else small("Tap the step that comes first."),
            *(rows(taps) if taps else ()),
            *rows([*ends, *_ways_out(shown)]),
            colour=phase_colour(shown.phase),
        )
    )


def _order(shown: ShownItem, pressed: Sequence[int]) -> custom_ids.Order:
    return custom_ids.Order(shown.ref, ".".join(map(str, pressed)))


def _fields(shown: ShownItem) -> list[Block]:
    item = shown.item
    match item.type:
        case ItemType.MULTI:
            return [_checkboxes(shown)]
        case ItemType.MATCHING:
            return [_row(shown, at) for at in range(len(item.pairs))]
        case ItemType.CLOZE:
            return [
                # A gap may stay open: each counts by itself.
                _typed(f"Gap {number}", custom_ids.part(at), LONGEST_TEXT[item.type], is_required=False)
                for at, number in enumerate(range(1, len(item.blanks) + 1))
            ]
        case ItemType.SHORT:
            return [_typed("Your answer", custom_ids.ANSWER_FIELD, LONGEST_TEXT[item.type], "A few words.")]
        case ItemType.CODE_OUTPUT:
            length = LONGEST_TEXT[item.type]
            told = "Everything it prints, line by line."
            return [_typed("What is printed", custom_ids.ANSWER_FIELD, length, told, is_long=True)]
    unit = f" in {item.unit}" if item.unit else ""
    return [
        _typed("Your answer", custom_ids.ANSWER_FIELD, MAX_LENGTH, f"A number{unit}, such as 0.25 or 1/4.")
    ]


def _typed(
    label: str,
    field: str,
    length: int,
    description: str = "",
    *,
    is_long: bool = False,
    is_required: bool = True,
) -> Block:
    style = discord.TextStyle.paragraph if is_long else discord.TextStyle.short
    return discord.ui.Label(
        text=label,
        description=description[: limits.MODAL_DESCRIPTION] or None,
        component=discord.ui.TextInput(custom_id=field, max_length=length, style=style, required=is_required),
    )


def _checkboxes(shown: ShownItem) -> Block:
    choices = [
        discord.CheckboxGroupOption(label=_lettered(at, option.text), value=str(at))
        for at, option in enumerate(shown.options)
    ]
    return discord.ui.Label(
        text="Choose all that apply",
        component=discord.ui.CheckboxGroup(
            custom_id=custom_ids.ANSWER_FIELD, options=choices, min_values=1, max_values=len(choices)
        ),
    )


def _row(shown: ShownItem, at: int) -> Block:
    options = [
        discord.SelectOption(label=_lettered(place, text), value=str(place))
        for place, text in enumerate(shown.choices)
    ]
    left = safe.plain(shown.item.pairs[at].left)
    whole = f"{at + 1} · {left}"
    is_short = len(whole) <= limits.MODAL_LABEL
    return discord.ui.Label(
        text=whole if is_short else f"Row {at + 1}",
        description=None if is_short else safe.clipped(left, limits.MODAL_DESCRIPTION),
        component=discord.ui.Select(custom_id=custom_ids.part(at), options=options),
    )


def _lettered(at: int, text: str) -> str:
    return safe.clipped(f"{question.LETTERS[at]} · {safe.plain(in_one_line(text))}", limits.SELECT_TEXT)


def _says_choices(shown: ShownItem) -> bool:
    # Checkboxes and selects carry their texts; those are written out only where a label would be cut.
    if shown.item.type not in (ItemType.MULTI, ItemType.MATCHING):
        return True
    texts = shown.choices or [option.text for option in shown.options]
    return any(len(safe.plain(text)) > limits.SELECT_TEXT - _LETTERED_EXTRA for text in texts)
