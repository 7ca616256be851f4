"""Buttons that show something again: today, the leaderboard's pages, the settings, the offer of the next phase."""

import json

import discord

from bot.domain.enrollment import Choices, EnrollmentResult
from bot.domain.errors import BadChoice, NotEnrolled
from bot.domain.item import Track
from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.components.fields import selected, submitted
from bot.ui.messages import enrollment as enrollment_messages
from bot.ui.messages import leaderboard as leaderboard_messages
from bot.ui.messages import phase_offer as phase_offer_messages
from bot.ui.messages import settings as messages
from bot.ui.messages import today as today_messages
from bot.ui.messages import verdict as verdict_messages
from bot.ui.people import person
from bot.ui.replies import replace, reply, text_file
from bot.ui.roles import apply_roles


async def today(services: Services, interaction: discord.Interaction, pressed: custom_ids.Today) -> None:
    """What is open now."""
    await reply(
        interaction, today_messages.today(await services.today.show(pressed.guild_id, person(interaction)))
    )


async def ping(services: Services, interaction: discord.Interaction, pressed: custom_ids.Ping) -> None:
    """Asked once, after the very first answer: a ping when the question is posted, or none."""
    result = await services.enrollment.change(
        pressed.guild_id, person(interaction), Choices(wants_ping=pressed.wants)
    )
    await reply(interaction, verdict_messages.ping_chosen(wants=pressed.wants))
    await _apply(services, interaction, result)


async def board(services: Services, interaction: discord.Interaction, pressed: custom_ids.Board) -> None:
    """Another page, or another period, of the leaderboard."""
    page = await services.leaderboard.page(
        pressed.guild_id,
        person(interaction),
        pressed.period,
        after=pressed.cursor if pressed.place == "after" else None,
        before=pressed.cursor if pressed.place == "before" else None,
    )
    await replace(interaction, leaderboard_messages.leaderboard(page))


async def next_phase(
    services: Services, interaction: discord.Interaction, pressed: custom_ids.NextPhase
) -> None:
    """The offer of the next phase is accepted."""
    result = await services.enrollment.change(
        pressed.guild_id, person(interaction), Choices(phase=pressed.phase)
    )
    await replace(interaction, phase_offer_messages.accepted(pressed.phase))
    await _apply(services, interaction, result)


async def settings(services: Services, interaction: discord.Interaction, used: custom_ids.Set) -> None:
    """A control of the settings panel."""
    guild_id, me = used.guild_id, person(interaction)
    current = await services.enrollment.find(guild_id, me)
    match used.what:
        case "timezone":
            await interaction.response.send_modal(messages.timezone_form(current))
        case "data":
            await replace(interaction, messages.data_panel(guild_id))
        case "leave":
            await replace(interaction, messages.leave_question(guild_id))
        case "back":
            await replace(interaction, messages.settings(current))
        case "pace":
            await _set(services, interaction, guild_id, Choices(pace=_number("pace", selected(interaction))))
        case "track":
            await _set(services, interaction, guild_id, Choices(track=_track(selected(interaction))))
        case "ping":
            await _set(services, interaction, guild_id, Choices(wants_ping=not current.wants_ping))
        case "hide":
            await _set(services, interaction, guild_id, Choices(is_hidden=not current.is_hidden))


async def timezone(
    services: Services, interaction: discord.Interaction, sent: custom_ids.SetTimezone
) -> None:
    """The time zone's form was sent."""
    zone = (submitted(interaction).get(custom_ids.ZONE_FIELD) or [""])[0]
    await _set(services, interaction, sent.guild_id, Choices(timezone=zone))


async def data(services: Services, interaction: discord.Interaction, pressed: custom_ids.Data) -> None:
    """A step of “my data”."""
    me = person(interaction)
    match pressed.what:
        case "export":
            text = json.dumps(await services.privacy.export(me), ensure_ascii=False, indent=1)
            name = "my-study-data.json"
            await reply(interaction, messages.exported(name), text_file(name, text))
        case "delete":
            await replace(interaction, messages.delete_question(pressed.guild_id))
        case "delete-sure":
            deletion = await services.privacy.delete(me)
            await replace(interaction, messages.deleted(deletion.attempts_kept))
            for guild_id, role_id in deletion.guild_roles:
                user = interaction.user if guild_id == interaction.guild_id else discord.Object(me.discord_id)
                await apply_roles(interaction.client, services, guild_id, user, (), (role_id,))
        case "cancel":
            try:
                panel = messages.settings(await services.enrollment.find(pressed.guild_id, me))
            except NotEnrolled:
                # Whoever has left may look after their data, too; there are no settings to lead back to.
                panel = messages.kept()
            await replace(interaction, panel)


async def leave(services: Services, interaction: discord.Interaction, pressed: custom_ids.Left) -> None:
    """The answer to whether to leave the group."""
    me = person(interaction)
    if pressed.what == "cancel":
        await replace(interaction, messages.settings(await services.enrollment.find(pressed.guild_id, me)))
        return
    result = await services.enrollment.leave(pressed.guild_id, me)
    await replace(interaction, enrollment_messages.left(result.after))
    await _apply(services, interaction, result)


async def _set(services: Services, interaction: discord.Interaction, guild_id: int, choices: Choices) -> None:
    result = await services.enrollment.change(guild_id, person(interaction), choices)
    note = enrollment_messages.change_note(result)
    await replace(interaction, messages.settings(result.after, note=note))
    await _apply(services, interaction, result)


async def _apply(services: Services, interaction: discord.Interaction, result: EnrollmentResult) -> None:
    # Only after the answer: each role is a request of its own, and Discord waits three seconds for the answer.
    await apply_roles(
        interaction.client,
        services,
        result.after.guild_id,
        interaction.user,
        result.role_ids_to_add,
        result.role_ids_to_remove,
    )


def _number(field: str, text: str) -> int:
    if not text.isdigit():
        raise BadChoice(field, text)
    return int(text)


def _track(text: str) -> Track:
    try:
        return Track(text)
    except ValueError:
        raise BadChoice("track", text) from None
