"""Answering an interaction: privately, in one round trip where the work is quick, in two where it is not."""

import asyncio
import io
from collections.abc import Awaitable
from typing import TypeVar

import discord

T = TypeVar("T")

PATIENCE = 1.8
"""Seconds the work may take before the interaction is acknowledged without it; Discord gives up after three."""


async def soon(interaction: discord.Interaction, work: Awaitable[T]) -> T:
    """Await the work; when it takes long, acknowledge first ("thinking …"), so that the answer still arrives."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done and not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=True)
    return await task


async def reply(
    interaction: discord.Interaction, view: discord.ui.LayoutView, file: discord.File | None = None
) -> None:
    """Show something to whoever pressed, and to nobody else."""
    files = [file] if file is not None else []
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, ephemeral=True, files=files)
    else:
        await interaction.followup.send(view=view, ephemeral=True, files=files)


async def replace(interaction: discord.Interaction, view: discord.ui.LayoutView) -> None:
    """Show something in place of the message whose control was pressed."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    else:
        await interaction.response.edit_message(view=view)


def text_file(name: str, text: str) -> discord.File:
    """A file to send."""
    return discord.File(io.BytesIO(text.encode()), filename=name)
