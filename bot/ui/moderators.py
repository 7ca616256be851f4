"""Telling moderators: in their channel, else in Discord's public-updates channel, else to the owner in private."""

import logging
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from functools import partial

import discord

from bot.domain.errors import GroupNotSetUp
from bot.services.all import Services
from bot.ui.posting import FAILURES, passes

log = logging.getLogger(__name__)


class Reached(Enum):
    """Whom something reached that moderators must know."""

    SOMEBODY = auto()
    NOBODY = auto()
    """Everywhere it was refused."""
    NOT_YET = auto()
    """Discord could not be asked; soon it can."""


async def tell(
    client: discord.Client, services: Services, guild_id: int, view: discord.ui.LayoutView, nonce: str
) -> Reached:
    """Show something to a guild's moderators.

    With the same nonce it is shown once, also when two tell it at the same time or a crash lies in between.
    """
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
    places: list[Callable[[], Awaitable[discord.abc.Messageable]]] = [
        partial(_channel, client, guild_id, one) for one in dict.fromkeys(channel_ids) if one is not None
    ]
    if guild is not None and guild.owner_id is not None:
        places.append(partial(_in_private, client, guild.owner_id))
    for place in places:
        try:
            await (await place()).send(view=view, nonce=nonce)
        except FAILURES as error:
            if passes(error):
                log.warning("telling the moderators of guild %s is tried again: %s", guild_id, error)
                return Reached.NOT_YET
        else:
            return Reached.SOMEBODY
    log.warning("the moderators of guild %s could not be reached", guild_id)
    return Reached.NOBODY


async def _channel(client: discord.Client, guild_id: int, channel_id: int) -> discord.abc.Messageable:
    return client.get_partial_messageable(channel_id, guild_id=guild_id)


async def _in_private(client: discord.Client, user_id: int) -> discord.abc.Messageable:
    return await client.create_dm(discord.Object(user_id))
