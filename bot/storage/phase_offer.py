"""Learners who may be due the offer of the next phase."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.enrollment import PACES, Enrollment
from bot.domain.pace import phase_days
from bot.storage.enrollment import ENROLLMENTS, to_enrollment
from bot.storage.tables import enrollments


def candidates(connection: Connection, now: datetime, limit: int) -> list[Enrollment]:
    """Learners whose phase may have reached its projected end, and who were not offered the next one.

    The longest overdue of each pace, up to `limit` of them.
    """
    tomorrow = (now + timedelta(days=1)).date()
    found: list[Enrollment] = []
    # One statement a pace: each seeks its own end of the index.
    for pace in PACES:
        rows = connection.execute(
            ENROLLMENTS.where(
                enrollments.c.left_at.is_(None),
                enrollments.c.offered_phase.is_(None),
                enrollments.c.phase < 4,
                enrollments.c.pace == pace,
                enrollments.c.phase_started_on <= tomorrow - timedelta(days=phase_days(pace)),
            )
            .order_by(enrollments.c.phase_started_on)
            .limit(limit)
        )
        found += [to_enrollment(row, now) for row in rows]
    return found
