"""What learners ask for: today, progress, streak, leaderboard, pause, settings, help."""

from typing import Any

import discord
from discord import app_commands

from bot.services.all import Services
from bot.ui.components.showing import show
from bot.ui.custom_ids import LONGEST_ARGUMENT
from bot.ui.messages import commands as words
from bot.ui.messages import help as help_messages
from bot.ui.people import caller
from bot.ui.replies import reply


def register(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Put the learners' commands on the tree."""

    @tree.command(name=words.TODAY.name, description=words.TODAY.description)
    async def today(interaction: discord.Interaction) -> None:
        await show(services, interaction, "today")

    @tree.command(name=words.PROGRESS.name, description=words.PROGRESS.description)
    async def progress(interaction: discord.Interaction) -> None:
        await show(services, interaction, "progress")

    @tree.command(name=words.STREAK.name, description=words.STREAK.description)
    async def streak(interaction: discord.Interaction) -> None:
        await show(services, interaction, "streak")

    @tree.command(name=words.LEADERBOARD.name, description=words.LEADERBOARD.description)
    @app_commands.describe(period=words.LEADERBOARD_PERIOD.description)
    @app_commands.choices(
        period=[app_commands.Choice(name=name, value=value) for name, value in words.PERIOD_CHOICES]
    )
    async def leaderboard(interaction: discord.Interaction, period: str = "week") -> None:
        await show(services, interaction, "leaderboard", period)

    @tree.command(name=words.PAUSE.name, description=words.PAUSE.description)
    @app_commands.describe(until=words.PAUSE_UNTIL.description)
    async def pause(
        interaction: discord.Interaction, until: app_commands.Range[str, 1, LONGEST_ARGUMENT]
    ) -> None:
        await show(services, interaction, "pause", until)

    @tree.command(name=words.SETTINGS.name, description=words.SETTINGS.description)
    async def settings(interaction: discord.Interaction) -> None:
        await show(services, interaction, "settings")

    @tree.command(name=words.HELP.name, description=words.HELP.description)
    async def help_page(interaction: discord.Interaction) -> None:
        moderates = await services.group.is_moderator(interaction.guild_id, caller(interaction))
        await reply(interaction, help_messages.help_page(is_moderator=moderates))
