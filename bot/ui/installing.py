"""What /setup does on Discord: roles for the phases and the ping, the pinned welcome, and a look at permissions."""

import logging
from contextlib import suppress

import discord

from bot.domain.group import Group
from bot.services.all import Services
from bot.ui.messages import group as messages
from bot.ui.messages.permissions import Missing
from bot.ui.posting import missing_in

log = logging.getLogger(__name__)

NEEDED = (
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
    "create_private_threads",
    "send_messages_in_threads",
    "pin_messages",
)
NEEDED_BY_MODERATORS = ("view_channel", "send_messages", "embed_links")


async def install(client: discord.Client, services: Services, group: Group) -> tuple[Group, list[Missing]]:
    """Make what the group lacks; returns the group as it is now, and every permission that is missing.

    Nothing that is missing stops the rest, and doing it again makes nothing twice.
    """
    missing: list[Missing] = []
    for channel_id in dict.fromkeys([group.channel_id, *group.phase_channel_ids.values()]):
        if channel_id is not None:
            missing += missing_in(client, group.guild_id, channel_id, NEEDED)
    if group.moderator_channel_id is not None:
        missing += missing_in(client, group.guild_id, group.moderator_channel_id, NEEDED_BY_MODERATORS)
    guild = client.get_guild(group.guild_id)
    if guild is not None:
        group = await _ensure_roles(services, guild, group, missing)
    await ensure_welcome(client, services, group)
    return group, missing


async def ensure_welcome(client: discord.Client, services: Services, group: Group) -> None:
    """Keep one pinned welcome in the group's channel, saying what is true now."""
    if group.channel_id is None:
        return
    view = messages.welcome(group)
    if group.welcome_channel_id == group.channel_id and group.welcome_message_id is not None:
        channel = client.get_partial_messageable(group.channel_id, guild_id=group.guild_id)
        try:
            message = await channel.get_partial_message(group.welcome_message_id).edit(view=view)
            if not message.pinned:
                await message.pin()
        except discord.NotFound:
            pass
        except discord.HTTPException:
            return
        else:
            return
    await send_welcome(client, services, group)
    if group.welcome_channel_id is not None and group.welcome_message_id is not None:
        old = client.get_partial_messageable(group.welcome_channel_id, guild_id=group.guild_id)
        with suppress(discord.HTTPException):
            await old.get_partial_message(group.welcome_message_id).delete()


async def send_welcome(client: discord.Client, services: Services, group: Group) -> None:
    """Send a new welcome and pin it; what Discord refuses is left to the list of missing permissions."""
    if group.channel_id is None:
        return
    channel = client.get_partial_messageable(group.channel_id, guild_id=group.guild_id)
    try:
        message = await channel.send(view=messages.welcome(group), silent=True)
        await services.group.record_welcome(group.guild_id, group.channel_id, message.id)
        await message.pin()
    except discord.HTTPException:
        log.info("the welcome of guild %s could not be sent or pinned", group.guild_id)


async def _ensure_roles(
    services: Services, guild: discord.Guild, group: Group, missing: list[Missing]
) -> Group:
    if not guild.me.guild_permissions.manage_roles:
        missing.append(Missing("manage_roles"))
        return group
    known = {role.id for role in guild.roles}
    phase_roles: dict[int, int] = {}
    ping_role: int | None = None
    try:
        for phase in (1, 2, 3, 4):
            if group.phase_role_ids.get(phase) not in known:
                role = await guild.create_role(name=messages.phase_role_name(phase), reason="Study group")
                phase_roles[phase] = role.id
        if group.ping_role_id not in known:
            role = await guild.create_role(
                name=messages.PING_ROLE_NAME, mentionable=True, reason="Study group"
            )
            ping_role = role.id
    except discord.Forbidden:
        missing.append(Missing("manage_roles"))
    if not phase_roles and ping_role is None:
        return group
    return await services.group.record_roles(group.guild_id, phase_roles, ping_role)
