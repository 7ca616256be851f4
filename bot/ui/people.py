"""Who is behind an interaction."""

import discord

from bot.domain.enrollment import Person
from bot.domain.group import Caller


def person(interaction: discord.Interaction) -> Person:
    """Whoever pressed, as the services know people."""
    user = interaction.user
    return Person(user.id, user.display_name, str(interaction.locale))


def caller(interaction: discord.Interaction) -> Caller:
    """What whoever pressed carries: roles, and whether they may manage the server."""
    user = interaction.user
    roles = frozenset(role.id for role in user.roles) if isinstance(user, discord.Member) else frozenset()
    return Caller(roles, interaction.permissions.manage_guild)


def guild_name(interaction: discord.Interaction) -> str:
    """The name of the guild an interaction came from, as far as it is known."""
    return interaction.guild.name if interaction.guild is not None else ""
