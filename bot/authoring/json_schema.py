"""JSON Schema for the files of a curriculum, so that editors complete, explain and underline while one writes."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from bot.content.folder import read_folder
from bot.content.loader import CURRICULUM_FILE, ITEMS_FOLDER, PHASE_FILE
from bot.content.reading import FAQ_FILE, GLOSSARY_FILE, GUIDES_FOLDER, PROJECTS_FOLDER
from bot.content.reading_schema import FaqFile, GlossaryFile, GuideFile, ProjectFile
from bot.content.schema import ITEM_MODELS, CurriculumFile, ItemsFile, PhaseFile

FOLDER = "schema"
"""Where the schemas stand in a curriculum's folder."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
_ABOUT = {
    "accept": "What is right: the model answer first, then what is as right.",
    "check": "Python that reaches `answer` without the key; `stdout` runs `code`; `none` needs a `check_reason`.",
    "difficulty": "1 (nearly everybody knows it) to 5 (few do).",
    "env": 'Versions the item holds for: {numpy: ">=2.4"}.',
    "explanation": "At most 900 characters; every number in it follows from the question.",
    "extra": "Right sides that belong to no row.",
    "hints": "In stages; each costs a third of the points.",
    "keep_order": "True where the order of options means something.",
    "misconception": "A short name of the error that leads here.",
    "near": "Wrong answers that are expected, each with what it tells the learner.",
    "normalise": "What does not count when texts are compared.",
    "orders": "Further orders that are as right as `key`.",
    "params": "Names with the values they take; <<name>> stands for one, in every text.",
    "refs": "At least one page (title, url) or book (book, section).",
    "rev": "Raised with every change that a learner would notice.",
    "status": "A draft is checked and never asked; a retired item keeps its id.",
    "tolerance": "How far off a number may be: `abs` in its unit, or `rel` as a fraction of the key.",
    "where": "Conditions that a variant's parameters must fulfil.",
    "why": "What whoever chose this believes, and why it is not so.",
}
_LINE = "# yaml-language-server: $schema="


def schemas() -> dict[str, str]:
    """The schemas by file name, one for each kind of file."""
    return {
        "curriculum.json": _text(_of(CurriculumFile)),
        "phase.json": _text(_of(PhaseFile)),
        "items.json": _text(_items()),
        "guide.json": _text(_of(GuideFile)),
        "project.json": _text(_of(ProjectFile)),
        "faq.json": _text(_of(FaqFile)),
        "glossary.json": _text(_of(GlossaryFile)),
    }


def _items() -> dict[str, Any]:
    whole = _of(ItemsFile)
    parts = whole.setdefault("$defs", {})
    cases = []
    for kind, model in ITEM_MODELS.items():
        own = _of(model)
        parts.update(own.pop("$defs", {}))
        parts[f"{kind} item"] = own
        cases.append(
            {
                "if": {"properties": {"type": {"const": kind}}},
                "then": {"$ref": f"#/$defs/{kind} item".replace(" ", "%20")},
            }
        )
    types = {"type": {"enum": list(ITEM_MODELS), "description": "How it is asked and graded."}}
    whole["properties"]["items"] = {
        "type": "array",
        "items": {"type": "object", "required": ["id", "type"], "properties": types, "allOf": cases},
    }
    whole["$defs"] = dict(sorted(parts.items()))
    return whole


def _of(model: type[BaseModel]) -> dict[str, Any]:
    schema: dict[str, Any] = _as_editors_read(model.model_json_schema(mode="validation"))
    return schema


def _as_editors_read(value: Any, is_fields: bool = False) -> Any:
    """The schema of pydantic without titles that only repeat a field's name (a field may itself be named `title`).

    Bounds stand behind validators, where they have other names; fields get a word of what they are.
    """
    if isinstance(value, dict):
        told = {
            key if is_fields else _BOUNDS.get(key, key): _as_editors_read(
                one, key in ("properties", "$defs") and not is_fields
            )
            for key, one in value.items()
            if is_fields or key != "title"
        }
        if is_fields:
            for name, about in _ABOUT.items():
                if isinstance(told.get(name), dict) and "$ref" not in told[name]:
                    told[name] = {"description": about, **told[name]}
        return told
    if isinstance(value, list):
        return [_as_editors_read(one) for one in value]
    return value


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": _DIALECT, **schema}, indent=1, ensure_ascii=False) + "\n"


def outdated(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files that are not as they should be, with what should stand in them.

    These are the schemas, and every YAML file whose first line does not lead to its schema.
    """
    for name, text in schemas().items():
        path = folder / FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path, text
    files, _ = read_folder(folder)
    for name, data in files.items():
        wanted = schema_line(name)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if wanted and not text.startswith(f"{wanted}\n"):
            rest = text.partition("\n")[2] if text.startswith(_LINE) else text
            yield folder / name, f"{wanted}\n{rest}"


def schema_line(name: str) -> str:
    """The first line of a file of a curriculum; "" for a file that is none."""
    path = PurePosixPath(name)
    kind = _BESIDE.get(name, "")
    if path.name == PHASE_FILE and len(path.parts) == 2:
        kind = "phase"
    elif len(path.parts) == 3:
        kind = _INSIDE.get(path.parts[1], "")
    return f"{_LINE}{'../' * (len(path.parts) - 1)}{FOLDER}/{kind}.json" if kind else ""


_BESIDE = {CURRICULUM_FILE: "curriculum", FAQ_FILE: "faq", GLOSSARY_FILE: "glossary"}
_INSIDE = {ITEMS_FOLDER: "items", GUIDES_FOLDER: "guide", PROJECTS_FOLDER: "project"}
