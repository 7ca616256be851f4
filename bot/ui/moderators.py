"""Telling moderators: in their channel, else in Discord's public-updates channel, else to the owner in private."""

import logging

import discord

from bot.domain.errors import GroupNotSetUp
from bot.services.all import Services

log = logging.getLogger(__name__)


async def tell(
    client: discord.Client, services: Services, guild_id: int, view: discord.ui.LayoutView
) -> bool:
    """Show something to a guild's moderators; False when it reached nobody."""
    try:
        group = await services.group.find(guild_id)
        channel_id = group.moderator_channel_id
    except GroupNotSetUp:
        channel_id = None
    guild = client.get_guild(guild_id)
    channel_ids = [
        channel_id,
        guild.public_updates_channel.id if guild and guild.public_updates_channel else None,
    ]
    for one in channel_ids:
        if one is not None and await _sent(client.get_partial_messageable(one, guild_id=guild_id), view):
            return True
    if guild is None or guild.owner_id is None:
        return False
    try:
        owner = guild.owner or await client.fetch_user(guild.owner_id)
        return await _sent(await owner.create_dm(), view)
    except discord.HTTPException:
        log.warning("the moderators of guild %s could not be reached", guild_id)
        return False


async def _sent(place: discord.abc.Messageable, view: discord.ui.LayoutView) -> bool:
    try:
        await place.send(view=view)
    except (discord.Forbidden, discord.NotFound):
        return False
    return True
