"""Many hands at once: no answer is lost from a fold, nobody is enrolled twice, one process leads, one post results."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest_asyncio

from bot.domain.daily_post import DuePost
from bot.domain.enrollment import Choices
from bot.domain.errors import AlreadyPosted
from bot.domain.group import GroupChoices
from bot.domain.item import QuestionRef
from bot.services.all import Services
from bot.services.integrity import IntegrityService
from bot.storage.database import Database
from tests.services.world import ADMIN, CHANNEL, GUILD, NORA, START, HandClock, World


@pytest_asyncio.fixture
async def server(postgres_url: str) -> AsyncIterator[list[World]]:
    """Two processes on one PostgreSQL database, as far as they know of each other."""
    databases = [await Database.open(postgres_url, connections=8) for _ in range(2)]
    worlds = [World(database) for database in databases]
    worlds[1].services = Services.build(worlds[1].context, "other")
    yield worlds
    for database in databases:
        await database.close()


async def asked(world: World, days: int) -> list[int]:
    """Posts of so many days, one a day."""
    await world.set_up()
    await world.enroll()
    posts = await world.tick()
    for _ in range(days - 1):
        posts += await world.advance(24)
        # Somebody has to be active, or questions stop after two weeks.
        await world.execute("UPDATE enrollments SET enrolled_at = :now", now=world.clock.at)
    return posts


async def test_answers_of_one_learner_from_many_days_at_once_make_the_whole_streak(
    server: list[World],
) -> None:
    posts = await asked(server[0], 16)

    async def answer(day: int, post: int) -> None:
        world = server[day % 2]
        clock = HandClock(START + timedelta(days=day))
        attempts = Services.build(replace(world.context, clock=clock), "one").attempt
        await attempts.submit(QuestionRef("p", post), NORA, "0")

    await asyncio.gather(*(answer(day, post) for day, post in enumerate(posts)))

    [(current, active)] = await server[0].rows("SELECT current, active_days FROM streaks")
    assert (current, active) == (16, 16)
    assert (await IntegrityService(server[0].database, server[0].clock).check()).differences == ()


async def test_a_double_tap_at_the_same_instant_counts_once(server: list[World]) -> None:
    [post] = await asked(server[0], 1)
    verdicts = await asyncio.gather(*(server[n % 2].answer(post) for n in range(20)))

    assert sum(not verdict.is_repeat_tap for verdict in verdicts) == 1
    assert await server[0].rows("SELECT points FROM standings WHERE period = 'all'") == [(15,)]


async def test_enrolling_twenty_times_at_once_enrolls_once(server: list[World]) -> None:
    await server[0].set_up()
    results = await asyncio.gather(
        *(
            server[n % 2].services.enrollment.enroll(GUILD, "", NORA, Choices(phase=1 + n % 2))
            for n in range(20)
        )
    )

    assert sum(result.before is None for result in results) == 1
    assert await server[0].rows("SELECT count(*) FROM enrollments") == [(1,)]
    [(phase, events)] = await server[0].rows(
        "SELECT phase, (SELECT count(*) FROM learner_events WHERE kind = 'phase') FROM enrollments"
    )
    [(told,)] = await server[0].rows(
        "SELECT details FROM learner_events WHERE kind IN ('phase', 'enrolled') ORDER BY id DESC LIMIT 1"
    )
    assert f'"phase":{phase}' in told
    assert events >= 1


async def test_settings_changed_at_once_are_all_kept(server: list[World]) -> None:
    await server[0].set_up()
    await asyncio.gather(
        *(
            step
            for n in range(8)
            for step in (
                server[n % 2].services.group.record_welcome(GUILD, CHANNEL, 100 + n),
                server[1 - n % 2].services.group.record_roles(GUILD, {1 + n % 4: 200 + n % 4}, 300),
            )
        )
    )

    group = await server[0].services.group.find(GUILD)
    assert group.phase_role_ids == {1: 200, 2: 201, 3: 202, 4: 203}
    assert group.ping_role_id == 300
    assert group.welcome_message_id is not None


async def test_two_processes_claim_each_post_once(server: list[World]) -> None:
    for guild in range(40):
        world = server[0]
        await world.services.group.set_up(
            guild + 1,
            "",
            ADMIN,
            GroupChoices(channel_id=CHANNEL, post_time="09:00", timezone="Europe/Berlin"),
        )
        await world.services.enrollment.enroll(guild + 1, "", NORA, Choices())
    await server[0].services.delivery.plan()

    async def drain(world: World) -> list[DuePost]:
        claimed = []
        while due := await world.services.delivery.claim_due(8):
            claimed += due
        return claimed

    found = await asyncio.gather(*(drain(server[n % 2]) for n in range(6)))

    ids = [due.post_id for share in found for due in share]
    assert len(ids) == len(set(ids)) == 40
    assert {due.token for share in found for due in share} == {1}


async def test_two_processes_plan_each_day_once(server: list[World]) -> None:
    await server[0].set_up()
    await server[0].enroll()
    await asyncio.gather(*(server[n % 2].services.delivery.plan() for n in range(6)))

    assert await server[0].rows("SELECT count(*), count(DISTINCT post_date) FROM daily_posts") == [(3, 3)]
    assert await server[0].rows("SELECT count(DISTINCT item_id) FROM daily_posts") == [(3,)]


async def test_of_two_processes_that_start_at_once_one_leads(server: list[World]) -> None:
    beats = await asyncio.gather(*(world.services.delivery.beat() for world in server))

    assert sorted(beat.is_leader for beat in beats) == [False, True]


async def test_another_process_takes_over_when_the_leader_is_gone(server: list[World]) -> None:
    one, other = server
    assert (await one.services.delivery.beat()).is_leader
    other.clock.at += timedelta(seconds=60)
    assert not (await other.services.delivery.beat()).is_leader
    other.clock.at += timedelta(seconds=40)
    assert (await other.services.delivery.beat()).is_leader
    one.clock.at = other.clock.at
    assert not (await one.services.delivery.beat()).is_leader


async def test_moderators_who_post_at_the_same_instant_post_once(server: list[World]) -> None:
    await server[0].set_up()
    await server[0].enroll()
    results = await asyncio.gather(
        *(server[n % 2].services.daily_post.post_now(GUILD, ADMIN, 1) for n in range(6)),
        return_exceptions=True,
    )

    assert sum(isinstance(result, DuePost) for result in results) == 1
    assert all(isinstance(result, (DuePost, AlreadyPosted)) for result in results)
