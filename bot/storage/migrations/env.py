"""Alembic's entry: runs the migrations inside the transaction that `bot.storage.migrate` opened."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from bot.storage.migrate import is_comparable
from bot.storage.tables import metadata


def render_our_types(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types by their short names in a drafted migration."""
    if kind == "type" and isinstance(item, TypeDecorator) and type(item).__module__ == "bot.storage.types":
        autogen.imports.add(f"from bot.storage.types import {type(item).__name__}")
        return f"{type(item).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_our_types,
    include_object=is_comparable,
    compare_type=True,
)
context.run_migrations()
