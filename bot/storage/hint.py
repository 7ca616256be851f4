"""Hints shown: recorded when they are, so that they cannot be unseen."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from bot.domain.item import QuestionRef
from bot.storage.tables import hint_uses
from bot.storage.upsert import insert_or_ignore

_USED = select(func.count()).where(
    hint_uses.c.enrollment_id == bindparam("enrollment_id"), hint_uses.c.ref == bindparam("ref")
)


def hints_used(connection: Connection, enrollment_id: int, ref: QuestionRef) -> int:
    """How many hints of a question a learner has been shown."""
    return int(connection.execute(_USED, {"enrollment_id": enrollment_id, "ref": str(ref)}).scalar_one())


def record_hints(
    connection: Connection, enrollment_id: int, ref: QuestionRef, numbers: range, now: datetime
) -> None:
    """Note that the hints with these numbers (from 1) were shown; what was noted before stays."""
    rows = [
        {"enrollment_id": enrollment_id, "ref": str(ref), "number": number, "shown_at": now}
        for number in numbers
    ]
    insert_or_ignore(connection, hint_uses, rows)
