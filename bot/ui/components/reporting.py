"""Reporting a question, and closing a report."""

import discord

from bot.domain.group import Caller
from bot.domain.report import ReportKind
from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.components.fields import submitted
from bot.ui.messages import report as messages
from bot.ui.moderators import Reached, tell
from bot.ui.people import caller, person
from bot.ui.replies import replace, reply


async def report(services: Services, interaction: discord.Interaction, pressed: custom_ids.Report) -> None:
    """Open the form in which a learner says what is wrong."""
    await interaction.response.send_modal(messages.form(pressed.ref))


async def reported(services: Services, interaction: discord.Interaction, sent: custom_ids.Reported) -> None:
    """File the report and show it to the moderators; what does not reach them now is told by the next tick."""
    fields = submitted(interaction)
    kind = (fields.get(custom_ids.KIND_FIELD) or [ReportKind.OTHER])[0]
    text = (fields.get(custom_ids.TEXT_FIELD) or [""])[0]
    filed = await services.report.file(sent.ref, person(interaction), ReportKind(kind), text)
    await reply(interaction, messages.thanks(filed))
    view, nonce = messages.for_moderators(filed), f"r{filed.id}"
    if await tell(interaction.client, services, filed.guild_id, view, nonce) is Reached.SOMEBODY:
        await services.report.told(filed.id)


async def fixed(services: Services, interaction: discord.Interaction, pressed: custom_ids.Fixed) -> None:
    """A moderator has dealt with a report."""
    guild_id, who = interaction.guild_id, caller(interaction)
    if guild_id is None:
        # The owner was told in private, where nobody carries roles.
        guild_id = await services.report.guild_of(pressed.report_id)
        guild = interaction.client.get_guild(guild_id)
        who = Caller(frozenset(), can_manage=guild is not None and guild.owner_id == interaction.user.id)
    closed = await services.report.close(pressed.report_id, guild_id, who)
    await replace(interaction, messages.closed(closed, interaction.user.id))
