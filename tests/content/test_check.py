"""Checking a folder, as authors and CI do it."""

import os
from pathlib import Path

import pytest

from bot.content.check import check_folder, main
from tests.content.pack import ITEMS, changed, pack, write


def test_a_good_folder_has_no_problems(tmp_path: Path) -> None:
    assert check_folder(write(pack(), tmp_path)) == []


def test_files_are_named_as_seen_from_where_the_author_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(changed(ITEMS, "difficulty: 5", "difficulty: 9"), tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert [problem.file for problem in check_folder(Path("mine"))] == [f"mine/{ITEMS}"]

    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert [problem.file for problem in check_folder(folder)] == [str(folder / ITEMS)]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.yaml").write_text("schema: 1\n", encoding="utf-8")

    assert list(map(str, check_folder(Path("nowhere")))) == [
        "nowhere:1: file: does not exist; name the folder that holds curriculum.yaml"
    ]
    assert list(map(str, check_folder(Path("file.yaml")))) == [
        "file.yaml:1: file: is not a folder; name the folder that holds curriculum.yaml"
    ]


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    assert [problem.message for problem in check_folder(tmp_path)] == [
        "the file is missing; write it with `schema: 1`, a `title` and the `phases` in order"
    ]


def test_what_editors_and_git_leave_behind_is_not_read(tmp_path: Path) -> None:
    folder = write({**pack(), ".git/x.yaml": b"[", "phase-1-basics/items/.#logic.yaml": b"["}, tmp_path)

    assert check_folder(folder) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_with_a_yaml_name_is_not_waited_for(tmp_path: Path) -> None:
    folder = write(pack(), tmp_path)
    os.mkfifo(folder / "phase-1-basics" / "items" / "pipe.yaml")

    assert check_folder(folder) == []


def test_the_command_prints_each_problem_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(changed(ITEMS, "difficulty: 5", "difficulty: 9"), tmp_path / "curriculum")
    monkeypatch.chdir(tmp_path)

    assert main([]) == 1
    assert capsys.readouterr().out == (
        f"curriculum/{ITEMS}:50: p1.logic.proof.0001: `difficulty` is 9; write a number from 1 (easy) to 5 (hard)\n"
        "1 problem\n"
    )
