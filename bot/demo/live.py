"""Live views: one channel as one person sees it, as many as are asked for, from one simulated Discord.

simcord shows one channel in one preview, on a server of its own, and does not follow the bot. Here all views
share our server (`server` finds the view of a request by its capability), act one at a time, and are
published again as soon as something they show has changed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import simcord
import simcord.preview._server as simcord_server
from aiohttp import web
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, UserHandle
from simcord.preview import Preview

log = logging.getLogger(__name__)

_BEAT = 0.25
"""Seconds between two looks at what has changed."""

_MESSAGE_EVENTS = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "CHANNEL_PINS_UPDATE"})
_SHAPE_EVENTS = ("CHANNEL_", "THREAD_", "GUILD_ROLE_", "GUILD_MEMBER_UPDATE")


class _SharedServer(simcord_server.PreviewServer):
    """The request handlers of one preview, answering on our server instead of one of their own."""

    async def start(self) -> None:
        # simcord imports it when it starts a server.
        vars(simcord_server)["web"] = web
        self.port = self._requested_port

    async def close(self) -> None:
        self.port = None


class Live:
    """The open views of one simulated Discord, kept up to date.

    Attributes:
        lock: Whoever acts in the simulation holds it: a visitor's tap, a background learner, the clock.
        version: Counts what has changed in the simulation, for pages that poll.
    """

    def __init__(self, env: simcord.Env, *, timezone: str) -> None:
        self.env = env
        self.lock = asyncio.Lock()
        self.version = 0
        self._timezone = timezone
        self._port = 0
        self._views: dict[tuple[int, int], Preview] = {}
        self._by_capability: dict[str, Preview] = {}
        self._changed: set[int] = set()
        self._shape_changed = False
        self._errors_logged = 0
        self._pump: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.env.backend.subscribers.append(self._notice)
        self._pump = asyncio.create_task(self._keep_up())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pump is not None:
            self._pump.cancel()
            await asyncio.gather(self._pump, return_exceptions=True)
        self.env.backend.subscribers.remove(self._notice)
        for view in self._views.values():
            await view.close()

    def listen_on(self, port: int) -> None:
        """Tell the views which port our server answers on; they check it in each request."""
        self._port = port

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[simcord.Env]:
        """Hold the simulation while driving it, with its time."""
        async with self.lock:
            with self.env.time_context():
                yield self.env

    async def view(self, viewer: MemberActor | UserHandle, channel: ChannelHandle) -> Preview:
        """The view of a channel by someone who may see it (a `UserHandle` for their direct messages)."""
        key = (viewer.id, channel.id)
        if key not in self._views:
            async with self.lock:
                if key not in self._views:
                    self._views[key] = await self._open(viewer, channel)
        return self._views[key]

    def holder_of(self, capability: str) -> Preview | None:
        """The view a page's requests belong to."""
        return self._by_capability.get(capability)

    def any_view(self) -> Preview | None:
        """Some view, for the files that all of them share."""
        return next(iter(self._views.values()), None)

    def show_latest(self, view: Preview) -> None:
        """Let the next page of a view open at the end of the conversation as it is now."""
        page = view._python
        if page is not None:
            page.target_id = page.window_end_id = view._initial_target(page.viewer, page.channel_id)

    async def _open(self, viewer: MemberActor | UserHandle, channel: ChannelHandle) -> Preview:
        # simcord allows one preview at a time; ours take turns under the lock, so they cannot meet.
        self.env._preview = None
        view = self.env.preview(
            channel, viewers=[viewer], layout="channel", locale="en-GB", timezone=self._timezone
        )
        view._server = _SharedServer(view, self._port)
        # A tab left in the background for a day is still somebody's tab.
        vars(view).update(_PAGE_LEASE_SECONDS=86_400.0, _MAX_PAGES=64)
        await view.__aenter__()
        self._by_capability[view.capability] = view
        act = view._action

        async def act_in_turn(context_id: str | None, body: Any) -> dict[str, Any]:
            async with self.lock:
                self.env._preview = view
                seen = body.get("published_revision") if isinstance(body, Mapping) else None
                current = view._get_page(context_id).revision
                if isinstance(seen, int) and seen < current:
                    # The page was published again between the look and the tap; what was tapped still stands.
                    body = {**body, "published_revision": current}
                receipt = await act(context_id, body)
                self._changed.add(channel.id)
                return receipt

        view._action = act_in_turn  # type: ignore[method-assign]
        return view

    def _notice(self, event: str, payload: Mapping[str, Any]) -> None:
        if event in _MESSAGE_EVENTS:
            self._changed.add(int(payload["channel_id"]))
        elif event.startswith(_SHAPE_EVENTS):
            self._shape_changed = True

    async def _keep_up(self) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            try:
                async with self.lock:
                    await self.env.settle()
                    self._publish()
            except Exception:
                log.exception("the simulated Discord stumbled")
            for error in self.env.errors_since(self._errors_logged):
                log.error("the bot raised", exc_info=error)
            self._errors_logged = self.env.error_cursor

    def _publish(self) -> None:
        if not self._changed and not self._shape_changed:
            return
        changed, everywhere = self._changed, self._shape_changed
        self._changed, self._shape_changed = set(), False
        self.version += 1
        for (_, channel_id), view in self._views.items():
            if everywhere or channel_id in changed:
                view._advance_presentation_time()
                for page in tuple(view._pages.values()):
                    if page is not view._python:
                        view._publish(page, reason="refresh")
