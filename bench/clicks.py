"""Many people pressing at once: a crowd of 64, and the next one when all of them were answered."""

import asyncio
import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import simcord
from simcord import interactions
from simcord.backend import serializers
from simcord.enums import ComponentType, InteractionType
from simcord.http.client import FakeWebhookAdapter

from bench.stall import Stall

AT_ONCE = 64
PATIENCE = 30.0
"""Seconds without any answer after which a burst is broken off."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What one burst took; times in seconds. `busy`: processor time of the event loop's thread."""

    clicks: int
    seconds: float
    busy: float
    p50: float
    p99: float
    stall: float


class Answered:
    """Notes when the simulated Discord has received an answer to each interaction."""

    def __init__(self) -> None:
        self.at: asyncio.Queue[tuple[int, float]] = asyncio.Queue()
        original = FakeWebhookAdapter.request

        async def request(adapter: FakeWebhookAdapter, route: Any, *args: Any, **kwargs: Any) -> Any:
            result = await original(adapter, route, *args, **kwargs)
            if route.path.endswith("/callback"):
                self.at.put_nowait((int(route.webhook_id), time.perf_counter()))
            return result

        setattr(FakeWebhookAdapter, "request", request)  # noqa: B010  # what it takes is for the original to say


def click(env: simcord.Env, message: Any, guild_id: int, user_id: int, custom_id: str) -> dict[str, Any]:
    """A press of a button, as the gateway sends it; made beforehand, since Discord's own work is not measured."""
    record, payload = interactions.base_payload(
        env.backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=message.channel_id,
        guild_id=guild_id,
        user_id=user_id,
        data={"custom_id": custom_id, "component_type": ComponentType.BUTTON},
    )
    payload["message"] = dict(serializers.message_payload(env.backend, message))
    record.source_message_id = message.id
    return payload


async def burst(
    env: simcord.Env, answered: Answered, clicks: Sequence[dict[str, Any]], before: Callable[[], None]
) -> Burst:
    """Call `before`, then press them all, `AT_ONCE` at a time, each time waiting for every answer.

    Between the crowds the simulation tidies up, which is not measured: it looks through lists that grow with
    every timer, and only settling shortens them.
    """
    latencies: list[float] = []
    seconds = busy = longest = 0.0
    gc.collect()
    gc.freeze()  # The simulation keeps every message for ever; Discord's memory is not ours to search.
    before()
    for first in range(0, len(clicks), AT_ONCE):
        crowd = clicks[first : first + AT_ONCE]
        pressed: dict[int, float] = {}
        async with Stall() as stall:
            busy_before, start = time.thread_time(), time.perf_counter()
            for payload in crowd:
                pressed[int(payload["id"])] = time.perf_counter()
                env.backend.emit("INTERACTION_CREATE", payload)
            async with asyncio.timeout(PATIENCE):
                for _ in crowd:
                    interaction_id, at = await answered.at.get()
                    latencies.append(at - pressed[interaction_id])
            seconds += time.perf_counter() - start
            busy += time.thread_time() - busy_before
        longest = max(longest, stall.longest)
        await env.settle()
    latencies.sort()
    count = len(latencies)
    return Burst(count, seconds, busy, latencies[count // 2], latencies[count * 99 // 100], longest)
