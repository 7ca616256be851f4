import pytest

from bot.storage.database import Database
from tests.services.world import World


@pytest.fixture
def world(database: Database) -> World:
    """Services over a fresh database, on SQLite and on PostgreSQL."""
    return World(database)
