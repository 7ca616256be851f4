"""`/today`: what is open for the learner, or when the next question comes."""

import discord

from bot.domain.today import Today
from bot.ui import custom_ids
from bot.ui.messages import words
from bot.ui.messages.asking import question_card
from bot.ui.messages.layout import (
    RIGHT,
    Block,
    Style,
    button,
    card,
    line,
    lines,
    link,
    message,
    message_url,
    rows,
    small,
)
from bot.ui.messages.phase_offer import accept_button, offer_text
from bot.ui.messages.streak import streak_line


def today(view: Today) -> discord.ui.LayoutView:
    """The next open question with its buttons, else what was done and when the next one comes."""
    offer = _offer(view)
    if view.question is not None:
        return message(streak_line(view.streak), question_card(view.question, label=_place(view)), *offer)
    if view.paused_until is not None:
        until = words.day(view.paused_until)
        resume = custom_ids.Resume(guild_id=view.enrollment.guild_id)
        return message(
            card(
                lines("### You are on a pause", f"Until {until}, and your streak is safe until then."),
                *rows([button("Resume now", resume, Style.success)]),
            )
        )
    return message(
        card(
            lines(f"### {_headline(view)}", _next(view)),
            line(),
            streak_line(view.streak),
            *rows(_links(view)),
            colour=RIGHT,
        ),
        *offer,
    )


def _place(view: Today) -> str:
    """Which of today's questions this is."""
    if view.question is None or view.question.ref.is_daily:
        return "The group’s question"
    if view.extras_due > 1:
        return f"Your own question {min(view.extras_done + 1, view.extras_due)} of {view.extras_due}"
    return "Your own question"


def _headline(view: Today) -> str:
    if view.streak.is_today_done:
        return "All done for today"
    return "Nothing is open yet"


def _next(view: Today) -> str:
    told = []
    if view.daily_verdict is not None:
        is_right = view.daily_verdict.grade.is_correct
        told.append(
            f"You {'had' if is_right else 'answered'} the group’s question{' right' if is_right else ''}."
        )
    if view.extras_done:
        told.append(f"You answered {words.count(view.extras_done, 'question')} of your own.")
    if view.next_post_at is not None:
        told.append(f"The next question comes {words.relative(view.next_post_at)}.")
    else:
        told.append("No question is planned yet; a moderator starts the next with `/setup`.")
    return " ".join(told)


def _links(view: Today) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    if view.daily is None:
        return []
    url = message_url(view.enrollment.guild_id, view.daily.channel_id, view.daily.message_id)
    return [link("Open the question", url)]


def _offer(view: Today) -> list[str | Block]:
    if view.phase_offer is None:
        return []
    accept = accept_button(view.enrollment.guild_id, view.phase_offer)
    return [small(offer_text(view.phase_offer)), *rows([accept])]
