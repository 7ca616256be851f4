"""A curriculum that was found good is found again without being checked; nothing else ever is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import cache as cache_module
from bot.content import folder as folder_module
from bot.content.cache import MOST, Cache
from bot.content.folder import load_folder
from bot.content.library import Library
from bot.content.loader import Loaded, check, load
from bot.content.packing import pack, unpack
from bot.settings import SHIPPED_CURRICULUM
from tests.content import pack as small
from tests.content.test_shipped_curriculum import shipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small.write(small.pack(), tmp_path / "curriculum")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept")


@pytest.fixture
def times_loaded(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    times = 0

    def counted(files: dict[str, bytes]) -> Loaded:
        nonlocal times
        times += 1
        return load(files)

    monkeypatch.setattr(folder_module, "load", counted)
    return lambda: times


def test_the_same_files_are_loaded_once(folder: Path, cache: Cache, times_loaded: Callable[[], int]) -> None:
    first, _ = load_folder(folder, cache)
    second, files = load_folder(folder, cache)
    assert second.curriculum == first.curriculum
    assert second.curriculum is not None
    assert second.curriculum.digest
    assert files
    assert times_loaded() == 1


def test_one_changed_byte_is_loaded_anew(folder: Path, cache: Cache, times_loaded: Callable[[], int]) -> None:
    load_folder(folder, cache)
    path = folder / small.CURRICULUM
    path.write_bytes(path.read_bytes().replace(b"A small path", b"A small Path"))
    loaded, _ = load_folder(folder, cache)
    assert loaded.curriculum is not None
    assert loaded.curriculum.title == "A small Path"
    assert times_loaded() == 2


def test_another_program_does_not_believe_it(
    folder: Path, cache: Cache, times_loaded: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_folder(folder, cache)
    monkeypatch.setattr(cache_module, "_program", lambda: b"the next version")
    load_folder(folder, cache)
    assert times_loaded() == 2


def test_another_version_of_what_reads_the_files_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache_module._program.__wrapped__()
    monkeypatch.setattr(cache_module, "version", lambda name: f"{name} 99")
    assert cache_module._program.__wrapped__() != before


def test_broken_files_are_never_kept(folder: Path, cache: Cache, tmp_path: Path) -> None:
    path = folder / small.CURRICULUM
    path.write_bytes(b"schema: 2")
    loaded, _ = load_folder(folder, cache)
    assert loaded.problems
    assert not list(tmp_path.glob("kept/*"))


@pytest.mark.parametrize(
    "damage", [b"", b"no pickle", b"\x80\x05N."], ids=["empty", "garbage", "something else"]
)
def test_a_damaged_file_costs_a_check_and_nothing_else(
    folder: Path, cache: Cache, tmp_path: Path, damage: bytes
) -> None:
    load_folder(folder, cache)
    [kept] = tmp_path.glob("kept/*.packed")
    kept.write_bytes(damage)
    loaded, _ = load_folder(folder, cache)
    assert loaded.curriculum is not None


def test_only_the_last_ones_are_kept(folder: Path, cache: Cache, tmp_path: Path) -> None:
    path = folder / small.CURRICULUM
    for number in range(MOST + 2):
        path.write_bytes(
            f'schema: 1\ntitle: "Title {number}"\nphases: [phase-1-basics, phase-2-more]\n'.encode()
        )
        load_folder(folder, cache)
    assert len(list(tmp_path.glob("kept/*"))) == MOST


def test_a_folder_that_cannot_be_written_is_no_failure(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file stands here")
    loaded, _ = load_folder(folder, Cache(tmp_path / "kept"))
    assert loaded.curriculum is not None


async def test_a_restart_finds_what_was_kept_and_a_reload_keeps_too(
    folder: Path, tmp_path: Path, times_loaded: Callable[[], int]
) -> None:
    keep_in = tmp_path / "kept"
    library = await Library.open(folder, keep_in)
    path = folder / small.CURRICULUM
    path.write_bytes(path.read_bytes().replace(b"A small path", b"Another path"))
    assert await library.reload() == []
    restarted = await Library.open(folder, keep_in)
    assert restarted.current == library.current
    assert restarted.current.title == "Another path"
    assert times_loaded() == 1  # the reload is another process's


def test_packing_gives_back_the_whole_shipped_curriculum() -> None:
    assert unpack(pack(shipped())) == shipped()


def test_checking_finds_what_loading_finds() -> None:
    files, _ = folder_module.read_folder(SHIPPED_CURRICULUM)
    assert check(files) == load(files).problems == ()
    broken = {**files, "curriculum.yaml": b"schema: 2\nphases: x"}
    assert check(broken) == load(broken).problems != ()
