"""What is open for a learner now."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.attempt import Verdict
from bot.domain.daily_post import OpenPost
from bot.domain.enrollment import Enrollment
from bot.domain.item import ShownItem
from bot.domain.streak import StreakView


@dataclass(frozen=True, slots=True)
class Today:
    """`/today`: the group's question and what the learner's pace and track need beyond it.

    `question` is what to answer next, answerable right there: the daily one first, then private ones; None when
    nothing is open (all done, before the post, or paused).
    """

    enrollment: Enrollment
    streak: StreakView
    question: ShownItem | None
    daily: OpenPost | None
    daily_verdict: Verdict | None
    extras_done: int
    extras_due: int
    """Private questions the pace asks for today, done ones included."""
    next_post_at: datetime | None
    paused_until: date | None
    phase_offer: int | None = None
    """The next phase, when the projected end of this one has passed."""
