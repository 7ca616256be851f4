"""Where a learner stands on the path."""

from dataclasses import dataclass
from datetime import date

from bot.domain.curriculum import Strand
from bot.domain.enrollment import Enrollment


@dataclass(frozen=True, slots=True)
class PhaseProgress:
    """One phase: `met` of `items` items of the learner's tracks were answered, `correct` of them at first try."""

    number: int
    title: str
    summary: str
    modules: tuple[str, ...]
    items: int
    met: int
    correct: int
    starts_on: date | None
    """Projected (or real, when it began already); None for phases behind the one the learner started in."""
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class StrandProgress:
    """One strand over all phases."""

    strand: Strand
    answered: int
    correct: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`/progress`: the roadmap in words."""

    enrollment: Enrollment
    phases: tuple[PhaseProgress, ...]
    strands: tuple[StrandProgress, ...]
    current_module: str
    next_topics: tuple[str, ...]
    """Titles of the topics that come next."""
    answered: int
    correct: int
    finishes_on: date
