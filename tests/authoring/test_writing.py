"""Writing items, and solving them blind: templates, schemas, sheets, previews."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.authoring.bank import read_bank
from bot.authoring.json_schema import outdated, schemas
from bot.authoring.templates import template
from bot.cli import app
from bot.content.check import check_folder
from bot.content.schema import ITEM_MODELS
from bot.domain.item import ItemType
from tests.authoring.pack import CODE, MULTI, NUMERIC, ORDERING, PATTERN, SINGLE, written
from tests.content.pack import ITEMS

SHIPPED = Path(__file__).parent.parent.parent / "curriculum"
CLOZE = """\
- id: p1.logic.truth.0003
  type: cloze
  topic: p1.logic.truth
  level: recall
  difficulty: 1
  stem: "Fill the gaps."
  cloze:
    text: "P <<1>> not P is always <<2>>."
    blanks:
    - {accept: ["or"], why: "One holds."}
    - {accept: ["true"], why: "Whatever P is."}
  explanation: "The excluded middle."
  refs:
  - {book: "Someone, Logic (2nd ed.)", section: "1.3"}
"""
MATCHING = """\
- id: p1.logic.truth.0004
  type: matching
  topic: p1.logic.truth
  level: recall
  difficulty: 1
  stem: "Match each formula."
  pairs:
  - {left: "P or not P", right: "tautology", why: "Always true."}
  - {left: "P and not P", right: "contradiction", why: "Never true."}
  extra: ["contingency"]
  explanation: "By their tables."
  refs:
  - {book: "Someone, Logic (2nd ed.)", section: "1.3"}
"""
EVERY = (SINGLE, MULTI, CLOZE, MATCHING, NUMERIC, PATTERN, CODE, ORDERING)


def curriculum(folder: Path, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["curriculum", command, *arguments, "--folder", str(folder)])


@pytest.mark.parametrize("kind", ItemType)
def test_a_template_of_every_type_is_an_item_without_a_fault_but_its_reference(
    tmp_path: Path, kind: ItemType
) -> None:
    text = template("p1.logic.truth", kind, ["p1.logic.truth.0002"])
    folder = written(tmp_path, text.replace("https://…", "https://docs.python.org/3/"))

    assert [str(problem) for problem in check_folder(folder)] == []
    assert [entry.id for entry in read_bank(folder).entries] == ["p1.logic.truth.0003"]


def test_a_number_is_never_used_again(tmp_path: Path) -> None:
    folder = written(tmp_path, SINGLE, MULTI + "  status: retired\n")

    assert "- id: p1.logic.truth.0003\n" in curriculum(folder, "new", "p1.logic.truth", "single").output


def test_a_template_can_be_appended_to_its_modules_file(tmp_path: Path) -> None:
    folder = written(tmp_path)
    before = (folder / ITEMS).read_text()

    result = curriculum(folder, "new", "p1.logic.proof", "ordering", "--write")

    assert result.exit_code == 0
    assert (folder / ITEMS).read_text().startswith(before)
    assert read_bank(folder).entries[-1].id == "p1.logic.proof.0002"


def test_a_template_of_a_module_without_a_file_makes_it(tmp_path: Path) -> None:
    folder = written(tmp_path)

    curriculum(folder, "new", "p2.data.tables", "numeric", "--write")

    file = folder / "phase-2-more/items/data.yaml"
    assert file.read_text().startswith("# yaml-language-server: $schema=../../schema/items.json\nschema: 1\n")
    assert read_bank(folder).entries[-1].id == "p2.data.tables.0001"


def test_an_unknown_topic_or_type_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path)

    assert "did you mean `p1.logic.truth`?" in curriculum(folder, "new", "p1.logic.trut", "single").stderr
    assert "did you mean `single`?" in curriculum(folder, "new", "p1.logic.truth", "singel").stderr


def test_the_shipped_schemas_and_the_lines_that_name_them_are_current() -> None:
    assert [path.name for path, _ in outdated(SHIPPED)] == []


def test_schemas_are_written_once_and_named_in_every_file(tmp_path: Path) -> None:
    folder = written(tmp_path)

    stale = curriculum(folder, "schema", "--check")
    first = curriculum(folder, "schema")
    second = curriculum(folder, "schema")

    assert stale.exit_code == 1
    assert first.output.count(": written\n") == 11
    assert second.output == ""
    assert (
        (folder / ITEMS)
        .read_text()
        .startswith("# yaml-language-server: $schema=../../schema/items.json\nschema: 1")
    )
    assert check_folder(folder) == []
    assert json.loads((folder / "schema/items.json").read_text())["properties"].keys() == {
        "schema",
        "defaults",
        "items",
    }


def test_the_schema_of_items_knows_every_type_by_its_fields() -> None:
    schema = json.loads(schemas()["items.json"])

    assert schema["properties"]["items"]["items"]["properties"]["type"]["enum"] == list(ITEM_MODELS)
    assert "accept" in schema["$defs"]["short item"]["properties"]
    assert schema["$defs"]["single item"]["properties"]["difficulty"]["maximum"] == 5
    assert schema["$defs"]["single item"]["additionalProperties"] is False


@pytest.mark.parametrize("format", ["md", "jsonl"])
def test_a_sheet_tells_nothing_of_the_key(tmp_path: Path, format: str) -> None:
    secret = "zebra"
    items = [
        re.sub(r'(why|explanation|check): "', rf'\1: "{secret} ', item).replace(
            "  check: |\n", f"  check: |\n    # {secret}\n"
        )
        for item in EVERY
    ]
    hinted = [items[0] + f'  hints: ["{secret}"]\n', *items[1:]]

    sheet = curriculum(written(tmp_path, *hinted), "solve-sheet", "--format", format).output

    assert secret not in sheet
    assert sheet.count("p1.logic.") == len(EVERY)
    assert "key" not in sheet.casefold()
    assert "32" not in sheet


def test_options_are_shuffled_by_the_seed_and_the_same_for_the_same(tmp_path: Path) -> None:
    folder = written(tmp_path, *EVERY)
    sheets = [curriculum(folder, "solve-sheet", "--seed", str(seed)).output for seed in (1, 1, 2, 3, 4)]

    assert sheets[0] == sheets[1]
    assert len(set(sheets)) > 2


def right_answers(folder: Path, seed: int) -> dict[str, str]:
    """What somebody who knows would write under a sheet's questions, found by the texts shown."""
    known = {
        "p1.logic.truth.0001": ["P or not P"],
        "p1.logic.truth.0002": ["P or Q", "not Q"],
        "p1.logic.truth.0004": ["tautology", "contradiction"],
        "p1.logic.proof.0004": ["1 + 1", "3 * 2", "3 ** 2"],
    }
    answers = {"p1.logic.truth.0003": "or | true", "p1.logic.proof.0001": "32"}
    for line in curriculum(
        folder, "solve-sheet", "--seed", str(seed), "--format", "jsonl"
    ).output.splitlines():
        row = json.loads(line)
        if row["id"] in known:
            letters = {text: letter for letter, text in row["choices"].items()}
            answers[row["id"]] = "".join(letters[text] for text in known[row["id"]])
    return answers


@pytest.mark.parametrize("seed", [0, 7])
def test_right_answers_agree_with_the_keys(tmp_path: Path, seed: int) -> None:
    folder = written(tmp_path / "pack", SINGLE, MULTI, CLOZE, MATCHING, NUMERIC, ORDERING)
    sheet = tmp_path / "answers.txt"
    sheet.write_text(
        "Mine:\n" + "".join(f"- {name}: {given}\n" for name, given in right_answers(folder, seed).items())
    )

    result = curriculum(folder, "compare-answers", str(sheet), "--seed", str(seed))

    assert "6 of 6 answers agree; 0 of 6 items are disputed." in result.output
    assert result.exit_code == 0


def test_what_solvers_dispute_is_listed_with_what_they_gave(tmp_path: Path) -> None:
    folder = written(tmp_path / "pack", SINGLE, NUMERIC, ORDERING)
    rows = [
        {"id": "p1.logic.proof.0001", "seed": 1, "answer": 25, "solver": "Ada"},
        {"id": "p1.logic.proof.0001", "seed": 2, "answer": "thirty", "solver": "Bo"},
        {"id": "p1.logic.proof.0001", "seed": 2, "answer": "32", "ambiguous": True},
        {"id": "p1.logic.proof.0004", "seed": 2, "answer": "AB"},
        {"id": "p1.logic.truth.0001", "seed": 2, "answer": None},
    ]
    sheet = tmp_path / "answers.jsonl"
    sheet.write_text("\n".join(map(json.dumps, rows)))

    result = curriculum(folder, "compare-answers", str(sheet))

    assert "p1.logic.proof.0001: 1 of 3 agree, 1 unsure\n" in result.output
    assert "p1.logic.proof.0001: disputed: Ada: 25, where the key is 32.0 ± 0.5" in result.output
    assert "Bo: 'thirty' (which cannot be read)" in result.output
    assert "1 of 4 answers agree; 2 of 2 items are disputed." in result.output
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("text", "told"), [("{oops", "line 1 must be an object"), ("p1.a.b.0001: A", "p1.a.b.0001 is no item")]
)
def test_a_file_of_answers_that_cannot_be_used_is_told(tmp_path: Path, text: str, told: str) -> None:
    sheet = tmp_path / "answers"
    sheet.write_text(text)

    result = curriculum(written(tmp_path / "pack"), "compare-answers", str(sheet))

    assert told in result.stderr
    assert result.exit_code == 2


def test_a_preview_shows_question_verdicts_and_reveal(tmp_path: Path) -> None:
    shown = curriculum(written(tmp_path), "preview", "p1.logic.truth.0001").output

    assert "Which of these is **always** true?" in shown
    assert "✓ Right." in shown
    assert "Not this time." in shown
    assert "This is the law of the excluded middle." in shown


def test_a_preview_shows_every_variant(tmp_path: Path) -> None:
    shown = curriculum(written(tmp_path, PATTERN), "preview", "p1.logic.proof.0002").output

    assert "══ variant 1 of 8: k=1, n=2" in shown
    assert "In how many ways can 3 of 5 be chosen?" in shown
    assert "<<" not in shown


@pytest.mark.parametrize("item", EVERY)
def test_every_type_can_be_previewed(tmp_path: Path, item: str) -> None:
    name = item.split("\n")[0].removeprefix("- id: ")

    assert "── revealed" in curriculum(written(tmp_path, item), "preview", name).output


def test_the_bank_is_counted_by_phase_type_level_and_difficulty(tmp_path: Path) -> None:
    counted = curriculum(written(tmp_path, *EVERY), "stats").output.splitlines()

    assert "1     single       recall        1                       1" in counted
    assert "Phase 1: 8 items of 12; 2 of 2 topics have one (8 of 12 places filled)." in counted
