"""Our own table of Discord's limits, held against what would be sent."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.domain import limits

Payload = Mapping[str, Any]
ROW, BUTTON, STRING_SELECT, TEXT_INPUT, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL, CHECKBOXES = (
    1, 2, 3, 4, 10, 12, 13, 14, 17, 18, 22,
)  # fmt: skip


def walk(components: Iterable[Payload]) -> Iterator[Payload]:
    """Every component, nested ones included."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        yield from walk([component["component"]] if "component" in component else [])
        yield from walk([component["accessory"]] if "accessory" in component else [])


def faults(components: list[Payload]) -> list[str]:
    """What Discord would refuse, or cut, in a message of Components V2."""
    every = list(walk(components))
    ids = [one["custom_id"] for one in every if "custom_id" in one]
    texts = [one["content"] for one in every if one["type"] == TEXT]
    found = []
    if not 1 <= len(every) <= limits.V2_COMPONENTS:
        found.append(f"{len(every)} components")
    if sum(map(len, texts)) > limits.V2_TEXT or not all(texts):
        found.append("texts")
    if len(set(ids)) != len(ids) or not all(1 <= len(one) <= limits.CUSTOM_ID for one in ids):
        found.append(f"custom_ids {ids}")
    return [*found, *(fault for one in every for fault in _component_faults(one))]


def modal_faults(payload: Payload) -> list[str]:
    """What Discord would refuse in a form."""
    found = faults(payload["components"])
    if not 1 <= len(payload["title"]) <= limits.MODAL_TITLE:
        found.append("title")
    if not 1 <= len(payload["components"]) <= limits.MODAL_COMPONENTS:
        found.append("components")
    if not 1 <= len(payload["custom_id"]) <= limits.CUSTOM_ID:
        found.append("custom_id")
    return found


def _component_faults(one: Payload) -> Iterator[str]:
    match one["type"]:
        case 1:
            kinds = [child["type"] for child in one["components"]]
            if kinds != [STRING_SELECT] and not (
                set(kinds) == {BUTTON} and len(kinds) <= limits.BUTTONS_PER_ROW
            ):
                yield f"row of {kinds}"
        case 2:
            if not 1 <= len(one["label"]) <= limits.BUTTON_LABEL_ADVISED:
                yield f"label {one['label']}"
            if ("url" in one) == ("custom_id" in one):
                yield "a button needs an address or a custom_id"
        case 3 | 22:
            yield from _option_faults(one)
        case 4:
            if one.get("max_length", 0) > limits.TEXT_INPUT or len(one.get("value", "")) > one["max_length"]:
                yield "text input"
            if len(one.get("placeholder") or "") > limits.TEXT_INPUT_PLACEHOLDER:
                yield "placeholder"
        case 12:
            texts = [picture.get("description") or "" for picture in one["items"]]
            if not 1 <= len(one["items"]) <= limits.GALLERY_ITEMS:
                yield f"{len(one['items'])} pictures"
            if not all(1 <= len(text) <= limits.ALT_TEXT for text in texts):
                yield "a picture without alternative text, or with too much"
        case 17:
            if not one["components"] or any(child["type"] == CONTAINER for child in one["components"]):
                yield "container"
        case 18:
            if not 1 <= len(one["label"]) <= limits.MODAL_LABEL:
                yield "label"
            if len(one.get("description", "")) > limits.MODAL_DESCRIPTION:
                yield "description"
        case 10 | 13 | 14:
            pass
        case other:
            yield f"unknown type {other}"


def _option_faults(one: Payload) -> Iterator[str]:
    options = one["options"]
    most = limits.SELECT_OPTIONS if one["type"] == STRING_SELECT else limits.CHECKBOX_OPTIONS[1]
    if not 1 <= len(options) <= most or len({option["value"] for option in options}) != len(options):
        yield f"{len(options)} options"
    for option in options:
        if not all(
            1 <= len(option[part]) <= limits.SELECT_TEXT
            for part in ("label", "value", "description")
            if option.get(part)
        ):
            yield f"option {option}"
