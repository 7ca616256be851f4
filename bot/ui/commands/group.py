"""`/group overview`, for moderators."""

from typing import Any

import discord
from discord import app_commands

from bot.services.all import Services
from bot.ui.messages import commands as words
from bot.ui.messages import group as messages
from bot.ui.people import caller
from bot.ui.replies import reply, soon


def register(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Put `/group` on the tree."""
    group = app_commands.Group(name=words.GROUP.name, description=words.GROUP.description, guild_only=True)

    @group.command(name=words.GROUP_OVERVIEW.name, description=words.GROUP_OVERVIEW.description)
    async def overview(interaction: discord.Interaction) -> None:
        shown = services.group.overview(interaction.guild_id or 0, caller(interaction))
        await reply(interaction, messages.overview(await soon(interaction, shown)))

    tree.add_command(group)
