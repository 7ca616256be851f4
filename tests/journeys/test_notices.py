"""What moderators must know reaches them once: in their channel, else in Discord's own, else the owner in private."""

import pytest
from simcord.results import ResponseMessage

from bot.domain.report import NoticeKind, ReportKind
from bot.ui import custom_ids
from tests.journeys.moderator_steps import days, execute, overwrite, rows, take_roles, told, told_in_private
from tests.journeys.town import Town, control, response_of, text_of


async def reported(town: Town, **options: object) -> None:
    """Nora has answered and reports a wrong key."""
    await town.set_up(**options)
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    verdict = await town.answer(town.nora, town.posts()[0])
    form = await town.nora.click(response_of(verdict), custom_id=control(verdict, custom_ids.Report))
    values = {custom_ids.KIND_FIELD: [str(ReportKind.WRONG_KEY)], custom_ids.TEXT_FIELD: "It is B."}
    assert "Thank you" in text_of(await town.nora.submit_modal(form, values))


def reports_in(texts: list[str]) -> int:
    return sum("Report: wrong key" in one for one in texts)


def without_channel(town: Town) -> None:
    """Take from the bot what it needs in the moderators' channel."""
    overwrite(town, town.mods, deny="send_messages")


async def test_a_report_reaches_the_moderators_channel_once(town: Town) -> None:
    await reported(town)
    await town.tick()
    await town.tick()

    assert reports_in(told(town)) == 1
    assert "It is B" in told(town)[0]


async def test_without_that_channel_it_goes_to_discords_updates_channel(town: Town) -> None:
    town.env.backend.edit_guild(town.guild.id, {"public_updates_channel_id": town.second.id})
    await town.env.settle()
    without_channel(town)
    await reported(town)
    await town.tick()

    assert reports_in(told(town)) == 0
    assert reports_in(told(town, town.second)) == 1


async def test_without_both_it_goes_to_the_owner_who_can_close_it_there(town: Town) -> None:
    without_channel(town)
    await reported(town)
    await town.tick()

    owner = town.guild.owner
    texts = told_in_private(town.env, owner)
    assert reports_in(texts) == 1
    [message] = [one for one in owner.dm_channel.history() if one.author.bot]
    shown = ResponseMessage(town.env, town.env.backend.get_message(owner.dm_channel.id, message.id))
    await owner.click(shown, custom_id=control(shown, custom_ids.Fixed))
    assert await rows(town, "SELECT count(*) FROM reports WHERE closed_at IS NOT NULL") == [(1,)]
    assert "✓ Done" in told_in_private(town.env, owner)[0]


async def test_where_nobody_can_be_reached_it_waits_and_holds_up_nobody_else(town: Town) -> None:
    for number in range(60):
        await town.services.notice.add(500 + number, NoticeKind.RAN_DRY, "1", {"phase": "1"})
    await reported(town)
    await town.services.notice.add(
        town.guild.id, NoticeKind.POST_MISSED, "x", {"phase": "1", "date": "2026-01-01"}
    )
    await town.tick()

    assert any("had no question" in one for one in told(town))
    assert await rows(town, "SELECT count(*) FROM notices WHERE told_at IS NULL") == [(60,)]
    before = len(town.env.http_requests)
    await town.tick()
    assert len(town.env.http_requests) == before


async def test_what_the_channel_cannot_take_just_now_is_told_by_the_next_tick(town: Town) -> None:
    await town.set_up()
    await town.services.notice.add(town.guild.id, NoticeKind.RAN_DRY, "1", {"phase": "1"})
    town.env.inject_error("POST", f"/channels/{town.mods.id}/messages", status=503)
    await town.tick()
    assert told(town) == []
    await town.tick()
    await town.tick()

    assert len([one for one in told(town) if "no new questions left" in one]) == 1
    assert told_in_private(town.env, town.guild.owner) == []


async def test_a_report_is_marked_as_done_by_a_moderator_only(town: Town) -> None:
    await reported(town)
    [stored] = [
        ResponseMessage(town.env, one)
        for one in town.env.backend.messages[town.mods.id].values()
        if not one.is_ephemeral
    ]
    done = control(stored, custom_ids.Fixed)
    refused = await town.nora.click(stored, custom_id=done)
    assert "for the group’s moderators" in text_of(refused)
    take_roles(town, town.mia)
    assert "for the group’s moderators" in text_of(await town.mia.click(stored, custom_id=done))
    await town.ada.click(stored, custom_id=done)

    assert f"✓ Done, by <@{town.ada.id}>" in told(town)[0]
    assert "Mark as done" not in told(town)[0]


async def test_a_report_left_untold_by_a_crash_is_told_by_the_next_process(town: Town) -> None:
    await reported(town)
    await execute(town, "UPDATE reports SET told_at = NULL")
    # Discord has forgotten the nonce by then.
    await town.env.advance_time(3600)
    await town.tick()

    assert reports_in(told(town)) == 2
    await town.tick()
    assert reports_in(told(town)) == 2


async def test_told_but_not_noted_within_minutes_is_still_shown_once(town: Town) -> None:
    await reported(town)
    await execute(town, "UPDATE reports SET told_at = NULL")
    await town.tick()

    assert reports_in(told(town)) == 1


@pytest.mark.parametrize("permission", ["send_messages", "view_channel"])
async def test_a_question_that_may_not_be_posted_is_told_once_with_its_mend(
    town: Town, permission: str
) -> None:
    await town.set_up()
    await town.sam.slash(town.channel, "enroll")
    overwrite(town, town.channel, deny=permission)
    await town.env.settle()
    await town.tick()
    await town.go_on(48)

    refusals = [one for one in told(town) if "could not be posted" in one]
    assert len(refusals) == 1
    assert f"<#{town.channel.id}>" in refusals[0]
    assert "Edit Channel → Permissions" in refusals[0]
    overwrite(town, town.channel)
    await town.env.settle()
    await town.go_on(24)
    assert len(town.posts()) == 1


async def test_a_phase_that_runs_dry_is_told_before_and_then_repeats_the_oldest_question_labelled(
    town: Town,
) -> None:
    await town.set_up()
    await town.sam.slash(town.channel, "enroll", phase=4)
    items = town.app.library.current.items_of(4)
    await town.tick()
    for _ in range(len(items) + 1):
        await execute(town, "UPDATE enrollments SET last_active_at = :now", now=str(town.env.now())[:19])
        await days(town)

    posts = town.posts()
    asked = [(await town.question(post)).item.id for post in posts]
    common = [item.id for item in items if item.track == "common"]
    assert len(set(asked[: len(common)])) == len(common)
    assert asked[len(common)] == asked[0]
    assert "asked before" in text_of(posts[-1])
    assert "asked before" not in text_of(posts[0])
    warnings = [one for one in told(town) if "new question" in one]
    assert len(warnings) == 2
    assert "left for phase 4 after the next" in warnings[0]
    assert "has no new questions left" in warnings[1]
