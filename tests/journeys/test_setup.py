"""/setup: what it sets, what it refuses, what is missing and how to mend it, and the welcome it keeps."""

from typing import Any

import discord
import pytest

from bot.domain.errors import NeedsManageServer
from bot.domain.group import Caller, GroupChoices
from bot.ui import custom_ids
from bot.ui.messages.permissions import permission_name
from tests.journeys.moderator_steps import bot_role, messages_in, overwrite, rows
from tests.journeys.town import Town, text_of

NEEDED = (
    "send_messages", "embed_links", "attach_files", "read_message_history", "create_private_threads",
    "send_messages_in_threads", "pin_messages",
)  # fmt: skip


def welcomes(town: Town, channel: Any) -> list[str]:
    found = [text_of(one) for one in messages_in(town, channel.id)]
    return [one for one in found if "machine-learning engineer" in one]


async def test_every_option_is_kept_and_said(town: Town) -> None:
    result = await town.set_up(
        days="mon-fri", time="7:30", timezone="Asia/Tokyo", phase_2_channel=town.second
    )

    assert result.ephemeral
    said = text_of(result)
    for part in (
        "Ready",
        f"<#{town.channel.id}>",
        "07:30 Tokyo time",
        f"Phase 2 in <#{town.second.id}>",
        f"<@&{town.role.id}>",
        f"<#{town.mods.id}>",
    ):
        assert part in said
    group = await town.services.group.find(town.guild.id)
    assert (group.post_days, group.timezone, group.channel_of(2)) == (0b11111, "Asia/Tokyo", town.second.id)
    assert (group.moderator_role_id, group.moderator_channel_id) == (town.role.id, town.mods.id)


@pytest.mark.parametrize(
    ("option", "given", "mend"),
    [
        ("time", "25:00", "such as `09:00`"),
        ("time", "nine", "such as `09:00`"),
        ("timezone", "Mars/Olympus", "Europe/Berlin"),
        ("timezone", "Berln", "Europe/Berlin"),
        ("days", "someday", "`mon-fri`"),
        ("days", "", "`mon-fri`"),
    ],
)
async def test_what_cannot_be_is_answered_with_what_can_and_changes_nothing(
    town: Town, option: str, given: str, mend: str
) -> None:
    await town.set_up()
    before = await town.services.group.find(town.guild.id)
    result = await town.ada.slash(town.mods, "setup", **{option: given, "channel": town.second})

    assert mend in text_of(result)
    assert result.ephemeral
    assert await town.services.group.find(town.guild.id) == before


async def test_only_who_manages_the_server_may_set_up(town: Town) -> None:
    # Discord itself hides the command from everybody else, until an admin shows it to them.
    for roles in (frozenset({town.role.id}), frozenset()):
        with pytest.raises(NeedsManageServer):
            await town.services.group.set_up(
                town.guild.id, "", Caller(roles, can_manage=False), GroupChoices()
            )


@pytest.mark.parametrize("permission", NEEDED)
async def test_a_missing_permission_is_named_with_its_channel_and_mended_by_granting_it(
    town: Town, permission: str
) -> None:
    overwrite(town, town.channel, deny=permission)
    await town.env.settle()
    said = text_of(await town.set_up())

    assert "Nearly ready" in said
    assert f"**{permission_name(permission)}** in <#{town.channel.id}>" in said
    assert "Edit Channel → Permissions" in said
    overwrite(town, town.channel)
    await town.env.settle()
    assert "Ready" in text_of(await town.set_up())
    assert len(town.channel.pinned_messages()) == 1


async def test_missing_permissions_of_every_channel_are_told_apart(town: Town) -> None:
    overwrite(town, town.second, deny="send_messages")
    overwrite(town, town.mods, deny="embed_links")
    await town.env.settle()
    said = text_of(await town.set_up(phase_3_channel=town.second))

    assert f"**Send Messages** in <#{town.second.id}>" in said
    assert f"**Embed Links** in <#{town.mods.id}>" in said


async def test_without_manage_roles_the_rest_is_set_and_the_mend_is_said(town: Town) -> None:
    bot_role(town).permissions &= ~discord.Permissions(manage_roles=True).value
    said = text_of(await town.set_up())

    assert "**Manage Roles** on this server: *Server Settings → Roles*" in said
    group = await town.services.group.find(town.guild.id)
    assert group.phase_role_ids == {}
    assert group.channel_id == town.channel.id


async def test_setting_up_again_makes_no_role_twice(town: Town) -> None:
    await town.set_up()
    before = set(town.guild.roles)
    await town.set_up(time="11:00")

    assert set(town.guild.roles) == before
    assert len([name for name in before if name.startswith("Epoch phase")]) == 4


async def test_another_channel_moves_the_welcome(town: Town) -> None:
    await town.set_up()
    assert len(welcomes(town, town.channel)) == 1
    await town.set_up(channel=town.second)

    assert welcomes(town, town.channel) == []
    [welcome] = welcomes(town, town.second)
    assert "09:00 Berlin" in welcome
    assert town.channel.pinned_messages() == []
    assert len(town.second.pinned_messages()) == 1


async def test_a_change_of_the_hour_changes_the_welcome_in_place(town: Town) -> None:
    await town.set_up()
    await town.set_up(time="20:15")

    [welcome] = welcomes(town, town.channel)
    assert "20:15 Berlin" in welcome


async def test_a_welcome_somebody_deleted_comes_back(town: Town) -> None:
    await town.set_up()
    [welcome] = town.channel.pinned_messages()
    town.env.backend.delete_message(town.channel.id, welcome.id)
    await town.set_up()

    assert len(welcomes(town, town.channel)) == 1


async def test_planned_questions_follow_a_change_of_hour_and_channel(town: Town) -> None:
    await town.set_up()
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    await town.set_up(time="15:00", channel=town.second)
    await town.go_on(23)
    assert len(town.posts()) == 1
    await town.go_on(8)

    assert len(town.posts()) == 1
    [post] = town.posts(town.second)
    due = await rows(town, "SELECT due_at FROM daily_posts WHERE message_id = :id", id=post.id)
    assert str(due[0][0]).startswith("2026-01-02 14:00")


async def test_each_phase_may_have_a_channel_of_its_own(town: Town) -> None:
    await town.set_up(phase_2_channel=town.second)
    await town.sam.slash(town.channel, "enroll")
    await town.nora.slash(town.channel, "enroll", phase=2)
    await town.tick()

    assert len(town.posts()) == 1
    [post] = town.posts(town.second)
    assert (await town.question(post)).phase == 2


async def test_learners_without_a_channel_are_news_to_the_moderators_until_it_is_chosen(town: Town) -> None:
    await town.nora.slash(town.channel, "enroll")
    await town.sam.slash(town.channel, "enroll")
    await town.ada.slash(town.mods, "setup", moderator_channel=town.mods)
    await town.tick()
    await town.tick()

    notices = [
        text_of(one) for one in messages_in(town, town.mods.id) if "no channel is chosen" in text_of(one)
    ]
    assert len(notices) == 1
    assert "`/setup` with `channel`" in notices[0]


async def test_the_welcome_leads_to_enrolling_and_to_today(town: Town) -> None:
    await town.set_up()
    [welcome] = town.channel.pinned_messages()
    result = await town.nora.click(welcome, custom_id=str(custom_ids.Join()))
    assert "Welcome aboard" in text_of(result)
    again = await town.nora.click(welcome, custom_id=str(custom_ids.Today(town.guild.id)))
    assert again.ephemeral
