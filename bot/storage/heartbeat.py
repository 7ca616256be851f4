"""The heartbeat: who does the scheduled work, and when nobody was there to do it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, update

from bot.storage.tables import heartbeat, outages
from bot.storage.upsert import insert_or_ignore

_LAST = select(heartbeat).with_for_update()
_BEAT = update(heartbeat).values(at=bindparam("now"), holder=bindparam("me"), lease_until=bindparam("until"))


@dataclass(frozen=True, slots=True)
class Beat:
    """What a sign of life found: whether this process leads, and whether nobody was there for too long."""

    is_leader: bool
    was_outage: bool


def beat(connection: Connection, holder: str, now: datetime, lease: timedelta, tolerance: timedelta) -> Beat:
    """Give a sign of life; lead when nobody else does. A silence longer than `tolerance` is recorded as an outage."""
    fresh = {"now": now, "me": holder, "until": now + lease}
    row = connection.execute(_LAST).one_or_none()
    if row is None:
        insert_or_ignore(
            connection, heartbeat, [{"id": 1, "at": now, "holder": holder, "lease_until": now + lease}]
        )
        # Another process may have been first.
        row = connection.execute(_LAST).one()
    if row.holder != holder and row.lease_until > now:
        return Beat(is_leader=False, was_outage=False)
    was_outage = now - row.at > tolerance
    if was_outage:
        insert_or_ignore(connection, outages, [{"started_at": row.at, "ended_at": now}])
    if now >= row.at:
        connection.execute(_BEAT, fresh)
    return Beat(is_leader=True, was_outage=was_outage)
