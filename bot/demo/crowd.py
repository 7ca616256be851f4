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
from bot.domain.item import QuestionRef
from bot.ui import custom_ids

POST_TIME = "09:00"
"""When the group's questions are posted, in its own zone."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What would be right, for whoever in the crowd knows it; places count from 0 in the order shown.

    Attributes:
        options: Which of the options are right.
        texts: What to type, field by field.
        rows: The choice that belongs to each row of a matching item.
        steps: The places of the steps, first step first.
    """

    options: frozenset[int] = frozenset()
    texts: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    steps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is open in a channel, as its message shows it.

    Attributes:
        options: The button of each option, in the order shown.
        opens: The button that opens a form, or the panel for steps; None where an option is tapped.
    """

    message: ResponseMessage
    ref: QuestionRef
    options: tuple[custom_ids.Answer, ...]
    opens: custom_ids.Answer | custom_ids.Order | None


def open_question(env: simcord.Env, channel: ChannelHandle) -> Question | None:
    """The newest message of the channel that can be answered."""
    for stored in sorted(env.backend.messages.get(channel.id, {}).values(), key=lambda each: -each.id):
        if stored.is_ephemeral:
            continue
        buttons = _buttons(stored.components)
        answers = [each for each in buttons if isinstance(each, custom_ids.Answer)]
        opening: list[custom_ids.Answer | custom_ids.Order] = [
            each for each in answers if each.given == custom_ids.FORM
        ]
        opening += [each for each in buttons if isinstance(each, custom_ids.Order)]
        options = tuple(each for each in answers if each.given.isdigit())
        if opening or options:
            opens = opening[0] if opening else None
            return Question(ResponseMessage(env, stored), (opens or options[0]).ref, options, opens)
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
    known = solution if knows else None
    if isinstance(question.opens, custom_ids.Order):
        reply = await _put_in_order(member, question, question.opens, known, rng)
    elif question.opens is not None:
        form = await member.click(question.message, custom_id=str(question.opens))
        if form.modal is None:
            return
        reply = await member.submit_modal(form, _fill_in(form.modal, solution, known, rng))
    else:
        given = min(_choose(range(len(question.options)), solution, known, rng))
        reply = await member.click(question.message, custom_id=str(question.options[given]))
    if reply.response is not None:
        for button in _buttons(reply.response.components):
            if isinstance(button, custom_ids.Enroll):
                _dismiss(env, await member.click(reply.response, custom_id=str(button)))
    _dismiss(env, reply)


async def _put_in_order(
    member: MemberActor,
    question: Question,
    opens: custom_ids.Order,
    known: Solution | None,
    rng: random.Random,
) -> InteractionResult:
    """Open the panel, tap one step after the other, and submit."""
    panel = await member.click(question.message, custom_id=str(opens))
    tapped: list[int] = []
    while panel.response is not None:
        offered = [
            places[-1]
            for each in _buttons(panel.response.components)
            if isinstance(each, custom_ids.Order)
            and len(places := [int(one) for one in each.pressed.split(".") if one]) == len(tapped) + 1
        ]
        if not offered:
            break
        tapped.append(known.steps[len(tapped)] if known and known.steps else rng.choice(offered))
        pressed = custom_ids.Order(question.ref, ".".join(map(str, tapped)))
        panel = await member.click(panel.response, custom_id=str(pressed))
    submit = custom_ids.Answer(question.ref, ".".join(map(str, tapped)))
    return await member.click(panel.response, custom_id=str(submit)) if panel.response is not None else panel


def _fill_in(
    modal: Mapping[str, Any], solution: Solution | None, known: Solution | None, rng: random.Random
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    texts = iter(known.texts if known else ())
    rows = iter(known.rows if known else ())
    for control in walk_components(modal["components"]):
        if control["type"] == ComponentType.TEXT_INPUT:
            values[control["custom_id"]] = next(texts, str(rng.randint(2, 40)))
        elif control["type"] == ComponentType.STRING_SELECT:
            options = control["options"]
            values[control["custom_id"]] = [options[next(rows, rng.randrange(len(options)))]["value"]]
        elif control["type"] == ComponentType.CHECKBOX_GROUP:
            options = control["options"]
            chosen = _choose(range(len(options)), solution, known, rng)
            values[control["custom_id"]] = [options[index]["value"] for index in sorted(chosen)]
    return values


def _choose(
    options: Iterable[int], solution: Solution | None, known: Solution | None, rng: random.Random
) -> frozenset[int]:
    if known is not None and known.options:
        return known.options
    right = solution.options if solution is not None else frozenset[int]()
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
