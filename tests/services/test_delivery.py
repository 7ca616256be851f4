"""When questions are planned, for whom, what is claimed, and what becomes of what was missed; on both databases."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.attempt import Source
from bot.domain.errors import AlreadyPosted, NeedsModerator
from bot.domain.group import Caller
from bot.domain.item import QuestionRef
from bot.services.integrity import IntegrityService
from bot.storage.database import Database
from tests.services.world import ADMIN, CHANNEL, GUILD, NORA, SAM, World, curriculum, single

ROOT = Path(__file__).parent.parent.parent
MODERATOR = Caller(frozenset({55}), can_manage=False)


async def dues(world: World, phase: int = 1) -> list[str]:
    """When the phase's posts are due, in UTC."""
    found = await world.rows(
        "SELECT due_at FROM daily_posts WHERE phase = :phase ORDER BY due_at", phase=phase
    )
    return [str(row[0])[:16] for row in found]


async def test_questions_are_planned_two_days_ahead_for_phases_with_an_active_learner(world: World) -> None:
    await world.set_up()
    await world.enroll()
    await world.enroll(SAM, phase=3)
    await world.services.delivery.plan()

    expected = ["2026-11-02 08:00", "2026-11-03 08:00", "2026-11-04 08:00"]
    assert await dues(world, 1) == expected
    assert await dues(world, 3) == expected
    assert await dues(world, 2) == []
    assert await world.services.delivery.plan() == 0


async def test_after_two_weeks_without_anybody_nothing_more_is_planned(world: World) -> None:
    await world.set_up()
    await world.enroll()
    await world.tick()
    world.clock.at += timedelta(days=15)

    assert await world.services.delivery.plan() == 0


async def test_days_off_have_no_question(world: World) -> None:
    await world.set_up(days="mon, thu")
    await world.enroll()
    await world.tick()
    await world.advance(24 * 8)

    assert [due[:10] for due in await dues(world)][:3] == ["2026-11-02", "2026-11-05", "2026-11-09"]


@pytest.mark.parametrize(
    ("zone", "time", "start", "expected"),
    [
        # The clock skips 02:00 to 03:00: half past two comes as half past three.
        ("Europe/Berlin", "02:30", "2026-03-28T12:00", ["2026-03-29 01:30", "2026-03-30 00:30"]),
        # It shows 02:30 twice: the first counts, and there is no second.
        ("Europe/Berlin", "02:30", "2026-10-24T12:00", ["2026-10-25 00:30", "2026-10-26 01:30"]),
        ("Asia/Beirut", "00:00", "2026-03-28T12:00", ["2026-03-28 22:00", "2026-03-29 21:00"]),
        ("Africa/Cairo", "00:30", "2026-04-23T12:00", ["2026-04-23 22:30", "2026-04-24 21:30"]),
        ("America/New_York", "01:30", "2026-10-31T12:00", ["2026-11-01 05:30", "2026-11-02 06:30"]),
    ],
)
async def test_a_changing_clock_neither_skips_nor_doubles_a_day(
    world: World, zone: str, time: str, start: str, expected: list[str]
) -> None:
    world.clock.at = datetime.fromisoformat(start).replace(tzinfo=UTC)
    await world.set_up(timezone=zone, post_time=time)
    await world.enroll()
    await world.services.delivery.plan()

    assert await dues(world) == expected


async def test_learners_who_chose_no_zone_follow_the_groups_again_and_again(world: World) -> None:
    await world.set_up()
    await world.enroll()

    async def zone() -> str:
        return (await world.services.enrollment.find(GUILD, NORA)).timezone

    await world.set_up(timezone="Asia/Tokyo")
    assert await zone() == "Europe/Berlin"
    world.clock.at += timedelta(days=2)
    assert await zone() == "Asia/Tokyo"
    await world.set_up(timezone="America/New_York")
    # Until the next rollover the one before rules, not the one before that.
    assert await zone() == "Asia/Tokyo"
    world.clock.at += timedelta(days=2)
    assert await zone() == "America/New_York"


async def test_a_missed_question_keeps_its_place(world: World) -> None:
    await world.set_up()
    await world.enroll()
    await world.services.delivery.plan()
    [(first,)] = await world.rows("SELECT item_id FROM daily_posts ORDER BY due_at LIMIT 1")
    world.clock.at += timedelta(hours=20)
    assert await world.tick() == []
    [post] = await world.advance(6)

    assert await world.rows("SELECT item_id FROM daily_posts WHERE id = :id", id=post) == [(first,)]
    [(details,)] = await world.rows("SELECT details FROM notices WHERE kind = 'post-missed'")
    assert json.loads(details) == {"phase": "1", "date": "2026-11-02"}


async def test_an_outage_of_two_hours_or_more_excuses_its_days(world: World) -> None:
    await world.set_up()
    await world.enroll()
    posts = await world.tick()
    await world.answer(posts[0])
    posts = await world.advance(24)
    world.clock.at += timedelta(hours=30)
    await world.tick()
    [post] = await world.advance(18)
    verdict = await world.answer(post)

    assert verdict.streak.current == 2
    shown = await world.services.streak.show(GUILD, NORA)
    assert "outage" in [str(day.kind) for day in shown.days]
    assert (await IntegrityService(world.database, world.clock).check()).differences == ()


async def test_a_silence_of_an_hour_is_no_outage(world: World) -> None:
    await world.set_up()
    await world.tick()
    world.clock.at += timedelta(hours=1, minutes=59)
    await world.tick()

    assert await world.rows("SELECT count(*) FROM outages") == [(0,)]


async def test_the_group_is_asked_each_question_once_and_then_the_one_longest_unseen(world: World) -> None:
    world.library.curriculum = curriculum(tuple(single(f"p1.base.one.000{n}") for n in range(1, 4)))
    await world.set_up()
    await world.enroll()
    await world.tick()
    await world.advance(24 * 6)
    asked = await world.rows(
        "SELECT item_id, is_repeat FROM daily_posts WHERE sent_at IS NOT NULL ORDER BY due_at"
    )

    ids = [row[0] for row in asked]
    assert len(set(ids[:3])) == 3
    assert ids[3:6] == ids[:3]
    assert [bool(row[1]) for row in asked] == [False] * 3 + [True] * 4
    kinds = [row[0] for row in await world.rows("SELECT kind FROM notices ORDER BY id")]
    assert kinds == ["running-dry", "ran-dry"]


async def test_a_preview_counts_what_the_group_was_not_asked(world: World) -> None:
    await world.set_up()
    await world.enroll()
    before = await world.services.daily_post.preview(GUILD, ADMIN, 1)
    await world.services.delivery.plan()
    planned = await world.services.daily_post.preview(GUILD, ADMIN, 1)
    await world.tick()
    after = await world.services.daily_post.preview(GUILD, ADMIN, 1)

    assert (before.unseen_left, planned.unseen_left, after.unseen_left) == (6, 6, 5)
    assert before.shown.item == planned.shown.item != after.shown.item


async def test_a_mended_question_is_previewed_and_posted_as_mended(world: World) -> None:
    await world.set_up()
    await world.enroll()
    await world.services.delivery.plan()
    items = dict(world.library.curriculum.items)
    [(item_id,)] = await world.rows("SELECT item_id FROM daily_posts ORDER BY due_at LIMIT 1")
    mended = replace(items[item_id], version="v2", stem="Mended.")
    world.library.curriculum = replace(world.library.curriculum, items={**items, item_id: mended})

    preview = await world.services.daily_post.preview(GUILD, ADMIN, 1)
    assert preview.shown.item.stem == "Mended."
    due = await world.services.daily_post.post_now(GUILD, ADMIN, 1)
    assert due.shown.item == mended
    assert due.shown.order == preview.shown.order


async def test_while_a_question_is_being_sent_a_moderator_cannot_send_a_second(world: World) -> None:
    await world.set_up()
    await world.enroll()
    await world.services.delivery.plan()
    [due] = await world.services.delivery.claim_due()
    with pytest.raises(AlreadyPosted):
        await world.services.daily_post.post_now(GUILD, ADMIN, 1)
    await world.services.delivery.mark_sent(due, 1)
    with pytest.raises(AlreadyPosted):
        await world.services.daily_post.post_now(GUILD, ADMIN, 1)


async def test_the_moderator_role_is_looked_up_at_every_call(world: World) -> None:
    await world.set_up(moderator_role_id=55)
    await world.enroll()
    await world.services.daily_post.preview(GUILD, MODERATOR, 1)
    await world.set_up(moderator_role_id=56)
    for call in (
        world.services.daily_post.preview(GUILD, MODERATOR, 1),
        world.services.daily_post.post_now(GUILD, MODERATOR, 1),
        world.services.daily_post.skip(GUILD, MODERATOR, 1),
        world.services.group.overview(GUILD, MODERATOR),
        world.services.report.close(1, GUILD, MODERATOR),
    ):
        with pytest.raises(NeedsModerator):
            await call


async def test_an_extra_question_does_not_close_the_days_own(world: World) -> None:
    await world.set_up()
    await world.enroll()
    [first] = await world.tick()
    await world.advance(2)
    extra = await world.services.daily_post.post_now(GUILD, ADMIN, 1)
    await world.services.delivery.mark_sent(extra, 99)
    assert await world.rows("SELECT id FROM daily_posts WHERE state = 'sent' ORDER BY id") == [
        (first,), (extra.post_id,)
    ]  # fmt: skip
    await world.advance(22)

    states = dict(await world.rows("SELECT id, state FROM daily_posts WHERE sent_at IS NOT NULL"))
    assert states[first] == states[extra.post_id] == "revealed"


KILLED = """
import asyncio, sys
from bot.storage.database import Database
from tests.services.world import World, NORA

async def main():
    world = World(await Database.open(sys.argv[1]))
    await world.set_up()
    await world.enroll()
    posts = await world.tick()
    while True:
        for post in posts:
            verdict = await world.answer(post)
            print(verdict.attempt_id, verdict.streak.current, flush=True)
        posts = await world.advance(24)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_process_killed_at_any_moment_has_lost_no_answer_it_acknowledged(sqlite_url: str) -> None:
    for answers in (1, 4, 9):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, sqlite_url],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        with process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(answers)]
            process.send_signal(signal.SIGKILL)
            lines += process.stdout.readlines()
        # The last line may have been cut in two.
        acknowledged = [line.split() for line in lines if line.endswith("\n")]
        assert len(acknowledged) >= answers

        async def look() -> tuple[list[int], list[str]]:
            database = await Database.open(sqlite_url)
            try:
                world = World(database)
                stored = [row[0] for row in await world.rows("SELECT id FROM attempts ORDER BY id")]
                checked = await IntegrityService(database, world.clock).check()
                return stored, [str(one) for one in checked.differences]
            finally:
                await database.close()

        stored, differences = asyncio.run(look())
        assert {int(one[0]) for one in acknowledged} <= set(stored)
        assert differences == []
        asyncio.run(_empty(sqlite_url))


async def _empty(url: str) -> None:
    database = await Database.open(url)
    world = World(database)
    for table in (
        "verdicts", "attempts", "study_days", "standings", "streaks", "learner_events", "daily_posts",
        "enrollments", "learners", "notices", "heartbeat", "outages",
    ):  # fmt: skip
        await world.execute(f"DELETE FROM {table}")
    await database.close()


async def test_an_answer_to_a_post_counts_from_the_moment_it_is_being_sent(world: World) -> None:
    # The message may stand in its channel before we have noted that it does.
    await world.set_up()
    await world.enroll()
    await world.services.delivery.plan()
    [due] = await world.services.delivery.claim_due()
    verdict = await world.services.attempt.submit(QuestionRef("p", due.post_id), NORA, "0")

    assert verdict.points > 0
    assert due.channel_id == CHANNEL


async def test_a_question_more_stays_open_after_the_scheduled_one_was_posted_early(world: World) -> None:
    await world.set_up()
    await world.enroll()
    await world.tick()
    await world.advance(16)  # past midnight in Berlin, hours before the next one is due
    early = await world.services.daily_post.post_now(GUILD, ADMIN, 1)
    await world.services.delivery.mark_sent(early, 60_001)
    await world.advance(2)
    more = await world.services.daily_post.post_now(GUILD, ADMIN, 1)
    await world.services.delivery.mark_sent(more, 60_002)
    assert (await world.answer(more.post_id)).source is Source.DAILY
