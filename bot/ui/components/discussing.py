"""The discussion of a question: a private thread that is made at the first press."""

import logging

import discord

from bot.domain.discussion import Discussion
from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.messages import discussion as messages
from bot.ui.messages.permissions import Missing
from bot.ui.people import person
from bot.ui.pictures import draw
from bot.ui.posting import missing_in
from bot.ui.replies import reply

log = logging.getLogger(__name__)

NEEDED = ("view_channel", "create_private_threads", "send_messages_in_threads")
ASLEEP = 50083
"""Discord's code for "this thread is archived"."""


async def discuss(services: Services, interaction: discord.Interaction, pressed: custom_ids.Discuss) -> None:
    """Let a learner who has answered into the question's thread."""
    discussion = await services.discussion.join(pressed.ref, person(interaction))
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        thread_id = await _joined(services, interaction, discussion)
    except discord.Forbidden:
        missing = missing_in(interaction.client, discussion.guild_id, discussion.channel_id, NEEDED)
        first = missing[0] if missing else Missing("create_private_threads", discussion.channel_id)
        await reply(interaction, messages.refused(first))
        return
    await reply(interaction, messages.opened(discussion, thread_id))


async def _joined(services: Services, interaction: discord.Interaction, discussion: Discussion) -> int:
    if discussion.thread_id is not None:
        try:
            await _let_in(interaction.client, discussion.thread_id, interaction.user.id)
        except discord.NotFound:
            await services.discussion.lost(discussion)
        else:
            return discussion.thread_id
    thread_id = await _begin(interaction.client, discussion)
    counts = await services.discussion.created(discussion, thread_id)
    if counts != thread_id:
        # Two people pressed at once, and the other thread was first.
        await _drop(interaction.client, thread_id)
    await _let_in(interaction.client, counts, interaction.user.id)
    return counts


async def _begin(client: discord.Client, discussion: Discussion) -> int:
    """Make a thread with the question in it; nothing is left behind when it cannot be written in."""
    made = await client.http.start_thread_without_message(
        discussion.channel_id,
        name=messages.thread_name(discussion.shown),
        auto_archive_duration=10080,
        type=discord.ChannelType.private_thread.value,
        invitable=False,
        reason="Discussion of a question",
    )
    thread_id = int(made["id"])
    try:
        place = client.get_partial_messageable(thread_id, guild_id=discussion.guild_id)
        view = messages.starter(discussion)
        await place.send(files=await draw(client, view), view=view)
    except discord.Forbidden:
        await _drop(client, thread_id)
        raise
    return thread_id


async def _let_in(client: discord.Client, thread_id: int, user_id: int) -> None:
    try:
        await client.http.add_user_to_thread(thread_id, user_id)
    except discord.HTTPException as error:
        if error.code != ASLEEP:
            raise
        # Nobody can be added to an archived thread; whoever made it may wake it.
        await client.http.edit_channel(thread_id, archived=False)
        await client.http.add_user_to_thread(thread_id, user_id)


async def _drop(client: discord.Client, thread_id: int) -> None:
    try:
        await client.http.delete_channel(thread_id, reason="Not needed after all")
    except discord.HTTPException:
        # Deleting takes a permission that is not asked for; a private thread without members is seen by nobody.
        log.info("the unused thread %s stays", thread_id)
