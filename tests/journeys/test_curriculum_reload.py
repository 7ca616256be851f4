"""Authors change the files while the bot runs: good changes are taught, broken ones are told and harm nobody."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import SHIPPED_CURRICULUM, Settings
from tests.journeys.moderator_steps import rows, told
from tests.journeys.town import Town, text_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the curriculum that the test may change."""
    return Path(shutil.copytree(SHIPPED_CURRICULUM, tmp_path / "curriculum"))


@pytest.fixture
def settings(sqlite_url: str, folder: Path) -> Settings:
    return Settings.model_validate({"EPOCH_DATABASE_URL": sqlite_url, "EPOCH_CURRICULUM": folder})


async def ready(town: Town) -> None:
    await town.set_up(time="18:00")
    await town.sam.slash(town.channel, "enroll")
    await town.tick()


def holding(folder: Path, text: str) -> Path:
    """The file with this text in it."""
    return next(path for path in folder.rglob("*.yaml") if text in path.read_text(encoding="utf-8"))


async def planned_file(town: Town, folder: Path) -> tuple[Path, str]:
    """The file that holds the next question, and the question's id."""
    [(item_id,)] = await rows(town, "SELECT item_id FROM daily_posts ORDER BY due_at LIMIT 1")
    return holding(folder, f"id: {item_id}"), item_id


def broken(texts: list[str]) -> list[str]:
    return [one for one in texts if "curriculum on disk has a fault" in one]


async def test_a_broken_file_leaves_the_last_good_state_and_is_told_once_with_its_place(
    town: Town, folder: Path
) -> None:
    await ready(town)
    path, _ = await planned_file(town, folder)
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "\n  - : [\n", encoding="utf-8")
    await town.tick()
    await town.tick()

    [notice] = broken(told(town))
    assert f"{path.name}:" in notice.replace("\\", "")
    assert "curriculum check" in notice
    await town.go_on(10)
    assert len(town.posts()) == 1

    path.write_text(good, encoding="utf-8")
    await town.tick()
    await town.go_on(24)
    assert len(town.posts()) == 2
    assert len(broken(told(town))) == 1


async def test_the_same_fault_after_a_mend_is_news_again(town: Town, folder: Path) -> None:
    await ready(town)
    path, _ = await planned_file(town, folder)
    good = path.read_text(encoding="utf-8")
    for _ in range(2):
        path.write_text(good + "\n  - : [\n", encoding="utf-8")
        await town.tick()
        path.write_text(good, encoding="utf-8")
        await town.tick()
        await town.env.advance_time(3600)

    assert len(broken(told(town))) == 2


async def test_the_next_process_starts_from_the_last_good_state_and_tells_nothing_twice(
    town: Town, folder: Path, restart: object
) -> None:
    await ready(town)
    path, _ = await planned_file(town, folder)
    path.write_text("nothing: of the kind\n", encoding="utf-8")
    await town.tick()
    await restart(town)  # type: ignore[operator]
    await town.tick()
    await town.go_on(10)

    assert len(broken(told(town))) == 1
    assert len(town.posts()) == 1


async def test_a_planned_question_takes_up_an_authors_mend_and_the_preview_shows_it(
    town: Town, folder: Path
) -> None:
    await ready(town)
    path, item_id = await planned_file(town, folder)
    text = path.read_text(encoding="utf-8")
    stem = (town.app.library.current.items[item_id].stem).split()[0]
    start = text.index(f"id: {item_id}")
    path.write_text(text[:start] + text[start:].replace(stem, f"{stem} MENDED", 1), encoding="utf-8")
    await town.tick()
    assert broken(told(town)) == []
    assert "MENDED" in text_of(await town.mia.slash(town.mods, "daily preview"))
    await town.go_on(10)

    [post] = town.posts()
    assert "MENDED" in text_of(post)


async def test_a_question_that_is_out_stays_as_it_was_asked(town: Town, folder: Path) -> None:
    await ready(town)
    path, item_id = await planned_file(town, folder)
    await town.go_on(9)
    [post] = town.posts()
    before = await town.question(post)
    text = path.read_text(encoding="utf-8")
    stem = before.item.stem.split()[0]
    start = text.index(f"id: {item_id}")
    path.write_text(text[:start] + text[start:].replace(stem, f"{stem} MENDED", 1), encoding="utf-8")
    await town.tick()

    assert (await town.question(post)).item == before.item
    assert text_of(await town.answer(town.sam, post))
    await town.go_on(24)
    assert "MENDED" not in text_of(town.posts()[0])
    assert "revealed" in text_of(town.posts()[0])


async def test_a_planned_question_that_authors_took_out_is_replaced(town: Town, folder: Path) -> None:
    await ready(town)
    [(item_id,)] = await rows(town, "SELECT item_id FROM daily_posts ORDER BY due_at LIMIT 1")
    items = dict(town.app.library.current.items)
    del items[item_id]
    await town.services.curriculum.store(replace(town.app.library.current, items=items))
    assert (item_id,) not in await rows(town, "SELECT item_id FROM daily_posts")
