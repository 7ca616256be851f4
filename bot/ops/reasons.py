"""The reasons for which the program cannot run, each with an exit code and words fit to be printed."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from bot.content.problem import CurriculumBroken
from bot.ops.lifetime import ExitCode
from bot.ops.logging import redact
from bot.storage.errors import DatabaseInUse, StorageError

_DOCTOR = "`python -m bot doctor` tells more."


class CannotRun(Exception):
    """The program cannot go on, for a reason the operator can mend.

    Attributes:
        code: What to exit with.
    """

    def __init__(self, code: ExitCode, said: str) -> None:
        super().__init__(said)
        self.code = code


@contextmanager
def as_reasons() -> Iterator[None]:
    """Turn what the database and the curriculum can raise at start into `CannotRun`; let the rest through.

    Raises:
        CannotRun: In place of those.
    """
    try:
        yield
    except DatabaseInUse as error:
        raise CannotRun(ExitCode.DATABASE_IN_USE, f"{error}.") from error
    except (StorageError, DBAPIError) as error:
        # Out of reach, or no database at all. Their siblings, a broken constraint say, are faults of ours.
        if isinstance(error, DBAPIError) and type(error) not in (OperationalError, DatabaseError):
            raise
        raise CannotRun(ExitCode.DATABASE, f"{_first_line(error)}. {_DOCTOR}") from error
    except CurriculumBroken as error:
        said = f"The curriculum cannot be used, and no earlier state of it is stored.\n{error}"
        raise CannotRun(ExitCode.SETTINGS, said) from error


def _first_line(error: Exception) -> str:
    # The driver's own words, without the statement that SQLAlchemy puts around them.
    said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return redact(said.splitlines()[0]).rstrip(".")
