"""What a check of one item found."""

from typing import NamedTuple

from bot.content.source import Path


class Finding(NamedTuple):
    """Where in the item (a path into its fields), and what is wrong there and how to mend it."""

    path: Path
    message: str


def too_long(name: str, length: int, most: int) -> str:
    """What to say about a text with more characters than fit."""
    return f"{name} has {length:,} characters; cut {length - most:,} (the limit is {most:,})"
