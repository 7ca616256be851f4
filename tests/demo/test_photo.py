"""Pictures of an item's messages, for authors: taken in the demo's Discord by a real browser."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo.browser import ROOT, chromium

pytestmark = pytest.mark.browser

ITEM = "p1.matrices.decompositions.0003"


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def preview(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "curriculum", "preview", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_each_message_of_an_item_is_a_picture_as_wide_as_a_phone(tmp_path: Path) -> None:
    with chromium():
        pass
    done = preview(ITEM, "--png", str(tmp_path))
    assert done.returncode == 0, done.stderr
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == [f"{ITEM}-001-{name}.png" for name in ("question", "revealed", "right", "wrong")]
    assert done.stdout.splitlines() == [
        str(tmp_path / f"{ITEM}-001-{name}.png") for name in ("question", "right", "wrong", "revealed")
    ]
    sizes = {name: size_of((tmp_path / name).read_bytes()) for name in written}
    assert {width for width, _ in sizes.values()} == {480}
    # The verdict holds the question's explanation, with its formula.
    assert sizes[f"{ITEM}-001-wrong.png"][1] > sizes[f"{ITEM}-001-question.png"][1] > 150


def test_without_an_item_of_that_name_nothing_is_taken(tmp_path: Path) -> None:
    done = preview("p1.no.such.0001", "--png", str(tmp_path))
    assert done.returncode != 0
    assert "p1.no.such.0001" in done.stderr
    assert not list(tmp_path.iterdir())
