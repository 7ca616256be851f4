"""The real bot, with the few things only the demo asks of it."""

from pathlib import Path

from bot.app import App
from bot.clock import Clock
from bot.demo.crowd import Solution
from bot.domain.item import ItemType, QuestionRef, ShownItem, Track
from bot.domain.selection import daily_pool
from bot.services.question import load_question
from bot.settings import Settings

_SPAN = 4
"""How far from two weeks the history may be."""


class DemoEpoch(App):
    """The bot as `make run` starts it; the crowd may look at the keys, so that some of them are right."""

    async def solution(self, post_id: int) -> Solution | None:
        """What is right in a post."""
        ref = QuestionRef("p", post_id)
        return _solution(
            (await self.database.read(lambda connection: load_question(self.context, connection, ref))).shown
        )

    def history_days(self, about: int) -> int:
        """Days after which today's question and tomorrow's are answered by tapping an option."""
        common = [item for item in self.library.current.items_of(1) if item.track is Track.COMMON]
        pool = daily_pool(common)
        asked = [*pool, *(item for item in common if item not in pool)]
        can_tap = [item.type is ItemType.SINGLE for item in asked]
        near = sorted(range(about - _SPAN, about + _SPAN + 1), key=lambda days: abs(days - about))
        # Day 1 brings the first question, so after as many days as there were questions the last is today's.
        return next((days for days in near if can_tap[days - 1 : days + 1] == [True, True]), about)


def compose(settings: Settings, clock: Clock, database: Path) -> DemoEpoch:
    """The bot over the demo's own SQLite file; nothing is opened yet."""
    return DemoEpoch(settings.model_copy(update={"database_url": f"sqlite:///{database}"}), clock)


def _solution(shown: ShownItem) -> Solution:
    if shown.item.type is ItemType.NUMERIC:
        return Solution(text=repr(shown.item.key))
    return Solution(options=frozenset(at for at, option in enumerate(shown.options) if option.is_key))
