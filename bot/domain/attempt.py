"""An attempt and its verdict: what was given, how it was graded, and what it counted for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.item import ShownItem
from bot.domain.streak import StreakView


class Source(StrEnum):
    """Where an attempt came from. Practice counts for the streak, never for points or the group's bars."""

    DAILY = "daily"
    EXTRA = "extra"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Response:
    """What was given, as stored."""

    option_ids: tuple[str, ...] = ()
    """Options chosen (single, multi, true_false), or the steps in the order given (ordering)."""
    text: str = ""
    """What was typed (numeric, short, code_output)."""
    number: float | None = None
    """The number that was read in it (numeric)."""
    texts: tuple[str, ...] = ()
    """What was typed into each blank (cloze; "" where nothing), or the choice for each left row (matching)."""
    is_unknown: bool = False
    """“I don't know”: nothing else is given."""
    hints_used: int = 0
    """Hints that had been shown before."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A response against a key: `score` is 0 to 1; `feedback` is the rationale that fits what was given."""

    score: float
    is_correct: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the learner is told after an answer, or again after a second tap (`is_repeat_tap`)."""

    attempt_id: int
    shown: ShownItem
    source: Source
    response: Response
    grade: Grade
    answered_at: datetime
    study_day: date
    points: int
    """Points this answer earned towards today's cap (0 for practice)."""
    points_capped: bool
    """True when today's cap cut them."""
    streak: StreakView
    is_repeat_tap: bool = False
    met_before_at: datetime | None = None
    """When the learner had met this item before, in another post."""
    met_before: Response | None = None
    practice_reason: str = ""
    """Why it is practice: "other-phase", "revealed", "met-before", or ""."""
    ask_about_ping: bool = False
    """True once, after the very first answer."""
    enrolled_now: bool = False
    resumed_now: bool = False
    has_more: bool = False
    """Private questions of today are still open."""
