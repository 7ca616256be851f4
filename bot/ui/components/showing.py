"""What learners ask for, shown for one group: by a command, or by the button that said which group."""

from collections.abc import Awaitable, Callable, Mapping

import discord

from bot.domain.errors import WhichGroup
from bot.domain.leaderboard import Period
from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.messages import leaderboard as leaderboard_messages
from bot.ui.messages import pause as pause_messages
from bot.ui.messages import progress as progress_messages
from bot.ui.messages import settings as settings_messages
from bot.ui.messages import streak as streak_messages
from bot.ui.messages import study_guide as study_guide_messages
from bot.ui.messages import today as today_messages
from bot.ui.people import person
from bot.ui.replies import reply, soon

Shower = Callable[[Services, discord.Interaction, int, str], Awaitable[discord.ui.LayoutView]]


async def _today(
    services: Services, interaction: discord.Interaction, guild_id: int, _: str
) -> discord.ui.LayoutView:
    return today_messages.today(await soon(interaction, services.today.show(guild_id, person(interaction))))


async def _progress(
    services: Services, interaction: discord.Interaction, guild_id: int, _: str
) -> discord.ui.LayoutView:
    shown = await soon(interaction, services.progress.show(guild_id, person(interaction)))
    return progress_messages.progress(shown)


async def _streak(
    services: Services, interaction: discord.Interaction, guild_id: int, _: str
) -> discord.ui.LayoutView:
    return streak_messages.streak(
        await soon(interaction, services.streak.show(guild_id, person(interaction)))
    )


async def _leaderboard(
    services: Services, interaction: discord.Interaction, guild_id: int, period: str
) -> discord.ui.LayoutView:
    page = services.leaderboard.page(guild_id, person(interaction), Period(period))
    return leaderboard_messages.leaderboard(await soon(interaction, page))


async def _pause(
    services: Services, interaction: discord.Interaction, guild_id: int, until: str
) -> discord.ui.LayoutView:
    return pause_messages.paused(
        await soon(interaction, services.pause.pause(guild_id, person(interaction), until))
    )


async def _settings(
    services: Services, interaction: discord.Interaction, guild_id: int, _: str
) -> discord.ui.LayoutView:
    return settings_messages.settings(
        await soon(interaction, services.enrollment.find(guild_id, person(interaction)))
    )


SHOWERS: Mapping[str, Shower] = {
    "today": _today,
    "progress": _progress,
    "streak": _streak,
    "leaderboard": _leaderboard,
    "pause": _pause,
    "settings": _settings,
}


async def show(
    services: Services, interaction: discord.Interaction, command: str, argument: str = ""
) -> None:
    """Run a learner's command: here, or in a direct message in the only group they are in.

    Raises:
        WhichGroup: they are in several; the question which one remembers what was asked.
    """
    try:
        guild_id = await services.enrollment.group_for(person(interaction), interaction.guild_id)
    except WhichGroup as several:
        raise WhichGroup(several.groups, command, argument) from None
    await reply(interaction, await SHOWERS[command](services, interaction, guild_id, argument))


async def in_group(services: Services, interaction: discord.Interaction, pressed: custom_ids.InGroup) -> None:
    """The question which group was answered."""
    shower = SHOWERS[pressed.command]
    await reply(interaction, await shower(services, interaction, pressed.guild_id, pressed.argument))


async def primer(services: Services, interaction: discord.Interaction, pressed: custom_ids.Primer) -> None:
    """“Read about it” under a verdict: the guide to the question's topic."""
    page = services.study_guide.topic(pressed.guild_id, pressed.topic)
    await reply(interaction, study_guide_messages.topic(page))
