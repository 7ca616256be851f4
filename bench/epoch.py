"""The real bot, composed as it runs, on a SQLite file of its own."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import simcord
from sqlalchemy import func, select

from bench.clicks import Answered, Burst, burst, click
from bot.app import App, build
from bot.domain.enrollment import Choices, Person
from bot.domain.grading import UNKNOWN
from bot.domain.group import Caller, GroupChoices
from bot.settings import SHIPPED_CURRICULUM, Settings
from bot.storage.tables import attempts

_DAY = 86_400.0
_START = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
ADMIN = Caller(frozenset(), can_manage=True)


class BenchClock:
    """The simulation's time; where there is none, one that stands still until it is moved."""

    def __init__(self) -> None:
        self.env: simcord.Env | None = None
        self.at = _START

    def now(self) -> datetime:
        return self.env.now() if self.env is not None else self.at

    def move(self, step: timedelta) -> None:
        self.at += step


def compose(folder: Path, clock: BenchClock) -> tuple[App, Path]:
    """The bot with its database and a copy of the curriculum in `folder`, and where that copy is."""
    curriculum = folder / "curriculum"
    if not curriculum.exists():
        shutil.copytree(SHIPPED_CURRICULUM, curriculum)
    values = {"EPOCH_DATABASE_URL": f"sqlite:///{folder / 'epoch.db'}", "EPOCH_CURRICULUM": curriculum}
    return build(Settings.model_validate(values), clock), curriculum


class Epoch:
    """The subject under measure; inside a running event loop."""

    def __init__(self, folder: Path, learners: int) -> None:
        clock = BenchClock()
        self.app, _ = compose(folder, clock)
        self.client = self.app.client
        self.env = clock.env = simcord.Env(self.client, settle_timeout=30, shard_count=1)
        self._learners = learners
        self._answers = 0

    async def start(self) -> None:
        await self.app.start()
        await self.env.start()
        await self.client.connected.wait()

    async def close(self) -> None:
        await self.env.shutdown()
        await self.app.close()

    async def settle_in(self) -> None:
        """Create the people, enroll them all in phase 1, and let the morning of the first day come."""
        env, services = self.env, self.app.services
        self.guild = env.create_guild("Bench")
        self.channel = self.guild.create_text_channel("daily")
        users = [env.create_user(f"user{number}") for number in range(self._learners)]
        self.people = [self.guild.add_member(user).id for user in users]
        self.answered = Answered()
        await env.settle()
        choices = GroupChoices(channel_id=self.channel.id, post_time="09:00", timezone="Europe/Berlin")
        await services.group.set_up(self.guild.id, "Bench", ADMIN, choices)
        enrolling = (
            services.enrollment.enroll(self.guild.id, "Bench", _person(who), Choices(phase=1))
            for who in self.people
        )
        await asyncio.gather(*enrolling)
        await env.advance_time(9.5 * 3600)

    async def round(self, before: Callable[[], None] = lambda: None) -> Burst:
        """Everybody's first answer to an open daily question, given by its buttons, on the next day."""
        # Not at the top: what only measuring needs must not count as the bot's start and memory.
        from bot.demo.crowd import open_question

        while True:
            await self.env.advance_time(_DAY)
            await self.app.tick()
            question = open_question(self.env, self.channel)
            assert question is not None, "the scheduler posted nothing"
            if question.opens is None:
                break
            # Not answered by one tap: answered all the same, so that nobody's streak has a gap.
            submit = self.app.services.attempt.submit
            await asyncio.gather(*(submit(question.ref, _person(who), UNKNOWN) for who in self.people))
            self._answers += len(self.people)
        message = self.env.backend.messages[self.channel.id][question.message.id]
        options = [str(button) for button in question.options]
        clicks = [
            click(self.env, message, self.guild.id, who, options[number % len(options)])
            for number, who in enumerate(self.people)
        ]
        result = await burst(self.env, self.answered, clicks, before)
        self._answers += len(clicks)
        stored = await self.app.database.read(
            lambda connection: connection.execute(select(func.count()).select_from(attempts)).scalar_one()
        )
        assert stored == self._answers, f"{stored} answers are stored, {self._answers} were given"
        return result


def _person(discord_id: int) -> Person:
    return Person(discord_id, f"user{discord_id}")
