"""The real bot, with the two things only the demo asks of it."""

from pathlib import Path

from bot.app import App
from bot.clock import Clock
from bot.demo.crowd import Solution
from bot.domain.item import ItemType, QuestionRef, ShownItem
from bot.services.question import load_question
from bot.settings import Settings


class DemoEpoch(App):
    """The bot as `make run` starts it; the crowd may look at the keys, so that some of them are right."""

    async def solution(self, post_id: int) -> Solution | None:
        """What is right in a post."""
        ref = QuestionRef("p", post_id)
        return _solution(
            (await self.database.read(lambda connection: load_question(self.context, connection, ref))).shown
        )


def compose(settings: Settings, clock: Clock, database: Path) -> DemoEpoch:
    """The bot over the demo's own SQLite file; nothing is opened yet."""
    return DemoEpoch(settings.model_copy(update={"database_url": f"sqlite:///{database}"}), clock)


def _solution(shown: ShownItem) -> Solution:
    if shown.item.type is ItemType.NUMERIC:
        return Solution(text=repr(shown.item.key))
    return Solution(options=frozenset(at for at, option in enumerate(shown.options) if option.is_key))
