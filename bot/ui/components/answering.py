"""Answering: options, forms, hints, “Enroll and count it”, “Resume and count it”."""

import discord

from bot.domain.attempt import Verdict
from bot.domain.enrollment import Choices
from bot.domain.errors import NotEnrolled
from bot.domain.grading import BETWEEN_BLANKS
from bot.domain.item import ItemType, QuestionRef
from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.components.fields import parts
from bot.ui.messages import asking, question
from bot.ui.messages import enrollment as enrollment_messages
from bot.ui.messages import hint as hint_messages
from bot.ui.messages import pause as pause_messages
from bot.ui.messages import verdict as verdict_messages
from bot.ui.messages.layout import message
from bot.ui.people import guild_name, person
from bot.ui.replies import is_private, replace, reply, soon
from bot.ui.roles import apply_roles


async def answer(services: Services, interaction: discord.Interaction, pressed: custom_ids.Answer) -> None:
    """A press under a question: count it, or open the form it asks for."""
    if pressed.given == custom_ids.FORM:
        await _open_form(services, interaction, pressed.ref)
        return
    submission = services.attempt.submit(pressed.ref, person(interaction), pressed.given)
    verdict = await soon(interaction, submission)
    # Submit takes the place of the panel in which the steps were put in order.
    is_panel = verdict.shown.item.type is ItemType.ORDERING and is_private(interaction)
    await _show(interaction, verdict, in_place=is_panel)


async def form(services: Services, interaction: discord.Interaction, sent: custom_ids.Form) -> None:
    """The answer's form was sent."""
    given = _given(interaction)
    submission = services.attempt.submit(sent.ref, person(interaction), given)
    await _show(interaction, await soon(interaction, submission))


async def enroll(services: Services, interaction: discord.Interaction, pressed: custom_ids.Enroll) -> None:
    """Enroll with defaults and count the answer that was given before enrolling; or let it be typed again."""
    if pressed.given == custom_ids.FORM:
        await services.attempt.enroll_for(pressed.ref, person(interaction))
        await _open_form(services, interaction, pressed.ref)
        await _give_roles(services, interaction, await services.attempt.guild_of(pressed.ref))
        return
    if pressed.given == custom_ids.HINT:
        await services.attempt.enroll_for(pressed.ref, person(interaction))
        view = await services.hint.reveal(pressed.ref, person(interaction), 0)
        await replace(interaction, hint_messages.hints(view))
        await _give_roles(services, interaction, view.shown.guild_id)
        return
    submission = services.attempt.submit(pressed.ref, person(interaction), pressed.given, enroll_first=True)
    verdict = await soon(interaction, submission)
    await _show(interaction, verdict, in_place=True)
    await _give_roles(services, interaction, verdict.shown.guild_id)


async def resume(services: Services, interaction: discord.Interaction, pressed: custom_ids.Resume) -> None:
    """End a pause; with a question, count the answer that was given during it."""
    if pressed.ref is None:
        here = pressed.guild_id or interaction.guild_id
        guild_id = await services.enrollment.group_for(person(interaction), here)
        enrollment = await services.pause.resume(guild_id, person(interaction))
        await replace(interaction, pause_messages.resumed(enrollment))
        return
    if pressed.given == custom_ids.FORM:
        await services.pause.resume(await services.attempt.guild_of(pressed.ref), person(interaction))
        await _open_form(services, interaction, pressed.ref)
        return
    submission = services.attempt.submit(pressed.ref, person(interaction), pressed.given, resume_first=True)
    await _show(interaction, await soon(interaction, submission), in_place=True)


async def join(services: Services, interaction: discord.Interaction, pressed: custom_ids.Join) -> None:
    """Enroll with defaults: the welcome's button, or the one under "you are not enrolled"."""
    here = pressed.guild_id or interaction.guild_id
    guild_id = await services.enrollment.group_for(person(interaction), here)
    result = await services.enrollment.enroll(
        guild_id, guild_name(interaction), person(interaction), Choices()
    )
    told = enrollment_messages.changed(result) if result.before else enrollment_messages.enrolled(result)
    await reply(interaction, told)
    await apply_roles(
        interaction.client,
        services,
        guild_id,
        interaction.user,
        result.role_ids_to_add,
        result.role_ids_to_remove,
    )


async def order(services: Services, interaction: discord.Interaction, pressed: custom_ids.Order) -> None:
    """A step was tapped, or taken back: show the panel as it is now. The order stands in its buttons."""
    opened = await services.attempt.open_form(pressed.ref, person(interaction))
    if isinstance(opened, Verdict):
        await _show(interaction, opened, in_place=is_private(interaction))
        return
    names = {str(place): place for place in range(len(opened.steps))}
    tapped = [names[place] for place in dict.fromkeys(pressed.pressed.split(".")) if place in names]
    panel = asking.order_panel(opened, tapped)
    await (replace if is_private(interaction) else reply)(interaction, panel)


async def hint(services: Services, interaction: discord.Interaction, pressed: custom_ids.Hint) -> None:
    """Say what a hint costs, or show it; nobody else sees it."""
    try:
        view = await services.hint.reveal(pressed.ref, person(interaction), pressed.number)
    except NotEnrolled:
        await reply(interaction, hint_messages.enroll_first(pressed.ref))
        return
    # The first press stands under the question, which has to stay.
    is_panel = pressed.number > 0 and is_private(interaction)
    await (replace if is_panel else reply)(interaction, hint_messages.hints(view))


async def _open_form(services: Services, interaction: discord.Interaction, ref: QuestionRef) -> None:
    opened = await services.attempt.open_form(ref, person(interaction))
    if isinstance(opened, Verdict):
        await _show(interaction, opened)
    elif opened.item.type is ItemType.ORDERING:
        await reply(interaction, asking.order_panel(opened, []))
    elif opened.item.type in question.ONE_TAP:
        await reply(interaction, message(asking.question_card(opened)))
    else:
        await interaction.response.send_modal(asking.form(opened))


async def _show(interaction: discord.Interaction, verdict: Verdict, *, in_place: bool = False) -> None:
    view = verdict_messages.verdict(verdict)
    await (replace if in_place and not interaction.response.is_done() else reply)(interaction, view)


async def _give_roles(services: Services, interaction: discord.Interaction, guild_id: int) -> None:
    result = await services.enrollment.change(guild_id, person(interaction), Choices())
    await apply_roles(
        interaction.client,
        services,
        guild_id,
        interaction.user,
        result.role_ids_to_add,
        result.role_ids_to_remove,
    )


def _given(interaction: discord.Interaction) -> str:
    """What a form holds, as `domain/grading` reads it: the places chosen, or the texts typed."""
    values, is_choice = parts(interaction)
    return ("." if is_choice else BETWEEN_BLANKS).join(values)
