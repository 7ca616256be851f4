"""Pace: how long the path takes, and how many questions a day that means.

Everybody answers the daily question; a faster pace adds private ones: two questions a day in all at six
months, four in three days at nine, one a day at twelve.
"""

from datetime import date, timedelta

from bot.domain.curriculum import PHASES

_PROGRAMME_DAYS = {6: 182, 9: 274, 12: 365}


def phase_days(pace: int, phases: int = 1) -> int:
    """Days that this many phases take together: each is a quarter of the programme, rounded half up as a sum.

    Raises:
        ValueError: when there is no such pace.
    """
    return (_programme_days(pace) * phases + 2) // len(PHASES)


def extras_due(pace: int, day_number: int) -> int:
    """Private questions beside the daily one, on the n-th day of a phase (from 0; before it: none).

    Raises:
        ValueError: when there is no such pace.
    """
    _programme_days(pace)
    if day_number < 0 or pace == 12:
        return 0
    return 1 if pace == 6 or day_number % 3 == 2 else 0


def phase_ends_on(started_on: date, pace: int) -> date:
    """The last day (inclusive) of a phase begun on a day."""
    return started_on + timedelta(days=phase_days(pace) - 1)


def finishes_on(phase: int, started_on: date, pace: int) -> date:
    """The last day (inclusive) of the whole path, for who began `phase` on a day."""
    return projected(phase, started_on, pace)[PHASES[-1]][1]


def projected(phase: int, started_on: date, pace: int) -> dict[int, tuple[date, date]]:
    """First and last day (inclusive) of the phase begun on a day and of every one after it, by number.

    Raises:
        ValueError: when there is no such phase or pace.
    """
    if phase not in PHASES:
        raise ValueError(f"phase {phase}")
    ends = [started_on + timedelta(days=phase_days(pace, count)) for count in range(len(PHASES) + 1)]
    return {
        number: (ends[place], ends[place + 1] - timedelta(days=1))
        for place, number in enumerate(range(phase, PHASES[-1] + 1))
    }


def _programme_days(pace: int) -> int:
    if pace not in _PROGRAMME_DAYS:
        raise ValueError(f"pace {pace} is none of 6, 9 and 12 months")
    return _PROGRAMME_DAYS[pace]
