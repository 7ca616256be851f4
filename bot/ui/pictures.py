"""Pictures in messages: drawn off the event loop, and put where a message keeps a place for them.

A formula that cannot be drawn, because drawing is not installed, takes too long or failed, stays in words: a post is
never held up or lost for a picture.
"""

import asyncio
import io
import logging
from typing import Any, cast

import discord

from bot.domain import limits
from bot.domain.formulas.syntax import FormulaError
from bot.images.renderer import DrawingFailedError, Picture, Renderer
from bot.ui.messages.formulas import Formulas, boxes, refill

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds for all pictures of a message. The very first start of drawing may search the machine for fonts; what is
drawn meanwhile is there for the next message."""


async def draw(client: discord.Client, view: discord.ui.LayoutView) -> list[discord.File]:
    """Put pictures into a message, drawn by the client's `renderer` where it has one.

    Returns:
        The files to send with it, each referred to by the message; none where it has no place for a picture.
    """
    return await draw_with(getattr(client, "renderer", None), view)


async def draw_with(renderer: Renderer | None, view: discord.ui.LayoutView) -> list[discord.File]:
    """Put pictures into a message; see `draw`."""
    files: dict[str, discord.File] = {}
    if renderer is None:
        return []
    deadline = asyncio.get_running_loop().time() + PATIENCE
    for box in boxes(view):
        blocks = list(box.children)
        places = [at for at, block in enumerate(blocks) if isinstance(block, Formulas)]
        for at in places:
            place = cast(Formulas, blocks[at])
            if len(files) < limits.FILES and (picture := await _drawn(renderer, place, deadline)) is not None:
                blocks[at] = _shown(picture)
                files[picture.name] = discord.File(
                    io.BytesIO(picture.png), picture.name, description=picture.alt
                )
        if places:
            refill(box, blocks)
    return list(files.values())


async def _drawn(renderer: Renderer, place: Formulas, deadline: float) -> Picture | None:
    try:
        async with asyncio.timeout_at(deadline):
            return await renderer.render(place.lines)
    except TimeoutError:
        log.warning("a formula stays in words: its picture took too long")
    except (FormulaError, DrawingFailedError) as error:
        log.warning("a formula stays in words: %s", error)
    return None


def _shown(picture: Picture) -> discord.ui.Item[Any]:
    item = discord.MediaGalleryItem(f"attachment://{picture.name}", description=picture.alt)
    return discord.ui.MediaGallery(item)
