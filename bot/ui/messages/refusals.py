"""What cannot be, said so that something can be done about it: each refusal with the button that mends it."""

from collections.abc import Callable
from typing import Any

import discord

from bot.domain import errors, limits
from bot.domain.grading import AS_TYPED, BETWEEN_BLANKS
from bot.domain.numbers import MAX_LENGTH
from bot.ui import custom_ids
from bot.ui.messages import safe, words
from bot.ui.messages.layout import Style, button, lines, message, rows, small

Buttons = list[discord.ui.Button[Any]]
Told = tuple[str, Buttons]

_GROUPS_SHOWN = 20
_QUOTED = 120
_FITS_A_BUTTON = 60
"""Characters of an answer that a button's custom_id has room for, whatever question it belongs to."""

_PROBLEMS = {
    "empty": "Please give an answer first.",
    "incomplete": "Something is left open; fill in every part.",
    "no-such-option": "That is not one of the options.",
    "not-a-number": "I look for a number, such as `0.25`, `1/4` or `2.5e-3`.",
    "several-numbers": "I found more than one number in it; give just one, such as `0.25`.",
    "ambiguous-comma": "Its commas and full stops can be read in two ways; write it such as `1234.5`.",
    "too-long": "That is too long; shorten it, or round a number, such as `0.333`.",
    "out-of-range": "That is too large or too small for me; write it such as `2.5e-3`.",
    "wrong-unit": "Its unit is not the one asked for; leave the unit out, such as `0.25`.",
    "divide-by-zero": "It divides by zero; write the number itself, such as `0.25`.",
}
_NOT_TYPED = frozenset({"incomplete", "no-such-option"})
_FIELDS = {
    "phase": "a phase",
    "pace": "a pace",
    "track": "a track",
    "timezone": "a time zone",
    "until": "a day to pause until",
    "time": "a time",
    "post_time": "a time",
    "days": "a set of days",
    "channel": "a channel",
    "topic": "a topic",
    "project": "a project",
    "question": "a question",
    "term": "a term",
}
_NEAR = frozenset({"timezone", "topic", "project", "question", "term"})
"""Fields whose suggestions are near to what was typed."""
_EXAMPLES = {
    "phase": "There are phases 1, 2, 3 and 4.",
    "pace": "There are 6, 9 and 12 months.",
    "track": "There are PyTorch and TensorFlow.",
    "timezone": "Type a city and pick one from the list, such as `Europe/Berlin`.",
    "until": "Write a number of days from 1 to 90, such as `7`, or the last day, such as `2026-11-30`.",
    "time": "Write it as hours and minutes, such as `09:00`.",
    "post_time": "Write it as hours and minutes, such as `09:00`.",
    "days": "Write them such as `daily`, `mon-fri` or `mon, wed, fri`.",
    **dict.fromkeys(
        ("topic", "project", "question", "term"), "Type a word of it and pick one from the list."
    ),
}


def refusal(error: errors.StudyError) -> discord.ui.LayoutView:
    """What the person reads, and the buttons that mend it."""
    teller = _TELLERS.get(type(error))
    text, buttons = teller(error) if teller else ("That is not possible here.", [])
    return message(text, *rows(buttons))


def broke(reference_id: str) -> discord.ui.LayoutView:
    """When the fault is ours; `reference_id` leads the host to the log."""
    return message(
        lines(
            "This broke on our side. Nothing you did is lost; please try once more.",
            small(f"If it happens again, tell a moderator this reference: `{reference_id}`"),
        )
    )


def _not_enrolled(error: errors.NotEnrolled) -> Told:
    if error.ref is None:
        text = "You are not enrolled here yet. One tap starts you at phase 1; every choice can change later."
        return text, [button("Enroll", custom_ids.Join(error.guild_id), Style.success)]
    is_kept = _fits_a_button(error.given)
    text = lines(
        "**Enroll, and this answer counts.**" if is_kept else "**Enroll, and answer once more.**",
        "One question a day, a private verdict each time; every choice can change later.",
    )
    label, given = ("Enroll and count it", error.given) if is_kept else ("Enroll and answer", custom_ids.FORM)
    return text, [button(label, custom_ids.Enroll(error.ref, given), Style.success)]


def _paused(error: errors.Paused) -> Told:
    text = f"You are on a pause until {words.day(error.until)}, and your streak is safe."
    if error.ref is None:
        return text, [button("Resume now", custom_ids.Resume(), Style.success)]
    is_kept = _fits_a_button(error.given)
    label, given = ("Resume and count it", error.given) if is_kept else ("Resume and answer", custom_ids.FORM)
    mend = button(label, custom_ids.Resume(error.ref, given), Style.success)
    return f"{text} Want to end it now, with this answer?", [mend]


def _unreadable(error: errors.UnreadableAnswer) -> Told:
    if error.meant:
        return _did_you_mean(error)
    typed = safe.escaped(safe.clipped(error.given.replace(BETWEEN_BLANKS, " "), MAX_LENGTH))
    wrote = f"You wrote “{typed}”. " if typed and error.problem not in _NOT_TYPED else ""
    problem = _PROBLEMS.get(error.problem, _PROBLEMS["not-a-number"])
    unit = f" The answer is asked for in {error.unit}." if error.unit else ""
    text = lines(
        f"{wrote}{problem}{unit}",
        small("This cost nothing: your first answer is still to come."),
    )
    return text, [button("Try again", custom_ids.Answer(error.ref, custom_ids.FORM), Style.primary)]


def _fits_a_button(given: str) -> bool:
    # What means something else in a button, such as a typed "form", is typed once more.
    return (
        len(given) <= _FITS_A_BUTTON
        and given.isprintable()
        and given not in (custom_ids.FORM, custom_ids.HINT)
    )


def _did_you_mean(error: errors.UnreadableAnswer) -> Told:
    """A slip of the keyboard is asked about; what cannot stand in a button is typed again."""
    as_typed = f"{AS_TYPED}{error.given}"
    choices = [button("Try again", custom_ids.Answer(error.ref, custom_ids.FORM), Style.primary)]
    is_kept = _fits_a_button(as_typed)
    if is_kept:
        choices.append(button("Count it as I wrote it", custom_ids.Answer(error.ref, as_typed)))
    text = lines(
        f"You wrote “{safe.escaped(safe.clipped(error.given.replace(BETWEEN_BLANKS, ', '), _QUOTED))}”. "
        f"Did you mean “{safe.escaped(error.meant)}”?",
        small(
            "Nothing is counted yet. Answer again, or let it stand as you wrote it."
            if is_kept
            else "Nothing is counted yet. Answer again; an exclamation mark first (`!`) lets it stand as you write it."
        ),
    )
    return text, choices


def _question_gone(_: errors.QuestionGone) -> Told:
    return "This question is gone. `/today` shows what is open.", []


def _not_yours(_: errors.NotYours) -> Told:
    return "This was put to somebody else. `/today` shows what is open for you.", []


def _not_set_up(error: errors.GroupNotSetUp) -> Told:
    if error.can_set_up:
        return (
            "This group has no channel yet. `/setup` chooses one, and questions start the next post day.",
            [],
        )
    return "This group is not set up yet. Ask somebody with Manage Server to run `/setup`.", []


def _needs_moderator(error: errors.NeedsModerator) -> Told:
    role = f" (<@&{error.role_id}>)" if error.role_id else ", and no moderator role is set yet"
    return f"This is for the group’s moderators{role}.", []


def _needs_manage_server(_: errors.NeedsManageServer) -> Told:
    return "`/setup` is for people with the Manage Server permission.", []


def _bad_choice(error: errors.BadChoice) -> Told:
    given = safe.escaped(safe.clipped(error.given, 60)) or "nothing"
    text = f"“{given}” is not {_FIELDS.get(error.field, 'possible here')} I know."
    if error.field in _NEAR and error.suggestions:
        near = words.listed([f"`{safe.plain(one)}`" for one in error.suggestions[:5]], "or")
        return f"{text} Did you mean {near}?", []
    return f"{text} {_EXAMPLES.get(error.field, '')}".strip(), []


def _which_group(error: errors.WhichGroup) -> Told:
    if not error.groups:
        return "You are in no study group yet. Open your group’s server and use `/enroll` there.", []
    groups = words.count(len(error.groups), "group")
    if not error.command:
        return f"You study in {groups}; from here I cannot tell which you mean. Use this in its server.", []
    return f"You study in {groups}. Which one do you mean?", [
        button(
            safe.clipped(safe.plain(name) or str(guild_id), limits.BUTTON_LABEL),
            custom_ids.InGroup(guild_id, error.command, error.argument),
        )
        for guild_id, name in error.groups[:_GROUPS_SHOWN]
    ]


def _answer_first(_: errors.AnswerFirst) -> Told:
    return "The discussion is full of spoilers: it opens once you have answered.", []


def _already_reported(error: errors.AlreadyReported) -> Told:
    return (
        f"You reported this question {words.relative(error.at)}, and the moderators have it. Thank you.",
        [],
    )


def _nothing_to_post(error: errors.NothingToPost) -> Told:
    return f"There is nothing to post or skip for phase {error.phase}.", []


def _already_posted(error: errors.AlreadyPosted) -> Told:
    return f"Today’s question of phase {error.phase} is already out in <#{error.channel_id}>.", []


_TELLERS: dict[type[errors.StudyError], Callable[[Any], Told]] = {
    errors.NotEnrolled: _not_enrolled,
    errors.Paused: _paused,
    errors.UnreadableAnswer: _unreadable,
    errors.QuestionGone: _question_gone,
    errors.NotYours: _not_yours,
    errors.GroupNotSetUp: _not_set_up,
    errors.NeedsModerator: _needs_moderator,
    errors.NeedsManageServer: _needs_manage_server,
    errors.BadChoice: _bad_choice,
    errors.WhichGroup: _which_group,
    errors.AnswerFirst: _answer_first,
    errors.AlreadyReported: _already_reported,
    errors.NothingToPost: _nothing_to_post,
    errors.AlreadyPosted: _already_posted,
}
