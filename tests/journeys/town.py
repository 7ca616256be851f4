"""A simulated guild with the whole bot in it, and the words tests use to speak with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
import simcord
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.app import App, invite_permissions
from bot.domain.grading import BETWEEN_BLANKS
from bot.domain.item import ItemType, QuestionRef, ShownItem
from bot.services.all import Services
from bot.services.question import load_question
from bot.ui import custom_ids
from bot.ui.messages.question import ONE_TAP


class SimulatedClock:
    """The simulation's time, once there is one."""

    def __init__(self) -> None:
        self.env: simcord.Env | None = None
        self.before = datetime.fromisoformat("2026-01-01T00:00:00+00:00")

    def now(self) -> datetime:
        return self.env.now() if self.env is not None else self.before


@dataclass
class Town:
    """The guild: Ada manages the server, Mia moderates, Nora and Sam learn."""

    env: simcord.Env
    app: App
    guild: Any
    channel: Any
    second: Any
    mods: Any
    role: Any
    ada: MemberActor
    mia: MemberActor
    nora: MemberActor
    sam: MemberActor

    @property
    def services(self) -> Services:
        return self.app.services

    async def set_up(self, **options: Any) -> InteractionResult:
        """The owner sets the group up: daily at 09:00 in Berlin."""
        chosen = {
            "channel": self.channel,
            "time": "09:00",
            "timezone": "Europe/Berlin",
            "moderator_role": self.role,
            "moderator_channel": self.mods,
            **options,
        }
        return await self.ada.slash(self.mods, "setup", **chosen)

    async def go_on(self, hours: float) -> None:
        """Let time pass, hour by hour, the bot ticking as it does."""
        until = self.env.now() + timedelta(hours=hours)
        while self.env.now() < until:
            await self.env.advance_time(min(3600.0, (until - self.env.now()).total_seconds()))
            await self.app.tick()
        await self.env.settle()

    async def tick(self) -> None:
        await self.app.tick()
        await self.env.settle()

    def posts(self, channel: Any = None) -> list[ResponseMessage]:
        """The bot's messages with answer buttons in a channel, oldest first."""
        stored = self.env.backend.messages.get((channel or self.channel).id, {})
        messages = [
            ResponseMessage(self.env, message)
            for _, message in sorted(stored.items())
            if not message.is_ephemeral
        ]
        return [message for message in messages if answer_ids(message)]

    async def question(self, post: ResponseMessage) -> ShownItem:
        """The question a message asks, as the bot knows it."""
        ref = answer_ids(post)[0].ref
        return await question_of(self.app, ref)

    async def given(self, post: ResponseMessage, *, right: bool = True) -> str:
        return given(await self.question(post), right=right)

    async def answer(
        self, who: MemberActor, post: ResponseMessage, *, right: bool = True
    ) -> InteractionResult:
        """Tap an option, tap steps in order, or fill the form in."""
        return await answer_under(who, post, await self.question(post), right=right)


async def answer_under(
    who: MemberActor, message: ResponseMessage, shown: ShownItem, *, right: bool
) -> InteractionResult:
    """Answer a question with the controls of the message that asks it."""
    told = given(shown, right=right)
    if shown.item.type in ONE_TAP:
        return await who.click(message, custom_id=str(custom_ids.Answer(shown.ref, told)))
    if shown.item.type is ItemType.ORDERING:
        panel = await who.click(message, custom_id=str(custom_ids.Order(shown.ref)))
        places = told.split(".")
        for taps in range(1, len(places) + 1):
            tapped = custom_ids.Order(shown.ref, ".".join(places[:taps]))
            panel = await who.click(response_of(panel), custom_id=str(tapped))
        return await who.click(response_of(panel), custom_id=str(custom_ids.Answer(shown.ref, told)))
    form = await who.click(message, custom_id=str(custom_ids.Answer(shown.ref, custom_ids.FORM)))
    return await who.submit_modal(form, fields_of(shown, told))


async def question_of(app: App, ref: QuestionRef) -> ShownItem:
    return (await app.database.read(lambda connection: load_question(app.context, connection, ref))).shown


def given(shown: ShownItem, *, right: bool) -> str:
    """What to give for a right or a wrong answer, as `domain/grading` reads it."""
    item = shown.item
    match item.type:
        case ItemType.NUMERIC:
            return repr(item.key) if right else repr((item.key or 0) * 3 + 1000)
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            return item.accept[0] if right else "something else altogether"
        case ItemType.CLOZE:
            return BETWEEN_BLANKS.join(
                blank.accept[0] if right else "something else altogether" for blank in item.blanks
            )
        case ItemType.MATCHING:
            places = [shown.choices.index(pair.right) for pair in item.pairs]
            return ".".join(map(str, places if right else places[1:] + places[:1]))
        case ItemType.ORDERING:
            places = [shown.order.index(step_id) for step_id in item.step_order]
            return ".".join(map(str, places if right else places[::-1]))
    wanted = [str(index) for index, option in enumerate(shown.options) if option.is_key is right]
    return ".".join(wanted) if item.type is ItemType.MULTI else wanted[-1]


def fields_of(shown: ShownItem, told: str) -> dict[str, Any]:
    """What a form's fields hold for an answer."""
    match shown.item.type:
        case ItemType.MULTI:
            return {custom_ids.ANSWER_FIELD: told.split(".")}
        case ItemType.MATCHING:
            return {custom_ids.part(at): [place] for at, place in enumerate(told.split("."))}
        case ItemType.CLOZE:
            return {custom_ids.part(at): text for at, text in enumerate(told.split(BETWEEN_BLANKS))}
    return {custom_ids.ANSWER_FIELD: told}


def text_of(result: Any) -> str:
    """Everything a person can read in a message or a reply."""
    response = getattr(result, "response", result) if not isinstance(result, ResponseMessage) else result
    followups = getattr(result, "followups", [])
    parts = [_texts(response.components)] if response is not None else []
    parts += [_texts(followup.components) for followup in followups if followup is not response]
    return "\n".join(part for part in parts if part)


def response_of(result: InteractionResult) -> ResponseMessage:
    """What was answered; there must be an answer."""
    assert result.response is not None
    return result.response


def ids_of(message: Any) -> list[custom_ids.CustomId]:
    """The controls of a message or reply."""
    response = getattr(message, "response", message) if not isinstance(message, ResponseMessage) else message
    if response is None:
        return []
    found = [custom_ids.parse(one) for one in _custom_ids(response.components)]
    return [one for one in found if one is not None]


def control(message: Any, kind: type, **fields: Any) -> str:
    """The custom_id of the one control of a kind (with these fields)."""
    for one in ids_of(message):
        if isinstance(one, kind) and all(getattr(one, name) == value for name, value in fields.items()):
            return str(one)
    raise AssertionError(f"no {kind.__name__} {fields} in {ids_of(message)}")


def answer_ids(message: ResponseMessage) -> list[custom_ids.Answer]:
    return [one for one in ids_of(message) if isinstance(one, custom_ids.Answer)]


def _texts(components: Any) -> str:
    found: list[str] = []
    for component in components:
        if "content" in component:
            found.append(component["content"])
        if component.get("label"):
            found.append(component["label"])
        for key in ("components", "options"):
            found.append(_texts(component.get(key) or ()))
        for key in ("component", "accessory"):
            if component.get(key):
                found.append(_texts([component[key]]))
    return "\n".join(text for text in found if text)


def _custom_ids(components: Any) -> list[str]:
    found: list[str] = []
    for component in components:
        if "custom_id" in component:
            found.append(component["custom_id"])
        found += _custom_ids(component.get("components") or ())
        for key in ("component", "accessory"):
            if component.get(key):
                found += _custom_ids([component[key]])
    return found


def build_town(env: simcord.Env, app: App, permissions: discord.Permissions | None = None) -> Town:
    guild = env.create_guild("Engineers", owner=env.create_user("olga", global_name="Olga"))
    bot_role = next(role for role in env.backend.get_guild(guild.id).roles.values() if role.managed)
    bot_role.permissions = (permissions or invite_permissions()).value
    admins = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    role = guild.create_role("Moderators")
    channel = guild.create_text_channel("daily")
    second = guild.create_text_channel("phase-two")
    mods = guild.create_text_channel("moderators")
    roles = {"ada": [admins], "mia": [role], "nora": [], "sam": []}
    people = {
        name: guild.add_member(env.create_user(name, global_name=name.title()), roles=held)
        for name, held in roles.items()
    }
    return Town(env, app, guild, channel, second, mods, role, people.pop("ada"), **people)
