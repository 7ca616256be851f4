"""The one reporter: whatever a door raises ends here, as a message its reader can act on."""

import logging
import secrets
from collections.abc import Mapping
from typing import cast

import aiohttp
import discord
from discord import app_commands

from bot.domain.errors import StudyError
from bot.ui.messages import refusals
from bot.ui.replies import reply

log = logging.getLogger(__name__)


async def report(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell whoever pressed what is wrong: a refusal in its own words, anything else as our fault, with a reference."""
    cause = _cause(error)
    if isinstance(cause, StudyError):
        view = refusals.refusal(cause)
    elif isinstance(cause, app_commands.CommandNotFound):
        # An old command that Discord still shows; the next sync takes it away.
        view = refusals.broke(_logged(interaction, cause))
    elif isinstance(cause, discord.NotFound) and cause.code in (10062, 10015):
        log.warning("an interaction was answered too late: %s", _where(interaction))
        return
    else:
        view = refusals.broke(_logged(interaction, cause))
    try:
        await reply(interaction, view)
    except (discord.HTTPException, aiohttp.ClientError) as failure:
        log.warning("a refusal could not be shown (%s): %s", _where(interaction), failure)


def _cause(error: BaseException) -> BaseException:
    while isinstance(error, (app_commands.CommandInvokeError, app_commands.TransformerError)):
        inner = error.original if isinstance(error, app_commands.CommandInvokeError) else error.__cause__
        if inner is None:
            break
        error = inner
    return error


def _logged(interaction: discord.Interaction, error: BaseException) -> str:
    reference = secrets.token_hex(4)
    log.error("reference %s: %s broke", reference, _where(interaction), exc_info=error)
    return reference


def _where(interaction: discord.Interaction) -> str:
    data = cast(Mapping[str, object], interaction.data or {})
    return str(data.get("custom_id") or data.get("name") or interaction.type.name)
