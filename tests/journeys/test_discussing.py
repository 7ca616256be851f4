"""“Discuss”: one private thread a question, for whoever has answered it."""

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.storage.tables import discussions
from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    Requests,
    all_messages,
    assert_acknowledged_first,
    count,
    dispatch,
    latest,
    press,
    reply_of,
    said,
    tomorrow,
)
from tests.journeys.town import Town, control, text_of

pytestmark = pytest.mark.usefixtures("discreet")


async def answered(town: Town) -> InteractionResult:
    """Nora's verdict; Sam has enrolled and not answered yet."""
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    return await town.answer(town.nora, latest(town))


async def discuss(
    town: Town, verdict: InteractionResult, who: MemberActor | None = None
) -> InteractionResult:
    return await (who or town.nora).click(reply_of(verdict), custom_id=control(verdict, custom_ids.Discuss))


def thread(town: Town) -> ChannelHandle:
    [only] = town.channel.threads
    assert isinstance(only, ChannelHandle)
    return only


def deny(town: Town, permission: str) -> None:
    """Take a permission from the bot in the group's channel."""
    guild = town.env.backend.get_guild(town.guild.id)
    managed = next(role for role in guild.roles.values() if role.managed)
    denied = discord.Permissions(**{permission: True}).value
    town.env.backend.set_overwrite(
        town.channel.id, Overwrite(target_id=managed.id, type=OverwriteType.ROLE, allow=0, deny=denied)
    )


def members(town: Town, place: ChannelHandle) -> set[int]:
    return set(town.env.backend.get_channel(place.id).thread_members) - {town.env.backend.bot_user.id}


async def test_the_first_press_opens_a_private_thread_that_is_marked_as_spoilers(town: Town) -> None:
    verdict = await answered(town)
    requests = Requests.since(town)
    opened = await discuss(town, verdict)
    assert_acknowledged_first(requests)
    assert "Open the thread" in said(opened)
    assert (thread(town).name or "").startswith("Spoilers: ")
    assert members(town, thread(town)) == {town.nora.id}
    assert town.env.backend.get_channel(thread(town).id).type == discord.ChannelType.private_thread.value
    [starter] = all_messages(town, thread(town))
    shown = await town.question(latest(town))
    assert shown.item.stem.split("\n")[0] in text_of(starter)
    assert "Spoilers from here on" in text_of(starter)


async def test_pressing_again_leads_to_the_same_thread(town: Town) -> None:
    verdict = await answered(town)
    await discuss(town, verdict)
    await discuss(town, verdict)
    assert len(town.channel.threads) == 1
    assert len(all_messages(town, thread(town))) == 1


async def test_a_second_learner_joins_the_same_thread(town: Town) -> None:
    await discuss(town, await answered(town))
    verdict = await town.answer(town.sam, latest(town), right=False)
    await discuss(town, verdict, town.sam)
    assert members(town, thread(town)) == {town.nora.id, town.sam.id}
    assert len(all_messages(town, thread(town))) == 1


async def test_who_has_not_answered_is_not_let_in(town: Town) -> None:
    verdict = await answered(town)
    await discuss(town, verdict)
    ref = (await town.question(latest(town))).ref
    assert "it opens once you have answered" in said(await press(town, town.sam, custom_ids.Discuss(ref)))
    assert "You are not enrolled" in said(await press(town, town.mia, custom_ids.Discuss(ref)))
    assert members(town, thread(town)) == {town.nora.id}


async def test_a_deleted_thread_is_made_anew(town: Town) -> None:
    verdict = await answered(town)
    await discuss(town, verdict)
    first = thread(town).id
    town.env.backend.delete_channel(first)
    assert "Open the thread" in said(await discuss(town, verdict))
    assert thread(town).id != first
    assert members(town, thread(town)) == {town.nora.id}


async def test_a_thread_that_fell_asleep_is_woken(town: Town) -> None:
    """A week without a word archives a thread, and nobody can be added to an archived one."""
    await discuss(town, await answered(town))
    verdict = await town.answer(town.sam, latest(town))
    town.env.inject_error("PUT", "/channels/*/thread-members/*", status=400, code=50083)
    # The simulation asks for this to edit any thread; Discord asks only to be its owner.
    guild = town.env.backend.get_guild(town.guild.id)
    next(role for role in guild.roles.values() if role.managed).permissions |= 1 << 4
    requests = Requests.since(town)
    assert "Open the thread" in said(await discuss(town, verdict, town.sam))
    assert f"PATCH /channels/{thread(town).id}" in requests.made
    assert members(town, thread(town)) == {town.nora.id, town.sam.id}


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("create_private_threads", "Create Private Threads"),
        ("send_messages_in_threads", "Send Messages in Threads"),
    ],
)
async def test_a_missing_permission_is_named_and_mended_by_granting_it(
    town: Town, missing: str, told: str
) -> None:
    verdict = await answered(town)
    deny(town, missing)
    refused = said(await discuss(town, verdict))
    assert "The discussion could not be opened" in refused
    assert f"**{told}** in {town.channel.mention}" in refused
    assert "Your answer is safe." in refused
    town.env.backend.get_channel(town.channel.id).overwrites.clear()
    assert "Open the thread" in said(await discuss(town, verdict))
    [joined] = [one for one in town.channel.threads if town.nora.id in members(town, one)]
    assert len(all_messages(town, joined)) == 1


async def test_two_who_press_at_once_meet_in_one_thread(town: Town) -> None:
    await answered(town)
    await town.answer(town.sam, latest(town))
    ref = (await town.question(latest(town))).ref
    dispatch(town, town.nora, custom_ids.Discuss(ref), times=2)
    dispatch(town, town.sam, custom_ids.Discuss(ref), times=2)
    await town.env.settle()
    assert await count(town, discussions) == 1
    assert [members(town, one) for one in town.channel.threads if members(town, one)] == [
        {town.nora.id, town.sam.id}
    ]
    told = [said_last(town, who) for who in (town.nora, town.sam)]
    assert all("Open the thread" in one for one in told)


def said_last(town: Town, who: MemberActor) -> str:
    """The last private reply to somebody."""
    records = [one for one in town.env.backend.interactions.values() if one.user_id == who.id]
    return said(InteractionResult(town.env, records[-1]))


async def test_the_discussion_outlives_the_reveal(town: Town) -> None:
    verdict = await answered(town)
    await tomorrow(town)
    await discuss(town, verdict)
    assert members(town, thread(town)) == {town.nora.id}
