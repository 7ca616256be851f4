"""The offer of the next phase, when the projected end of the present one has come."""

from typing import Any

import discord

from bot.ui import custom_ids
from bot.ui.messages import safe
from bot.ui.messages.layout import Style, button, card, lines, message, phase_colour, rows, small


def offer(guild_id: int, guild_name: str, phase: int, phase_title: str = "") -> discord.ui.LayoutView:
    """The private message that offers `phase` to a learner of a group."""
    title = f"Phase {phase}: {phase_title}" if phase_title else f"Phase {phase}"
    return message(
        card(
            lines(f"### {title} is ready when you are", offer_text(phase)),
            small(
                f"In {safe.name(guild_name)}. Nothing changes until you choose it, and `/enroll` leads back."
            ),
            *rows([accept_button(guild_id, phase)]),
            colour=phase_colour(phase),
        )
    )


def accepted(phase: int) -> discord.ui.LayoutView:
    """After the offer was accepted."""
    return message(
        f"You are in **phase {phase}** now. Its next question is yours; `/today` shows what is open."
    )


def offer_text(phase: int) -> str:
    """The offer itself, in a sentence or two."""
    return f"At your pace, phase {phase - 1} has come to its end. Stay a while, or go on to phase {phase}."


def accept_button(guild_id: int, phase: int) -> discord.ui.Button[Any]:
    """The button that accepts."""
    return button(f"Start phase {phase}", custom_ids.NextPhase(guild_id, phase), Style.success)
