"""Hints: what has been shown of them, and what that costs."""

from dataclasses import dataclass

from bot.domain.item import ShownItem


@dataclass(frozen=True, slots=True)
class HintView:
    """What a learner sees who asked for a hint: all that were shown so far, the newest last."""

    shown: ShownItem
    hints: tuple[str, ...]
    total: int
    """Hints the item has; 0 when there is none to show."""
    points: int
    """What a right answer earns now; 0 for practice."""
    points_after_next: int
    """What it earns once the next hint is shown."""
    is_new: bool = True
    """Whether the newest was shown just now."""
    is_answered: bool = False
    """The question was answered before: hints cost nothing any more."""

    @property
    def has_more(self) -> bool:
        """Whether there is a hint left."""
        return len(self.hints) < self.total
