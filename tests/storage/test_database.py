import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable

import discord
import psycopg
import pytest
import pytest_asyncio
import simcord
from discord import app_commands
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidRequestError, OperationalError

from bot.storage.database import Database, parse_url
from bot.storage.errors import CommitFailed, DatabaseClosed, DatabaseInUse, OutcomeUnknown
from bot.storage.postgres import ATTEMPTS

probe = MetaData()
notes = Table(
    "probe_notes", probe, Column("id", Integer, primary_key=True), Column("body", Text, unique=True)
)
counters = Table(
    "probe_counters", probe, Column("id", Integer, primary_key=True), Column("n", Integer, nullable=False)
)
replies = Table(
    "probe_replies",
    probe,
    Column("id", Integer, primary_key=True),
    Column("note_id", ForeignKey(notes.c.id), nullable=False),
    # Nothing of ours is checked this late: it makes COMMIT itself fail.
    Column("late_id", ForeignKey(notes.c.id, deferrable=True, initially="DEFERRED")),
)


@pytest_asyncio.fixture
async def database(database: Database) -> Database:
    await database.write(probe.create_all)
    return database


def only(dialect: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("database_url", [dialect], indirect=True)


def add(body: str) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        connection.execute(insert(notes).values(body=body))

    return work


def bodies(connection: Connection) -> set[str | None]:
    return set(connection.execute(select(notes.c.body)).scalars())


class Gate:
    """Work that keeps its thread busy until it is opened, so that what comes after it queues up."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self._opened = threading.Event()

    def __call__(self, connection: Connection) -> None:
        self.entered.set()
        assert self._opened.wait(30)

    def open(self) -> None:
        self._opened.set()


async def queued(database: Database, *work: Callable[[Connection], object]) -> list[asyncio.Task[object]]:
    """Queue work all at once behind a gate, then open it: on SQLite it shares one transaction."""
    gate = Gate()
    first = asyncio.ensure_future(database.write(gate))
    await asyncio.to_thread(gate.entered.wait)
    tasks = [asyncio.ensure_future(database.write(each)) for each in work]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.wait([first, *tasks])
    return tasks


async def test_a_read_sees_what_was_acknowledged_before_it(database: Database) -> None:
    def count(connection: Connection) -> int:
        connection.execute(insert(notes).values(body="first"))
        return len(bodies(connection))

    assert await database.write(count) == 1
    assert await database.read(bodies) == {"first"}


async def test_work_that_raises_loses_only_its_own_changes(database: Database) -> None:
    def fail(connection: Connection) -> None:
        add("lost")(connection)
        raise LookupError("on purpose")

    before, failed, after = await queued(database, add("before"), fail, add("after"))

    with pytest.raises(LookupError, match="on purpose"):
        failed.result()
    assert (before.result(), after.result()) == (None, None)
    assert await database.read(bodies) == {"before", "after"}


async def test_a_violated_constraint_is_raised_to_the_one_who_violated_it(database: Database) -> None:
    first, second, third = await queued(database, add("same"), add("same"), add("other"))

    failures = [task.exception() for task in (first, second, third)]
    assert [type(failure) for failure in failures if failure] == [IntegrityError]
    assert await database.read(bodies) == {"same", "other"}


async def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await database.write(lambda connection: connection.execute(insert(replies).values(note_id=404)))


async def test_a_failed_commit_stores_nothing_and_the_next_write_works(database: Database) -> None:
    def dangling(connection: Connection) -> None:
        connection.execute(insert(notes).values(id=77, body="lost"))
        connection.execute(insert(replies).values(note_id=77, late_id=404))

    failed, *_ = await queued(database, dangling)

    with pytest.raises(CommitFailed) as caught:
        failed.result()
    assert isinstance(caught.value.__cause__, IntegrityError)
    await database.write(add("next"))
    assert await database.read(bodies) == {"next"}


@only("sqlite")
async def test_a_failed_commit_fails_everyone_in_its_group(database: Database) -> None:
    def dangling(connection: Connection) -> None:
        connection.execute(insert(notes).values(id=77, body="lost"))
        connection.execute(insert(replies).values(note_id=77, late_id=404))

    def fail(connection: Connection) -> None:
        raise LookupError("on purpose")

    tasks = await queued(database, add("before"), fail, dangling, add("after"))

    assert [type(task.exception()) for task in tasks] == [
        CommitFailed,
        LookupError,
        CommitFailed,
        CommitFailed,
    ]
    assert await database.read(bodies) == set()


@only("sqlite")
async def test_a_full_disk_fails_the_group_it_rolled_back_and_no_one_after(database: Database) -> None:
    def limit(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 10}")

    await database.write(limit)
    before, full, after = await queued(database, add("before"), add("x" * 1_000_000), add("after"))

    with pytest.raises(OperationalError, match="full"):
        full.result()
    with pytest.raises(CommitFailed) as caught:
        before.result()
    assert caught.value.__cause__ is full.exception()
    after.result()
    await database.write(add("later"))
    assert await database.read(bodies) == {"after", "later"}


@only("sqlite")
async def test_work_that_hides_a_full_disk_is_not_acknowledged(database: Database) -> None:
    def hide(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 10}")
        with pytest.raises(OperationalError):
            add("x" * 1_000_000)(connection)

    with pytest.raises(CommitFailed):
        await database.write(hide)


@pytest.mark.parametrize("end", [Connection.commit, Connection.rollback])
@pytest.mark.parametrize("goes_on", [True, False])
async def test_work_that_ends_the_transaction_itself_is_refused(
    database: Database, end: Callable[[Connection], None], goes_on: bool
) -> None:
    def meddle(connection: Connection) -> None:
        add("half")(connection)
        end(connection)
        if goes_on:
            add("other half")(connection)

    with pytest.raises((CommitFailed, InvalidRequestError), match=r"ended before|closed transaction"):
        await database.write(meddle)
    await database.write(add("next"))
    stored = await database.read(bodies)
    assert "next" in stored
    assert "other half" not in stored


async def test_work_may_meet_a_violated_constraint_in_a_savepoint_of_its_own(database: Database) -> None:
    await database.write(add("taken"))

    def add_or_keep(connection: Connection) -> str:
        try:
            with connection.begin_nested():
                add("taken")(connection)
        except IntegrityError:
            add("kept")(connection)
            return "kept"
        return "added"

    assert await database.write(add_or_keep) == "kept"
    assert await database.read(bodies) == {"taken", "kept"}


async def test_work_that_raises_stop_iteration_does_not_leave_its_caller_waiting(database: Database) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        async with asyncio.timeout(30):
            await database.write(lambda connection: next(iter(())))


async def test_a_cancelled_write_is_still_stored_and_disturbs_nobody(database_url: str) -> None:
    database = await Database.open(database_url)
    await database.write(probe.create_all)
    gate = Gate()
    held = asyncio.ensure_future(database.write(gate))
    await asyncio.to_thread(gate.entered.wait)
    before, cancelled, after = (asyncio.ensure_future(database.write(add(body))) for body in "abc")
    await asyncio.sleep(0)
    cancelled.cancel()
    await asyncio.wait([cancelled])
    gate.open()
    async with asyncio.timeout(30):
        await asyncio.gather(held, before, after)
        await database.close()
    assert cancelled.cancelled()

    reopened = await Database.open(database_url)
    assert await reopened.read(bodies) == {"a", "b", "c"}
    await reopened.close()


async def test_closing_finishes_what_is_queued_and_takes_no_more(database_url: str) -> None:
    database = await Database.open(database_url)
    await database.write(probe.create_all)
    gate = Gate()
    held = asyncio.ensure_future(database.write(gate))
    await asyncio.to_thread(gate.entered.wait)
    tasks = [asyncio.ensure_future(database.write(add(f"note {n}"))) for n in range(200)]
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(database.close())
    await asyncio.sleep(0)
    with pytest.raises(DatabaseClosed):
        await database.write(add("too late"))
    gate.open()
    async with asyncio.timeout(30):
        await asyncio.gather(closing, held, *tasks)
        await database.close()

    reopened = await Database.open(database_url)
    assert await reopened.read(bodies) == {f"note {n}" for n in range(200)}
    await reopened.close()


async def test_a_caller_whose_loop_is_gone_does_not_stop_the_threads(database: Database) -> None:
    gate = Gate()

    def write_and_leave() -> None:
        loop = asyncio.new_event_loop()
        abandoned = loop.create_task(database.write(gate))
        loop.run_until_complete(asyncio.to_thread(gate.entered.wait))
        abandoned.cancel()
        loop.run_until_complete(asyncio.wait([abandoned]))
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    await asyncio.to_thread(write_and_leave)
    gate.open()

    async with asyncio.timeout(30):
        await asyncio.gather(*(database.write(add(f"note {n}")) for n in range(8)))
    assert len(await database.read(bodies)) == 8


async def test_reading_goes_on_while_a_write_is_under_way(database: Database) -> None:
    await database.write(add("old"))
    gate = Gate()

    def slow(connection: Connection) -> None:
        add("new")(connection)
        gate(connection)

    writing = asyncio.ensure_future(database.write(slow))
    await asyncio.to_thread(gate.entered.wait)
    async with asyncio.timeout(30):
        assert await database.read(bodies) == {"old"}
    gate.open()
    await writing
    assert await database.read(bodies) == {"old", "new"}


async def test_a_read_may_not_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await database.read(add("sneaked in"))
    assert await database.read(bodies) == set()


async def test_answers_of_one_learner_at_once_are_all_counted(database: Database) -> None:
    await database.write(lambda connection: connection.execute(insert(counters).values(id=1, n=0)))

    def count(connection: Connection) -> None:
        n = connection.execute(select(counters.c.n).where(counters.c.id == 1).with_for_update()).scalar_one()
        connection.execute(update(counters).where(counters.c.id == 1).values(n=n + 1))

    await asyncio.gather(*(database.write(count) for _ in range(100)))

    assert await database.read(lambda c: c.execute(select(counters.c.n)).scalar_one()) == 100


@only("postgresql")
async def test_two_that_wait_for_each_other_both_get_through(database: Database) -> None:
    await database.write(
        lambda connection: connection.execute(insert(counters), [{"id": i, "n": 0} for i in (1, 2)])
    )
    both_hold_one = threading.Barrier(2)
    runs: list[int] = []

    def lock_both(first: int, second: int) -> Callable[[Connection], None]:
        rehearsed = iter([both_hold_one])

        def work(connection: Connection) -> None:
            runs.append(first)
            connection.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
            connection.execute(update(counters).where(counters.c.id == first).values(n=counters.c.n + 1))
            for barrier in rehearsed:
                barrier.wait(30)
            connection.execute(update(counters).where(counters.c.id == second).values(n=counters.c.n + 1))

        return work

    await asyncio.gather(database.write(lock_both(1, 2)), database.write(lock_both(2, 1)))

    assert len(runs) > 2
    assert await database.read(lambda c: c.execute(select(counters.c.n)).scalars().all()) == [2, 2]


@only("postgresql")
async def test_work_is_not_rerun_for_ever(database: Database) -> None:
    runs: list[None] = []

    def never(connection: Connection) -> None:
        runs.append(None)
        connection.execute(text("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"))

    with pytest.raises(OperationalError):
        await database.write(never)
    assert len(runs) == ATTEMPTS


@only("postgresql")
async def test_work_that_hides_a_database_error_is_not_acknowledged(database: Database) -> None:
    await database.write(add("taken"))

    def hide(connection: Connection) -> None:
        with pytest.raises(IntegrityError):
            add("taken")(connection)

    with pytest.raises(CommitFailed):
        await database.write(hide)


@only("postgresql")
async def test_a_server_that_was_restarted_is_found_again(database: Database, database_url: str) -> None:
    await asyncio.gather(*(database.write(add(f"before {n}")) for n in range(8)))
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    await asyncio.gather(*(database.write(add(f"after {n}")) for n in range(8)))

    assert len(await database.read(bodies)) == 16


@only("postgresql")
async def test_a_connection_that_breaks_during_commit_is_reported_as_it_is(
    database: Database, database_url: str
) -> None:
    def break_off(connection: Connection) -> None:
        add("stored or not")(connection)
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with psycopg.connect(database_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 30000)", (pid,))

    with pytest.raises(OutcomeUnknown):
        await database.write(break_off)
    await database.write(add("next"))
    assert await database.read(bodies) == {"next"}


@only("sqlite")
async def test_the_file_is_kept_durable_and_readable_while_it_is_written(database: Database) -> None:
    def settings(connection: Connection) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}

    assert await database.write(settings) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


OPEN = """
import asyncio, sys
from bot.storage.database import Database
from bot.storage.errors import DatabaseInUse

async def main():
    try:
        database = await Database.open(sys.argv[1])
    except DatabaseInUse as refusal:
        print(refusal)
    else:
        await database.close()
        print("opened")

asyncio.run(main())
"""


async def test_a_second_process_is_refused_until_the_first_lets_go(sqlite_url: str) -> None:
    def open_elsewhere() -> str:
        return subprocess.run(
            [sys.executable, "-c", OPEN, sqlite_url], capture_output=True, text=True, check=True, timeout=60
        ).stdout

    database = await Database.open(sqlite_url)
    assert "is in use" in await asyncio.to_thread(open_elsewhere)
    with pytest.raises(DatabaseInUse):
        await Database.open(sqlite_url)
    await database.close()
    assert await asyncio.to_thread(open_elsewhere) == "opened\n"


CRASH = """
import asyncio, itertools, sys
from sqlalchemy import text
from bot.storage.database import Database

numbers = itertools.count(1)

async def client(database):
    for n in numbers:
        await database.write(lambda connection: connection.execute(
            text("INSERT INTO probe_notes (id, body) VALUES (:n, :body)"), {"n": n, "body": str(n)}))
        print(n, flush=True)

async def main():
    database = await Database.open(sys.argv[1])
    await asyncio.gather(*(client(database) for _ in range(20)))

asyncio.run(main())
"""


async def test_killing_the_process_loses_nothing_that_was_acknowledged(database_url: str) -> None:
    database = await Database.open(database_url)
    await database.write(probe.create_all)
    await database.close()

    def crash() -> set[str]:
        with subprocess.Popen(
            [sys.executable, "-c", CRASH, database_url], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(300)]
            os.kill(process.pid, signal.SIGKILL)
            lines += process.stdout.readlines()
        # The last line may have been cut short.
        return {line.strip() for line in lines if line.endswith("\n")}

    acknowledged = await asyncio.to_thread(crash)

    database = await Database.open(database_url)
    stored = await database.read(bodies)
    await database.close()
    assert len(acknowledged) >= 300
    assert acknowledged <= stored


class Bot(discord.Client):
    def __init__(self, work: Callable[[], Awaitable[int]]) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)
        self._work = work

    async def setup_hook(self) -> None:
        @self.tree.command(description="Counts")
        async def count(interaction: discord.Interaction) -> None:
            await interaction.response.send_message(f"{await self._work()} so far")

        await self.tree.sync()


async def test_a_command_may_wait_for_a_write(database: Database) -> None:
    await database.write(lambda connection: connection.execute(insert(counters).values(id=1, n=0)))

    def count(connection: Connection) -> int:
        increment = (
            update(counters).where(counters.c.id == 1).values(n=counters.c.n + 1).returning(counters.c.n)
        )
        total: int = connection.execute(increment).scalar_one()
        return total

    async with simcord.run(Bot(lambda: database.write(count))) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        nora = guild.add_member(env.create_user("nora"))
        answers = [await nora.slash(channel, "count") for _ in range(20)]

    said = [answer.response.content for answer in answers if answer.response is not None]
    assert said == [f"{n} so far" for n in range(1, 21)]


@pytest.mark.parametrize(
    ("url", "dialect", "driver"),
    [
        ("sqlite:///data/epoch.db", "sqlite", "sqlite+pysqlite"),
        ("postgres://epoch:secret@host/epoch", "postgresql", "postgresql+psycopg"),
        ("postgresql://epoch:secret@host/epoch", "postgresql", "postgresql+psycopg"),
        ("postgresql+psycopg://epoch:secret@host/epoch", "postgresql", "postgresql+psycopg"),
    ],
)
def test_an_address_names_a_database(url: str, dialect: str, driver: str) -> None:
    kind, parsed = parse_url(url)
    assert (kind, parsed.drivername) == (dialect, driver)


@pytest.mark.parametrize("url", ["secret", "sqlite://", "sqlite:///:memory:", "mysql://secret@host/epoch"])
def test_an_address_we_cannot_use_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match=r"address|database") as caught:
        parse_url(url)
    assert "secret" not in str(caught.value)
