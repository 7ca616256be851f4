"""A small Discord on a local port, for what a simulation inside the process cannot show: HTTP that fails.

It keeps messages, remembers nonces, and meets each request with the next of the troubles it was told.
"""

import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Literal

import discord
from aiohttp import web

BOT = {
    "id": "4242",
    "username": "epoch",
    "discriminator": "0",
    "avatar": None,
    "bot": True,
    "global_name": None,
}
Trouble = int | Literal["drop", "take, then drop"]
_CODES = {400: 50035, 403: 50013, 404: 10003, 401: 0, 408: 0}


class FakeDiscord:
    """The server's memory. `trouble` holds what happens to the next requests, one each; then all is well."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.messages: list[dict[str, Any]] = []
        self.sends: list[dict[str, Any]] = []
        self.edits: list[tuple[str, dict[str, Any]]] = []
        self.reads = 0
        self.send_trouble: deque[Trouble] = deque()
        self.read_trouble: deque[Trouble] = deque()
        self.edit_trouble: deque[Trouble] = deque()
        self.nonces: dict[str, dict[str, Any]] = {}

    def app(self) -> web.Application:
        """The routes."""
        app = web.Application()
        app.router.add_get("/users/@me", self._me)
        app.router.add_get("/oauth2/applications/@me", self._application)
        app.router.add_post("/channels/{channel}/messages", self._send)
        app.router.add_get("/channels/{channel}/messages", self._history)
        app.router.add_patch("/channels/{channel}/messages/{message}", self._edit)
        return app

    async def _me(self, _: web.Request) -> web.Response:
        return _json(BOT)

    async def _application(self, _: web.Request) -> web.Response:
        return _json(
            {
                "id": "77", "name": "Epoch", "icon": None, "description": "", "bot_public": True,
                "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None,
                "owner": {**BOT, "id": "1"},
            }
        )  # fmt: skip

    async def _send(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.sends.append(body)
        trouble = self.send_trouble.popleft() if self.send_trouble else None
        if trouble not in (None, "take, then drop"):
            return _troubled(request, trouble)
        message = self.nonces.get(body["nonce"])
        if message is None:
            message = self.add(request.match_info["channel"], body)
            self.nonces[body["nonce"]] = message
        if trouble is not None:
            return _troubled(request, "drop")
        return _json(message)

    def add(self, channel: str, body: dict[str, Any], author: dict[str, Any] = BOT) -> dict[str, Any]:
        """Let a message stand in a channel."""
        at = self.now()
        message = {
            "id": str(discord.utils.time_snowflake(at) + len(self.messages)),
            "channel_id": channel, "author": author, "content": "", "timestamp": at.isoformat(),
            "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [],
            "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0,
            "components": body["components"], "flags": body.get("flags", 0),
        }  # fmt: skip
        self.messages.append(message)
        return message

    async def _history(self, request: web.Request) -> web.StreamResponse:
        self.reads += 1
        if self.read_trouble:
            return _troubled(request, self.read_trouble.popleft())
        after = int(request.query.get("after", 0))
        found = [
            one
            for one in self.messages
            if one["channel_id"] == request.match_info["channel"] and int(one["id"]) > after
        ]
        return _json(found[::-1])

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        if self.edit_trouble:
            return _troubled(request, self.edit_trouble.popleft())
        message_id = request.match_info["message"]
        body = await request.json()
        for message in self.messages:
            if message["id"] == message_id:
                message["components"] = body["components"]
                self.edits.append((message_id, body))
                return _json(message)
        return _troubled(request, 404)


def _json(value: Any, status: int = 200) -> web.Response:
    # The library reads JSON only under this exact type, without a charset.
    body = json.dumps(value).encode()
    return web.Response(status=status, body=body, headers={"Content-Type": "application/json"})


def _troubled(request: web.Request, trouble: Trouble | None) -> web.StreamResponse:
    if isinstance(trouble, int):
        # Without a "Via" header a 429 is no rate limit of Discord's own, so the library does not wait for it.
        body = {"message": f"trouble {trouble}", "code": _CODES.get(trouble, 0)}
        return _json(body, trouble)
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@asynccontextmanager
async def serving(discord_: FakeDiscord) -> AsyncIterator[str]:
    """Serve on a free port of this machine; yields the address."""
    runner = web.AppRunner(discord_.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
