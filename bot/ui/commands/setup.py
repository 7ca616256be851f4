"""`/setup`: channel, time, zone, days, moderators; then roles and the pinned welcome."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.group import GroupChoices
from bot.services.all import Services
from bot.ui.commands.zones import complete_zone
from bot.ui.installing import install
from bot.ui.messages import commands as words
from bot.ui.messages import group as messages
from bot.ui.people import caller, guild_name
from bot.ui.replies import reply


def register(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Put `/setup` on the tree."""
    names = {
        f"phase_{phase}_channel": words.SETUP_PHASE_CHANNELS[phase - 1].description for phase in (1, 2, 3, 4)
    }

    @tree.command(name=words.SETUP.name, description=words.SETUP.description)
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.describe(
        channel=words.SETUP_CHANNEL.description,
        time=words.SETUP_TIME.description,
        timezone=words.SETUP_TIMEZONE.description,
        days=words.SETUP_DAYS.description,
        moderator_role=words.SETUP_MODERATOR_ROLE.description,
        moderator_channel=words.SETUP_MODERATOR_CHANNEL.description,
        **names,
    )
    @app_commands.autocomplete(timezone=complete_zone)
    async def setup(
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        time: str | None = None,
        timezone: str | None = None,
        days: str | None = None,
        moderator_role: discord.Role | None = None,
        moderator_channel: discord.TextChannel | None = None,
        phase_1_channel: discord.TextChannel | None = None,
        phase_2_channel: discord.TextChannel | None = None,
        phase_3_channel: discord.TextChannel | None = None,
        phase_4_channel: discord.TextChannel | None = None,
    ) -> None:
        of_phases = (phase_1_channel, phase_2_channel, phase_3_channel, phase_4_channel)
        choices = GroupChoices(
            channel_id=channel.id if channel else None,
            post_time=time,
            timezone=timezone,
            days=days,
            moderator_role_id=moderator_role.id if moderator_role else None,
            moderator_channel_id=moderator_channel.id if moderator_channel else None,
            phase_channel_ids=tuple(
                (phase, one.id) for phase, one in enumerate(of_phases, 1) if one is not None
            ),
        )
        group = await services.group.set_up(
            interaction.guild_id or 0, guild_name(interaction), caller(interaction), choices
        )
        await interaction.response.defer(ephemeral=True, thinking=True)
        group, missing = await install(interaction.client, services, group)
        await reply(interaction, messages.set_up(group, missing))
