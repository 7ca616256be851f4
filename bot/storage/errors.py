"""What can go wrong with the database itself, apart from what the drivers raise."""

from pathlib import Path


class StorageError(Exception):
    """The database could not do what was asked."""


class DatabaseInUse(StorageError):
    """Another process, or this one already, has the SQLite file open.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is in use: another copy of the bot is running on it; stop that one first")
        self.path = path


class DatabaseClosed(StorageError):
    """The database was closed, or is being closed, and takes no more work."""


class CommitFailed(StorageError):
    """The transaction was rolled back: nothing of it is stored, and it may be tried again.

    `__cause__` is what the driver said.
    """


class OutcomeUnknown(StorageError):
    """The connection broke during COMMIT: the work is stored whole or not at all, and nobody knows which."""


class DatabaseTooNew(StorageError):
    """The database was migrated by a newer version of the program than this one.

    Attributes:
        revision: The revision found, which this program does not know.
    """

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database is at revision {revision}, which this version of the program does not know; "
            "run the newer version, or restore the backup made before its migration"
        )
        self.revision = revision


class MigrationFailed(StorageError):
    """A migration left the data inconsistent and was rolled back; the database is as it was."""


class BackupFailed(StorageError):
    """The copy of the database is damaged, and was thrown away."""
