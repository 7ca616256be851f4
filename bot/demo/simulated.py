"""What the simulated Discord does differently from Discord, mended.

Each function patches simcord once for the whole process (calling it again changes nothing) and says what
Discord does. The tests that drive the whole bot use them too, so that both meet the same Discord.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

import simcord
from simcord import interactions
from simcord.http import router
from simcord.http.router import RequestContext

_Handler = Callable[[RequestContext], Any]

_Sent = dict[tuple[int, str], tuple[datetime, Any]]

_NONCE_MEMORY = timedelta(minutes=5)
"""Discord promises "the past few minutes"."""


def mend_simulation() -> None:
    """Apply every mend of this module."""
    settle_quickly()
    mark_guild_installs()
    honour_nonces()
    let_pin_messages_pin()


def settle_quickly(idle: float = 0.0005) -> None:
    """Let the simulation look for finished work every `idle` seconds instead of every 50 ms."""
    defaults = simcord.Env._settle_internal.__kwdefaults__ or {}
    defaults["idle"] = idle


def mark_guild_installs() -> None:
    """Say in each interaction who installed the bot, as Discord does: guild, or in messages the person."""
    original = interactions.base_payload
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def base_payload(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = original(*args, **kwargs)
        guild_id = kwargs.get("guild_id")
        payload["authorizing_integration_owners"] = (
            {"0": str(guild_id)} if guild_id else {"1": str(kwargs["user_id"])}
        )
        return record, payload

    interactions.base_payload = base_payload


def honour_nonces() -> None:
    """Answer a second send of an enforced nonce with the first message, as Discord does for a few minutes."""

    def wrap(original: _Handler) -> _Handler:
        @wraps(original)
        def send_message(context: RequestContext) -> Any:
            body = context.body()
            if not body.get("enforce_nonce") or body.get("nonce") is None:
                return original(context)
            # On the backend itself: another simulation in this process has messages of its own.
            sent: _Sent = vars(context.backend).setdefault("_sent_nonces", {})
            key = (context.int_arg("channel_id"), str(body["nonce"]))
            now = context.backend.clock.now()
            if key not in sent or now - sent[key][0] > _NONCE_MEMORY:
                sent[key] = (now, original(context))
            return sent[key][1]

        return send_message

    _replace_route("POST", ["channels", "{channel_id}", "messages"], wrap)


def let_pin_messages_pin() -> None:
    """Let a bot with the permission to pin messages pin: Discord took it out of "manage messages" in 2026."""

    def wrap(original: _Handler) -> _Handler:
        is_pinned = original.__name__ == "pin_message"

        @wraps(original)
        def pin(context: RequestContext) -> None:
            channel = context.require_channel_permissions(context.int_arg("channel_id"), "pin_messages")
            message_id = context.int_arg("message_id")
            context.require_message(channel.id, message_id)
            context.backend.set_pinned(channel.id, message_id, is_pinned)

        return pin

    template = ["channels", "{channel_id}", "messages", "pins", "{message_id}"]
    _replace_route("PUT", template, wrap)
    _replace_route("DELETE", template, wrap)


def _replace_route(method: str, template: list[str], wrap: Callable[[_Handler], _Handler]) -> None:
    routes = router._ROUTES[method]
    index = next(number for number, (path, _) in enumerate(routes) if path == template)
    if not hasattr(routes[index][1], "__wrapped__"):
        routes[index] = (template, wrap(routes[index][1]))
