"""Answering an interaction: privately, in one round trip where the work is quick, in two where it is not."""

import asyncio
import io
from collections.abc import Awaitable
from typing import TypeVar

import discord

from bot.ui.messages.formulas import has_places
from bot.ui.pictures import draw

T = TypeVar("T")

PATIENCE = 1.8
"""Seconds the work may take before the interaction is acknowledged without it; Discord gives up after three."""


async def soon(interaction: discord.Interaction, work: Awaitable[T]) -> T:
    """Await the work; when it takes long, acknowledge first ("thinking …"), so that the answer still arrives."""
    loop = asyncio.get_running_loop()
    deferring: asyncio.Task[object] | None = None

    def acknowledge() -> None:
        nonlocal deferring
        if not interaction.response.is_done():
            deferring = loop.create_task(interaction.response.defer(ephemeral=True, thinking=True))

    # A timer and no task for the work: nearly every answer is there long before it rings.
    late = loop.call_later(PATIENCE, acknowledge)
    try:
        return await work
    finally:
        late.cancel()
        if deferring is not None:
            await deferring


def is_private(interaction: discord.Interaction) -> bool:
    """Whether the control that was used stands in a message only its user sees, so that it may be replaced."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def reply(
    interaction: discord.Interaction, view: discord.ui.LayoutView, file: discord.File | None = None
) -> None:
    """Show something to whoever pressed, and to nobody else."""
    files = await _pictures(interaction, view)
    if file is not None:
        files.append(file)
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, ephemeral=True, files=files)
    else:
        await interaction.followup.send(view=view, ephemeral=True, files=files)


async def replace(interaction: discord.Interaction, view: discord.ui.LayoutView) -> None:
    """Show something in place of the message whose control was pressed."""
    files = await _pictures(interaction, view)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.response.edit_message(view=view, attachments=files)


async def _pictures(interaction: discord.Interaction, view: discord.ui.LayoutView) -> list[discord.File]:
    """Draw what the message keeps places for; it may take longer than Discord waits."""
    return await soon(interaction, draw(interaction.client, view)) if has_places(view) else []


def text_file(name: str, text: str) -> discord.File:
    """A file to send."""
    return discord.File(io.BytesIO(text.encode()), filename=name)
