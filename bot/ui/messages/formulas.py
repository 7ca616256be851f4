"""Formulas in messages: each in the words around it, or in a place of its own, where a picture can be put.

Messages are pure, and drawing takes time. So a place for a picture holds the formula in words first, and reads
well enough as it is; whoever sends the message draws (`bot.ui.pictures`), and puts the picture there.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

import discord

from bot.domain import limits
from bot.domain.formulas.prose import Drawn, Line, in_one_line, set_out

Box: TypeAlias = discord.ui.LayoutView | discord.ui.Container[Any]


class Formulas(discord.ui.TextDisplay[Any]):
    """The place of a picture: formulas one under another, in words for now."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__(drawn.in_words)
        self.lines = drawn.lines


def formulas(*lines: Line) -> discord.ui.Item[Any]:
    """A place for a picture of these formulas, each with its label before it."""
    return Formulas(Drawn(lines))


def boxes(view: discord.ui.LayoutView) -> list[Box]:
    """What holds texts one under another: the message itself, and the cards in it."""
    return [view, *(one for one in view.children if isinstance(one, discord.ui.Container))]


def refill(box: Box, blocks: Iterable[discord.ui.Item[Any]]) -> None:
    """Put these blocks in a box instead of what is in it."""
    box.clear_items()
    for block in blocks:
        box.add_item(block)


def has_places(view: discord.ui.LayoutView) -> bool:
    """Whether a message keeps a place for a picture."""
    return any(isinstance(block, Formulas) for box in boxes(view) for block in box.children)


def set_formulas(view: discord.ui.LayoutView) -> None:
    """Set out the formulas in the texts of a message; those in pictures are numbered from its top to its end."""
    held = [box for box in boxes(view) if any(map(_may_hold_formulas, box.children))]
    if not held:
        return
    room = limits.V2_COMPONENTS - sum(1 for _ in view.walk_children())
    number = 1
    for box in held:
        blocks = list[discord.ui.Item[Any]]()
        for block in list(box.children):
            if not isinstance(block, discord.ui.TextDisplay) or not _may_hold_formulas(block):
                blocks.append(block)
                continue
            pieces = set_out(block.content, number)
            if len(pieces) > room + 1:
                pieces = (in_one_line(block.content),)
            room -= len(pieces) - 1
            number += sum(len([line for line in one.lines if line.label]) for one in _drawn(pieces))
            blocks += [
                Formulas(one) if isinstance(one, Drawn) else discord.ui.TextDisplay(one) for one in pieces
            ]
        refill(box, blocks)


def _may_hold_formulas(block: object) -> bool:
    return (
        isinstance(block, discord.ui.TextDisplay) and not isinstance(block, Formulas) and "$" in block.content
    )


def _drawn(pieces: Iterable[str | Drawn]) -> Iterable[Drawn]:
    return (one for one in pieces if isinstance(one, Drawn))
