"""What a rendered message says and offers."""

from collections.abc import Mapping
from typing import Any

from tests.ui.catalogue import Rendered
from tests.ui.discord_limits import BUTTON, TEXT, Payload, walk


def components(rendered: Rendered) -> list[Payload]:
    return list(rendered.to_components())


def texts(rendered: Rendered) -> str:
    """All that is said, a line break between the texts."""
    return "\n".join(one["content"] for one in walk(components(rendered)) if one["type"] == TEXT)


def buttons(rendered: Rendered) -> Mapping[str, Mapping[str, Any]]:
    """The buttons by their label."""
    return {one["label"]: one for one in walk(components(rendered)) if one["type"] == BUTTON}
