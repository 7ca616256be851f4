from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.clock import WallClock

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def moved_on(clock: WallClock, since: datetime) -> datetime:
    """The first instant after this one; a microsecond may be too short for anything to have passed."""
    while (now := clock.now()) == since:
        pass
    return now


def test_the_clock_stands_still_until_it_is_run() -> None:
    clock = WallClock()
    before = clock.now()
    assert clock.now() == before
    clock.run()
    assert moved_on(clock, before) > before


def test_running_it_goes_on_from_where_it_was_put() -> None:
    clock = WallClock()
    clock.advance_to(NOON)
    assert clock.now() == NOON
    clock.run()
    clock.run()
    assert NOON < moved_on(clock, NOON) < NOON + timedelta(minutes=1)


def test_it_never_goes_back() -> None:
    clock = WallClock()
    clock.advance_to(NOON)
    clock.advance_to(NOON - timedelta(days=1))
    assert clock.now() == NOON
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(-1)
