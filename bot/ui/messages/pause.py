"""Pauses: the streak is protected until a day, or until the learner comes back."""

import discord

from bot.domain.enrollment import Enrollment
from bot.ui import custom_ids
from bot.ui.messages import words
from bot.ui.messages.layout import Style, button, lines, message, rows, small


def paused(enrollment: Enrollment) -> discord.ui.LayoutView:
    """After `/pause`: until when, what it protects, and the way back."""
    until = f" until {words.day_and_year(enrollment.paused_until)}" if enrollment.paused_until else ""
    return message(
        lines(
            f"**Enjoy the break.** You are paused{until}, that day included.",
            small("Your streak waits: no day of the pause counts as missed."),
        ),
        *rows([button("Resume now", custom_ids.Resume(guild_id=enrollment.guild_id), Style.secondary)]),
    )


def resumed(enrollment: Enrollment) -> discord.ui.LayoutView:
    """After the pause was ended."""
    return message(
        "Good to have you back. Your streak is as you left it.",
        *rows([button("Today", custom_ids.Today(enrollment.guild_id), Style.primary)]),
    )
