"""What a learner is told after an answer: right or wrong, why, and what it counted for."""

from collections.abc import Collection
from typing import Any

import discord

from bot.domain.attempt import Source, Verdict
from bot.domain.enrollment import DEFAULT_PACE, DEFAULT_TRACK
from bot.domain.formulas.prose import in_one_line
from bot.domain.item import ItemType
from bot.domain.typed import text_is_right
from bot.ui import custom_ids
from bot.ui.messages import question, words
from bot.ui.messages.layout import (
    PARTLY,
    RIGHT,
    WRONG,
    Block,
    Style,
    button,
    card,
    line,
    lines,
    message,
    paragraphs,
    rows,
    shortened,
    small,
)
from bot.ui.messages.streak import streak_line

_TYPED = frozenset({ItemType.NUMERIC, ItemType.SHORT, ItemType.CODE_OUTPUT})
_RECALLED = 80
"""Characters of a multi item's option that are said again."""
_STREAK_TOO = "Right or wrong, it counts for your streak."
_COUNTS = "it counts for your streak, not for points."
_PRACTICE = {
    "other-phase": "Practice, since this is another phase’s question",
    "revealed": "Practice, since the answer was already out",
    "met-before": "Practice, since you had met this one",
}
SEEN_BY_MODERATORS = "Moderators see your last active day and counts, never single answers."


def verdict(told: Verdict) -> discord.ui.LayoutView:
    """The verdict, with the way on where another question is open."""
    body = card(
        lines(f"### {_headline(told)}", *_notes(told)),
        _reasons(told),
        line(),
        paragraphs(told.shown.item.explanation.strip(), question.references(told.shown.item)),
        line(),
        lines(_points(told), streak_line(told.streak)),
        *((line(), _enrolled(told)) if told.enrolled_now else ()),
        *rows(_buttons(told)),
        colour=_colour(told),
    )
    return message(body, *(_ask_about_ping(told.shown.guild_id) if told.ask_about_ping else ()))


def ping_chosen(*, wants: bool) -> discord.ui.LayoutView:
    """After the question about the ping was answered; `/settings` can change it."""
    chosen = "You will be pinged when a question is out." if wants else "No pings, then."
    return message(f"{chosen} `/settings` changes that at any time.")


def _headline(told: Verdict) -> str:
    if told.is_repeat_tap:
        return "Your first answer stands."
    if told.grade.is_correct:
        return "✓ Right."
    if told.response.is_unknown:
        return "Here is how it goes."
    return "Partly right." if told.grade.score > 0 else "Not this time."


def _colour(told: Verdict) -> discord.Colour:
    if told.grade.is_correct:
        return RIGHT
    return PARTLY if told.grade.score > 0 else WRONG


def _notes(told: Verdict) -> list[str]:
    notes = []
    if told.is_repeat_tap:
        result = "right" if told.grade.is_correct else "partly right" if told.grade.score > 0 else "not right"
        notes.append(f"You answered {words.relative(told.answered_at)}, and it was {result}.")
    if told.resumed_now:
        notes.append("Your pause is over. Good to have you back.")
    if told.met_before_at is not None and told.met_before is not None:
        when = words.local_day(told.met_before_at, told.streak.timezone)
        chose = "chose" if told.shown.item.options and not told.met_before.is_unknown else "answered"
        before = question.given(told.shown, told.met_before)
        # A block of output begins its own line.
        is_output = told.shown.item.type is ItemType.CODE_OUTPUT and not told.met_before.is_unknown
        met = f"You met this on {when} and {chose}"
        notes.append(lines(met, before) if is_output else f"{met} {before}.")
    if told.source is Source.PRACTICE:
        notes.append(f"{_PRACTICE.get(told.practice_reason, 'Practice')}: {_COUNTS}")
    return notes


def _enrolled(told: Verdict) -> str:
    defaults = (
        f"{words.pace(DEFAULT_PACE)}, {words.track(DEFAULT_TRACK)}, {words.city(told.streak.timezone)} time"
    )
    return lines(
        f"**You are enrolled:** {defaults}.", small(f"`/settings` changes any of it. {SEEN_BY_MODERATORS}")
    )


def _reasons(told: Verdict) -> str:
    """What was given and why it is right or wrong; when it is wrong, the key and why."""
    shown, item = told.shown, told.shown.item
    if told.response.is_unknown:
        whys = [_why(told, one) for one in shown.order if one in item.key_ids]
        honest = "Not knowing yet is an honest answer."
        return paragraphs(honest, lines(_the_answer_is(told), *whys), *_parts_of_key(told))
    if item.type in _TYPED:
        return _reasons_of_text(told)
    if not item.options:
        return _reasons_of_parts(told)
    chosen = [one for one in shown.order if one in told.response.option_ids]
    missed = [one for one in shown.order if one in item.key_ids and one not in chosen]
    if item.type in question.ONE_TAP:
        parts = [lines(f"You chose {question.lettered(shown, one)}", _why(told, one)) for one in chosen]
        parts += [lines(f"The answer is {question.lettered(shown, one)}", _why(told, one)) for one in missed]
        return paragraphs(*parts)
    summary = f"You chose {question.given(shown, told.response)}"
    summary += "." if told.grade.is_correct else f"; the answer is {question.key(shown)}."
    each = [
        lines(f"{mark} {shortened(in_one_line(question.lettered(shown, one)), _RECALLED)}", _why(told, one))
        for one in shown.order
        if (mark := _mark(one, chosen, missed, item.key_ids))
    ]
    return paragraphs(summary, *each)


def _reasons_of_text(told: Verdict) -> str:
    shown, aside = told.shown, _aside(told.grade.feedback)
    given = question.given(shown, told.response)
    answered = f"You answered {given}"
    if shown.item.type is ItemType.CODE_OUTPUT:
        parts = [lines("You answered", given, aside)]
        return paragraphs(*parts, *(() if told.grade.is_correct else (_the_answer_is(told),)))
    if not told.grade.is_correct:
        return paragraphs(lines(f"{answered}.", aside), _the_answer_is(told))
    exactly = f"; exactly, it is {question.key(shown)}" if shown.item.type is ItemType.NUMERIC else ""
    return lines(f"{answered}{exactly}.", aside)


def _reasons_of_parts(told: Verdict) -> str:
    """Of rows, gaps and steps: what was given, what is right, and why of those that were wrong."""
    answered = f"You answered {question.given(told.shown, told.response)}."
    return (
        answered
        if told.grade.is_correct
        else paragraphs(answered, _the_answer_is(told), *_parts_of_key(told))
    )


def _parts_of_key(told: Verdict) -> list[str]:
    """Each part that was not right in its own words: the question may be far up the channel by now."""
    item, given = told.shown.item, told.response
    match item.type:
        case ItemType.MATCHING:
            texts = given.texts or ("",) * len(item.pairs)
            return [
                lines(f"**{number}** {pair.left.strip()} → **{pair.right.strip()}**", _aside(pair.why))
                for number, (pair, text) in enumerate(zip(item.pairs, texts, strict=True), 1)
                if text != pair.right
            ]
        case ItemType.CLOZE:
            texts = given.texts or ("",) * len(item.blanks)
            return [
                lines(
                    *(
                        _aside(f"[{number}] {blank.why}")
                        for number, (blank, text) in enumerate(zip(item.blanks, texts, strict=True), 1)
                        if blank.why and not text_is_right(text, blank.accept, blank.normalise)
                    )
                )
            ]
        case ItemType.ORDERING:
            steps = [
                f"{number}. {item.step(one).text.strip()}" for number, one in enumerate(item.step_order, 1)
            ]
            return [lines(*steps), *_first_to_differ(told)]
    return []


def _first_to_differ(told: Verdict) -> list[str]:
    item, given = told.shown.item, told.response.option_ids
    wrong = [right for right, one in zip(item.step_order, given, strict=False) if right != one]
    if not wrong or not item.step(wrong[0]).why.strip():
        return []
    return [lines(f"Why {item.step(wrong[0]).text.strip()} stands there:", _aside(item.step(wrong[0]).why))]


def _the_answer_is(told: Verdict) -> str:
    key = question.key(told.shown)
    return (
        lines("The answer is", key)
        if told.shown.item.type is ItemType.CODE_OUTPUT
        else f"The answer is {key}."
    )


def _mark(option_id: str, chosen: Collection[str], missed: Collection[str], key: Collection[str]) -> str:
    if option_id in missed:
        return "Left out:"
    if option_id in chosen:
        return "✓" if option_id in key else "✗"
    return ""


def _why(told: Verdict, option_id: str) -> str:
    return _aside(told.shown.item.option(option_id).why)


def _aside(text: str) -> str:
    return f"> {' '.join(text.split())}" if text.strip() else ""


def _points(told: Verdict) -> str:
    if told.source is Source.PRACTICE:
        return ""
    hints = told.response.hints_used
    after = f" after {words.count(hints, 'hint')}" if hints else ""
    plus = f"**+{told.points}** {'point' if told.points == 1 else 'points'}{after}"
    if told.points_capped:
        return f"{plus if told.points else 'No more points'}: today’s cap is reached. {_STREAK_TOO}"
    if not told.points:
        return f"No points{after}. {_STREAK_TOO}" if after else _STREAK_TOO
    if told.grade.is_correct:
        return f"{plus}, and it counts for your streak."
    return f"{plus}{'' if told.grade.score else ' for an honest try'}. {_STREAK_TOO}"


def _buttons(told: Verdict) -> list[discord.ui.Button[Any]]:
    shown = told.shown
    following = (
        [button("Next question", custom_ids.Today(shown.guild_id), Style.primary)] if told.has_more else []
    )
    return [
        *following,
        button("Read about it", custom_ids.Primer(shown.guild_id, shown.item.topic)),
        button("Report", custom_ids.Report(shown.ref)),
        button("Discuss", custom_ids.Discuss(shown.ref)),
    ]


def _ask_about_ping(guild_id: int) -> list[str | Block]:
    return [
        "Asked only once: would you like a ping when the next question is out?",
        *rows(
            [
                button("Ping me", custom_ids.Ping(guild_id, wants=True)),
                button("No, thanks", custom_ids.Ping(guild_id, wants=False)),
            ]
        ),
    ]
