"""The bare bots: discord.py and one button that replies, nothing else."""

from collections.abc import Callable
from typing import Any

import discord
import simcord

from bench.clicks import Answered, Burst, burst, click

BUTTON = "bare"
_TEXT = "Mean squared error punishes large misses most, since each is squared before it is averaged. "


class _Button(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Answer", custom_id=BUTTON)
    async def answer(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.send_message("Received.", ephemeral=True)


class _Card(discord.ui.LayoutView):
    """As large as a verdict: as many components, about as much text."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        row: discord.ui.ActionRow[Any] = discord.ui.ActionRow(
            discord.ui.Button(label="Report", custom_id="report"),
            discord.ui.Button(label="Discuss", custom_id="discuss"),
        )
        self.add_item(
            discord.ui.Container(
                discord.ui.TextDisplay(_TEXT),
                discord.ui.TextDisplay(_TEXT * 3),
                discord.ui.Separator(),
                discord.ui.TextDisplay(_TEXT * 5),
                discord.ui.Separator(),
                discord.ui.TextDisplay(_TEXT),
                row,
            )
        )
        self.stop()


class _CardButton(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self._card = _Card()

    @discord.ui.button(label="Answer", custom_id=BUTTON)
    async def answer(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.send_message(view=self._card, ephemeral=True)


class BareClient(discord.Client):
    """Connects, and answers its button."""

    def __init__(self, button: discord.ui.View) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.button = button

    async def setup_hook(self) -> None:
        self.add_view(self.button)


class Bare:
    """What the bot is compared with; inside a running event loop."""

    def __init__(self, learners: int, *, with_card: bool = False) -> None:
        self.client = BareClient(_CardButton() if with_card else _Button())
        self.env = simcord.Env(self.client, settle_timeout=30)
        self._learners = learners

    async def start(self) -> None:
        await self.env.start()
        await self.client.wait_until_ready()

    async def close(self) -> None:
        await self.env.shutdown()

    async def settle_in(self) -> None:
        """Create the people, and post the button."""
        env = self.env
        self.guild = env.create_guild("Bench")
        channel = self.guild.create_text_channel("daily")
        users = [env.create_user(f"user{number}") for number in range(self._learners)]
        self.people = [self.guild.add_member(user).id for user in users]
        self.answered = Answered()
        await env.settle()
        place = self.client.get_partial_messageable(channel.id, guild_id=self.guild.id)
        sent = await place.send("Question", view=self.client.button)
        self.message = env.backend.messages[channel.id][sent.id]

    async def round(self, before: Callable[[], None] = lambda: None) -> Burst:
        clicks = [click(self.env, self.message, self.guild.id, who, BUTTON) for who in self.people]
        return await burst(self.env, self.answered, clicks, before)
