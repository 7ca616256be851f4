"""Roles: the ones of the phases and the one that is pinged. Failing to give one never costs the enrollment."""

import logging
from collections.abc import Iterable

import discord

from bot.domain.report import NoticeKind
from bot.services.all import Services

log = logging.getLogger(__name__)


async def apply_roles(
    client: discord.Client,
    services: Services,
    guild_id: int,
    user: discord.abc.Snowflake,
    add: Iterable[int],
    remove: Iterable[int],
) -> None:
    """Give and take a learner's roles; what Discord refuses is told to the moderators, once, with its mend."""
    add, remove = set(add), set(remove)
    if not add and not remove:
        return
    has = await _roles_of(client, guild_id, user)
    if has is None:
        return
    for role_id, gives in [(one, True) for one in sorted(add - has)] + [
        (one, False) for one in sorted(remove & has)
    ]:
        try:
            if gives:
                await client.http.add_role(guild_id, user.id, role_id, reason="Study group")
            else:
                await client.http.remove_role(guild_id, user.id, role_id, reason="Study group")
        except discord.NotFound:
            # The role, or the member, is gone: /setup makes roles anew.
            continue
        except discord.Forbidden:
            await services.notice.add(guild_id, NoticeKind.ROLE_REFUSED, str(role_id), {"role": str(role_id)})
        except discord.HTTPException:
            log.warning("role %s in guild %s could not be changed", role_id, guild_id, exc_info=True)


async def _roles_of(client: discord.Client, guild_id: int, user: discord.abc.Snowflake) -> set[int] | None:
    """The roles somebody has in a guild; None when they are no longer there, or Discord does not say."""
    if isinstance(user, discord.Member) and user.guild.id == guild_id:
        return {role.id for role in user.roles}
    # In a direct message Discord does not say which roles its author has.
    try:
        return {int(role_id) for role_id in (await client.http.get_member(guild_id, user.id))["roles"]}
    except discord.NotFound:
        return None
    except discord.HTTPException:
        log.warning("the roles of a member of guild %s could not be seen", guild_id, exc_info=True)
        return None
