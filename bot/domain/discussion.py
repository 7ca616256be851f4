"""Discussions: one spoiler thread per question, open to whoever has answered."""

from dataclasses import dataclass

from bot.domain.item import ShownItem


@dataclass(frozen=True, slots=True)
class Discussion:
    """Where to talk about a question. `thread_id` is None when it must be created now, in `channel_id`."""

    shown: ShownItem
    guild_id: int
    channel_id: int
    thread_id: int | None
