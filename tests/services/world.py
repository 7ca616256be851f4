"""A small world for the services: a curriculum of a few items, a clock that is set by hand, people with names."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from bot.domain.attempt import Verdict
from bot.domain.curriculum import Curriculum, Module, Phase, Strand, Topic
from bot.domain.enrollment import Choices, Person
from bot.domain.group import Caller, GroupChoices
from bot.domain.item import (
    Item,
    ItemType,
    Level,
    NearMiss,
    Option,
    QuestionRef,
    Reference,
    ShownItem,
    Tolerance,
    Track,
)
from bot.services.all import Services
from bot.services.context import Context
from bot.storage.database import Database

GUILD = 9_001
CHANNEL = 7_001
ADMIN = Caller(frozenset(), can_manage=True)
NORA = Person(101, "Nora")
SAM = Person(102, "Sam")
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)  # a Monday, 09:00 in Berlin


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass
class FixedLibrary:
    """The same curriculum for every guild; tests may put another in its place."""

    curriculum: Curriculum

    def for_guild(self, guild_id: int) -> Curriculum:
        return self.curriculum


def single(item_id: str, *, difficulty: int = 3, track: Track = Track.COMMON) -> Item:
    return Item(
        id=item_id,
        type=ItemType.SINGLE,
        topic=item_id.rsplit(".", 1)[0],
        level=Level.APPLY,
        difficulty=difficulty,
        stem=f"What does {item_id} ask?",
        explanation="It asks this.",
        version=f"v1-{item_id}",
        track=track,
        options=(
            Option("a", "This", "Right.", is_key=True),
            Option("b", "That", "That is another question."),
            Option("c", "Neither", "One of them it is."),
        ),
        references=(Reference(title="Docs", url="https://docs.python.org/3/"),),
    )


def numeric(item_id: str) -> Item:
    return replace(
        single(item_id),
        type=ItemType.NUMERIC,
        options=(),
        key=0.25,
        tolerance=Tolerance(abs=0.005),
        near=(NearMiss(0.75, "That is the complement."),),
    )


def multi(item_id: str) -> Item:
    return replace(
        single(item_id),
        type=ItemType.MULTI,
        options=(
            Option("a", "One", "Yes.", is_key=True),
            Option("b", "Two", "Yes.", is_key=True),
            Option("c", "Three", "No."),
        ),
    )


def curriculum(items: tuple[Item, ...] | None = None) -> Curriculum:
    """Four phases of two topics; phase 1 holds six items (single, multi, numeric), the others two each."""
    topics: dict[str, Topic] = {}
    modules: dict[str, Module] = {}
    phases: list[Phase] = []
    for number in (1, 2, 3, 4):
        ids = (f"p{number}.base.one", f"p{number}.base.two")
        for topic_id in ids:
            topics[topic_id] = Topic(
                topic_id, topic_id.title(), f"p{number}.base", number, Strand.MATHEMATICS
            )
        modules[f"p{number}.base"] = Module(f"p{number}.base", f"Basics {number}", number, ids)
        phases.append(Phase(number, f"Phase {number}", "A summary.", (f"p{number}.base",)))
    if items is None:
        items = (
            single("p1.base.one.0001"),
            numeric("p1.base.one.0002"),
            multi("p1.base.two.0001"),
            single("p1.base.two.0002"),
            single("p1.base.two.0003", difficulty=5),
            single("p1.base.two.0004"),
            *(single(f"p{number}.base.one.000{k}") for number in (2, 3, 4) for k in (1, 2)),
            single("p2.base.two.0001", track=Track.PYTORCH),
            single("p2.base.two.0002", track=Track.TENSORFLOW),
        )
    return Curriculum("A small curriculum", tuple(phases), modules, topics, {item.id: item for item in items})


class World:
    """Services over a database, with the steps tests take again and again."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = HandClock(START)
        self.library = FixedLibrary(curriculum())
        self.context = Context(database, self.clock, self.library)
        self.services = Services.build(self.context, "test")
        self._messages = 0

    async def set_up(self, **choices: Any) -> None:
        """A group in Berlin with one channel, posting every day at 09:00."""
        await self.services.group.set_up(
            GUILD,
            "Engineers",
            ADMIN,
            replace(GroupChoices(channel_id=CHANNEL, post_time="09:00", timezone="Europe/Berlin"), **choices),
        )

    async def enroll(self, person: Person = NORA, **choices: Any) -> None:
        await self.services.enrollment.enroll(GUILD, "Engineers", person, replace(Choices(), **choices))

    async def tick(self) -> list[int]:
        """What the scheduler does, with every send a success; returns the ids of the posts sent."""
        delivery = self.services.delivery
        await delivery.beat()
        await delivery.plan()
        sent = []
        while due := await delivery.claim_due():
            for post in due:
                self._messages += 1
                await delivery.mark_sent(post, 50_000 + self._messages)
                sent.append(post.post_id)
        await delivery.close_due()
        return sent

    async def advance(self, hours: float) -> list[int]:
        """Let time pass hour by hour, the bot running; returns the ids of the posts sent."""
        sent = []
        until = self.clock.at + timedelta(hours=hours)
        while self.clock.at < until:
            self.clock.at = min(self.clock.at + timedelta(hours=1), until)
            sent += await self.tick()
        return sent

    async def rows(self, statement: str, **values: Any) -> list[Any]:
        """What a statement finds in the database."""
        return await self.database.read(
            lambda connection: list(connection.execute(text(statement), values).all())
        )

    async def execute(self, statement: str, **values: Any) -> None:
        """Change the database behind the services' back."""

        def work(connection: Connection) -> None:
            connection.execute(text(statement), values)

        await self.database.write(work)

    async def answer(
        self, post_id: int, person: Person = NORA, *, right: bool = True, **how: bool
    ) -> Verdict:
        """Answer a daily post rightly or wrongly, whatever its type."""
        ref = QuestionRef("p", post_id)
        shown = await self.services.attempt.open_form(ref, person)
        if isinstance(shown, Verdict):
            return shown
        return await self.services.attempt.submit(ref, person, given(shown, right), **how)


def given(shown: ShownItem, right: bool) -> str:
    item = shown.item
    if item.type is ItemType.NUMERIC:
        return "0.25" if right else "0.9"
    wanted = [index for index, option in enumerate(shown.options) if option.is_key is right]
    return ".".join(map(str, wanted)) if item.type is ItemType.MULTI else str(wanted[0])
