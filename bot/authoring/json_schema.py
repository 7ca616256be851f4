"""JSON Schema for the files of a curriculum, so that editors complete, explain and underline while one writes."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from bot.content.folder import read_folder
from bot.content.loader import CURRICULUM_FILE, ITEMS_FOLDER, PHASE_FILE
from bot.content.schema import ITEM_MODELS, CurriculumFile, ItemsFile, PhaseFile

FOLDER = "schema"
"""Where the schemas stand in a curriculum's folder."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LINE = "# yaml-language-server: $schema="


def schemas() -> dict[str, str]:
    """The schemas by file name: of `curriculum.yaml`, of a `phase.yaml` and of a file of items."""
    return {
        "curriculum.json": _text(_of(CurriculumFile)),
        "phase.json": _text(_of(PhaseFile)),
        "items.json": _text(_items()),
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
    schema: dict[str, Any] = _without_titles(model.model_json_schema(mode="validation"))
    return schema


def _without_titles(value: Any, is_fields: bool = False) -> Any:
    """Leave out titles that only repeat a field's name; a field may itself be named `title`."""
    if isinstance(value, dict):
        return {
            key: _without_titles(one, key in ("properties", "$defs") and not is_fields)
            for key, one in value.items()
            if is_fields or key != "title"
        }
    if isinstance(value, list):
        return [_without_titles(one) for one in value]
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
    kind = ""
    if name == CURRICULUM_FILE:
        kind = "curriculum"
    elif path.name == PHASE_FILE and len(path.parts) == 2:
        kind = "phase"
    elif path.parts[1:-1] == (ITEMS_FOLDER,):
        kind = "items"
    return f"{_LINE}{'../' * (len(path.parts) - 1)}{FOLDER}/{kind}.json" if kind else ""
