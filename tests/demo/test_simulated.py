from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest
import simcord
from discord import app_commands

from bot.demo.simulated import mend_simulation
from bot.demo.world import World, build_world
from tests.demo.toy import PERMISSIONS


class Asked(discord.Client):
    """Remembers the interactions of its one command."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(app_commands.Command(name="who", description="-", callback=self._who))
        self.asked: list[discord.Interaction] = []

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def _who(self, interaction: discord.Interaction) -> None:
        self.asked.append(interaction)
        await interaction.response.send_message("you")


@pytest.fixture
async def world() -> AsyncIterator[World]:
    mend_simulation()
    mend_simulation()
    env = simcord.Env(Asked())
    built = build_world(env, bot_permissions=PERMISSIONS)
    await env.start()
    yield built
    await env.shutdown()


def channel_of(world: World) -> discord.TextChannel:
    channel = world.env.bot.get_channel(world.channels["fundamentals"].id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_a_second_send_with_the_same_nonce_is_the_first_message(world: World) -> None:
    first = await channel_of(world).send("once", nonce="p1")
    second = await channel_of(world).send("twice", nonce="p1")
    assert second.id == first.id
    assert [message.content for message in world.channels["fundamentals"].history()] == ["once"]


async def test_a_nonce_is_forgotten_after_a_while_and_counts_in_its_channel_alone(world: World) -> None:
    first = await channel_of(world).send("once", nonce="p1")
    elsewhere = world.env.bot.get_channel(world.channels["projects"].id)
    assert isinstance(elsewhere, discord.TextChannel)
    assert (await elsewhere.send("there", nonce="p1")).id != first.id
    await world.env.advance_time(timedelta(hours=1).total_seconds())
    assert (await channel_of(world).send("again", nonce="p1")).id != first.id


async def test_an_interaction_says_that_the_guild_installed_the_bot(world: World) -> None:
    bot = world.env.bot
    assert isinstance(bot, Asked)
    await world.members["Nora"].slash(world.channels["fundamentals"], "who")
    assert bot.asked[0].is_guild_integration()
    await world.members["Nora"].user.slash("who")
    assert bot.asked[1].is_user_integration()


async def test_the_permission_to_pin_is_enough_to_pin(world: World) -> None:
    message = await channel_of(world).send("welcome")
    await message.pin()
    assert [pinned.id for pinned in world.channels["fundamentals"].pinned_messages()] == [message.id]


async def test_the_bot_has_what_its_invite_asks_for_and_no_more(world: World) -> None:
    me = channel_of(world).guild.me
    assert me.guild_permissions.pin_messages
    assert not me.guild_permissions.manage_messages
    assert not me.guild_permissions.administrator
