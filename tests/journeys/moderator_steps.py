"""What moderators and hosts do in these journeys, and what they look at."""

from typing import Any

import discord
import simcord
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import Connection, text

from tests.journeys.town import Town, text_of


def bot_role(town: Town) -> Any:
    """The role Discord made for the bot."""
    roles = town.env.backend.get_guild(town.guild.id).roles.values()
    return next(role for role in roles if role.managed)


def overwrite(town: Town, channel: Any, *, deny: str = "") -> None:
    """Take a permission from the bot in a channel, or with none give all back."""
    denied = discord.Permissions(**{deny: True}).value if deny else 0
    town.env.backend.set_overwrite(
        channel.id, Overwrite(target_id=bot_role(town).id, type=OverwriteType.ROLE, allow=0, deny=denied)
    )


def take_roles(town: Town, who: MemberActor) -> None:
    """Take every role from a member."""
    town.env.backend.get_guild(town.guild.id).members[who.id].role_ids = []


def messages_in(town: Town, channel_id: int) -> list[ResponseMessage]:
    """The bot's public messages of a channel, oldest first."""
    stored = sorted(town.env.backend.messages.get(channel_id, {}).items())
    return [
        ResponseMessage(town.env, message)
        for _, message in stored
        if not message.is_ephemeral and message.author_id == town.env.backend.bot_user.id
    ]


def reply(result: InteractionResult) -> ResponseMessage:
    """What was answered; there must be something."""
    assert result.response is not None, result
    return result.response


async def days(town: Town, count: int = 1) -> None:
    """Let days pass with one tick each, at this hour; quicker than living them hour by hour."""
    for _ in range(count):
        await town.env.advance_time(86_400)
        await town.tick()


def told(town: Town, channel: Any = None) -> list[str]:
    """What stands in the moderators' channel, without replies to commands."""
    place = channel or town.mods
    return [text_of(one) for one in messages_in(town, place.id)]


def told_in_private(env: simcord.Env, user: Any) -> list[str]:
    """What somebody was told in a direct message."""
    return [
        text_of(ResponseMessage(env, message))
        for channel in env.backend.channels.values()
        if channel.guild_id is None and user.id in channel.recipient_ids
        for _, message in sorted(env.backend.messages.get(channel.id, {}).items())
    ]


async def rows(town: Town, statement: str, **values: Any) -> list[Any]:
    """What a statement finds in the database."""
    return await town.app.database.read(
        lambda connection: list(connection.execute(text(statement), values).all())
    )


async def execute(town: Town, statement: str, **values: Any) -> None:
    """Change the database behind the bot's back."""

    def work(connection: Connection) -> None:
        connection.execute(text(statement), values)

    await town.app.database.write(work)
