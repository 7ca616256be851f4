"""The curriculum in use: replaced whole by good files, never by broken ones, not even after a restart."""

import asyncio
import os
import zipfile
from pathlib import Path

import pytest

from bot.content.library import Library
from bot.content.problem import CurriculumBroken
from tests.content.pack import ITEMS, changed, pack, write

STEM = "Which of these is **always** true?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(pack(), tmp_path / "curriculum")


@pytest.fixture
def keep_in(tmp_path: Path) -> Path:
    return tmp_path / "data" / "last-good"


def put(folder: Path, files: dict[str, bytes], *, later: int = 1) -> None:
    """Write files as somebody would a little later."""
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.yaml")}
    write(files, folder)
    for path, at in before.items():
        os.utime(path, ns=(at, at + later * 10**9))


def broken() -> dict[str, bytes]:
    return changed(ITEMS, STEM, "Which <<x>> is true?")


async def test_every_guild_learns_from_the_files_it_was_opened_with(folder: Path) -> None:
    library = await Library.open(folder)

    assert library.current.items["p1.logic.truth.0001"].stem == STEM
    assert library.for_guild(1) is library.current
    assert library.problems == ()
    assert not library.changed_on_disk()


async def test_good_changes_are_taught_from_after_a_reload(folder: Path) -> None:
    library = await Library.open(folder)
    before = library.current
    put(folder, changed(ITEMS, STEM, "Which is always true?"))

    assert library.changed_on_disk()
    assert await library.reload() == []
    assert not library.changed_on_disk()
    assert library.current.items["p1.logic.truth.0001"].stem == "Which is always true?"
    assert before.items["p1.logic.truth.0001"].stem == STEM


async def test_what_is_reloaded_equals_what_is_opened(folder: Path) -> None:
    library = await Library.open(folder)
    opened = library.current
    await library.reload()

    assert library.current == opened
    assert library.current is not opened


async def test_broken_files_change_nothing_and_are_told_once(folder: Path) -> None:
    library = await Library.open(folder)
    good = library.current
    put(folder, broken())

    problems = await library.reload()

    assert [problem.item for problem in problems] == ["p1.logic.truth.0001"]
    assert str(problems[0]).startswith(f"{ITEMS}:9: ")
    assert library.current is good
    assert library.problems == tuple(problems)
    assert not library.changed_on_disk()


async def test_mended_files_are_taught_from_again(folder: Path) -> None:
    library = await Library.open(folder)
    put(folder, broken())
    await library.reload()
    put(folder, pack(), later=2)

    assert library.changed_on_disk()
    assert await library.reload() == []
    assert library.problems == ()


async def test_files_that_come_and_go_are_changes(folder: Path) -> None:
    library = await Library.open(folder)
    extra = folder / "phase-1-basics" / "items" / "extra.yaml"
    extra.write_text("schema: 1\nitems: []\n", encoding="utf-8")
    assert library.changed_on_disk()

    extra.unlink()
    (folder / "notes.txt").write_text("not ours", encoding="utf-8")
    assert not library.changed_on_disk()


async def test_a_start_with_broken_files_and_nothing_kept_says_what_is_wrong(
    folder: Path, keep_in: Path
) -> None:
    put(folder, broken())

    with pytest.raises(CurriculumBroken) as refusal:
        await Library.open(folder, keep_in)

    assert str(refusal.value).startswith(f"{ITEMS}:9: p1.logic.truth.0001: `stem` has the placeholder")


async def test_a_start_without_the_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(CurriculumBroken) as refusal:
        await Library.open(tmp_path / "nowhere")

    assert str(refusal.value) == "nowhere:1: file: does not exist; name the folder that holds curriculum.yaml"


async def test_a_restart_with_broken_files_teaches_the_last_good_state(folder: Path, keep_in: Path) -> None:
    good = (await Library.open(folder, keep_in)).current
    put(folder, broken())

    library = await Library.open(folder, keep_in)

    assert library.current == good
    assert [problem.line for problem in library.problems] == [9]


async def test_after_such_a_restart_the_next_look_tells_the_moderators(folder: Path, keep_in: Path) -> None:
    await Library.open(folder, keep_in)
    put(folder, broken())
    library = await Library.open(folder, keep_in)

    assert library.changed_on_disk()
    assert len(await library.reload()) == 1
    assert not library.changed_on_disk()


async def test_the_last_good_state_is_the_newest_one(folder: Path, keep_in: Path) -> None:
    library = await Library.open(folder, keep_in)
    put(folder, changed(ITEMS, STEM, "Which is always true?"))
    await library.reload()
    put(folder, broken(), later=2)
    await library.reload()

    restarted = await Library.open(folder, keep_in)

    assert restarted.current.items["p1.logic.truth.0001"].stem == "Which is always true?"


async def test_a_last_good_state_that_was_damaged_does_not_hide_the_fault(
    folder: Path, keep_in: Path
) -> None:
    await Library.open(folder, keep_in)
    put(folder, broken())
    kept = keep_in / "curriculum.zip"
    kept.write_bytes(kept.read_bytes()[:100])

    with pytest.raises(CurriculumBroken):
        await Library.open(folder, keep_in)


async def test_what_is_kept_can_be_looked_at_with_any_zip_program(folder: Path, keep_in: Path) -> None:
    await Library.open(folder, keep_in)
    kept = keep_in / "curriculum.zip"

    with zipfile.ZipFile(kept) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == pack()


async def test_teaching_goes_on_where_the_last_good_state_cannot_be_kept(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("", encoding="utf-8")

    library = await Library.open(folder, in_the_way / "last-good")
    put(folder, changed(ITEMS, STEM, "Which is always true?"))

    assert await library.reload() == []
    assert library.current.items["p1.logic.truth.0001"].stem == "Which is always true?"
    assert [record.message.split(" (")[0] for record in caplog.records] == [
        f"the curriculum cannot be kept in {in_the_way / 'last-good'}"
    ] * 2


async def test_reloads_at_the_same_time_do_not_get_in_each_others_way(folder: Path, keep_in: Path) -> None:
    library = await Library.open(folder, keep_in)
    put(folder, changed(ITEMS, STEM, "Which is always true?"))

    assert list(await asyncio.gather(library.reload(), library.reload())) == [[], []]
    assert library.current.items["p1.logic.truth.0001"].stem == "Which is always true?"


async def test_a_reload_that_is_cancelled_leaves_everything_as_it_was(folder: Path) -> None:
    library = await Library.open(folder)
    good = library.current
    put(folder, changed(ITEMS, STEM, "Which is always true?"))
    reloading = asyncio.ensure_future(library.reload())
    await asyncio.sleep(0)
    reloading.cancel()

    with pytest.raises(asyncio.CancelledError):
        await reloading
    assert library.current is good
    assert library.changed_on_disk()
    assert await library.reload() == []
