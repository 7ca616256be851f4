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
        """Days after which today's question is answered by tapping an option, and tomorrow's too where that can be."""
        common = [item for item in self.library.current.items_of(1) if item.track is Track.COMMON]
        pool = daily_pool(common)
        asked = [*pool, *(item for item in common if item not in pool)]
        can_tap = [item.type in (ItemType.SINGLE, ItemType.TRUE_FALSE) for item in asked]
        near = sorted(range(about - _SPAN, about + _SPAN + 1), key=lambda days: abs(days - about))
        # Day 1 brings the first question, so after as many days as there were questions the last is today's.
        wanted = ([True, True], [True, False])
        return next((days for both in wanted for days in near if can_tap[days - 1 : days + 1] == both), about)


def compose(settings: Settings, clock: Clock, database: Path) -> DemoEpoch:
    """The bot over the demo's own SQLite file; nothing is opened yet."""
    return DemoEpoch(settings.model_copy(update={"database_url": f"sqlite:///{database}"}), clock)


def _solution(shown: ShownItem) -> Solution:
    item = shown.item
    match item.type:
        case ItemType.NUMERIC:
            return Solution(texts=(repr(item.key),))
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            return Solution(texts=(item.accept[0],))
        case ItemType.CLOZE:
            return Solution(texts=tuple(blank.accept[0] for blank in item.blanks))
        case ItemType.MATCHING:
            return Solution(rows=tuple(shown.choices.index(pair.right) for pair in item.pairs))
        case ItemType.ORDERING:
            return Solution(steps=tuple(map(shown.order.index, item.step_order)))
    return Solution(options=frozenset(at for at, option in enumerate(shown.options) if option.is_key))
