"""Autocomplete over time zones and cities."""

import discord
from discord import app_commands

from bot.domain.limits import AUTOCOMPLETE_CHOICES
from bot.domain.zones import find_zones
from bot.ui.messages.words import city


async def complete_zone(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Zones whose name or city begins with, or holds, what was typed so far."""
    del interaction
    found = find_zones(current, limit=AUTOCOMPLETE_CHOICES)
    return [app_commands.Choice(name=f"{city(zone)} ({zone})"[:100], value=zone) for zone in found]
