"""What was chosen in a select, or typed into a form."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import discord

from bot.domain import limits
from bot.ui import custom_ids


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


def parts(interaction: discord.Interaction) -> tuple[list[str], bool]:
    """What an answer's form holds, part by part, and whether it was chosen rather than typed."""
    fields = [one for one in _leaves(payload(interaction).get("components", ())) if "custom_id" in one]
    told = submitted(interaction)
    if custom_ids.ANSWER_FIELD in told:
        is_choice = any(one["custom_id"] == custom_ids.ANSWER_FIELD and "values" in one for one in fields)
        return told[custom_ids.ANSWER_FIELD], is_choice
    names = [name for name in map(custom_ids.part, range(limits.MODAL_COMPONENTS)) if name in told]
    is_choice = any(one["custom_id"] in names and "values" in one for one in fields)
    return ["".join(told[name]) for name in names], is_choice


def _leaves(components: Any) -> Iterator[Mapping[str, Any]]:
    for component in components:
        inner = component.get("components") or (
            [component["component"]] if "component" in component else None
        )
        if inner is None:
            yield component
        else:
            yield from _leaves(inner)
