"""What people in the simulated guild do: set the group up, enroll, and answer by the bot's own buttons."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.components import walk_components
from simcord.enums import ComponentType
from simcord.results import InteractionResult, ResponseMessage

from bot.demo.people import MIA, Learner
from bot.demo.world import MODERATORS_CHANNEL, PHASE_CHANNELS, TIMEZONE, World
from bot.ui import custom_ids

POST_TIME = "09:00"
"""When the group's questions are posted, in its own zone."""

_CHOICES = (ComponentType.STRING_SELECT, ComponentType.CHECKBOX_GROUP)


@dataclass(frozen=True, slots=True)
class Solution:
    """What would be right, for whoever in the crowd knows it.

    Attributes:
        options: Which of the options are right, counted from 0 in the order they are shown; empty where an
            answer is typed.
        text: What to type, where an answer is typed.
    """

    options: frozenset[int] = frozenset()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is open in a channel, as its message shows it."""

    message: ResponseMessage
    buttons: tuple[custom_ids.Answer, ...]
    """One an option, in the order shown; or the one that opens the form."""

    @property
    def post_id(self) -> int:
        """Which post it is."""
        return self.buttons[0].ref.id


def open_question(env: simcord.Env, channel: ChannelHandle) -> Question | None:
    """The newest message of the channel that can be answered."""
    for stored in sorted(env.backend.messages.get(channel.id, {}).values(), key=lambda each: -each.id):
        if stored.is_ephemeral:
            continue
        buttons = [each for each in _buttons(stored.components) if isinstance(each, custom_ids.Answer)]
        if buttons:
            return Question(ResponseMessage(env, stored), tuple(buttons))
    return None


async def set_up_group(world: World) -> None:
    """Mia sets the group up: a channel for each phase, the moderators' channel."""
    shown = await world.members[MIA.name].slash(
        world.channels[MODERATORS_CHANNEL],
        "setup",
        channel=world.channels[PHASE_CHANNELS[1]],
        time=POST_TIME,
        timezone=TIMEZONE,
        moderator_role=world.moderator_role,
        moderator_channel=world.channels[MODERATORS_CHANNEL],
        **{f"phase_{phase}_channel": world.channels[name] for phase, name in PHASE_CHANNELS.items()},
    )
    _dismiss(world.env, shown)


async def enroll(world: World, learner: Learner) -> None:
    """Somebody joins the group."""
    member = world.members[learner.name]
    _dismiss(world.env, await member.slash(world.channels[PHASE_CHANNELS[1]], "enroll", phase=learner.phase))


async def answer(
    env: simcord.Env,
    member: MemberActor,
    question: Question,
    solution: Solution | None,
    *,
    knows: bool,
    rng: random.Random,
) -> None:
    """Answer once: press an option or fill the form in, and enroll where the bot asks for it.

    Args:
        env: Where.
        member: Who answers.
        question: What is answered.
        solution: What is right; None leaves it to chance.
        knows: Whether this person finds it.
        rng: Draws what those press who do not know.
    """
    if question.buttons[0].given == custom_ids.FORM:
        form = await member.click(question.message, custom_id=str(question.buttons[0]))
        if form.modal is None:
            return
        reply = await member.submit_modal(form, _fill_in(form.modal, solution, knows=knows, rng=rng))
    else:
        options = range(len(question.buttons))
        given = min(_choose(options, solution, knows=knows, rng=rng))
        reply = await member.click(question.message, custom_id=str(question.buttons[given]))
    if reply.response is not None:
        for button in _buttons(reply.response.components):
            if isinstance(button, custom_ids.Enroll):
                _dismiss(env, await member.click(reply.response, custom_id=str(button)))
    _dismiss(env, reply)


def _fill_in(
    modal: Mapping[str, Any], solution: Solution | None, *, knows: bool, rng: random.Random
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for control in walk_components(modal["components"]):
        if control["type"] == ComponentType.TEXT_INPUT:
            right = solution.text if solution is not None and knows else None
            values[control["custom_id"]] = right if right is not None else str(rng.randint(2, 40))
        elif control["type"] in _CHOICES:
            options = control["options"]
            chosen = _choose(range(len(options)), solution, knows=knows, rng=rng)
            values[control["custom_id"]] = [options[index]["value"] for index in sorted(chosen)]
    return values


def _choose(
    options: Iterable[int], solution: Solution | None, *, knows: bool, rng: random.Random
) -> frozenset[int]:
    right = solution.options if solution is not None else frozenset[int]()
    if knows and right:
        return right
    others = [index for index in options if index not in right]
    return frozenset({rng.choice(others)}) if others else right


def _dismiss(env: simcord.Env, result: InteractionResult) -> None:
    # Discord forgets private replies when their reader leaves; a visitor must not find weeks of them.
    for reply in (result.response, *result.followups):
        if reply is not None and reply.ephemeral:
            env.backend.messages[reply.channel_id].pop(reply.id, None)


def _buttons(components: list[dict[str, Any]]) -> list[custom_ids.CustomId]:
    found = [
        custom_ids.parse(each["custom_id"])
        for each in walk_components(components)
        if each["type"] == ComponentType.BUTTON and each.get("custom_id") and not each.get("disabled")
    ]
    return [custom_id for custom_id in found if custom_id is not None]
