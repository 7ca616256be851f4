"""Random weeks of a group, lived through the services: what people do, in what order, and how far time goes on."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from bot.domain.enrollment import Choices
from bot.domain.errors import StudyError
from bot.domain.group import GroupChoices
from tests.services.world import ADMIN, GUILD, NORA, SAM, World

ZONES = ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu")
PEOPLE = (NORA, SAM)


@dataclass(frozen=True)
class Step:
    """One thing that happens: `what`, by which of PEOPLE, with a number that decides the details."""

    what: str
    who: int = 0
    number: int = 0


WHATS = ("answer",) * 8 + ("old",) * 2 + ("hours",) * 3 + ("day",) * 5 + (
    "zone", "zone", "phase", "phase", "pause", "resume", "outage", "group-zone", "skip", "post-now", "leave", "hide",
    "days",
)  # fmt: skip

STEPS = st.lists(
    st.builds(Step, st.sampled_from(WHATS), st.integers(0, 1), st.integers(0, 9)), min_size=10, max_size=40
)


async def live(world: World, steps: Iterable[Step]) -> None:
    """Set the group up, enroll everybody, and take the steps; a refusal is part of life."""
    await world.set_up()
    for person in PEOPLE:
        await world.enroll(person)
    sent = await world.tick()
    for step in steps:
        with suppress(StudyError):
            sent += await _take(world, step, sent)


async def _take(world: World, step: Step, sent: list[int]) -> list[int]:
    services, person, number = world.services, PEOPLE[step.who], step.number
    match step.what:
        case "answer" | "old" if sent:
            post = sent[-1] if step.what == "answer" else sent[-1 - min(number, len(sent) - 1)]
            await world.answer(post, person, right=number % 3 > 0, resume_first=number % 2 > 0)
        case "hours":
            return await _go_on(world, 2 + number)
        case "day":
            return await _go_on(world, 24)
        case "outage":
            world.clock.at += timedelta(hours=5 + 7 * number)
            return await world.tick()
        case "zone":
            await services.enrollment.change(GUILD, person, Choices(timezone=ZONES[number % len(ZONES)]))
        case "phase":
            await services.enrollment.enroll(GUILD, "", person, Choices(phase=1 + number % 2))
        case "pause":
            await services.pause.pause(GUILD, person, str(1 + number))
        case "resume":
            await services.pause.resume(GUILD, person)
        case "leave" if number < 3:
            await services.enrollment.leave(GUILD, person)
        case "hide":
            await services.enrollment.change(GUILD, person, Choices(is_hidden=number % 2 > 0))
        case "group-zone":
            await _set_up(world, timezone=ZONES[number % len(ZONES)])
        case "days":
            await _set_up(world, days=("daily", "mon-fri", "tue, sat")[number % 3])
        case "skip":
            await services.daily_post.skip(GUILD, ADMIN, 1)
        case "post-now":
            due = await services.daily_post.post_now(GUILD, ADMIN, 1 + number % 2)
            await services.delivery.mark_sent(due, 90_000 + due.post_id)
            return [due.post_id]
    return []


async def _go_on(world: World, hours: int) -> list[int]:
    """Let time pass with a sign of life every two hours, and all that is due done every six."""
    sent = []
    for passed in range(2, hours + 1, 2):
        world.clock.at += timedelta(hours=2)
        if passed % 6 == 0 or passed + 2 > hours:
            sent += await world.tick()
        else:
            await world.services.delivery.beat()
    return sent


async def _set_up(world: World, **choices: Any) -> None:
    await world.services.group.set_up(GUILD, "", ADMIN, replace(GroupChoices(), **choices))
