"""INSERT … ON CONFLICT, the same on SQLite and PostgreSQL."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_for(connection: Connection, table: Table) -> Any:
    """The dialect's INSERT construct, which knows ON CONFLICT."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def insert_or_ignore(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those that meet a unique constraint stay as they were."""
    connection.execute(insert_for(connection, table).on_conflict_do_nothing(), list(rows))


def built_once(table: Table, build: Callable[[Any], Executable]) -> Callable[[Connection], Executable]:
    """A statement that starts with a dialect's INSERT into a table, built for both when a module is imported.

    Building one costs more than running it.
    """
    on_sqlite, on_postgresql = build(sqlite.insert(table)), build(postgresql.insert(table))
    return lambda connection: on_postgresql if connection.dialect.name == "postgresql" else on_sqlite
