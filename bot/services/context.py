"""What every service is given."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.domain.curriculum import Curriculum
from bot.storage.database import Database
from bot.storage.item_version import ItemVersions


class CurriculumSource(Protocol):
    """Where a group's curriculum comes from."""

    def for_guild(self, guild_id: int) -> Curriculum:
        """The curriculum that rules in a guild now."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """The database, the clock and the curriculum, and the item versions met so far."""

    database: Database
    clock: Clock
    library: CurriculumSource
    versions: ItemVersions = field(default_factory=ItemVersions)

    def now(self) -> datetime:
        """The time, to be captured before a transaction begins."""
        return self.clock.now()
