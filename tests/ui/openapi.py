"""As much of JSON Schema as Discord's description of its API uses, and what it says each request may hold."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]
_KNOWN = frozenset({
    "$ref", "type", "title", "const", "description", "oneOf", "anyOf", "allOf", "format", "properties", "items",
    "required", "enum", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems",
    "additionalProperties", "minProperties", "maxProperties", "pattern", "contentEncoding", "x-discord-union",
    "default", "deprecated",
})  # fmt: skip
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip


class Api:
    """Discord's description of its API."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            self._document = json.load(file)
        self._paths = [
            (re.compile("^" + re.sub(r"\{[^}]*\}", "[^/]+", template) + "$"), template.count("{"), operations)
            for template, operations in self._document["paths"].items()
        ]

    def faults(self, method: str, path: str, body: Any) -> list[str]:
        """What the description says against a request, each with its place."""
        # Of several templates that fit, "/@me" is meant before "/{user_id}".
        fitting = sorted((place for place in self._paths if place[0].match(path)), key=lambda place: place[1])
        if not fitting or method.lower() not in fitting[0][2]:
            return [f"no such request: {method} {path}"]
        wanted = fitting[0][2][method.lower()].get("requestBody")
        if wanted is None:
            return [] if body in (None, {}) else ["a body where none is wanted"]
        return list(self._check(wanted["content"]["application/json"]["schema"], body, "body"))

    def _check(self, schema: Schema, value: Any, at: str) -> Iterator[str]:
        unknown = set(schema) - _KNOWN
        assert not unknown, f"the description uses what is not checked here: {unknown}"
        if "$ref" in schema:
            yield from self._check(
                self._document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], value, at
            )
            return
        for part in schema.get("allOf", ()):
            yield from self._check(part, value, at)
        yield from self._union(schema, value, at)
        if not _is_of(schema.get("type"), value):
            yield f"{at}: {value!r} is no {schema['type']}"
            return
        if "const" in schema and value != schema["const"]:
            yield f"{at}: {value!r} is not {schema['const']!r}"
        if "enum" in schema and value not in schema["enum"]:
            yield f"{at}: {value!r} is none of {schema['enum']}"
        yield from _sizes(schema, value, at)
        if isinstance(value, dict):
            yield from self._object(schema, value, at)
        elif isinstance(value, list) and "items" in schema:
            for index, one in enumerate(value):
                yield from self._check(schema["items"], one, f"{at}[{index}]")

    def _union(self, schema: Schema, value: Any, at: str) -> Iterator[str]:
        branches = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
        if not branches:
            return
        found = [list(self._check(branch, value, at)) for branch in branches]
        if all(found):
            # The branch that was meant says most: not one for another kind of thing.
            other = (f"{at}: ", f"{at}.type: ")
            yield from min(
                found, key=lambda faults: (any(one.startswith(other) for one in faults), len(faults))
            )

    def _object(self, schema: Schema, value: Mapping[str, Any], at: str) -> Iterator[str]:
        properties = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{at}: {name} is missing"
        for name, one in value.items():
            if name in properties:
                yield from self._check(properties[name], one, f"{at}.{name}")
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from self._check(schema["additionalProperties"], one, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: {name} is not known"


def _is_of(wanted: Any, value: Any) -> bool:
    if wanted is None:
        return True
    names = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, _TYPES[name]) for name in names)


def _sizes(schema: Schema, value: Any, at: str) -> Iterator[str]:
    if isinstance(value, (str, list, dict)):
        kind = {str: "Length", list: "Items", dict: "Properties"}[type(value)]
        if not schema.get(f"min{kind}", 0) <= len(value) <= schema.get(f"max{kind}", len(value)):
            yield f"{at}: {len(value)} long"
    if isinstance(value, (int, float)) and not (
        schema.get("minimum", value) <= value <= schema.get("maximum", value)
    ):
        yield f"{at}: {value} is too small or too large"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not look like {schema['pattern']}"
