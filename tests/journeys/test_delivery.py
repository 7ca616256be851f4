"""The daily question as time goes by: on its hour, once, after crashes, outages and restarts."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from bot.services.delivery import DeliveryService
from tests.journeys.moderator_steps import days, rows, told
from tests.journeys.town import Town, text_of

Restart = Callable[[Town], Awaitable[None]]


async def ready(town: Town, **options: object) -> None:
    await town.set_up(**options)
    await town.sam.slash(town.channel, "enroll")


async def test_one_question_a_day_at_the_groups_hour_for_each_phase_with_a_learner(town: Town) -> None:
    await ready(town)
    await town.nora.slash(town.channel, "enroll", phase=2)
    await town.tick()
    await town.go_on(72)

    phases = [(await town.question(post)).phase for post in town.posts()]
    assert (phases.count(1), phases.count(2), len(phases)) == (4, 4, 8)
    sent = await rows(town, "SELECT due_at, sent_at FROM daily_posts WHERE phase = 1 AND sent_at IS NOT NULL")
    assert all(str(due)[11:16] == "08:00" for due, _ in sent)


async def test_the_post_says_what_it_is_and_that_the_first_tap_counts(town: Town) -> None:
    await ready(town)
    await town.tick()
    said = text_of(town.posts()[0])

    assert "first tap counts" in said.lower()
    assert "Phase 1" in said


async def test_everybody_sees_one_order_of_options(town: Town) -> None:
    await ready(town)
    await town.tick()
    [order] = await rows(town, "SELECT option_order FROM daily_posts WHERE state = 'sent'")
    shown = await town.question(town.posts()[0])

    assert list(shown.order) == json.loads(order[0])
    verdict = text_of(await town.answer(town.sam, town.posts()[0]))
    assert verdict


async def test_an_outage_of_less_than_six_hours_only_delays_the_question(town: Town) -> None:
    await ready(town)
    await town.tick()
    await town.go_on(22)
    await town.env.advance_time(5 * 3600)
    await town.tick()
    await town.tick()

    assert len(town.posts()) == 2
    assert told(town) == []


async def test_a_longer_one_skips_the_day_tells_it_once_and_costs_nobody_a_streak(town: Town) -> None:
    await ready(town)
    await town.tick()
    await town.answer(town.sam, town.posts()[0])
    await town.go_on(22)
    await town.env.advance_time(20 * 3600)
    await town.tick()
    await town.tick()
    assert len(town.posts()) == 1
    missed = [one for one in told(town) if "had no question" in one]
    assert len(missed) == 1
    assert "Fri 2 Jan" in missed[0]
    assert await rows(town, "SELECT count(*) FROM outages") == [(1,)]

    await town.go_on(8)
    assert len(town.posts()) == 2
    assert "Streak 2" in text_of(await town.answer(town.sam, town.posts()[-1]))


async def test_a_process_killed_before_it_sent_leaves_the_question_to_the_next(
    town: Town, restart: Restart
) -> None:
    await ready(town)
    await town.services.delivery.plan()
    [due] = await town.services.delivery.claim_due()
    assert due.token == 1
    await restart(town)
    await town.tick()
    assert town.posts() == []  # the claim is still held
    await town.env.advance_time(61)
    await town.tick()

    assert len(town.posts()) == 1


@pytest.mark.parametrize("seconds_later", [61, 600, 5 * 3600, 12 * 3600])
async def test_a_process_killed_after_it_sent_makes_no_second_message(
    town: Town, restart: Restart, monkeypatch: pytest.MonkeyPatch, seconds_later: int
) -> None:
    await ready(town)

    async def killed(*_: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as crash:
        crash.setattr(DeliveryService, "mark_sent", killed)
        with pytest.raises(asyncio.CancelledError):
            await town.app.tick()
    assert len(town.posts()) == 1
    await restart(town)
    await town.env.advance_time(seconds_later)
    await town.tick()
    await town.tick()

    assert len(town.posts()) == 1
    assert await rows(
        town, "SELECT state, message_id FROM daily_posts WHERE slot = 0 ORDER BY due_at LIMIT 1"
    ) == [("sent", town.posts()[0].id)]
    assert [one for one in told(town) if "had no question" in one] == []


async def test_a_month_after_a_restart_the_schedule_goes_on_where_it_was(
    town: Town, restart: Restart
) -> None:
    await ready(town)
    await town.tick()
    [old] = town.posts()
    await restart(town)
    await town.env.advance_time(31 * 86_400)
    await town.tick()
    assert len(town.posts()) == 1  # nobody has been here for two weeks
    assert "revealed" in text_of(town.posts()[0])
    assert text_of(await town.answer(town.sam, old))
    await town.go_on(24)

    assert len(town.posts()) == 3  # the day's, late, since somebody is here again; and the next day's


async def test_two_weeks_without_a_learner_stop_the_questions_and_looking_at_today_begins_them_anew(
    town: Town,
) -> None:
    await ready(town)
    await town.tick()
    await days(town, 20)
    quiet = len(town.posts())
    assert quiet == 17  # what was planned in those two weeks, two days ahead, is still asked
    await town.sam.slash(town.channel, "today")
    await town.go_on(24)

    assert len(town.posts()) == quiet + 2


async def test_the_commands_are_told_to_discord_only_when_they_changed(town: Town, restart: Restart) -> None:
    def syncs() -> int:
        return sum(one.method == "PUT" and one.path.endswith("/commands") for one in town.env.http_requests)

    assert syncs() == 1
    await restart(town)
    assert syncs() == 1
    town.app.client.tree.remove_command("help")
    assert await town.app.client.sync_commands()
    assert not await town.app.client.sync_commands()
    assert syncs() == 2


async def test_removed_from_the_server_the_bot_posts_nothing_there_and_goes_on_when_it_is_back(
    town: Town,
) -> None:
    await ready(town)
    await town.services.group.left(town.guild.id)
    await town.tick()
    await town.go_on(24)
    assert town.posts() == []
    assert told(town) == []
    await town.services.group.joined(town.guild.id)
    await town.tick()

    assert len(town.posts()) == 1
