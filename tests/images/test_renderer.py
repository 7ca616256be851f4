"""Pictures for the bot: drawn elsewhere, kept, shared, and survived when drawing goes wrong."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.domain.formulas.prose import Line
from bot.domain.formulas.syntax import FormulaError
from bot.images.process import DrawingProcess
from bot.images.renderer import DrawingFailedError, Renderer, is_installed
from bot.images.shelf import Shelf
from tests.images import stand_in

LINES = [Line(r"\frac{a}{b}", "(1)"), Line("x^2", "(2)")]
ROOT = Path(__file__).parent.parent.parent

Make = Callable[..., Renderer]


@pytest.fixture
async def drawing() -> AsyncIterator[Renderer]:
    """The real thing, given time however busy the machine is."""
    renderer = Renderer(process=DrawingProcess(time_limit=60))
    yield renderer
    await renderer.close()


@pytest.fixture
async def standing_in(tmp_path: Path) -> AsyncIterator[Make]:
    """Makes renderers with a drawing process that behaves as asked."""
    made: list[Renderer] = []

    def make(
        behaviour: str, *, keep_in: Path | None = None, cache_bytes: int = 10**6, **options: float
    ) -> Renderer:
        command = [sys.executable, stand_in.__file__, behaviour, str(tmp_path / "log")]
        limit, each = options.get("time_limit", 60.0), int(options.get("requests_each", 1000))
        drawer = DrawingProcess(limit, each, command)
        made.append(Renderer(keep_in=keep_in, process=drawer, cache_bytes=cache_bytes))
        return made[-1]

    yield make
    for renderer in made:
        await renderer.close()


def requests(tmp_path: Path) -> int:
    log = tmp_path / "log"
    return log.read_bytes().count(b"\n") if log.exists() else 0


async def test_a_picture_comes_with_its_size_its_name_and_how_it_is_read_aloud(drawing: Renderer) -> None:
    picture = await drawing.render(LINES)

    assert picture.png.startswith(b"\x89PNG")
    assert picture.alt == "(1) a over b. (2) x squared"
    assert picture.name.startswith("formula-")
    assert picture.name.endswith(".png")
    assert picture.width >= 300
    assert picture.height >= 100


async def test_a_formula_that_cannot_be_read_is_refused_without_a_process(
    standing_in: Make, tmp_path: Path
) -> None:
    renderer = standing_in("fine")

    with pytest.raises(FormulaError, match="never closed"):
        await renderer.render([Line("{x")])

    assert requests(tmp_path) == 0


async def test_drawing_goes_on_after_the_process_was_killed(drawing: Renderer) -> None:
    await drawing.render([Line("x")])
    killed = drawing._process.pid
    assert killed is not None
    os.kill(killed, signal.SIGTERM)

    assert (await drawing.render([Line("y")])).png
    assert drawing._process.pid != killed


async def test_the_same_formulas_are_drawn_once(standing_in: Make, tmp_path: Path) -> None:
    renderer = standing_in("fine")

    pictures = await asyncio.gather(*(renderer.render(LINES) for _ in range(50)))
    again = await renderer.render(list(LINES))

    assert requests(tmp_path) == 1
    assert all(picture is again for picture in pictures)


async def test_other_formulas_and_other_labels_are_other_pictures(standing_in: Make, tmp_path: Path) -> None:
    renderer = standing_in("fine")
    ways = ([Line("x")], [Line("y")], [Line("x", "(1)")], [Line("x"), Line("y")])

    names = {(await renderer.render(lines)).name for lines in ways}

    assert len(names) == requests(tmp_path) == 4


async def test_who_stops_waiting_does_not_stop_it_for_the_others(standing_in: Make) -> None:
    renderer = standing_in("fine")
    impatient = asyncio.ensure_future(renderer.render(LINES))
    patient = asyncio.ensure_future(renderer.render(LINES))
    await asyncio.sleep(0)

    impatient.cancel()

    assert (await patient).png == stand_in.PNG
    assert impatient.cancelled()


async def test_pictures_in_memory_are_bounded_and_the_one_used_last_stays(
    standing_in: Make, tmp_path: Path
) -> None:
    renderer = standing_in("fine", cache_bytes=len(stand_in.PNG) * 2)
    for formula in ("a", "b", "a", "c", "a"):
        await renderer.render([Line(formula)])
    assert requests(tmp_path) == 3

    await renderer.render([Line("b")])

    assert requests(tmp_path) == 4


async def test_a_picture_that_takes_too_long_fails_and_the_next_one_has_a_fresh_process(
    standing_in: Make,
) -> None:
    renderer = standing_in("hanging", time_limit=0.05)

    for _ in range(2):
        with pytest.raises(DrawingFailedError, match=r"longer than 0\.05 s"):
            await renderer.render(LINES)
        assert renderer._process.pid is None


@pytest.mark.parametrize("behaviour", ["dying", "stillborn", "cut short", "babbling"])
async def test_a_process_that_dies_twice_is_given_up(behaviour: str, standing_in: Make) -> None:
    renderer = standing_in(behaviour)

    with pytest.raises(DrawingFailedError, match="ended twice"):
        await renderer.render(LINES)

    assert renderer._process.pid is None


@pytest.mark.parametrize("behaviour", ["dying once", "once only"])
async def test_a_process_that_died_is_replaced(behaviour: str, standing_in: Make) -> None:
    renderer = standing_in(behaviour)

    assert (await renderer.render([Line("x")])).png == stand_in.PNG
    assert (await renderer.render([Line("y")])).png == stand_in.PNG


async def test_a_process_is_replaced_after_its_share_of_pictures(standing_in: Make) -> None:
    renderer = standing_in("fine", requests_each=2)
    pids = []
    for formula in "abcd":
        await renderer.render([Line(formula)])
        pids.append(renderer._process.pid)

    assert pids[0] is not None
    assert pids[1] is None
    assert pids[2] not in (None, pids[0])


async def test_without_the_library_it_says_what_to_install(standing_in: Make) -> None:
    with pytest.raises(DrawingFailedError, match="`pictures` extra"):
        await standing_in("missing").render(LINES)


async def test_secrets_stay_out_of_the_drawing_process(
    standing_in: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    monkeypatch.setenv("EPOCH_DATABASE_URL", "x")

    with pytest.raises(DrawingFailedError) as told:
        await standing_in("telling").render(LINES)

    assert "MPLBACKEND" in str(told.value)
    assert "DISCORD_" not in str(told.value)
    assert "EPOCH_" not in str(told.value)


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes of this kind")
async def test_closing_ends_what_is_being_drawn_and_refuses_more(standing_in: Make, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log")
    renderer = standing_in("hanging")
    waiting = [asyncio.ensure_future(renderer.render([Line(formula)])) for formula in "abc"]
    await asyncio.to_thread((tmp_path / "log").read_bytes)  # until the process has logged a request

    await renderer.close()

    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(error, DrawingFailedError) for error in ended)
    assert renderer._process.pid is None
    with pytest.raises(DrawingFailedError):
        await renderer.render([Line("d")])


async def test_closing_twice_or_unused_is_fine(standing_in: Make) -> None:
    renderer = standing_in("fine")

    await renderer.close()
    await renderer.close()

    assert renderer._process.pid is None


async def test_a_picture_on_the_shelf_is_not_drawn_again(standing_in: Make, tmp_path: Path) -> None:
    first = Renderer(keep_in=tmp_path / "pictures", process=DrawingProcess(time_limit=60))
    drawn = await first.render(LINES)
    await first.close()

    kept = await standing_in("stillborn", keep_in=tmp_path / "pictures").render(LINES)

    assert kept == drawn
    assert [path.suffix for path in (tmp_path / "pictures").iterdir()] == [".png"]


async def test_a_broken_file_on_the_shelf_is_drawn_anew(standing_in: Make, tmp_path: Path) -> None:
    first = standing_in("fine", keep_in=tmp_path / "pictures")
    await first.render(LINES)  # the stand-in's picture is none, so the shelf takes it for broken

    picture = await standing_in("fine", keep_in=tmp_path / "pictures").render(LINES)

    assert picture.png == stand_in.PNG
    assert requests(tmp_path) == 2


async def test_a_shelf_that_cannot_be_written_costs_nothing_but_time(
    standing_in: Make, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")

    assert (await standing_in("fine", keep_in=tmp_path / "file").render(LINES)).png == stand_in.PNG


def test_a_shelf_keeps_the_latest(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, max_files=3)
    for number in range(5):
        shelf.keep(str(number), b"picture")
        os.utime(tmp_path / f"{number}.png", (number, number))

    assert sorted(path.stem for path in tmp_path.iterdir()) == ["2", "3", "4"]


def test_the_bot_itself_never_loads_the_drawing_library() -> None:
    modules = "bot.app, bot.cli, bot.images.renderer, bot.domain.formulas.checking, bot.domain.formulas.prose"
    program = f"import sys, {modules}; print([name for name in ('matplotlib', 'numpy', 'PIL') if name in sys.modules])"

    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "[]"
    assert is_installed()


async def test_whatever_is_kept_lies_in_one_folder(tmp_path: Path) -> None:
    renderer = Renderer(keep_in=tmp_path / "pictures")
    # A busy machine may take too long for the first; what it leaves behind is the same.
    with contextlib.suppress(DrawingFailedError):
        await renderer.render(LINES)
    await renderer.close()

    assert os.listdir(tmp_path) == ["pictures"]
    assert any(name.startswith("fontlist") for name in os.listdir(tmp_path / "pictures" / "library"))
