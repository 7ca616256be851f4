"""Sending over real HTTP that fails in every way: a question makes one message, or none and a notice."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import discord
import pytest
import pytest_asyncio

from bot.domain.daily_post import PostStatus, Reveal
from bot.domain.group import GroupChoices
from bot.domain.report import NoticeKind
from bot.storage.database import Database
from bot.ui.posting import Outcome, deliver, show_reveal
from tests.services.world import ADMIN, CHANNEL, GUILD, NORA, SAM, World
from tests.ui.fake_discord import BOT, FakeDiscord, Trouble, serving

NOT_NOW: list[Trouble] = [503, 520, 429, 401, 408, "drop", "take, then drop"]


@dataclass
class Post:
    """A group whose first question is due, a client that speaks real HTTP, and what it speaks with."""

    world: World
    client: discord.Client
    discord: FakeDiscord

    async def attempt(self) -> list[Outcome]:
        """What the tick does with what is due."""
        due = await self.world.services.delivery.claim_due()
        return [await deliver(self.client, self.world.services, one) for one in due]

    async def state(self) -> str:
        [(state,)] = await self.world.rows("SELECT state FROM daily_posts ORDER BY due_at LIMIT 1")
        return str(state)

    async def notices(self) -> list[NoticeKind]:
        """Kinds of what moderators are to be told, without the shortage of the small curriculum."""
        dry = (NoticeKind.RUNNING_DRY, NoticeKind.RAN_DRY)
        return [one.kind for one in await self.world.services.notice.pending() if one.kind not in dry]

    def later(self, **by: float) -> None:
        self.world.clock.at += timedelta(**by)


@pytest_asyncio.fixture
async def post(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Post]:
    database = await Database.open(sqlite_url)
    world = World(database)
    await world.set_up()
    await world.enroll()
    await world.services.delivery.plan()
    fake = FakeDiscord(world.clock.now)
    async with serving(fake) as address:
        monkeypatch.setattr(discord.http.Route, "BASE", address)
        client = discord.Client(
            intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()
        )
        async with client:
            await client.login("a.b.c")
            yield Post(world, client, fake)
    await database.close()


async def test_a_question_is_sent_with_its_nonce_pings_nobody_and_is_marked(post: Post) -> None:
    assert await post.attempt() == [Outcome(True)]

    [sent] = post.discord.sends
    assert (sent["nonce"], sent["enforce_nonce"]) == ("p1", True)
    assert sent["allowed_mentions"] == {"parse": [], "roles": []}
    assert sent["flags"] == 1 << 15
    rows = await post.world.rows("SELECT state, message_id FROM daily_posts WHERE id = 1")
    assert rows == [(PostStatus.SENT, int(post.discord.messages[0]["id"]))]


@pytest.mark.parametrize("trouble", NOT_NOW)
async def test_what_passes_is_tried_again_soon_and_makes_one_message(post: Post, trouble: Trouble) -> None:
    post.discord.send_trouble.append(trouble)

    assert await post.attempt() == [Outcome(False)]
    assert await post.attempt() == []  # not at once
    post.later(seconds=16)
    assert await post.attempt() == [Outcome(True)]

    assert len(post.discord.messages) == 1
    assert post.discord.reads == 0
    assert await post.state() == PostStatus.SENT
    assert await post.notices() == []


async def test_the_library_tries_again_by_itself_with_the_same_nonce(post: Post) -> None:
    post.discord.send_trouble.append(502)

    assert await post.attempt() == [Outcome(True)]
    assert [sent["nonce"] for sent in post.discord.sends] == ["p1", "p1"]


async def test_once_nonces_are_forgotten_the_message_is_found_in_its_channel(post: Post) -> None:
    post.discord.send_trouble.append("take, then drop")
    await post.attempt()
    [message] = post.discord.messages
    post.discord.nonces.clear()
    post.later(minutes=30)

    assert await post.attempt() == [Outcome(True)]

    assert post.discord.messages == [message]
    [(message_id, sent_at, closes_at)] = await post.world.rows(
        "SELECT message_id, sent_at, closes_at FROM daily_posts WHERE id = 1"
    )
    assert message_id == int(message["id"])
    # As of when it appeared, not of when it was found.
    assert str(sent_at).startswith("2026-11-02 08:00:00")
    assert str(closes_at).startswith("2026-11-03 08:00:00")


async def test_a_message_that_never_arrived_is_sent_after_a_look_at_the_channel(post: Post) -> None:
    post.discord.send_trouble.append("drop")
    await post.attempt()
    post.later(minutes=30)

    assert await post.attempt() == [Outcome(True)]
    assert (len(post.discord.messages), post.discord.reads) == (1, 1)


async def test_somebody_elses_copy_of_the_question_is_not_taken_for_ours(post: Post) -> None:
    post.discord.send_trouble.append("drop")
    await post.attempt()
    post.discord.add(str(CHANNEL), post.discord.sends[0], author={**BOT, "id": "9"})
    post.later(minutes=30)
    await post.attempt()

    assert len(post.discord.messages) == 2


@pytest.mark.parametrize("refusal", [403, 404])
async def test_where_the_channel_cannot_be_read_nothing_is_sent_and_moderators_are_told(
    post: Post, refusal: int
) -> None:
    post.discord.send_trouble.append("take, then drop")
    await post.attempt()
    post.discord.nonces.clear()
    post.discord.read_trouble.append(refusal)
    post.later(minutes=30)

    [outcome] = await post.attempt()

    assert outcome.missing is not None
    assert outcome.missing.permission == "read_message_history"
    assert len(post.discord.messages) == 1
    assert await post.state() == PostStatus.FAILED
    assert await post.notices() == [NoticeKind.POST_UNCERTAIN]


async def test_where_the_channel_cannot_be_read_now_it_is_read_later(post: Post) -> None:
    post.discord.send_trouble.append("take, then drop")
    await post.attempt()
    post.discord.nonces.clear()
    post.discord.read_trouble.append(503)
    post.later(minutes=30)
    assert await post.attempt() == [Outcome(False)]
    post.later(seconds=16)
    assert await post.attempt() == [Outcome(True)]

    assert len(post.discord.messages) == 1


@pytest.mark.parametrize("refusal", [403, 404])
async def test_a_refused_post_fails_once_and_moderators_are_told_once(post: Post, refusal: int) -> None:
    services = post.world.services
    post.discord.send_trouble.append(refusal)
    [outcome] = await post.attempt()
    assert not outcome.is_sent
    assert await post.state() == PostStatus.FAILED
    [notice] = [one for one in await services.notice.pending() if one.kind is NoticeKind.POST_REFUSED]
    assert notice.details["reason"] == f"trouble {refusal}"
    await services.notice.told(notice.id)

    # The next day it is refused again: that is no news.
    post.later(hours=24)
    await services.delivery.beat()
    await services.delivery.plan()
    post.discord.send_trouble.append(refusal)
    await post.attempt()
    assert await post.notices() == []
    assert len(post.discord.sends) == 2

    # Once it went well, the same refusal is news again.
    post.later(hours=24)
    await services.delivery.plan()
    assert await post.attempt() == [Outcome(True)]
    post.later(hours=24)
    await services.delivery.plan()
    post.discord.send_trouble.append(refusal)
    await post.attempt()
    assert await post.notices() == [NoticeKind.POST_REFUSED]


async def test_a_success_elsewhere_does_not_make_an_old_refusal_news(post: Post) -> None:
    services = post.world.services
    other = GroupChoices(phase_channel_ids=((2, 7_002),))
    await services.group.set_up(GUILD, "", ADMIN, other)
    await post.world.enroll(SAM, phase=2)
    told = []
    for _ in range(3):
        await services.delivery.beat()
        await services.delivery.plan()
        post.discord.send_trouble.extend([403])
        await post.attempt()
        for notice in await services.notice.pending():
            await services.notice.told(notice.id)
            told.append(notice.kind)
        post.later(hours=24)

    assert told.count(NoticeKind.POST_REFUSED) == 1


async def test_a_malformed_post_is_not_sent_again_and_again(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.discord.send_trouble.append(400)
    await post.attempt()
    post.later(minutes=5)

    assert await post.attempt() == []
    assert await post.state() == PostStatus.FAILED
    assert "was refused" in caplog.text
    assert await post.notices() == [NoticeKind.POST_REFUSED]


async def test_a_post_that_got_through_before_a_long_outage_is_found_and_closed(post: Post) -> None:
    post.discord.send_trouble.append("take, then drop")
    await post.attempt()
    post.discord.nonces.clear()
    post.later(hours=20)

    assert await post.attempt() == [Outcome(True)]
    assert await post.state() == PostStatus.SENT
    post.later(hours=4)
    await post.world.services.delivery.close_due()
    assert await post.state() == PostStatus.REVEALED
    assert await post.notices() == []


async def test_a_post_that_never_got_through_for_six_hours_is_skipped_and_told_once(post: Post) -> None:
    while post.world.clock.at.hour < 15:
        post.discord.send_trouble.append(503)
        await post.attempt()
        post.later(minutes=20)

    assert post.discord.messages == []
    assert await post.state() == PostStatus.SKIPPED
    assert await post.notices() == [NoticeKind.POST_MISSED]


async def test_a_slow_process_whose_claim_ran_out_cannot_undo_what_the_next_one_did(post: Post) -> None:
    delivery = post.world.services.delivery
    [slow] = await delivery.claim_due()
    post.later(seconds=61)
    [quick] = await delivery.claim_due()
    assert quick.token == slow.token + 1
    await delivery.mark_failed(slow, "refused", "")
    await delivery.release(slow)
    await delivery.mark_missed(slow)

    assert await post.notices() == []
    assert await delivery.claim_due() == []
    assert await deliver(post.client, post.world.services, quick) == Outcome(True)
    await delivery.mark_sent(slow, 1)
    assert await post.world.rows("SELECT message_id FROM daily_posts WHERE id = 1") == [
        (int(post.discord.messages[0]["id"]),)
    ]


@pytest.mark.parametrize("trouble", [503, "drop"])
async def test_a_reveal_that_fails_for_now_is_shown_later(post: Post, trouble: Trouble) -> None:
    reveal = await _closed(post)
    post.discord.edit_trouble.append(trouble)

    assert not await show_reveal(post.client, post.world.services, reveal)
    assert len(await post.world.services.delivery.reveals()) == 1
    assert await show_reveal(post.client, post.world.services, reveal)
    assert await post.world.services.delivery.reveals() == []
    assert "The answer" in json.dumps(post.discord.edits[-1][1])


@pytest.mark.parametrize("refusal", [400, 403, 404])
async def test_a_reveal_that_is_refused_is_given_up_and_blocks_nobody(post: Post, refusal: int) -> None:
    reveal = await _closed(post)
    post.discord.edit_trouble.append(refusal)

    assert await show_reveal(post.client, post.world.services, reveal)
    assert await post.world.services.delivery.reveals() == []


async def _closed(post: Post) -> Reveal:
    await post.attempt()
    await post.world.answer(1, NORA)
    post.later(hours=24)
    await post.world.services.delivery.close_due()
    [reveal] = await post.world.services.delivery.reveals()
    return reveal
