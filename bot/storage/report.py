"""Reports of what is wrong with a question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from bot.domain.report import ReportKind
from bot.storage.tables import learners, reports


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as stored; `discord_id` is None once the reporter had their data deleted."""

    id: int
    guild_id: int
    ref: str
    item_id: str
    version: str
    kind: ReportKind
    text: str
    reported_at: datetime
    closed_at: datetime | None
    discord_id: int | None


def find_report(connection: Connection, report_id: int) -> ReportRow | None:
    """A report by its id."""
    row = connection.execute(
        select(reports, learners.c.discord_id)
        .outerjoin(learners, learners.c.id == reports.c.learner_id)
        .where(reports.c.id == report_id)
    ).one_or_none()
    if row is None:
        return None
    return ReportRow(
        id=row.id,
        guild_id=row.guild_id,
        ref=row.ref,
        item_id=row.item_id,
        version=row.version,
        kind=ReportKind(row.kind),
        text=row.text,
        reported_at=row.reported_at,
        closed_at=row.closed_at,
        discord_id=row.discord_id,
    )


def report_by(connection: Connection, learner_id: int, version: str) -> datetime | None:
    """When a learner reported this version, or None."""
    return connection.execute(
        select(reports.c.reported_at).where(reports.c.learner_id == learner_id, reports.c.version == version)
    ).scalar_one_or_none()


def insert_report(connection: Connection, **values: Any) -> int:
    """File a report; returns its id."""
    return int(connection.execute(insert(reports).values(**values).returning(reports.c.id)).scalar_one())


def count_of_version(connection: Connection, version: str) -> int:
    """How many people have reported a version."""
    return int(
        connection.execute(
            select(func.count()).select_from(reports).where(reports.c.version == version)
        ).scalar_one()
    )


def count_open(connection: Connection, guild_id: int) -> int:
    """How many reports of a group nobody has closed."""
    return int(
        connection.execute(
            select(func.count())
            .select_from(reports)
            .where(reports.c.guild_id == guild_id, reports.c.closed_at.is_(None))
        ).scalar_one()
    )


def untold(connection: Connection, after: int, limit: int) -> list[int]:
    """Ids of reports the moderators' channel does not have yet, from an id on (exclusive)."""
    return list(
        connection.execute(
            select(reports.c.id)
            .where(reports.c.told_at.is_(None), reports.c.id > after)
            .order_by(reports.c.id)
            .limit(limit)
        ).scalars()
    )


def mark(connection: Connection, report_id: int, **values: Any) -> None:
    """Set `told_at` or `closed_at`."""
    connection.execute(update(reports).where(reports.c.id == report_id).values(**values))
