"""Item versions: every wording that was ever asked, so that an attempt can be shown and regraded forever."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, select

from bot.domain.item import Item
from bot.storage.tables import item_versions
from bot.storage.upsert import insert_or_ignore

_ADAPTER = TypeAdapter(Item)
_BODY = select(item_versions.c.body).where(item_versions.c.version == bindparam("version"))
_KNOWN = select(item_versions.c.version).where(
    item_versions.c.version.in_(bindparam("versions", expanding=True))
)


def store_versions(connection: Connection, items: Sequence[Item], now: datetime) -> int:
    """Store the versions that are not known yet; returns how many were new."""
    known: set[str] = set()
    versions = [item.version for item in items]
    for start in range(0, len(versions), 500):
        known |= set(connection.execute(_KNOWN, {"versions": versions[start : start + 500]}).scalars())
    new = [item for item in items if item.version not in known]
    if new:
        insert_or_ignore(
            connection,
            item_versions,
            [
                {
                    "version": item.version,
                    "item_id": item.id,
                    "rev": item.rev,
                    "body": _ADAPTER.dump_python(item, mode="json", exclude_defaults=True),
                    "stored_at": now,
                }
                for item in new
            ],
        )
    return len(new)


def load_version(connection: Connection, version: str) -> Item:
    """The item as it was authored in this version; KeyError when it was never stored."""
    body = connection.execute(_BODY, {"version": version}).scalar_one_or_none()
    if body is None:
        raise KeyError(version)
    return _ADAPTER.validate_python({**body, "version": version})


class ItemVersions:
    """Versions read before. They never change, so a bounded dictionary of them is safe in every thread."""

    def __init__(self, limit: int = 4096) -> None:
        self._limit = limit
        self._items: dict[str, Item] = {}

    def remember(self, items: Iterable[Item]) -> None:
        """Take over items that were just loaded from the curriculum."""
        for item in items:
            self._keep(item)

    def get(self, connection: Connection, version: str) -> Item:
        """The item in this version, from memory or the database; KeyError when it was never stored."""
        item = self._items.get(version)
        return item if item is not None else self._keep(load_version(connection, version))

    def _keep(self, item: Item) -> Item:
        if len(self._items) >= self._limit:
            self._items.clear()
        self._items[item.version] = item
        return item
