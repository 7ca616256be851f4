"""Where a persona can look: the guild's channels, its threads, and their direct messages with the bot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from simcord.actors import MemberActor
from simcord.backend.access import can_access_channel, can_access_message
from simcord.builders import ChannelHandle, UserHandle
from simcord.components import walk_components

from bot.demo.people import PERSONAS, Persona
from bot.demo.world import BOT_NAME, World

_DIRECT = "direct-messages"


class PlaceKind(StrEnum):
    """What stands before a place's name."""

    CHANNEL = "channel"
    THREAD = "thread"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation as somebody sees it.

    Attributes:
        slug: Its name in addresses; a thread's is its id.
        viewer: Who looks: the guild's member, or in direct messages the user.
    """

    slug: str
    label: str
    kind: PlaceKind
    viewer: MemberActor | UserHandle
    channel: ChannelHandle


class Places:
    """The places of each persona, as they are now: threads come and go."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._personas = {persona.key: persona for persona in PERSONAS}

    def find(self, persona_key: str, slug: str) -> tuple[Persona | None, Place | None]:
        """Who and where; the place is None where the persona may not look or there is none."""
        persona = self._personas.get(persona_key)
        if persona is None:
            return None, None
        return persona, next((place for place in self.of(persona) if place.slug == slug), None)

    def of(self, persona: Persona) -> Iterator[Place]:
        """What the persona can open: channels, each followed by its threads, and then direct messages."""
        member = self._world.members[persona.name]
        for name, channel in self._world.channels.items():
            if self._is_open(member, channel):
                yield Place(name, name, PlaceKind.CHANNEL, member, channel)
                for thread in channel.threads:
                    if self._is_open(member, thread):
                        yield Place(str(thread.id), thread.name or "thread", PlaceKind.THREAD, member, thread)
        yield Place(_DIRECT, BOT_NAME, PlaceKind.DIRECT, member.user, member.user.dm_channel)

    def _is_open(self, member: MemberActor, channel: ChannelHandle) -> bool:
        return can_access_channel(self._world.env, channel.id, member, history=True)

    def newest(self, place: Place) -> int:
        """The id of the newest message the viewer can see, or 0."""
        messages = self._world.env.backend.messages.get(place.channel.id, {})
        return max(
            (
                message.id
                for message in messages.values()
                if can_access_message(self._world.env, place.channel.id, message, place.viewer, history=True)
            ),
            default=0,
        )

    def pinned(self, place: Place) -> tuple[int, str] | None:
        """The id and the words of the message pinned last; None where nothing is pinned."""
        messages = self._world.env.backend.messages.get(place.channel.id, {})
        pinned = [message for message in messages.values() if message.pinned]
        if not pinned:
            return None
        newest = max(pinned, key=lambda message: message.id)
        texts = [
            newest.content,
            *(str(each.get("content", "")) for each in walk_components(newest.components)),
        ]
        plain = (re.sub(r"^-# |[*_`#|~>]", "", text, flags=re.MULTILINE) for text in texts)
        return newest.id, " · ".join(" ".join(text.split()) for text in plain if text.strip())
