from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, MetaData, Table, Text, func, insert, select, type_coerce
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from bot.storage.database import Database
from bot.storage.types import BigId, Json, UtcDateTime

probe = MetaData()
values = Table(
    "probe_values",
    probe,
    Column("id", BigId, primary_key=True),
    Column("discord_id", BigId),
    Column("at", UtcDateTime),
    Column("body", Json),
)


async def stored(database: Database, **given: Any) -> Any:
    def work(connection: Connection) -> Any:
        probe.create_all(connection)
        (row_id,) = connection.execute(insert(values).values(**given)).inserted_primary_key or (None,)
        return connection.execute(select(values).where(values.c.id == row_id)).one()

    return await database.write(work)


async def test_an_instant_comes_back_in_utc_from_whatever_zone_it_was_in(database: Database) -> None:
    at = datetime(2026, 10, 25, 2, 30, 0, 123456, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    row = await stored(database, at=at)
    assert row.at == datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=UTC)
    assert row.at.tzinfo is UTC


async def test_a_naive_datetime_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="naive"):
        await stored(database, at=datetime(2026, 1, 1))  # noqa: DTZ001


async def test_instants_sort_in_times_order_whatever_zones_they_came_from(database: Database) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    zones = [timezone(timedelta(hours=hours)) for hours in (-11, 0, 14)]
    instants = [(start + timedelta(microseconds=n * 250_000)).astimezone(zones[n % 3]) for n in range(12)]

    def work(connection: Connection) -> list[datetime]:
        probe.create_all(connection)
        connection.execute(insert(values), [{"at": at} for at in reversed(instants)])
        query = select(values.c.at).where(values.c.at >= instants[4]).order_by(values.c.at)
        return list(connection.execute(query).scalars())

    assert await database.write(work) == instants[4:]


async def test_our_ids_count_up_and_discords_fit(database: Database) -> None:
    largest = 2**63 - 1
    first = await stored(database, discord_id=largest)
    second = await stored(database, discord_id=None)
    assert (first.id, first.discord_id) == (1, largest)
    assert (second.id, second.discord_id) == (2, None)


async def test_equal_json_is_equal_text_on_both_databases(database: Database) -> None:
    def work(connection: Connection) -> list[str]:
        probe.create_all(connection)
        connection.execute(
            insert(values), [{"body": {"b": [1, None], "a": "é"}}, {"body": {"a": "é", "b": [1, None]}}]
        )
        return list(connection.execute(select(type_coerce(values.c.body, Text))).scalars())

    assert await database.write(work) == ['{"a":"é","b":[1,null]}'] * 2


async def test_none_is_null_and_not_json(database: Database) -> None:
    await stored(database, body=None)
    nulls = select(func.count()).where(values.c.body.is_(None))
    assert await database.read(lambda connection: connection.execute(nulls).scalar_one()) == 1


async def test_not_a_number_is_refused(database: Database) -> None:
    with pytest.raises(StatementError):
        await stored(database, body={"score": float("nan")})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(value=json_values)
def test_json_comes_back_as_it_went(value: Any) -> None:
    dialect = sqlite.dialect()
    assert Json().process_result_value(Json().process_bind_param(value, dialect), dialect) == value
