"""Private questions beside the daily one: what a learner's pace and track ask for today.

Shared by the services, inside their transaction.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from bot.domain.enrollment import Enrollment
from bot.domain.item import Item, Track
from bot.domain.pace import extras_due, phase_days
from bot.domain.selection import next_extra, track_items_due
from bot.services.context import Context
from bot.storage.attempt import items_met, items_met_before
from bot.storage.daily_post import revealed_items
from bot.storage.prompt import answered_on


@dataclass(frozen=True, slots=True)
class Extras:
    """How many private questions today asks for, and how many were answered."""

    due_for_pace: int
    due_for_track: int
    done: int

    @property
    def due(self) -> int:
        """All that today asks for."""
        return self.due_for_pace + self.due_for_track


def extras_of(context: Context, connection: Connection, enrollment: Enrollment, today: date) -> Extras:
    """What today asks for."""
    day_number = (today - enrollment.phase_started_on).days
    of_track = {item.id for item in _items(context, enrollment, enrollment.track)}
    for_track = 0
    if of_track:
        met = items_met_before(connection, enrollment.learner_id, enrollment.guild_id, today) & of_track
        for_track = track_items_due(len(of_track), len(met), day_number, phase_days(enrollment.pace))
    for_pace = extras_due(enrollment.pace, day_number)
    done = answered_on(connection, enrollment.id, today) if for_pace or for_track else 0
    return Extras(for_pace, for_track, done)


def choose_extra(
    context: Context, connection: Connection, enrollment: Enrollment, extras: Extras
) -> Item | None:
    """The next private item in teaching order; beyond what the pace asks for, only of the learner's track."""
    tracks = (Track.COMMON, enrollment.track) if extras.done < extras.due_for_pace else (enrollment.track,)
    met = items_met(connection, enrollment.learner_id, enrollment.guild_id)
    revealed = revealed_items(connection, enrollment.guild_id, enrollment.phase)
    return next_extra(_items(context, enrollment, *tracks), met.keys(), revealed, None)


def _items(context: Context, enrollment: Enrollment, *tracks: Track) -> tuple[Item, ...]:
    return context.library.for_guild(enrollment.guild_id).items_of(enrollment.phase, tracks)
