"""`/enroll`."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.enrollment import Choices
from bot.domain.item import Track
from bot.services.all import Services
from bot.ui.commands.zones import complete_zone
from bot.ui.messages import commands as words
from bot.ui.messages import enrollment as messages
from bot.ui.people import guild_name, person
from bot.ui.replies import reply, soon
from bot.ui.roles import apply_roles


def register(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Put `/enroll` on the tree."""

    @tree.command(name=words.ENROLL.name, description=words.ENROLL.description)
    @app_commands.guild_only()
    @app_commands.describe(
        phase=words.ENROLL_PHASE.description,
        pace=words.ENROLL_PACE.description,
        track=words.ENROLL_TRACK.description,
        timezone=words.ENROLL_TIMEZONE.description,
    )
    @app_commands.choices(
        pace=[app_commands.Choice[int | str](name=name, value=value) for name, value in words.PACE_CHOICES],
        track=[app_commands.Choice[int | str](name=name, value=value) for name, value in words.TRACK_CHOICES],
    )
    @app_commands.autocomplete(timezone=complete_zone)
    async def enroll(
        interaction: discord.Interaction,
        phase: app_commands.Range[int, 1, 4] | None = None,
        pace: int | None = None,
        track: str | None = None,
        timezone: str | None = None,
    ) -> None:
        choices = Choices(phase=phase, pace=pace, track=Track(track) if track else None, timezone=timezone)
        guild_id = interaction.guild_id or 0
        enrolling = services.enrollment.enroll(
            guild_id, guild_name(interaction), person(interaction), choices
        )
        result = await soon(interaction, enrolling)
        await reply(interaction, messages.enrolled(result))
        await apply_roles(
            interaction.client,
            services,
            guild_id,
            interaction.user,
            result.role_ids_to_add,
            result.role_ids_to_remove,
        )
