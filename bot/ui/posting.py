"""Sending a daily post and marking it: used by the scheduler, by moderators' commands and by the demo."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import discord

from bot.domain.daily_post import RECONCILE_AFTER, DuePost, Reveal
from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.messages import daily_post as messages
from bot.ui.messages.permissions import Missing
from bot.ui.pictures import draw

log = logging.getLogger(__name__)

SEND_TIMEOUT = 20
"""Seconds; shorter than the time Discord remembers a nonce, so that a retry never makes a second post."""
NEEDED = ("view_channel", "send_messages", "embed_links", "attach_files", "read_message_history")
FAILURES = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)
"""All that a request to Discord can raise; a timeout is an OSError."""
_PASSING_STATUSES = (401, 408, 429)
"""Beside 5xx, what says nothing about the message itself: a token that was just reset, a slow line, a crowd."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a post: sent, or what is missing (neither: it is tried again)."""

    is_sent: bool
    missing: Missing | None = None


async def deliver(client: discord.Client, services: Services, due: DuePost) -> Outcome:
    """Send a claimed post with its nonce and mark it; never twice, whatever breaks in between.

    Beyond Discord's memory of nonces, the channel's history is searched before sending again; where it cannot be
    read, the post is given up and moderators are told.
    """
    channel = client.get_partial_messageable(due.channel_id, guild_id=due.shown.guild_id)
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            earlier = await _sent_earlier(client, services, channel, due)
    except (discord.Forbidden, discord.NotFound):
        await services.delivery.mark_uncertain(due)
        return Outcome(False, Missing("read_message_history", due.channel_id))
    except FAILURES as error:
        return await _later(services, due, error)
    if earlier is not None:
        await services.delivery.mark_sent(due, earlier.id, earlier.created_at)
        return Outcome(True)
    if due.is_late:
        await services.delivery.mark_missed(due)
        return Outcome(False)
    view = messages.post(due)
    files = await draw(client, view)
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            message = await channel.send(
                view=view, files=files, nonce=due.nonce, allowed_mentions=messages.mentions(due)
            )
    except (discord.Forbidden, discord.NotFound) as error:
        missing = missing_in(client, due.shown.guild_id, due.channel_id)
        await services.delivery.mark_failed(due, error.text, missing[0].permission if missing else "")
        return Outcome(False, missing[0] if missing else Missing("view_channel", due.channel_id))
    except FAILURES as error:
        if passes(error):
            return await _later(services, due, error)
        log.exception("post %s was refused", due.post_id)
        await services.delivery.mark_failed(due, str(error), "")
        return Outcome(False)
    await services.delivery.mark_sent(due, message.id)
    return Outcome(True)


def passes(error: BaseException) -> bool:
    """Whether what Discord answered, or the way there, says “not now” rather than “no”."""
    if not isinstance(error, discord.HTTPException):
        return True
    return error.status in _PASSING_STATUSES or error.status >= 500


async def send_again(client: discord.Client, services: Services, due: DuePost) -> None:
    """Send a post that is out into a chat that began anew (the demo), and note its new message."""
    channel = client.get_partial_messageable(due.channel_id, guild_id=due.shown.guild_id)
    view = messages.post(due)
    message = await channel.send(files=await draw(client, view), view=view)
    await services.delivery.moved(due.post_id, due.channel_id, message.id)


async def show_reveal(client: discord.Client, services: Services, reveal: Reveal) -> bool:
    """Edit a closed post so that it shows its key; False when that is to be tried again."""
    channel = client.get_partial_messageable(reveal.channel_id, guild_id=reveal.shown.guild_id)
    view = messages.revealed(reveal)
    files = await draw(client, view)
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            await channel.get_partial_message(reveal.message_id).edit(view=view, attachments=files)
    except (discord.NotFound, discord.Forbidden):
        log.info("the reveal of post %s has no message to stand in", reveal.post_id)
    except FAILURES as error:
        if passes(error):
            log.warning("the reveal of post %s is tried again: %s", reveal.post_id, error)
            return False
        # Asking again would be answered the same, and keep others from their turn.
        log.exception("the reveal of post %s was refused", reveal.post_id)
    await services.delivery.mark_reveal_shown(reveal.post_id)
    return True


def missing_in(
    client: discord.Client, guild_id: int, channel_id: int, needed: Iterable[str] = NEEDED
) -> list[Missing]:
    """The permissions the bot lacks in a channel, as far as its cache tells."""
    guild = client.get_guild(guild_id)
    channel = guild.get_channel(channel_id) if guild is not None else None
    if guild is None or channel is None:
        return []
    granted = channel.permissions_for(guild.me)
    return [Missing(name, channel_id) for name in needed if not getattr(granted, name)]


async def _sent_earlier(
    client: discord.Client, services: Services, channel: discord.PartialMessageable, due: DuePost
) -> discord.Message | None:
    """The post's message when an earlier try got through; None when it is to be sent."""
    if services.delivery.now() - due.first_attempt_at < RECONCILE_AFTER:
        return None
    mark = str(due.shown.ref)
    async for message in channel.history(after=due.first_attempt_at - timedelta(seconds=60), limit=200):
        if client.user is not None and message.author.id == client.user.id and mark in _refs(message):
            return message
    return None


def _refs(message: discord.Message) -> set[str]:
    """The questions a message's buttons answer."""
    found: set[str] = set()
    pending = list(message.components)
    while pending:
        component = pending.pop()
        parsed = custom_ids.parse(getattr(component, "custom_id", None) or "")
        if isinstance(parsed, custom_ids.Answer):
            found.add(str(parsed.ref))
        pending += getattr(component, "children", None) or []
        accessory = getattr(component, "accessory", None)
        if accessory is not None:
            pending.append(accessory)
    return found


async def _later(services: Services, due: DuePost, error: BaseException) -> Outcome:
    log.warning("post %s is tried again: %s", due.post_id, error)
    await services.delivery.release(due)
    return Outcome(False)
