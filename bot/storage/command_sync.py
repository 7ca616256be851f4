"""Which commands Discord was told, so that it is told again only when they changed."""

from datetime import datetime

from sqlalchemy import Connection, select

from bot.storage.tables import synced_commands
from bot.storage.upsert import insert_for


def commands_synced(connection: Connection, application_id: int) -> str | None:
    """The digest of the commands of an application that Discord knows, or None."""
    return connection.execute(
        select(synced_commands.c.digest).where(synced_commands.c.application_id == application_id)
    ).scalar_one_or_none()


def record_commands(connection: Connection, application_id: int, digest: str, now: datetime) -> None:
    """Note what Discord was told."""
    values = {"digest": digest, "synced_at": now}
    connection.execute(
        insert_for(connection, synced_commands)
        .values(application_id=application_id, **values)
        .on_conflict_do_update(index_elements=["application_id"], set_=values)
    )
