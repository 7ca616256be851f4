"""Moderators' buttons under a preview."""

import discord

from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.messages import daily_post as messages
from bot.ui.people import caller
from bot.ui.posting import deliver
from bot.ui.replies import replace, reply


async def daily(services: Services, interaction: discord.Interaction, pressed: custom_ids.Daily) -> None:
    """Preview again, post now, or skip; who may is checked at every press."""
    who = caller(interaction)
    match pressed.what:
        case "preview":
            preview = await services.daily_post.preview(pressed.guild_id, who, pressed.phase)
            await replace(interaction, messages.preview(preview))
        case "skip":
            skipped = await services.daily_post.skip(pressed.guild_id, who, pressed.phase)
            await replace(interaction, messages.skipped(skipped))
        case "post":
            await post_now(services, interaction, pressed.guild_id, pressed.phase)


async def post_now(services: Services, interaction: discord.Interaction, guild_id: int, phase: int) -> None:
    """Post a phase's next question at once."""
    due = await services.daily_post.post_now(guild_id, caller(interaction), phase)
    await interaction.response.defer(ephemeral=True, thinking=True)
    outcome = await deliver(interaction.client, services, due)
    await reply(
        interaction, messages.posted(due) if outcome.is_sent else messages.not_posted(due, outcome.missing)
    )
