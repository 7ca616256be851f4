"""Commands and buttons in a direct message, by somebody in one group, in several, or in none."""

import discord
import pytest

from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    Requests,
    answer_here,
    asked_in,
    assert_acknowledged_first,
    latest,
    person_of,
    reply_of,
    roles_in,
    roles_of,
    said,
    second_group,
)
from tests.journeys.town import Town, control, ids_of, text_of

pytestmark = pytest.mark.usefixtures("discreet")

COMMANDS = {
    "today": {},
    "progress": {},
    "streak": {},
    "leaderboard": {"period": "all"},
    "pause": {"until": "3"},
    "settings": {},
}


async def enrolled(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()


@pytest.mark.parametrize("command", COMMANDS)
async def test_who_is_in_no_group_is_told_where_to_begin(town: Town, command: str) -> None:
    await town.set_up()
    told = said(await town.sam.user.slash(command, **COMMANDS[command]))
    assert "You are in no study group yet" in told


@pytest.mark.parametrize(
    ("command", "shows"),
    [
        ("today", "The group’s question"),
        ("progress", "Your path"),
        ("streak", "Streak 0"),
        ("leaderboard", "All time"),
        ("pause", "You are paused until Sat 3 Jan"),
        ("settings", "Phase 1 · Berlin"),
    ],
)
async def test_who_is_in_one_group_needs_not_say_which(town: Town, command: str, shows: str) -> None:
    await enrolled(town)
    assert shows in said(await town.nora.user.slash(command, **COMMANDS[command]))


@pytest.mark.parametrize(
    ("command", "shows"),
    [
        ("today", "Nothing is open yet"),
        ("progress", "Your path"),
        ("streak", "Streak 0"),
        ("leaderboard", "All time"),
        ("pause", "You are paused until Sat 3 Jan"),
        ("settings", "Phase 3 · Berlin"),
    ],
)
async def test_who_is_in_several_groups_is_asked_which_and_what_was_asked_is_kept(
    town: Town, command: str, shows: str
) -> None:
    await enrolled(town)
    guild, there = await second_group(town)
    await there.slash(guild.channels["daily"], "enroll", phase=3)
    asked = await town.nora.user.slash(command, **COMMANDS[command])
    told = said(asked)
    assert "You study in two groups. Which one do you mean?" in told
    assert "Engineers" in told
    assert "Night school" in told
    shown = await town.nora.user.click(
        reply_of(asked), custom_id=control(asked, custom_ids.InGroup, guild_id=guild.id)
    )
    assert shows in said(shown)


async def test_help_works_everywhere(town: Town) -> None:
    assert "Two minutes a day" in said(await town.sam.user.slash("help"))


async def test_enrolling_belongs_into_a_server(town: Town) -> None:
    assert "enroll" not in town.nora.user.available_commands()
    assert "setup" not in town.nora.user.available_commands()


async def test_a_question_is_answered_in_a_direct_message_as_anywhere(town: Town) -> None:
    await enrolled(town)
    shown = await town.nora.user.slash("today")
    told = said(await answer_here(town, town.nora.user, shown))
    assert "✓ Right." in told
    assert "**Streak 1**" in told
    assert "Your first answer stands." in said(await town.answer(town.nora, latest(town)))


async def test_somebody_who_left_is_offered_to_come_back_from_a_direct_message(town: Town) -> None:
    await enrolled(town)
    shown = await town.nora.user.slash("today")
    assert asked_in(shown) is not None
    await town.services.enrollment.leave(town.guild.id, person_of(town.nora))
    asked = await answer_here(town, town.nora.user, shown)
    assert "Enroll, and this answer counts." in said(asked)
    verdict = await town.nora.user.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    assert "✓ Right." in said(verdict)
    assert roles_of(town, town.nora) == {"Epoch phase 1"}


async def test_coming_back_by_a_button_is_about_the_group_it_was_shown_for(town: Town) -> None:
    await enrolled(town)
    guild, there = await second_group(town)
    await there.slash(guild.channels["daily"], "enroll")
    asked = await town.nora.user.slash("today")
    shown = await town.nora.user.click(
        reply_of(asked), custom_id=control(asked, custom_ids.InGroup, guild_id=town.guild.id)
    )
    assert asked_in(shown) is not None
    await town.services.enrollment.leave(town.guild.id, person_of(town.nora))
    refused = await town.nora.user.click(
        reply_of(asked), custom_id=control(asked, custom_ids.InGroup, guild_id=town.guild.id)
    )
    back = await town.nora.user.click(reply_of(refused), custom_id=control(refused, custom_ids.Join))
    assert "Welcome aboard" in said(back)
    assert roles_of(town, town.nora) == {"Epoch phase 1"}
    assert "Nothing is open" not in said(await town.nora.slash(town.channel, "today"))


async def test_the_discussion_opens_from_a_direct_message(town: Town) -> None:
    await enrolled(town)
    verdict = await answer_here(town, town.nora.user, await town.nora.user.slash("today"))
    opened = await town.nora.user.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Discuss))
    assert "Open the thread" in said(opened)
    [thread] = town.channel.threads
    assert town.nora.id in town.env.backend.get_channel(thread.id).thread_members


async def test_a_report_can_be_filed_from_a_direct_message(town: Town) -> None:
    await enrolled(town)
    verdict = await answer_here(town, town.nora.user, await town.nora.user.slash("today"))
    form = await town.nora.user.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Report))
    sent = await town.nora.user.submit_modal(form, {custom_ids.KIND_FIELD: ["typo"]})
    assert "Thank you" in said(sent)


async def test_settings_changed_in_a_direct_message_change_the_roles_that_differ_and_no_others(
    town: Town,
) -> None:
    await enrolled(town)
    panel = await town.nora.user.slash("settings")
    requests = Requests.since(town)
    changed = await town.nora.user.click(
        reply_of(panel), custom_id=control(panel, custom_ids.Set, what="ping")
    )
    assert "You will be pinged" in said(changed)
    assert_acknowledged_first(requests)
    assert roles_of(town, town.nora) == {"Epoch phase 1", "Epoch daily"}
    assert len([one for one in requests.made if "/roles/" in one]) == 1


async def test_resuming_in_a_direct_message_ends_the_pause_of_that_group(town: Town) -> None:
    await enrolled(town)
    paused = await town.nora.user.slash("pause", until="9")
    resumed = await town.nora.user.click(reply_of(paused), custom_id=control(paused, custom_ids.Resume))
    assert "Good to have you back" in said(resumed)


async def test_resuming_among_several_groups_ends_the_pause_that_was_shown(town: Town) -> None:
    await enrolled(town)
    guild, there = await second_group(town)
    await there.slash(guild.channels["daily"], "enroll")
    asked = await town.nora.user.slash("pause", until="9")
    paused = await town.nora.user.click(
        reply_of(asked), custom_id=control(asked, custom_ids.InGroup, guild_id=guild.id)
    )
    resumed = await town.nora.user.click(reply_of(paused), custom_id=control(paused, custom_ids.Resume))
    assert "Good to have you back" in said(resumed)
    assert "You are on a pause" not in said(await there.slash(guild.channels["daily"], "today"))


async def test_the_offer_of_the_next_phase_arrives_once_and_is_accepted_there(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", pace=6)
    await town.env.advance_time(46 * 86400)
    await town.tick()
    await town.tick()
    offers = [
        one for one in town.nora.user.dm_channel.history() if "Start phase 2" in text_of_message(town, one)
    ]
    assert len(offers) == 1
    requests = Requests.since(town)
    accepted = await town.nora.user.click(offers[0], custom_id=str(custom_ids.NextPhase(town.guild.id, 2)))
    assert_acknowledged_first(requests)
    assert "You are in **phase 2** now" in said(accepted)
    assert roles_of(town, town.nora) == {"Epoch phase 2"}


async def test_deleting_in_a_direct_message_takes_the_roles_of_every_group_away(town: Town) -> None:
    await enrolled(town)
    guild, there = await second_group(town)
    await there.slash(guild.channels["daily"], "enroll")
    asked = await town.nora.user.slash("settings")
    panel = await town.nora.user.click(
        reply_of(asked), custom_id=control(asked, custom_ids.InGroup, guild_id=guild.id)
    )
    for kind, what in (
        (custom_ids.Set, "data"),
        (custom_ids.Data, "delete"),
        (custom_ids.Data, "delete-sure"),
    ):
        panel = await town.nora.user.click(reply_of(panel), custom_id=control(panel, kind, what=what))
    assert "nothing here names you" in said(panel)
    assert ids_of(panel) == []
    assert roles_of(town, town.nora) == set()
    assert roles_in(town, guild.id, town.nora.id) == set()
    assert "no study group" in said(await town.nora.user.slash("today"))


def text_of_message(town: Town, message: discord.Message) -> str:
    stored = town.env.backend.get_message(message.channel.id, message.id)
    return text_of(stored)
