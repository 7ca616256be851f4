"""Everything that names a person: to hand out, and to remove."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, select, update

from bot.storage.tables import (
    attempts,
    enrollments,
    excused_days,
    hint_uses,
    learner_events,
    learners,
    prompts,
    reports,
    standings,
    streaks,
    study_days,
    verdicts,
)

_OF_ENROLLMENT = (learner_events, excused_days, hint_uses, streaks, study_days, standings, prompts)


def export(connection: Connection, discord_id: int) -> dict[str, Any]:
    """Every row that names a person, as JSON-ready dictionaries by table."""
    learner_id = connection.execute(
        select(learners.c.id).where(learners.c.discord_id == discord_id)
    ).scalar_one_or_none()
    if learner_id is None:
        return {}
    tables: dict[str, Any] = {
        "learners": _rows(connection, learners, learners.c.id == learner_id),
        "enrollments": _rows(connection, enrollments, enrollments.c.learner_id == learner_id),
        "attempts": _rows(connection, attempts, attempts.c.learner_id == learner_id),
        "verdicts": _rows(
            connection,
            verdicts,
            verdicts.c.attempt_id.in_(select(attempts.c.id).where(attempts.c.learner_id == learner_id)),
        ),
        "reports": _rows(connection, reports, reports.c.learner_id == learner_id),
    }
    mine = select(enrollments.c.id).where(enrollments.c.learner_id == learner_id)
    for table in _OF_ENROLLMENT:
        tables[table.name] = _rows(connection, table, table.c.enrollment_id.in_(mine))
    return tables


def delete_learner(connection: Connection, discord_id: int) -> int | None:
    """Remove a person; their attempts stay, anonymous. Returns how many, or None when the person is not known.

    The one update of attempts there is: the learner and the private prompt are forgotten.
    """
    learner_id = connection.execute(
        select(learners.c.id).where(learners.c.discord_id == discord_id)
    ).scalar_one_or_none()
    if learner_id is None:
        return None
    mine = select(enrollments.c.id).where(enrollments.c.learner_id == learner_id)
    # The lock every write of this learner begins with.
    connection.execute(
        select(enrollments.c.id).where(enrollments.c.learner_id == learner_id).with_for_update()
    )
    kept = connection.execute(
        update(attempts).where(attempts.c.learner_id == learner_id).values(learner_id=None, prompt_id=None)
    ).rowcount
    connection.execute(reports.delete().where(reports.c.learner_id == learner_id))
    for table in _OF_ENROLLMENT:
        connection.execute(table.delete().where(table.c.enrollment_id.in_(mine)))
    connection.execute(enrollments.delete().where(enrollments.c.learner_id == learner_id))
    connection.execute(learners.delete().where(learners.c.id == learner_id))
    return kept


def _rows(connection: Connection, table: Table, where: Any) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(where).order_by(*table.primary_key.columns))
    return [{key: _plain(value) for key, value in row.items()} for row in found.mappings()]


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    # Discord's ids exceed what JSON readers keep exact.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value > 2**53 else value
