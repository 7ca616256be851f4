"""What was chosen in a select, or typed into a form."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import discord


def payload(interaction: discord.Interaction) -> Mapping[str, Any]:
    """What Discord sent along; its shape depends on what was used."""
    return cast(Mapping[str, Any], interaction.data or {})


def selected(interaction: discord.Interaction) -> str:
    """The first value chosen in the select that was used; "" when there is none."""
    values = payload(interaction).get("values") or [""]
    return str(values[0])


def submitted(interaction: discord.Interaction) -> dict[str, list[str]]:
    """The values of a form by the custom_id of their field: one for a text, any number for a choice."""
    fields: dict[str, list[str]] = {}
    for component in _leaves(payload(interaction).get("components", ())):
        if "custom_id" in component:
            values = component.get("values")
            value = component.get("value")
            fields[component["custom_id"]] = (
                [str(one) for one in values]
                if values is not None
                else [str(value)]
                if value is not None
                else []
            )
    return fields


def _leaves(components: Any) -> Iterator[Mapping[str, Any]]:
    for component in components:
        inner = component.get("components") or (
            [component["component"]] if "component" in component else None
        )
        if inner is None:
            yield component
        else:
            yield from _leaves(inner)
