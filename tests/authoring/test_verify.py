"""Keys that are proved, and keys that are not: as an author meets it at the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.authoring.bank import read_bank
from bot.authoring.mutate import mutate
from bot.authoring.verify import Limits, verify
from bot.authoring.verify import Result as Verified
from bot.authoring.verify_cache import AnswerCache
from bot.cli import app
from tests.authoring.pack import CODE, MULTI, NUMERIC, ORDERING, PATTERN, SINGLE, written
from tests.content.pack import ITEMS

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def curriculum(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["curriculum", *arguments])


def verified(folder: Path, cache: Path | None = None) -> list[Verified]:
    return verify(
        read_bank(folder).entries,
        python=sys.executable,
        jobs=2,
        cache=AnswerCache(cache),
        limits=Limits(seconds=20, memory=2**30),
    )


def test_right_keys_are_proved(tmp_path: Path) -> None:
    result = curriculum("verify", "--folder", str(written(tmp_path)), "--no-cache")

    assert result.exit_code == 0
    assert result.output == "3 items: 3 proved (3 keys), 0 failed, 0 not run here, 0 without a check.\n"


@pytest.mark.parametrize(
    ("item", "old", "new", "told"),
    [
        (
            SINGLE,
            'key: true, why: "One of the two holds, whatever P is."}\n  - {id: b,',
            'why: "One of the two holds, whatever P is."}\n  - {id: b, key: true,',
            "expected b, got 'a'",
        ),
        (SINGLE, "[answer]", "answer", "`answer` must be the id of one option; got ['a']"),
        (MULTI, 'Q", why', 'Q", key: true, why', "expected a, b, c, got {a, c}"),
        (MULTI, "answer = {name", "answer = 'b' or {name", "`answer` must be a set of options' ids; got 'b'"),
        (NUMERIC, "key: 32", "key: 33", "expected 33.0 ± 0.5, got 32"),
        (NUMERIC, "answer = len", "answer = str", "`answer` must be a number; got '"),
        (NUMERIC, "answer = len", "answer = float('nan') * len", "`answer` must be a finite number; got nan"),
        (NUMERIC, "answer = len", "answer = 32 == len", "`answer` must be a number; got True"),
        (
            NUMERIC,
            "    import itertools\n",
            "    import itertool\n",
            "imports itertool, which is not installed here",
        ),
        (
            NUMERIC,
            "    import itertools\n",
            "    import itertools; 1/0\n",
            "the check failed at line 1: ZeroDivisionError",
        ),
    ],
)
def test_a_key_that_its_check_does_not_reach_is_told_with_its_place(
    tmp_path: Path, item: str, old: str, new: str, told: str
) -> None:
    assert old in item
    folder = written(tmp_path, item.replace(old, new, 1))

    result = curriculum("verify", "--folder", str(folder), "--no-cache")

    assert result.exit_code == 1
    assert told in result.output
    assert result.output.startswith(f"{ITEMS}:")


def test_a_failure_stands_at_the_line_of_its_check(tmp_path: Path) -> None:
    folder = written(tmp_path, NUMERIC.replace("key: 32", "key: 33"))
    line = 1 + (folder / ITEMS).read_text().splitlines().index("  check: |")

    [result] = verified(folder)

    assert str(result.problems[0]) == f"{ITEMS}:{line}: p1.logic.proof.0001: expected 33.0 ± 0.5, got 32"


def test_a_check_never_meets_the_key(tmp_path: Path) -> None:
    spying = """\
    import os, sys
    seen = repr({name: value for name, value in globals().items() if not name.startswith("__")}) + repr(sys.argv)
    seen += open("program.py").read().replace("3" + "2", "")
    assert "32" not in seen and not os.environ.keys() & {"KEY", "EPOCH"}, seen
"""
    folder = written(tmp_path, NUMERIC.replace("    import itertools\n", spying + "    import itertools\n"))

    [result] = verified(folder)

    assert result.verdict == "passed"


def test_an_item_whose_type_demands_proof_fails_without(tmp_path: Path) -> None:
    folder = written(tmp_path, NUMERIC.partition("  check:")[0])

    result = curriculum("verify", "--folder", str(folder), "--no-cache")

    assert result.exit_code == 1
    assert "has no `check`; write one that reaches the key by another route" in result.output


def test_what_only_definitions_decide_is_counted_apart(tmp_path: Path) -> None:
    folder = written(
        tmp_path, SINGLE.partition("  check:")[0] + "  check: none\n  check_reason: By definition.\n"
    )

    [result] = verified(folder)

    assert (result.verdict, result.reason) == ("no-check", "By definition.")


@pytest.mark.parametrize(
    ("env", "reason"),
    [
        ("{no-such-library: '>=2'}", "needs no-such-library>=2"),
        ("{pytest: '>=99'}", "needs pytest>=99, not"),
        ("{python: '<3'}", "needs python<3, not 3."),
    ],
)
def test_what_this_environment_cannot_run_is_never_called_passed(
    tmp_path: Path, env: str, reason: str
) -> None:
    folder = written(tmp_path, NUMERIC + f"  env: {env}\n")

    lenient = curriculum("verify", "--folder", str(folder), "--no-cache")
    strict = curriculum("verify", "--folder", str(folder), "--no-cache", "--every")

    assert lenient.output.startswith("1 items: 0 proved (0 keys), 0 failed, 1 not run here")
    assert reason in lenient.output
    assert (lenient.exit_code, strict.exit_code) == (0, 1)


def test_one_that_hangs_does_not_keep_the_others_from_being_proved(tmp_path: Path) -> None:
    folder = written(tmp_path, SINGLE, MULTI.replace("p, q = True, False", "while True: pass"), NUMERIC)

    result = curriculum("verify", "--folder", str(folder), "--no-cache", "--seconds", "1")

    assert "p1.logic.truth.0002: the check did not end within 1 seconds" in result.output
    assert "3 items: 2 proved (2 keys), 1 failed" in result.output


def test_items_are_chosen_by_id_beginning_file_and_folder(tmp_path: Path) -> None:
    folder = written(tmp_path)

    def count(*names: str) -> str:
        return curriculum("verify", "--folder", str(folder), *names).output.partition(" ")[0]

    assert count("p1.logic.truth.0002") == "1"
    assert count("p1.logic.truth") == "2"
    assert count("p1.logic.proof", "p1.logic.truth") == "3"
    assert count(str(folder / ITEMS)) == "3"
    assert curriculum("verify", str(folder / ITEMS)).output.startswith("3 items")


def test_an_item_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = curriculum("verify", "--folder", str(written(tmp_path)), "p1.logic.truth.0020")

    assert result.exit_code == 2
    assert (
        "There is no item or file p1.logic.truth.0020; did you mean `p1.logic.truth.0002`?" in result.stderr
    )


def test_an_item_that_cannot_be_read_hides_no_other_and_is_no_success(tmp_path: Path) -> None:
    folder = written(tmp_path, SINGLE, NUMERIC.replace("key: 32", "key: many many"))

    result = curriculum("verify", "--folder", str(folder), "--no-cache")

    assert result.exit_code == 1
    assert "p1.logic.proof.0001" in result.output
    assert "1 proved" in result.output


def test_answers_are_kept_and_keys_are_compared_anew(tmp_path: Path) -> None:
    folder, cache = written(tmp_path / "pack"), tmp_path / "cache"
    first = verified(folder, cache)
    second = verified(folder, cache)
    file = folder / ITEMS
    file.write_text(file.read_text().replace("key: 32", "key: 31"))
    third = verified(folder, cache)

    assert all(result.took > 0 for result in first)
    assert [result.took for result in second] == [0, 0, 0]
    assert [result.verdict for result in second] == ["passed"] * 3
    assert [result.verdict for result in third] == ["passed", "passed", "failed"]
    assert third[2].took == 0


def test_a_changed_check_is_run_again(tmp_path: Path) -> None:
    folder, cache = written(tmp_path / "pack", NUMERIC), tmp_path / "cache"
    verified(folder, cache)
    file = folder / ITEMS
    file.write_text(file.read_text().replace("answer = len", "answer = 1 + len"))

    [result] = verified(folder, cache)

    assert result.verdict == "failed"


def test_failures_and_damaged_caches_are_not_believed(tmp_path: Path) -> None:
    folder, cache = (
        written(tmp_path / "pack", SINGLE, NUMERIC.replace("answer = len", "1/0; answer = len")),
        tmp_path / "c",
    )
    verified(folder, cache)
    kept = sorted(path.name for path in cache.glob("*.json"))
    for path in cache.glob("*.json"):
        path.write_text("{")

    again = verified(folder, cache)

    assert kept == ["p1.logic.truth.0001.json"]
    assert [result.verdict for result in again] == ["passed", "failed"]


def test_no_key_stands_in_the_cache(tmp_path: Path) -> None:
    folder, cache = written(tmp_path / "pack", NUMERIC.replace("key: 32", "key: 1357.5")), tmp_path / "cache"
    verified(folder, cache)

    assert "1357" not in "".join(path.read_text() for path in cache.iterdir())
    assert json.loads((cache / "p1.logic.proof.0001.json").read_text())["answers"] == [32]


def test_every_slip_in_a_key_is_caught(tmp_path: Path) -> None:
    result = curriculum("verify", "--folder", str(written(tmp_path)), "--mutate", "--no-cache")

    assert result.exit_code == 0
    assert "every one was caught" in result.output


def test_a_numeric_item_without_a_check_would_miss_a_slip(tmp_path: Path) -> None:
    text = NUMERIC.partition("  check:")[0] + "  check: none\n  check_reason: Too hard.\n"

    result = curriculum("verify", "--folder", str(written(tmp_path, text)), "--mutate", "--no-cache")

    assert result.exit_code == 1
    assert "no check would catch a wrong key" in result.output
    assert "1 items would not notice" in result.output


def test_slips_are_tried_only_where_the_key_was_proved(tmp_path: Path) -> None:
    results = verified(written(tmp_path, SINGLE, NUMERIC.replace("key: 32", "key: 33")))

    assert [mutated.wrong_keys for mutated in mutate(results)] == [2]


def test_a_bot_that_runs_loads_nothing_of_it() -> None:
    program = "import bot.cli, bot.app, sys; print([m for m in sys.modules if m.startswith('bot.authoring')])"

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout == "[]\n"


def test_every_variant_is_proved(tmp_path: Path) -> None:
    result = curriculum(
        "verify", "--folder", str(written(tmp_path, PATTERN, CODE, ORDERING)), "--mutate", "--no-cache"
    )

    assert "3 items: 3 proved (11 keys), 0 failed" in result.output
    assert "every one was caught" in result.output
    assert result.exit_code == 0


def test_a_variant_whose_key_is_wrong_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path, PATTERN.replace('"comb(n, k)"', '"n if k != 2 else comb(n, k)"'))

    result = curriculum("verify", "--folder", str(folder), "--no-cache")

    assert "p1.logic.proof.0002: with k=3, n=3: expected 3.0 ± 0, got 1" in result.output
    assert "p1.logic.proof.0002: with k=3, n=5: expected 5.0 ± 0, got 10" in result.output
    assert result.exit_code == 1


def test_of_many_failing_variants_a_few_are_told(tmp_path: Path) -> None:
    [result] = verified(written(tmp_path, PATTERN.replace('"comb(n, k)"', '"comb(n, k) + 7"')))

    assert len(result.problems) == 4
    assert result.problems[-1].message == "and 5 more of 8 variants"


def test_code_whose_output_differs_in_one_variant_is_told(tmp_path: Path) -> None:
    folder = written(
        tmp_path, CODE.replace("print([<<n>>] * 2)", "print([<<n>>] * (2 if <<n>> == 2 else 1))")
    )

    [result] = verified(folder)

    assert [problem.message for problem in result.problems] == [
        "with n=3: expected '[3, 3]\\nend', got '[3]\\nend\\n'"
    ]


def test_steps_in_the_wrong_order_are_told(tmp_path: Path) -> None:
    [result] = verified(written(tmp_path, ORDERING.replace("[two, six, nine]", "[six, two, nine]")))

    assert [problem.message for problem in result.problems] == [
        "expected ['six', 'two', 'nine'], got ['two', 'six', 'nine']"
    ]


def test_a_slip_that_changes_no_key_is_none(tmp_path: Path) -> None:
    """With n = 2 and k = 1 alone, n / k is as right as n * k."""
    text = PATTERN.replace("{n: [2, 3, 5], k: [1, 2, 3]}", "{n: [2], k: [1]}").replace(
        '"comb(n, k)"', '"n * k"'
    )

    [mutated] = mutate(verified(written(tmp_path, text)))

    assert mutated.wrong_keys > 0
    assert mutated.problems == ()


def test_faulty_variants_are_told_and_nothing_is_run(tmp_path: Path) -> None:
    [result] = verified(written(tmp_path, PATTERN.replace("k <= n", "k > 9")))

    assert "its variants cannot be made: " in result.problems[0].message
    assert result.took == 0
