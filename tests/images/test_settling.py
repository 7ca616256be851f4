"""On the simulated Discord, an interaction that draws is waited for like any other."""

import io

import discord
import simcord
from discord import app_commands

from bot.domain.formulas.prose import Line
from bot.images.process import DrawingProcess
from bot.images.renderer import Renderer


class Drawing(discord.Client):
    """A bot with one command, which shows a formula."""

    def __init__(self, renderer: Renderer) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="Show a formula")
        async def formula(interaction: discord.Interaction, source: str) -> None:
            await interaction.response.defer()
            picture = await renderer.render([Line(source)])
            view = discord.ui.LayoutView()
            item = discord.MediaGalleryItem(f"attachment://{picture.name}", description=picture.alt)
            view.add_item(discord.ui.MediaGallery(item))
            file = discord.File(io.BytesIO(picture.png), picture.name, description=picture.alt)
            await interaction.edit_original_response(view=view, attachments=[file])

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def test_a_command_that_draws_settles_and_shows_its_picture() -> None:
    renderer = Renderer(process=DrawingProcess(time_limit=60))
    try:
        # The first picture of all may have to search the machine for fonts.
        async with simcord.run(Drawing(renderer), settle_timeout=60) as env:
            guild = env.create_guild()
            channel = guild.create_text_channel("maths")
            alice = guild.add_member(env.create_user("Alice"))

            shown = await alice.slash(channel, "formula", source=r"\frac{x^2}{2}")

            assert shown.response is not None
            [attachment] = shown.response.attachments
            assert attachment.filename.startswith("formula-")
            assert attachment.description == "x squared over 2"
    finally:
        await renderer.close()
