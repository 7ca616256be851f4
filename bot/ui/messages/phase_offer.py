"""The offer of the next phase, when the projected end of the present one has come."""

from typing import Any

import discord

from bot.domain.phase_offer import PhaseOffer
from bot.ui import custom_ids
from bot.ui.messages import safe
from bot.ui.messages.layout import Style, button, card, lines, message, phase_colour, rows, small


def offer(made: PhaseOffer, guild_name: str = "") -> discord.ui.LayoutView:
    """The direct message that offers the next phase; `guild_name` says in which group."""
    place = f"In {safe.name(guild_name)}. " if guild_name else ""
    return message(
        card(
            lines(
                f"### Phase {made.next_phase}: {made.next_title}",
                offer_text(made.next_phase),
            ),
            small(f"{place}Nothing changes until you choose it, and `/enroll` leads back."),
            *rows([accept_button(made.guild_id, made.next_phase)]),
            colour=phase_colour(made.next_phase),
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
