"""The demo's one server: the index page, the views of the channels, and *Tomorrow*, on this machine alone.

A view's page is simcord's own; its requests carry the view's capability, by which they find the view.
"""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from simcord.preview._server import PreviewServer

from bot.demo.history import ZONE, Days
from bot.demo.live import Live
from bot.demo.page import STATIC, channel_list, index_page, said, view_page
from bot.demo.people import PERSONAS, Persona
from bot.demo.places import Place, Places

HOST = "127.0.0.1"

_OWN_FILES = {
    "demo.css": "text/css",
    "view.css": "text/css",
    "demo.js": "text/javascript",
    "view.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: a form would then send no origin, and ours could not be told from another site's.
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages show.

    Attributes:
        boot: Changes with every start, so that a page left open learns that its chat is gone.
    """

    live: Live
    days: Days
    places: Places
    boot: str = field(default_factory=lambda: secrets.token_hex(8))

    def application(self) -> web.Application:
        """The routes."""
        app = web.Application(middlewares=[_from_this_machine], handler_args={"handler_cancellation": False})
        app.router.add_get("/", self._index)
        app.router.add_get("/as/{persona}/{place}", self._view)
        app.router.add_get("/demo/state", self._state)
        app.router.add_post("/demo/tomorrow", self._tomorrow)
        app.router.add_get("/demo/{file}", _own_file)
        for path in PreviewServer._STATIC_FILES:
            if path != "/":
                app.router.add_get(path, self._simcord_file)
        app.router.add_post("/api/pages", self._open_page)
        app.router.add_delete("/api/pages/{context_id}", self._simcord("_delete_page"))
        app.router.add_get("/api/state", self._simcord("_state"))
        app.router.add_get("/api/commands", self._simcord("_commands"))
        app.router.add_get("/api/action-result", self._simcord("_action_result"))
        app.router.add_post("/api/action", self._simcord("_action"))
        app.router.add_get("/api/assets/{asset_id}", self._simcord("_asset"))
        return app

    async def _index(self, _: web.Request) -> web.Response:
        places = {persona.key: list(self.places.of(persona)) for persona in PERSONAS}
        return _page(index_page(self.days.lived_until.astimezone(ZONE), places))

    async def _view(self, request: web.Request) -> web.Response:
        persona, place = self.places.find(request.match_info["persona"], request.match_info["place"])
        if persona is None or place is None:
            raise web.HTTPSeeOther("/")
        view = await self.live.view(place.viewer, place.channel)
        return _page(
            view_page(
                self.days.lived_until.astimezone(ZONE),
                persona,
                place,
                capability=view.capability,
                channels=self._channels(persona, place),
            )
        )

    async def _state(self, request: web.Request) -> web.Response:
        persona, place = self.places.find(request.query.get("as", ""), request.query.get("at", ""))
        shown, is_leaping = self.days.lived_until.astimezone(ZONE), self.days.leap is not None
        state: dict[str, Any] = {
            "boot": self.boot,
            "now": said(shown),
            "busy": is_leaping,
            "progress": round(self.days.progress, 3),
            "doing": f"Living through {shown:%A}, {shown:%H:%M}" if is_leaping else "",
        }
        if persona is not None:
            state["channels"] = self._channels(persona, place)
            pinned = self.places.pinned(place) if place is not None else None
            state["pinned"] = {"id": str(pinned[0]), "text": pinned[1]} if pinned else None
        return web.json_response(state, headers=_HEADERS)

    async def _tomorrow(self, request: web.Request) -> web.Response:
        self.days.ask_for_tomorrow()
        if "application/json" in request.headers.get("Accept", ""):
            return web.json_response({"asked": True}, status=202, headers=_HEADERS)
        raise web.HTTPSeeOther("/")

    async def _open_page(self, request: web.Request) -> web.StreamResponse:
        view = self.live.holder_of(request.headers.get("X-Simcord-Capability", ""))
        if view is not None:
            self.live.show_latest(view)
        return await self._simcord("_pages")(request)

    async def _simcord_file(self, request: web.Request) -> web.StreamResponse:
        view = self.live.any_view()
        if view is None:
            raise web.HTTPNotFound
        response: web.StreamResponse = await view._server._static(request)
        return response

    def _simcord(self, handler: str) -> _Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            view = self.live.holder_of(request.headers.get("X-Simcord-Capability", ""))
            if view is None:
                raise web.HTTPUnauthorized
            response: web.StreamResponse = await getattr(view._server, handler)(request)
            return response

        return handle

    def _channels(self, persona: Persona, place: Place | None) -> str:
        found = [(each, self.places.newest(each)) for each in self.places.of(persona)]
        return channel_list(persona, place, found)


@asynccontextmanager
async def serving(site: Site, port: int) -> AsyncIterator[int]:
    """Serve the site on loopback; yields the port: the one asked for, or a free one where taken or 0."""
    runner = web.AppRunner(site.application(), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError:
            await web.TCPSite(runner, HOST, 0).start()
        bound: int = runner.addresses[0][1]
        site.live.listen_on(bound)
        yield bound
    finally:
        await runner.cleanup()


@web.middleware
async def _from_this_machine(request: web.Request, handler: _Handler) -> web.StreamResponse:
    # Another site can neither rebind its name to this address (Host) nor post a form here (Origin).
    bound = request.transport.get_extra_info("sockname")[1] if request.transport is not None else 0
    hosts = {f"{HOST}:{bound}", f"localhost:{bound}"}
    if bound == 80:
        hosts |= {HOST, "localhost"}
    if request.host not in hosts:
        raise web.HTTPForbidden(text="This page answers on this machine alone.")
    origins = {f"http://{host}" for host in hosts}
    if request.method not in ("GET", "HEAD") and request.headers.get("Origin") not in origins:
        raise web.HTTPForbidden(text="Another site cannot press a button here.")
    return await handler(request)


async def _own_file(request: web.Request) -> web.Response:
    name = request.match_info["file"]
    if name not in _OWN_FILES:
        raise web.HTTPNotFound
    text = (STATIC / name).read_text(encoding="utf-8")
    return web.Response(text=text, content_type=_OWN_FILES[name], headers=_HEADERS)


def _page(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)
