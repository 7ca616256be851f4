"""Starting on Discord, against a small server that answers as Discord does when it will not have us."""

from collections.abc import AsyncIterator, Awaitable, Callable

import discord
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.app import serve
from bot.clock import SystemClock
from bot.ops.lifetime import ExitCode
from bot.ops.reasons import CannotRun
from bot.settings import Settings

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"

Answering = Callable[[int], Awaitable[None]]


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    return Settings.model_validate({"DISCORD_TOKEN": TOKEN, "EPOCH_DATABASE_URL": sqlite_url})


@pytest_asyncio.fixture
async def discord_answers(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Answering]:
    """A function that makes Discord answer every request with a status."""
    servers: list[TestServer] = []

    async def answering(status: int) -> None:
        async def answer(_request: web.Request) -> web.Response:
            return web.json_response({"message": "refused", "code": 0}, status=status)

        site = web.Application()
        site.router.add_route("*", "/{path:.*}", answer)
        server = TestServer(site)
        await server.start_server()
        servers.append(server)
        monkeypatch.setattr(discord.http.Route, "BASE", str(server.make_url("")).rstrip("/"))

    yield answering
    for server in servers:
        await server.close()


async def test_a_token_that_discord_refuses_ends_the_program_with_the_mend(
    settings: Settings, discord_answers: Answering
) -> None:
    await discord_answers(401)

    with pytest.raises(CannotRun) as caught:
        await serve(settings, SystemClock())

    assert caught.value.code == ExitCode.TOKEN
    assert "Reset Token" in str(caught.value)
    assert TOKEN not in str(caught.value)


async def test_discord_out_of_reach_ends_the_program_with_a_code_worth_another_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{unused_port()}")

    with pytest.raises(CannotRun) as caught:
        await serve(settings, SystemClock())

    assert caught.value.code == ExitCode.DISCORD


async def test_after_a_refusal_the_database_is_free_for_the_next_start(
    settings: Settings, discord_answers: Answering
) -> None:
    await discord_answers(401)

    for _ in range(2):
        with pytest.raises(CannotRun) as caught:
            await serve(settings, SystemClock())

        assert caught.value.code == ExitCode.TOKEN
