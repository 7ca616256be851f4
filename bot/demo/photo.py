"""Photographs of messages, as the demo's Discord shows them: `python -m bot.demo.photo`, for authors' tools.

Each line of its input is a JSON object: `components` as Discord takes them, the `files` that they refer to
({name: base64}), `to`, the PNG to write, and `at`, the time it is; all are sent at the first one's. It needs the
`demo` extra, playwright, and a chromium.
"""

import asyncio
import base64
import io
import json
import shutil
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import discord
import simcord
from PIL import Image, ImageChops
from simcord.preview import Preview

from bot.demo.simulated import mend_simulation
from bot.demo.world import BOT_NAME

WIDTH = 480
"""Of the page, in pixels: a phone held upright, and the border of the page."""
_HEIGHT = 2400
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
_MARGIN = 12


class _Message(discord.ui.LayoutView):
    """A message out of components that somebody else has made."""

    def __init__(self, components: list[dict[str, Any]]) -> None:
        super().__init__(timeout=None)
        self._components = components
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        return self._components

    def has_components_v2(self) -> bool:
        return True


async def photograph(messages: Iterable[dict[str, Any]]) -> None:
    """Send each message in a channel of its own, and photograph it there."""
    mend_simulation()
    _use_the_machines_browser()
    client = discord.Client(intents=discord.Intents(guilds=True))
    env = simcord.Env(client, settle_timeout=10)
    env.backend.bot_user.name = BOT_NAME
    await env.start()
    try:
        guild = env.create_guild("Authors")
        channel = guild.create_text_channel("preview")
        author = guild.add_member(env.create_user("author"))
        await env.settle()
        asked = list(messages)
        if asked:
            # Before the page is opened: it tells times as seen from then.
            await env.advance_time((datetime.fromisoformat(asked[0]["at"]) - env.now()).total_seconds())
        async with env.preview(
            channel, viewers=[author], layout="message", width=WIDTH, height=_HEIGHT
        ) as page:
            for message in asked:
                await _photograph(env, page, client.get_partial_messageable(channel.id), message)
    finally:
        await env.shutdown()


async def _photograph(
    env: simcord.Env, page: Preview, channel: discord.PartialMessageable, message: dict[str, Any]
) -> None:
    with env.time_context():
        sent = await channel.send(
            view=_Message(message["components"]),
            files=[
                discord.File(io.BytesIO(base64.b64decode(data)), name)
                for name, data in message.get("files", {}).items()
            ],
        )
    await env.settle()
    taken = await page.screenshot(target=sent, allow_incomplete=True)
    await asyncio.to_thread(_write, Path(message["to"]), taken.png or b"")


def _write(path: Path, png: bytes) -> None:
    """Write the picture without the empty page below the message."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    ground = Image.new("RGB", picture.size, picture.getpixel((picture.width - 1, picture.height - 1)))
    found = ImageChops.difference(picture, ground).getbbox()
    if found is not None:
        picture = picture.crop((0, 0, picture.width, min(found[3] + _MARGIN, picture.height)))
    picture.save(path, "PNG", optimize=True)


def _use_the_machines_browser() -> None:
    """Let simcord start a browser that is installed; by itself it knows only playwright's own."""
    from playwright.async_api import BrowserType

    path = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    start = BrowserType.launch

    async def launch(self: BrowserType) -> Any:
        return await start(self, executable_path=path, args=[*_ARGUMENTS])

    BrowserType.launch = launch  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    asyncio.run(photograph(map(json.loads, sys.stdin)))
