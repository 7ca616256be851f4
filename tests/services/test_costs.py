"""What the statements that run all the time read: by index, never a table from end to end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, Engine, event

from bot.domain.item import QuestionRef
from bot.domain.leaderboard import Cursor, Period
from bot.storage.database import Database
from tests.services.world import ADMIN, GUILD, NORA, World

BIG = ("attempts", "verdicts", "standings", "study_days", "daily_posts", "learner_events", "prompts", "notices",
       "reports", "enrollments", "learners", "streaks")  # fmt: skip
"""Tables that grow with people and time."""


@pytest_asyncio.fixture
async def lived(sqlite_url: str) -> Any:
    """Some days of a group, and statistics that tell the planner of a large one."""
    database = await Database.open(sqlite_url)
    world = World(database)
    await world.set_up()
    await world.enroll()
    for post in await world.tick():
        await world.answer(post)
    yield world
    await database.close()


@contextmanager
def listening() -> Iterator[list[tuple[str, Any]]]:
    """Every statement that is run meanwhile, with its parameters."""
    heard: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        heard.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def scans(world: World, heard: list[tuple[str, Any]]) -> list[str]:
    """The full scans of big tables among what was heard."""

    def explain(connection: Connection) -> list[str]:
        found = []
        for statement, parameters in dict.fromkeys((one, str(p)) for one, p in heard):
            if not statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                continue
            given = next(p for one, p in heard if (one, str(p)) == (statement, parameters))
            given = given[0] if isinstance(given, list) else given
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given):
                words = row[3].split()
                # An index with a condition of its own holds only what is still to be done.
                if words[0] == "SCAN" and words[1] in BIG and "_to_" not in row[3]:
                    found.append(f"{row[3]}: {statement[:120]}")
        return found

    return await world.database.read(explain)


ALWAYS = {
    "an answer": lambda world: world.services.attempt.submit(QuestionRef("p", 2), NORA, "0"),
    "a second tap": lambda world: world.services.attempt.again(QuestionRef("p", 1), NORA),
    "today": lambda world: world.services.today.show(GUILD, NORA),
    "progress": lambda world: world.services.progress.show(GUILD, NORA),
    "the streak": lambda world: world.services.streak.show(GUILD, NORA),
    "the leaderboard": lambda world: world.services.leaderboard.page(GUILD, NORA, Period.WEEK),
    "its next page": lambda world: world.services.leaderboard.page(
        GUILD, NORA, Period.ALL, after=Cursor(20, 1)
    ),
    "its page before": lambda world: world.services.leaderboard.page(
        GUILD, NORA, Period.ALL, before=Cursor(5, 1)
    ),
    "planning": lambda world: world.services.delivery.plan(),
    "claiming": lambda world: world.services.delivery.claim_due(),
    "closing": lambda world: world.services.delivery.close_due(),
    "reveals": lambda world: world.services.delivery.reveals(),
    "a sign of life": lambda world: world.services.delivery.beat(),
    "notices": lambda world: world.services.notice.pending(),
    "reports": lambda world: world.services.report.untold(),
    "offers": lambda world: world.services.phase_offer.due(),
    "the overview": lambda world: world.services.group.overview(GUILD, ADMIN),
    "an export": lambda world: world.services.privacy.export(NORA),
}


@pytest.mark.parametrize("what", ALWAYS)
async def test_no_table_that_grows_is_read_from_end_to_end_for(what: str, lived: World) -> None:
    await lived.advance(24)
    with listening() as heard:
        await ALWAYS[what](lived)

    assert heard
    assert await scans(lived, heard) == []
