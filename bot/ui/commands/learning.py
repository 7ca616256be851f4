"""What learners ask for: today, progress, streak, leaderboard, pause, settings, help."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.leaderboard import Period
from bot.services.all import Services
from bot.ui.messages import commands as words
from bot.ui.messages import help as help_messages
from bot.ui.messages import leaderboard as leaderboard_messages
from bot.ui.messages import pause as pause_messages
from bot.ui.messages import progress as progress_messages
from bot.ui.messages import settings as settings_messages
from bot.ui.messages import streak as streak_messages
from bot.ui.messages import today as today_messages
from bot.ui.people import caller, person
from bot.ui.replies import reply, soon


def register(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Put the learners' commands on the tree."""

    async def group_of(interaction: discord.Interaction) -> int:
        return await services.enrollment.group_for(person(interaction), interaction.guild_id)

    @tree.command(name=words.TODAY.name, description=words.TODAY.description)
    async def today(interaction: discord.Interaction) -> None:
        guild_id = await group_of(interaction)
        shown = await soon(interaction, services.today.show(guild_id, person(interaction)))
        await reply(interaction, today_messages.today(shown))

    @tree.command(name=words.PROGRESS.name, description=words.PROGRESS.description)
    async def progress(interaction: discord.Interaction) -> None:
        guild_id = await group_of(interaction)
        shown = await soon(interaction, services.progress.show(guild_id, person(interaction)))
        await reply(interaction, progress_messages.progress(shown))

    @tree.command(name=words.STREAK.name, description=words.STREAK.description)
    async def streak(interaction: discord.Interaction) -> None:
        guild_id = await group_of(interaction)
        shown = await soon(interaction, services.streak.show(guild_id, person(interaction)))
        await reply(interaction, streak_messages.streak(shown))

    @tree.command(name=words.LEADERBOARD.name, description=words.LEADERBOARD.description)
    @app_commands.describe(period=words.LEADERBOARD_PERIOD.description)
    @app_commands.choices(
        period=[app_commands.Choice(name=name, value=value) for name, value in words.PERIOD_CHOICES]
    )
    async def leaderboard(interaction: discord.Interaction, period: str = "week") -> None:
        guild_id = await group_of(interaction)
        page = services.leaderboard.page(guild_id, person(interaction), Period(period))
        await reply(interaction, leaderboard_messages.leaderboard(await soon(interaction, page)))

    @tree.command(name=words.PAUSE.name, description=words.PAUSE.description)
    @app_commands.describe(until=words.PAUSE_UNTIL.description)
    async def pause(interaction: discord.Interaction, until: str) -> None:
        guild_id = await group_of(interaction)
        paused = await soon(interaction, services.pause.pause(guild_id, person(interaction), until))
        await reply(interaction, pause_messages.paused(paused))

    @tree.command(name=words.SETTINGS.name, description=words.SETTINGS.description)
    async def settings(interaction: discord.Interaction) -> None:
        guild_id = await group_of(interaction)
        found = await soon(interaction, services.enrollment.find(guild_id, person(interaction)))
        await reply(interaction, settings_messages.settings(found))

    @tree.command(name=words.HELP.name, description=words.HELP.description)
    async def help_page(interaction: discord.Interaction) -> None:
        moderates = await services.group.is_moderator(interaction.guild_id, caller(interaction))
        await reply(interaction, help_messages.help_page(is_moderator=moderates))
