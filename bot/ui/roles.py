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
    has = {role.id for role in user.roles} if isinstance(user, discord.Member) else None
    steps = [(role_id, True) for role_id in add if has is None or role_id not in has]
    steps += [(role_id, False) for role_id in remove if has is None or role_id in has]
    for role_id, gives in steps:
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
