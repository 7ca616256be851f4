"""The tick: everything due, in order, whatever breaks; and the heartbeat that calls it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import discord
import pytest
import pytest_asyncio

from bot.content.folder import load_folder
from bot.content.library import Library
from bot.domain.enrollment import Choices
from bot.domain.group import GroupChoices
from bot.domain.report import NoticeKind
from bot.jobs.heartbeat import start_heartbeat
from bot.jobs.tick import Jobs
from bot.services.all import Services
from bot.settings import SHIPPED_CURRICULUM
from bot.storage.database import Database
from tests.services.world import ADMIN, GUILD, SAM, World
from tests.ui.fake_discord import FakeDiscord, serving

MODERATORS = 7_777


@dataclass
class Process:
    """One process of the bot: its jobs, over a small world, speaking real HTTP with a small Discord."""

    world: World
    jobs: Jobs
    discord: FakeDiscord

    def sent_to(self, channel: int) -> int:
        return sum(one["channel_id"] == str(channel) for one in self.discord.messages)


@pytest_asyncio.fixture
async def process(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Process]:
    database = await Database.open(sqlite_url)
    world = World(database)
    await world.set_up(moderator_channel_id=MODERATORS)
    await world.enroll()
    fake = FakeDiscord(world.clock.now)
    loaded, _ = load_folder(SHIPPED_CURRICULUM)
    assert loaded.curriculum is not None
    library = Library(loaded.curriculum, SHIPPED_CURRICULUM)
    await library.reload()
    async with serving(fake) as address:
        monkeypatch.setattr(discord.http.Route, "BASE", address)
        client = discord.Client(
            intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()
        )
        async with client:
            await client.login("a.b.c")
            yield Process(world, Jobs(client, world.services, library), fake)
    await database.close()


async def test_a_tick_posts_what_is_due_and_tells_what_is_to_be_told(process: Process) -> None:
    await process.jobs.tick()
    await process.jobs.tick()

    assert process.sent_to(7_001) == 1
    assert process.sent_to(MODERATORS) == 1  # the small curriculum runs dry soon


async def test_ticks_called_at_once_do_the_work_once(process: Process) -> None:
    await asyncio.gather(*(process.jobs.tick() for _ in range(5)))

    assert process.sent_to(7_001) == 1
    assert len(process.discord.sends) == 2


async def test_a_step_that_breaks_is_logged_and_keeps_no_other_from_its_turn(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    await process.world.services.delivery.plan()
    # A version that cannot be read any more, as a damaged disk would leave it.
    await process.world.execute("UPDATE item_versions SET body = '{}'")
    await process.world.services.notice.add(GUILD, NoticeKind.NOT_SET_UP, "", {})
    await process.jobs.tick()

    assert "the scheduled step _send broke" in caplog.text
    assert process.sent_to(7_001) == 0
    assert process.sent_to(MODERATORS) == 2


async def test_one_group_whose_channel_is_gone_keeps_no_other_from_its_question(process: Process) -> None:
    for guild in range(1, 12):
        choices = GroupChoices(channel_id=100 + guild, post_time="09:00", timezone="Europe/Berlin")
        await process.world.services.group.set_up(guild, "", ADMIN, choices)
        await process.world.services.enrollment.enroll(guild, "", SAM, Choices())
    process.discord.send_trouble.extend([404, 503, 400])
    await process.jobs.tick()
    process.world.clock.at += timedelta(seconds=16)
    await process.jobs.tick()

    states = dict(await process.world.rows("SELECT state, count(*) FROM daily_posts GROUP BY state"))
    assert states["sent"] == 10
    assert states["failed"] == 2


async def test_of_two_processes_on_one_server_only_the_leader_posts(
    process: Process, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await Database.open(postgres_url)
    try:
        world = World(database)
        await world.set_up(moderator_channel_id=MODERATORS)
        await world.enroll()
        client, library = process.jobs._client, process.jobs._library
        other = Services.build(world.context, "other")
        both = [Jobs(client, world.services, library), Jobs(client, other, library)]
        for _ in range(3):
            await asyncio.gather(*(jobs.tick() for jobs in both))
        assert process.sent_to(7_001) == 1
        assert len(process.discord.sends) == 2
    finally:
        await database.close()


async def test_the_heartbeat_never_beats_twice_at_once_and_goes_on_after_a_slow_beat() -> None:
    running = beats = most = 0
    enough = asyncio.Event()

    async def tick() -> None:
        nonlocal running, beats, most
        running, beats = running + 1, beats + 1
        most = max(most, running)
        for _ in range(50):
            await asyncio.sleep(0)
        running -= 1
        if beats == 4:
            enough.set()

    heartbeat = start_heartbeat(tick, 0.002)
    try:
        await enough.wait()
    finally:
        heartbeat.shutdown(wait=False)

    assert most == 1
