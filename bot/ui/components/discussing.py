"""The discussion of a question: a private thread that is made at the first press."""

import logging

import discord

from bot.domain.discussion import Discussion
from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.messages import discussion as messages
from bot.ui.messages import permissions
from bot.ui.people import person
from bot.ui.replies import reply

log = logging.getLogger(__name__)


async def discuss(services: Services, interaction: discord.Interaction, pressed: custom_ids.Discuss) -> None:
    """Let a learner who has answered into the question's thread."""
    discussion = await services.discussion.join(pressed.ref, person(interaction))
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        thread_id = await _joined(services, interaction, discussion)
    except discord.Forbidden:
        missing = permissions.Missing("create_private_threads", discussion.channel_id)
        await reply(interaction, messages.refused(missing))
        return
    await reply(interaction, messages.opened(discussion, thread_id))


async def _joined(services: Services, interaction: discord.Interaction, discussion: Discussion) -> int:
    client = interaction.client
    thread_id = discussion.thread_id
    if thread_id is not None:
        try:
            await client.http.add_user_to_thread(thread_id, interaction.user.id)
        except discord.NotFound:
            await services.discussion.lost(discussion)
        else:
            return thread_id
    channel = client.get_partial_messageable(discussion.channel_id, guild_id=discussion.guild_id)
    made = await client.http.start_thread_without_message(
        channel.id,
        name=messages.thread_name(discussion.shown),
        auto_archive_duration=10080,
        type=discord.ChannelType.private_thread.value,
        invitable=False,
        reason="Discussion of a question",
    )
    thread_id = int(made["id"])
    counts = await services.discussion.created(discussion, thread_id)
    if counts == thread_id:
        place = client.get_partial_messageable(thread_id, guild_id=discussion.guild_id)
        await place.send(view=messages.starter(discussion))
    else:
        # Two people pressed at once: the other thread was first.
        await client.http.delete_channel(thread_id, reason="Another thread of this question was first")
    await client.http.add_user_to_thread(counts, interaction.user.id)
    return counts
