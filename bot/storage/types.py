"""Column types that behave alike on SQLite and PostgreSQL."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: any aware datetime goes in, an aware datetime in `datetime.UTC` comes out.

    A naive datetime is refused with `sqlalchemy.exc.StatementError`, caused by a ValueError. On SQLite it is
    text that sorts in time's order.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into what the driver stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is no instant: give it a zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what the driver stored into an aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class BigId(TypeDecorator[int]):
    """A 64-bit id, ours or Discord's; as a primary key it counts itself up, on SQLite too."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Say INTEGER on SQLite, which holds 64 bits and alone makes a self-counting key."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Json(TypeDecorator[Any]):
    """A JSON value, kept as compact text with sorted keys: equal values are equal text on both databases.

    None is stored as SQL NULL. NaN and infinities are refused with `sqlalchemy.exc.StatementError`.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Turn a value into its text."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Turn the text into its value."""
        return None if value is None else json.loads(value)
