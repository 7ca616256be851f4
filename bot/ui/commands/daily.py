"""`/daily preview`, `/daily post`, `/daily skip`, for moderators."""

from typing import Any

import discord
from discord import app_commands

from bot.services.all import Services
from bot.ui.components.moderating import post_now
from bot.ui.messages import commands as words
from bot.ui.messages import daily_post as messages
from bot.ui.people import caller
from bot.ui.replies import reply, soon


def register(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Put `/daily` on the tree."""
    daily = app_commands.Group(name=words.DAILY.name, description=words.DAILY.description, guild_only=True)

    @daily.command(name=words.DAILY_PREVIEW.name, description=words.DAILY_PREVIEW.description)
    @app_commands.describe(phase=words.DAILY_PHASE.description)
    async def preview(interaction: discord.Interaction, phase: app_commands.Range[int, 1, 4] = 1) -> None:
        shown = services.daily_post.preview(interaction.guild_id or 0, caller(interaction), phase)
        await reply(interaction, messages.preview(await soon(interaction, shown)))

    @daily.command(name=words.DAILY_POST.name, description=words.DAILY_POST.description)
    @app_commands.describe(phase=words.DAILY_PHASE.description)
    async def post(interaction: discord.Interaction, phase: app_commands.Range[int, 1, 4] = 1) -> None:
        await post_now(services, interaction, interaction.guild_id or 0, phase)

    @daily.command(name=words.DAILY_SKIP.name, description=words.DAILY_SKIP.description)
    @app_commands.describe(phase=words.DAILY_PHASE.description)
    async def skip(interaction: discord.Interaction, phase: app_commands.Range[int, 1, 4] = 1) -> None:
        skipped = services.daily_post.skip(interaction.guild_id or 0, caller(interaction), phase)
        await reply(interaction, messages.skipped(await soon(interaction, skipped)))

    tree.add_command(daily)
