from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.clock import SavedClock, WallClock, load_clock, save_clock

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_the_clock_stands_still_until_it_is_run() -> None:
    clock = WallClock()
    before = clock.now()
    assert clock.now() == before
    clock.run()
    assert clock.now() > before


def test_running_it_goes_on_from_where_it_was_put() -> None:
    clock = WallClock()
    clock.advance_to(NOON)
    assert clock.now() == NOON
    clock.run()
    clock.run()
    assert NOON < clock.now() < NOON + timedelta(minutes=1)


def test_it_never_goes_back() -> None:
    clock = WallClock()
    clock.advance_to(NOON)
    clock.advance_to(NOON - timedelta(days=1))
    assert clock.now() == NOON
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(-1)


def test_a_start_begins_later_than_the_last_one_saved(tmp_path: Path) -> None:
    save_clock(tmp_path / "clock.json", SavedClock(NOON, "world"))
    loaded = load_clock(tmp_path / "clock.json")
    assert loaded is not None
    assert loaded.now > NOON
    assert loaded.world == "world"


def test_saving_leaves_nothing_but_the_file(tmp_path: Path) -> None:
    save_clock(tmp_path / "clock.json", SavedClock(NOON, "old"))
    save_clock(tmp_path / "clock.json", SavedClock(NOON, "new"))
    assert [path.name for path in tmp_path.iterdir()] == ["clock.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"now": 5, "world": "w"}', '{"now": "2026-11-23T12:00", "world": "w"}']
)
def test_what_cannot_be_used_counts_as_no_clock(tmp_path: Path, text: str) -> None:
    (tmp_path / "clock.json").write_text(text)
    assert load_clock(tmp_path / "clock.json") is None


def test_a_missing_file_is_no_clock(tmp_path: Path) -> None:
    assert load_clock(tmp_path / "clock.json") is None
