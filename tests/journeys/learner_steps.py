"""What learners do in these journeys, and what must hold after each of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import simcord
from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.enums import ComponentType, InteractionType
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import Connection, select, update

from bot.app import invite_permissions
from bot.domain.enrollment import Person
from bot.domain.item import ItemType, QuestionRef
from bot.storage.tables import daily_posts
from bot.ui import custom_ids
from tests.journeys.town import Town, answer_ids, answer_under, ids_of, question_of, text_of
from tests.ui.discord_limits import faults, modal_faults

Restart = Callable[[Town], Awaitable[None]]

PHASE_OF = {ItemType.SINGLE: 1, ItemType.MULTI: 2, ItemType.NUMERIC: 2}
"""A phase in which a question of each type comes soon."""


def check_nobody_was_pinged(env: simcord.Env) -> None:
    """No message of the bot reached anybody who did not ask, whatever stands in it."""
    for stored in env.backend.messages.values():
        for message in stored.values():
            if message.author_id != env.backend.bot_user.id or message.interaction_metadata is not None:
                continue
            asked = [custom_ids.parse(one) for one in _all_ids(message.components)]
            is_post = any(isinstance(one, custom_ids.Answer) for one in asked)
            assert not message.mention_everyone
            assert not message.ping_user_ids
            assert is_post or not message.ping_role_ids


def check_replies_were_private(env: simcord.Env) -> None:
    """Every reply to a command, a press or a form is for its reader only, and each was acknowledged."""
    for record in env.backend.interactions.values():
        if record.type == InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE:
            continue
        assert record.responded, f"nothing was said to {record.type} in {record.channel_id}"
        shown = [one for one in (record.message_id, *record.followup_ids) if one is not None]
        for message_id in shown:
            message = env.backend.messages[record.channel_id].get(message_id)
            if message is None or env.backend.get_channel(record.channel_id).guild_id is None:
                continue
            reply = ResponseMessage(env, message)
            # Only a moderator's press may change what everybody sees: a report that is dealt with.
            assert reply.ephemeral or "✓ Done, by" in text_of(reply)


def check_answers_came_first(env: simcord.Env) -> None:
    """Each interaction was answered before the bot asked Discord for anything else: it has three seconds."""
    waiting: set[str] = set()
    for kind, name, payload in env.backend.transcript:
        if kind == "GATEWAY" and name == "INTERACTION_CREATE":
            waiting.add(f"/interactions/{payload['id']}/")
            if len(waiting) > 1:
                # People who press at once: one is answered while another's roles are given.
                return
        elif kind == "HTTP" and waiting:
            waiting = {one for one in waiting if one not in name}
            assert not waiting, f"{name} came before the answer"


def check_discord_would_take_it(env: simcord.Env) -> None:
    """Every message and form that was sent keeps to our own table of Discord's limits."""
    for request in env.http_requests:
        body = request.json if isinstance(request.json, dict) else {}
        sent = body.get("data") or body
        components = sent.get("components") or []
        if "title" in sent:
            assert modal_faults(sent) == [], request.path
        elif components:
            assert faults(components) == [], request.path


def _all_ids(components: Any) -> list[str]:
    found = []
    for component in components:
        found += [component["custom_id"]] if "custom_id" in component else []
        found += _all_ids(component.get("components") or ())
    return found


async def post_until(town: Town, wanted: ItemType, phase: int | None = None) -> ResponseMessage:
    """Let a moderator post one question an hour until one of this type is out."""
    phase = phase or PHASE_OF[wanted]
    for _ in range(12):
        await town.mia.slash(town.mods, "daily post", phase=phase)
        post = town.posts()[-1]
        if (await town.question(post)).item.type is wanted:
            return post
        await town.go_on(1)
    raise AssertionError(f"no {wanted} question came up")


async def tomorrow(town: Town, days: int = 1) -> None:
    """The same time the next day; meanwhile the bot is there, and it does at the end what is due."""
    for _ in range(days):
        for _ in range(12):
            await town.env.advance_time(7200)
            await town.services.delivery.beat()
        await town.tick()


def latest(town: Town) -> ResponseMessage:
    """The newest post of the group's channel."""
    return town.posts()[-1]


async def press(
    town: Town, who: MemberActor, custom_id: object, under: ResponseMessage | None = None
) -> InteractionResult:
    """Press a button that is long gone from the screen, or that was never shown to this person."""
    dispatch(town, who, custom_id, under=under)
    record = list(town.env.backend.interactions.values())[-1]
    await town.env.settle()
    return InteractionResult(town.env, record)


def dispatch(
    town: Town, who: MemberActor, custom_id: object, times: int = 1, under: ResponseMessage | None = None
) -> None:
    """Send presses without waiting for their answers."""
    backend = town.env.backend
    messages = backend.messages[town.channel.id]
    source = messages[under.id if under is not None else min(messages)]
    for _ in range(times):
        record, payload = interactions.base_payload(
            backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=town.channel.id,
            guild_id=town.guild.id,
            user_id=who.id,
            data={"custom_id": str(custom_id), "component_type": ComponentType.BUTTON},
        )
        payload["message"] = dict(serializers.message_payload(backend, source))
        record.source_message_id = source.id
        backend.emit("INTERACTION_CREATE", payload)


def person_of(who: MemberActor) -> Person:
    """Somebody as the services know them."""
    return Person(who.id, who.name)


def roles_of(town: Town, who: MemberActor) -> set[str]:
    """The names of somebody's roles."""
    return roles_in(town, town.guild.id, who.id)


def roles_in(town: Town, guild_id: int, user_id: int) -> set[str]:
    """The names of somebody's roles in any guild."""
    guild = town.env.backend.get_guild(guild_id)
    return {guild.roles[role_id].name for role_id in guild.members[user_id].role_ids}


def all_messages(town: Town, channel: Any) -> list[ResponseMessage]:
    """The public messages of a channel, oldest first."""
    stored = sorted(town.env.backend.messages[channel.id].items())
    return [ResponseMessage(town.env, message) for _, message in stored if not message.is_ephemeral]


async def second_group(town: Town, name: str = "Night school") -> tuple[Any, MemberActor]:
    """Another guild with the bot set up in it (its channel is "daily"), and Nora as a member of it."""
    guild = town.env.create_guild(name, owner=town.env.create_user("omar"))
    managed = next(role for role in town.env.backend.get_guild(guild.id).roles.values() if role.managed)
    managed.permissions = invite_permissions().value
    admins = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    channel = guild.create_text_channel("daily")
    admin = guild.add_member(town.env.create_user("adam"), roles=[admins])
    member = guild.add_member(town.nora.user)
    await town.env.settle()
    await admin.slash(channel, "setup", channel=channel, time="09:00", timezone="Europe/Berlin")
    return guild, member


def the_question_in(result: InteractionResult) -> QuestionRef:
    """The question a reply puts before its reader; there must be one."""
    ref = asked_in(result)
    assert ref is not None
    return ref


def asked_in(result: InteractionResult) -> QuestionRef | None:
    """The question a reply puts before its reader."""
    refs = [one.ref for one in ids_of(result) if isinstance(one, custom_ids.Answer)]
    return refs[0] if refs else None


async def answer_here(
    town: Town, who: Any, shown: InteractionResult, *, right: bool = True
) -> InteractionResult:
    """Answer the question a private reply shows."""
    question = await question_of(town.app, the_question_in(shown))
    return await answer_under(who, reply_of(shown), question, right=right)


def answers_of(post: ResponseMessage) -> list[str]:
    """The custom_ids of a post's answer buttons, in the order shown."""
    return [str(one) for one in answer_ids(post)]


async def count(town: Town, table: Any) -> int:
    """How many rows a table has."""
    return len(await town.app.database.read(lambda connection: connection.execute(select(table)).all()))


async def close_posts(town: Town) -> None:
    """Let the open questions be revealed now, as the next post would."""

    def work(connection: Connection) -> None:
        connection.execute(
            update(daily_posts).where(daily_posts.c.state == "sent").values(closes_at=town.env.now())
        )

    await town.app.database.write(work)
    await town.tick()


@dataclass(frozen=True)
class Requests:
    """The requests the bot has made since a moment, as "METHOD path"."""

    town: Town
    start: int

    @classmethod
    def since(cls, town: Town) -> "Requests":
        return cls(town, len(town.env.http_requests))

    @property
    def made(self) -> list[str]:
        return [f"{one.method} {one.path}" for one in self.town.env.http_requests[self.start :]]


def assert_acknowledged_first(requests: Requests) -> None:
    """The first request is the answer itself: Discord gives up on an interaction after three seconds."""
    assert requests.made, "the bot did nothing"
    assert "/callback" in requests.made[0], requests.made


def reply_of(result: InteractionResult) -> ResponseMessage:
    """The message a press was answered with; there must be one."""
    assert result.response is not None
    return result.response


def said(result: Any) -> str:
    """What a reply says; there must be one."""
    told = text_of(result)
    assert told, result
    return told
