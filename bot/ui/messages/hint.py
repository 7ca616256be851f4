"""Hints: those that were shown, and what the next one costs before it is shown."""

import discord

from bot.domain.hint import HintView
from bot.domain.item import QuestionRef
from bot.domain.points import HINTS
from bot.ui import custom_ids
from bot.ui.messages.layout import Style, button, card, lines, message, paragraphs, phase_colour, rows, small


def hints(view: HintView) -> discord.ui.LayoutView:
    """The hints seen so far, the price of the next, and the button that shows it."""
    if not view.total:
        return message("This question has no hints.")
    seen = len(view.hints)
    told = [f"**Hint {number} of {view.total}** {text.strip()}" for number, text in enumerate(view.hints, 1)]
    following = custom_ids.Hint(view.shown.ref, seen + 1)
    label = f"{'Another' if seen else 'Show a'} hint ({_price(view)})"
    return message(
        card(
            f"### Hints · {view.shown.topic_title}",
            paragraphs(*told),
            _worth(view),
            *(rows([button(label, following, Style.primary)]) if view.has_more else ()),
            colour=phase_colour(view.shown.phase),
        )
    )


def enroll_first(ref: QuestionRef) -> discord.ui.LayoutView:
    """To somebody who is not enrolled: hints are counted, so somebody has to be there to count them for."""
    return message(
        lines(
            "**Enroll, and hints open.**",
            "One question a day, a private verdict each time; every choice can change later.",
        ),
        *rows([button("Enroll and see hints", custom_ids.Enroll(ref, custom_ids.HINT), Style.success)]),
    )


def _is_free(view: HintView) -> bool:
    return view.points == 0


def _price(view: HintView) -> str:
    cost = view.points - view.points_after_next
    return "free" if _is_free(view) else f"−{_points(cost)}"


def _points(count: int) -> str:
    return f"{count} {'point' if count == 1 else 'points'}"


def _worth(view: HintView) -> str:
    if view.is_answered:
        return small("You have answered already, so hints cost nothing.")
    if _is_free(view):
        if len(view.hints) >= HINTS:
            return small("Nothing is left to earn here; your streak counts all the same.")
        return small("This is practice, so hints cost nothing.")
    now = f"A right answer is worth **{_points(view.points)}** now"
    if not view.has_more:
        return f"{now}. That was the last hint."
    return f"Each hint takes a third of the points. {now}, {view.points_after_next} after the next."
