"""Everything the bot sends in a long journey, against our table of limits and against Discord's own description."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord

from bot.app import build
from bot.demo.simulated import mend_simulation
from bot.domain import limits
from bot.domain.item import ItemType
from bot.domain.report import ReportKind
from bot.settings import SHIPPED_CURRICULUM, Settings
from bot.ui import custom_ids
from bot.ui.messages.layout import card, message
from bot.ui.pictures import draw
from tests.journeys.moderator_steps import reply
from tests.journeys.town import SimulatedClock, Town, answer_ids, build_town, control
from tests.ui.discord_limits import faults, modal_faults
from tests.ui.openapi import Api

DESCRIPTION = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json.gz"
V2 = 1 << 15
EXCEPTIONS = (
    # discord.py numbers attachments with integers, which Discord takes; the description wants text.
    re.compile(r"attachments\[\d+\]\.id: \d+ is no"),
    # It sends the permissions of a role as text, which Discord takes; the description wants a number.
    re.compile(r"permissions: '\d+' is no"),
    # And the ids in allowed_mentions as numbers, which Discord takes; the description wants text.
    re.compile(r"allowed_mentions\.roles\[\d+\]: \d+ is no"),
)
"""Where the description and discord.py differ, and Discord takes what discord.py sends."""

Sent = tuple[str, str, Any]
ANSWERABLE = (ItemType.SINGLE, ItemType.MULTI, ItemType.NUMERIC)
"""What a tap, or a form of one field, answers."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sent(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[list[Sent]]:
    """Every request of the bot's start and of a journey through all it can do: (method, path, body)."""
    path = tmp_path_factory.mktemp("journey") / "epoch.db"
    path.write_bytes(sqlite_template.read_bytes())  # noqa: ASYNC240 - nothing else runs yet
    settings = Settings.model_validate(
        {"EPOCH_DATABASE_URL": f"sqlite:///{path}", "EPOCH_CURRICULUM": SHIPPED_CURRICULUM}
    )
    mend_simulation()
    clock = SimulatedClock()
    app = build(settings, clock)
    env = simcord.Env(app.client, settle_timeout=10, shard_count=1)
    await app.start()
    try:
        await env.start()
        clock.env = env
        await env.advance_time(8.5 * 3600)
        await journey(build_town(env, app))
        yield [(one.method, one.path, _body(one.json)) for one in env.http_requests]
    finally:
        await env.shutdown()
        await app.close()


async def journey(town: Town) -> None:
    """A little of everything."""
    await town.set_up(days="daily", phase_2_channel=town.second)
    await town.sam.slash(town.channel, "enroll", pace=6, phase=2)
    await town.nora.slash(town.channel, "enroll", timezone="Asia/Tokyo")
    await town.tick()
    verdict = await town.answer(town.nora, town.posts()[0], right=False)
    await town.nora.click(reply(verdict), custom_id=control(verdict, custom_ids.Ping, wants=True))
    await town.nora.click(reply(verdict), custom_id=control(verdict, custom_ids.Discuss))
    form = await town.nora.click(reply(verdict), custom_id=control(verdict, custom_ids.Report))
    values = {custom_ids.KIND_FIELD: [str(ReportKind.TYPO)], custom_ids.TEXT_FIELD: "x" * 1000}
    await town.nora.submit_modal(form, values)
    for command in ("today", "progress", "streak", "leaderboard", "help"):
        await town.nora.slash(town.channel, command)
    await town.nora.autocomplete(town.channel, "enroll", "timezone", "ber")
    await town.nora.click(reply(verdict), custom_id=control(verdict, custom_ids.Primer))
    await town.nora.autocomplete(town.channel, "guide term", "term", "pre")
    await town.nora.slash(town.channel, "guide phase", phase=3)
    for kind, name in (("project", "p3-recommender"), ("term", "Precision"), ("question", "how-long")):
        await town.nora.slash(town.channel, f"guide {kind}", **{kind: name})
    await send_a_formula(town)
    settings = await town.nora.slash(town.channel, "settings")
    await town.nora.click(reply(settings), custom_id=control(settings, custom_ids.Set, what="timezone"))
    panel = await town.nora.click(reply(settings), custom_id=control(settings, custom_ids.Set, what="data"))
    await town.nora.click(reply(panel), custom_id=control(panel, custom_ids.Data, what="export"))
    await town.nora.slash(town.channel, "pause", until="3")
    for command in ("daily preview", "daily post", "daily skip", "group overview"):
        await town.mia.slash(town.mods, command, **({"phase": 2} if command.startswith("daily") else {}))
    for phase in (1, 2):
        for _ in range(4):
            await town.go_on(24)
            for post in town.posts(town.channel if phase == 1 else town.second)[-1:]:
                if answer_ids(post) and (await town.question(post)).item.type in ANSWERABLE:
                    await town.answer(town.sam, post)
    await town.ada.slash(town.mods, "setup", channel=town.second)


async def send_a_formula(town: Town) -> None:
    """A message with a picture, as posts and discussions send theirs."""
    client = town.app.client
    view = message(card("Look:", r"$$\sum_{i=1}^n x_i^2$$"))
    files = await draw(client, view)
    assert files
    await client.get_partial_messageable(town.channel.id).send(view=view, files=files)


def _body(recorded: Any) -> Any:
    # What was uploaded with files stands in a part of its own.
    if isinstance(recorded, dict) and "payload_json" in recorded:
        return json.loads(recorded["payload_json"])
    return recorded


def messages_of(sent: list[Sent]) -> list[tuple[str, str, dict[str, Any]]]:
    """The bodies that show a message."""
    found = []
    for method, path, body in sent:
        data = body.get("data") if path.endswith("/callback") and isinstance(body, dict) else body
        if isinstance(data, dict) and "components" in data and "title" not in data:
            found.append((method, path, data))
    return found


@pytest.mark.asyncio(loop_scope="module")
async def test_every_message_keeps_to_our_table_of_limits(sent: list[Sent]) -> None:
    messages = messages_of(sent)

    assert len(messages) > 40
    assert [
        (method, path, found) for method, path, body in messages if (found := faults(body["components"]))
    ] == []


@pytest.mark.asyncio(loop_scope="module")
async def test_every_form_keeps_to_them(sent: list[Sent]) -> None:
    forms = [body["data"] for _, path, body in sent if path.endswith("/callback") and body["type"] == 9]

    assert len(forms) >= 2
    assert [found for form in forms if (found := modal_faults(form))] == []


@pytest.mark.asyncio(loop_scope="module")
async def test_every_message_is_of_components_only_and_pings_nobody_but_the_posts_role(
    sent: list[Sent],
) -> None:
    for method, path, body in messages_of(sent):
        if method == "POST":
            assert body.get("flags", 0) & V2, path
        assert not body.get("content"), path
        assert not body.get("embeds"), path
        allowed = body.get("allowed_mentions")
        if allowed is not None:
            assert allowed["parse"] == [], path
            assert not allowed.get("users"), path
            assert len(allowed.get("roles") or []) <= 1, path
    posts = [body for method, path, body in messages_of(sent) if str(body.get("nonce", "")).startswith("p")]
    assert posts
    assert all(len(body["allowed_mentions"]["roles"]) == 1 for body in posts)


@pytest.mark.asyncio(loop_scope="module")
async def test_every_sent_message_says_whom_it_may_ping(sent: list[Sent]) -> None:
    silent = [
        path
        for method, path, body in messages_of(sent)
        if method == "POST" and "allowed_mentions" not in body
    ]

    assert silent == []


@pytest.mark.asyncio(loop_scope="module")
async def test_nonces_are_short_enforced_and_never_used_for_two_messages(sent: list[Sent]) -> None:
    nonces = [
        (body["nonce"], body["enforce_nonce"])
        for method, path, body in messages_of(sent)
        if method == "POST" and path.startswith("/channels/")
    ]

    assert nonces
    assert all(len(str(nonce)) <= limits.NONCE and enforced for nonce, enforced in nonces)
    assert len({nonce for nonce, _ in nonces}) == len(nonces)


@pytest.mark.asyncio(loop_scope="module")
async def test_the_commands_keep_to_the_table_of_limits(sent: list[Sent]) -> None:
    [commands] = [body for method, path, body in sent if method == "PUT" and path.endswith("/commands")]

    assert len(commands) <= limits.COMMANDS
    for command in commands:
        assert len(json.dumps(command)) <= limits.COMMAND_TOTAL
        assert len(command.get("options", [])) <= limits.COMMAND_OPTIONS
        for one in [command, *command.get("options", [])]:
            assert re.fullmatch(r"[a-z0-9_-]{1,32}", one["name"])
            assert 1 <= len(one["description"]) <= limits.COMMAND_DESCRIPTION
            assert len(one.get("choices") or []) <= limits.COMMAND_CHOICES


@pytest.mark.asyncio(loop_scope="module")
async def test_autocomplete_offers_no_more_than_discord_shows(sent: list[Sent]) -> None:
    offers = [body["data"]["choices"] for _, path, body in sent if "/callback" in path and body["type"] == 8]

    assert offers
    for choices in offers:
        assert 1 <= len(choices) <= limits.AUTOCOMPLETE_CHOICES
        assert all(len(one["name"]) <= limits.CHOICE_NAME for one in choices)


@pytest.mark.asyncio(loop_scope="module")
async def test_names_of_roles_and_threads_fit(sent: list[Sent]) -> None:
    names = [
        body["name"]
        for method, path, body in sent
        if method == "POST" and path.endswith(("/roles", "/threads"))
    ]

    assert len(names) >= 6
    assert all(1 <= len(name) <= limits.THREAD_NAME for name in names)


@pytest.mark.skipif(
    not DESCRIPTION.is_file(), reason=f"Discord's description of its API is not at {DESCRIPTION.name}"
)
@pytest.mark.asyncio(loop_scope="module")
async def test_every_request_is_one_that_discord_describes(sent: list[Sent]) -> None:
    api = Api(DESCRIPTION)
    found = {
        f"{method} {re.sub(r'[0-9]{6,}', '…', path)}: {fault}"
        for method, path, body in sent
        for fault in api.faults(method, path, body)
        if not any(exception.search(fault) for exception in EXCEPTIONS)
    }

    assert found == set()
    assert discord.__version__.startswith("2.7.")  # the exceptions above are its own
