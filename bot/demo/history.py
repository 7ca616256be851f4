"""Days lived through the bot: the clock moves, the bot does what is due, and people press its buttons.

Nothing is written into the database from here. What the leaderboard and the streaks show is what the bot made
of the taps, at the first start and at every press of *Tomorrow*.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import discord
from simcord.backend.errors import BackendError, SetupError

from bot.demo.clock import WallClock
from bot.demo.crowd import Solution, answer, enroll, open_question, set_up_group
from bot.demo.live import Live
from bot.demo.people import LEARNERS, Learner
from bot.demo.world import PHASE_CHANNELS, TIMEZONE, World

log = logging.getLogger(__name__)

ABOUT_DAYS = 14
"""How much history the first start lives through, more or less."""

ZONE = ZoneInfo(TIMEZONE)
_EVENING = time(18, 30)
_HISTORY_STEP = 3
"""Hours between two looks of the bot at what is due, in the history; nine o'clock is among them."""
_BEAT = 5.0
"""Seconds between two looks at what is due, while nobody presses *Tomorrow*."""


class DemoBot(Protocol):
    """What the demo needs of the bot it shows."""

    @property
    def client(self) -> discord.Client:
        """The client, with its command tree as `tree`, not started."""
        ...

    async def tick(self) -> None:
        """Do everything that is due by now; calling it again changes nothing."""
        ...

    async def resend_open_posts(self) -> None:
        """Send what the simulated chat has lost since the last start: the welcome, and the open posts."""
        ...

    def history_days(self, about: int) -> int:
        """How many days, about this many, to live before the visitor comes."""
        ...

    async def solution(self, post_id: int) -> Solution | None:
        """What is right in a post; None where it cannot be said."""
        ...


@dataclass(frozen=True, slots=True)
class Leap:
    """A *Tomorrow* that is being lived."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class _Moment:
    at: datetime
    act: Callable[[], Awaitable[None]]


class Days:
    """The guild's days, lived one hour after the other.

    Attributes:
        leap: What *Tomorrow* is living through, or None.

    `passing` is told each instant just before the clock reaches it, once there is a history.
    """

    def __init__(
        self,
        live: Live,
        world: World,
        clock: WallClock,
        bot: DemoBot,
        *,
        seed: str,
        passing: Callable[[datetime], None],
    ) -> None:
        self.leap: Leap | None = None
        self._live = live
        self._world = world
        self._clock = clock
        self._bot = bot
        self._seed = seed
        self._passing = passing
        self._is_history = False
        self._lived_until = clock.now()
        self._first_evening: date | None = None
        self._one_at_a_time = asyncio.Lock()
        self._wanted = asyncio.Event()

    async def live_history(self, days: int, until: datetime, say: Callable[[str], None]) -> None:
        """Live so many days, from the group's first evening to an aware instant, telling each day."""
        first = (until.astimezone(ZONE) - timedelta(days=days)).date()
        self._first_evening, self._is_history = first, True
        opens = datetime.combine(first, _EVENING, ZONE)
        async with self._live.acting():
            self._clock.advance_to(opens)
            self._lived_until = self._clock.now()
            await set_up_group(self._world)
        for number in range(1, days + 1):
            day = first + timedelta(days=number)
            await self.live_until(min(datetime.combine(day, _EVENING, ZONE), until))
            say(f"  {day:%A %d %B} is lived")
        await self.live_until(until)
        self._is_history = False

    async def live_until(self, until: datetime) -> None:
        """Live to an aware instant, hour by hour, with what the people do in between."""
        async with self._one_at_a_time:
            while (now := self._lived_until) < until:
                hour = min(_next_hour(now, _HISTORY_STEP if self._is_history else 1), until)
                for moment in sorted(self._between(now, hour), key=lambda each: each.at):
                    async with self._live.acting():
                        await self._pass_time(moment.at)
                        await moment.act()
                async with self._live.acting() as env:
                    await self._pass_time(hour)
                    await self._bot.tick()
                    await env.settle()
                self._lived_until = hour
                # Let a visitor's page be answered between two hours.
                await asyncio.sleep(0)

    def ask_for_tomorrow(self) -> None:
        """Have `go_on` live to the same time of the next day; asking again meanwhile changes nothing.

        It may be called from inside the bot, which cannot move the clock it lives by itself.
        """
        if self.leap is None:
            now = self._clock.now()
            tomorrow = (now.astimezone(ZONE) + timedelta(days=1)).astimezone(now.tzinfo)
            self.leap = Leap(now, tomorrow)
            self._wanted.set()

    @property
    def lived_until(self) -> datetime:
        """How far the days are lived: the clock, or in a leap the last full hour."""
        return self._clock.now() if self.leap is None else max(self.leap.begins, self._lived_until)

    @property
    def progress(self) -> float:
        """How much of the leap is lived, 0 to 1."""
        if self.leap is None:
            return 1.0
        return min(1.0, (self.lived_until - self.leap.begins) / (self.leap.ends - self.leap.begins))

    async def go_on(self) -> None:
        """Keep living as the clock runs, and leap when asked to, until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), _BEAT)
            self._wanted.clear()
            try:
                await self.live_until(self._clock.now() if self.leap is None else self.leap.ends)
            except Exception:
                log.exception("the demo's day stumbled")
            finally:
                self.leap = None

    async def _pass_time(self, until: datetime) -> None:
        if not self._is_history:
            # Before anything happens then: a killed process must not begin again earlier than its database.
            self._passing(until)
        await self._live.env.advance_time(max(0.0, (until - self._clock.now()).total_seconds()))

    def _between(self, after: datetime, until: datetime) -> Iterator[_Moment]:
        days = {after.astimezone(ZONE).date(), until.astimezone(ZONE).date()}
        for day in sorted(days):
            for learner in LEARNERS:
                for moment in self._plan(learner, day):
                    if after < moment.at <= until:
                        yield moment

    def _plan(self, learner: Learner, day: date) -> Iterator[_Moment]:
        # Drawn anew from the name and the day: what was drawn before, in another start, plays no part.
        rng = random.Random(f"{self._seed}:{learner.name}:{day}")
        joins_on = (self._first_evening or date.min) + timedelta(days=learner.joins_after)
        late = timedelta(minutes=rng.randint(1, 24))
        knows = rng.random() < learner.skill
        if day == joins_on:
            yield _Moment(datetime.combine(day, _EVENING, ZONE) + late, lambda: self._join(learner))
        elif day > joins_on and rng.random() < learner.diligence:
            at = datetime.combine(day, learner.answers_at, ZONE) + late
            yield _Moment(at, lambda: self._answer(learner, knows=knows, rng=rng))

    async def _join(self, learner: Learner) -> None:
        try:
            await enroll(self._world, learner)
        except (SetupError, BackendError) as error:
            log.warning("%s could not enroll: %s", learner.name, error)

    async def _answer(self, learner: Learner, *, knows: bool, rng: random.Random) -> None:
        channel = self._world.channels[PHASE_CHANNELS[learner.phase]]
        question = open_question(self._world.env, channel)
        if question is None:
            return
        solution = await self._bot.solution(question.ref.id)
        try:
            await answer(
                self._world.env,
                self._world.members[learner.name],
                question,
                solution,
                knows=knows,
                rng=rng,
            )
        except (SetupError, BackendError) as error:
            log.warning("%s could not answer: %s", learner.name, error)


def _next_hour(now: datetime, step: int) -> datetime:
    """The next full hour of the group's day that is a multiple of `step`, in UTC."""
    local = now.astimezone(ZONE).replace(minute=0, second=0, microsecond=0)
    # Added in UTC: on the two days a year when the local clock jumps, an hour is still an hour.
    return local.astimezone(UTC) + timedelta(hours=step - local.hour % step)
