"""The doctor's look at the database: in reach, writable, up to date, with room left and the right time."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.ops.finding import Finding
from bot.ops.logging import redact
from bot.settings import Settings
from bot.storage.database import parse_url
from bot.storage.migrate import newest_revision, revision_of
from bot.storage.postgres import postgres_engine
from bot.storage.sqlite import sqlite_engine

SUBJECT = "database"

LEAST_FREE_BYTES = 200 * 1024**2
"""What must be free beside a SQLite file, apart from room for a copy of it."""

MOST_CLOCK_DIFFERENCE = timedelta(seconds=5)

_RESTORE = "stop the bot and put a copy from the backups folder in its place"


def examine_database(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Check the database without migrating or creating it. Blocks; call it off the event loop."""
    path = settings.sqlite_path
    if path is None:
        yield from _postgres(settings, clock)
    else:
        yield from _sqlite(settings, path, clock)


def _sqlite(settings: Settings, path: Path, clock: Clock) -> Iterator[Finding]:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not os.access(folder, os.W_OK | os.X_OK):
        mend = f"let the bot's account write to {folder}, or point EPOCH_DATABASE_URL elsewhere"
        yield Finding(SUBJECT, False, f"{path} lies in a folder that cannot be written to", mend)
    elif path.is_dir():
        yield Finding(SUBJECT, False, f"{path} is a folder", "name a file in EPOCH_DATABASE_URL")
    elif not path.exists():
        yield Finding(SUBJECT, True, f"{path} is not there yet; the first start creates it")
    else:
        yield _sqlite_writable(path)
        yield _revision(settings)
    yield _disk(path, folder)
    yield _machine_clock(clock)


def _sqlite_writable(path: Path) -> Finding:
    # The way the bot itself begins to write: whatever would stop it stops this, and nothing is written.
    engine = sqlite_engine(path, begin="BEGIN IMMEDIATE")
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            connection.execute(text("SELECT count(*) FROM sqlite_schema"))
            transaction.rollback()
    except SQLAlchemyError as error:
        reason = _reason(error)
        if "locked" in reason:
            mend = "another program holds it (a shell, a copy being made): end that one, and look again"
        elif "readonly" in reason or "read-only" in reason:
            mend = f"let the bot's account write to {path} and to its folder"
        else:
            mend = _RESTORE
        return Finding(SUBJECT, False, f"{path}: {reason}", mend)
    finally:
        engine.dispose()
    return Finding(SUBJECT, True, f"{path} can be read and written")


def _disk(path: Path, folder: Path) -> Finding:
    size = path.stat().st_size if path.is_file() else 0
    free = shutil.disk_usage(folder).free
    said = f"{free // 1024**2:,} MiB free beside the database"
    if free < LEAST_FREE_BYTES + size:
        need = (LEAST_FREE_BYTES + size) // 1024**2
        return Finding("disk", False, said, f"free some: {need:,} MiB leave room to write and for one copy")
    return Finding("disk", True, said)


def _machine_clock(clock: Clock) -> Finding:
    # Nothing here to compare with, but a machine without a battery starts long ago.
    now = clock.now()
    if now.year < 2026:
        mend = "set the machine's clock (`timedatectl set-ntp true`)"
        return Finding("clock", False, f"{now:%Y-%m-%d %H:%M} UTC is before this program was written", mend)
    return Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC")


def _postgres(settings: Settings, clock: Clock) -> Iterator[Finding]:
    try:
        engine = postgres_engine(parse_url(settings.database_url)[1], connections=1)
    except ImportError:
        mend = "install psycopg: `pip install 'psycopg[binary]'`; requirements.lock holds it"
        yield Finding(SUBJECT, False, "the driver for PostgreSQL is not installed", mend)
        return
    try:
        with engine.connect() as connection:
            yield _postgres_writable(connection, settings.database_label)
            yield _server_clock(connection, clock)
        yield _revision(settings)
    except SQLAlchemyError as error:
        mend = "check EPOCH_DATABASE_URL, that the server runs, and that it lets this account in"
        yield Finding(SUBJECT, False, f"{settings.database_label}: {_reason(error)}", mend)
    finally:
        engine.dispose()


def _postgres_writable(connection: Connection, label: str) -> Finding:
    may_write, may_create = connection.execute(
        text(
            "SELECT current_setting('transaction_read_only') = 'off',"
            " coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)"
        )
    ).one()
    if not may_write:
        mend = "name the primary server in EPOCH_DATABASE_URL, not a copy that only reads"
        return Finding(SUBJECT, False, f"{label} only lets us read", mend)
    if not may_create:
        mend = 'as its owner: GRANT CREATE, USAGE ON SCHEMA public TO "the bot\'s account"'
        return Finding(SUBJECT, False, f"{label} does not let us create tables", mend)
    version = connection.execute(text("SHOW server_version")).scalar_one()
    return Finding(SUBJECT, True, f"{label} can be read and written (PostgreSQL {version})")


def _server_clock(connection: Connection, clock: Clock) -> Finding:
    asked = clock.now()
    theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    # The server answered at some moment in between, so the time the answer took is no difference.
    answered = clock.now()
    difference = max(asked - theirs, theirs - answered, timedelta())
    said = f"{difference.total_seconds():.1f} s from the database's"
    if difference > MOST_CLOCK_DIFFERENCE:
        mend = "let both machines keep their time over the network (`timedatectl set-ntp true`)"
        return Finding("clock", False, said, mend)
    return Finding("clock", True, said)


def _revision(settings: Settings) -> Finding:
    newest = newest_revision()
    try:
        found = revision_of(settings.database_url)
    except SQLAlchemyError as error:
        return Finding("tables", False, _reason(error), _RESTORE)
    if found == newest:
        return Finding("tables", True, f"current (revision {found})")
    if found is None:
        return Finding("tables", True, "none yet; the first start creates them")
    if newest is not None and found < newest:
        said = f"at revision {found}; the next start brings them to {newest}, after a backup"
        return Finding("tables", True, said)
    mend = "run that version, or restore the backup made before its migration"
    return Finding("tables", False, f"revision {found} is of a newer version of Epoch than this one", mend)


def _reason(error: SQLAlchemyError) -> str:
    """The driver's own first line, without SQLAlchemy's wrapping, and without a password."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return redact(lines[0]) if lines else type(error).__name__
