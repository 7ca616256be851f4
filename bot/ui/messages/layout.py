"""The building blocks of messages, and the limits that Discord sets them.

A view is stopped before it is returned: discord.py stores and times out only views that are not finished, and
sends both alike. It can only be stopped on a running event loop, so messages are rendered there, not in a thread.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import discord

from bot.domain import limits
from bot.ui.custom_ids import CustomId
from bot.ui.messages.formulas import set_formulas

Block: TypeAlias = discord.ui.Item[Any]
Style = discord.ButtonStyle

BRAND = discord.Colour(0x5B6CFF)
RIGHT = discord.Colour(0x2E9E5B)
PARTLY = discord.Colour(0xD9A514)
WRONG = discord.Colour(0x8A93A6)
ATTENTION = discord.Colour(0xD9822B)
_PHASES = (0x4F8EF7, 0x8C6BE8, 0xE07A5F, 0x2A9D8F)


def phase_colour(phase: int) -> discord.Colour:
    """The colour that a phase has everywhere."""
    return discord.Colour(_PHASES[(phase - 1) % len(_PHASES)])


def message(*blocks: str | Block) -> discord.ui.LayoutView:
    """A whole message, finished, within Discord's limit of text whatever went in. No empty texts."""
    view = discord.ui.LayoutView(timeout=None)
    for block in _blocks(blocks):
        view.add_item(block)
    set_formulas(view)
    _fit(view)
    view.stop()
    return view


def card(*blocks: str | Block, colour: discord.Colour = BRAND) -> Block:
    """A box with a coloured edge."""
    return discord.ui.Container(*_blocks(blocks), accent_colour=colour)


def line() -> Block:
    """A thin line between two parts of a card."""
    return discord.ui.Separator(spacing=discord.SeparatorSpacing.small)


def paragraphs(*parts: str) -> str:
    """Parts with an empty line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str) -> str:
    """Parts, each on its own line; empty ones are left out."""
    return "\n".join(part for part in parts if part)


def small(text: str) -> str:
    """A line in small print; empty stays empty."""
    return f"-# {text}" if text else ""


def button(
    label: str, custom_id: CustomId, style: Style = Style.secondary, *, disabled: bool = False
) -> discord.ui.Button[Any]:
    """A button whose press is routed by its custom_id."""
    return discord.ui.Button(label=label, custom_id=str(custom_id), style=style, disabled=disabled)


def link(label: str, url: str) -> discord.ui.Button[Any]:
    """A button that opens an address."""
    return discord.ui.Button(label=label, url=url)


def message_url(guild_id: int, channel_id: int, message_id: int) -> str:
    """Where a message can be opened."""
    return f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}"


def rows(buttons: Iterable[discord.ui.Button[Any]]) -> list[Block]:
    """Rows of at most five buttons."""
    all_of_them = list(buttons)
    return [discord.ui.ActionRow(*all_of_them[at : at + 5]) for at in range(0, len(all_of_them), 5)]


def select_row(select: discord.ui.Select[Any]) -> Block:
    """A select, alone in its row."""
    return discord.ui.ActionRow(select)


def modal(title: str, custom_id: CustomId, *blocks: Block) -> discord.ui.Modal:
    """A form, finished; what is sent in is routed by its custom_id."""
    form = discord.ui.Modal(
        title=shortened(title, limits.MODAL_TITLE), custom_id=str(custom_id), timeout=None
    )
    for block in blocks:
        form.add_item(block)
    form.stop()
    return form


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where it was cut; code that was cut is closed."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 5].rstrip()
    if cut.count("```") % 2:
        return f"{cut}…\n```"
    return f"{cut}…`" if cut.count("`") % 2 else f"{cut}…"


def _blocks(blocks: Sequence[str | Block]) -> Iterable[Block]:
    for block in blocks:
        if not isinstance(block, str):
            yield block
        elif block.strip():
            yield discord.ui.TextDisplay(block)


def _fit(view: discord.ui.LayoutView) -> None:
    texts = [item for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)]
    while (excess := sum(len(text.content) for text in texts) - limits.V2_TEXT) > 0:
        longest = max(texts, key=lambda text: len(text.content))
        longest.content = shortened(longest.content, max(len(longest.content) - excess, 20))
