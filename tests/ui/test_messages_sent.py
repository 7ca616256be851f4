"""The library sends finished views like any other, and keeps none of them."""

from collections.abc import Mapping
from typing import Any

import discord
import simcord

from bot.ui import custom_ids as ids
from bot.ui.messages import asking, daily_post, refusals, settings, verdict
from tests.ui import specimens as s


class EveryDoor(discord.Client):
    """Answers presses in each of the ways in which a bot can show something."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.pressed: list[ids.CustomId | None] = []

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Mapping[str, Any] = {**(interaction.data or {})}
        pressed = ids.parse(str(data.get("custom_id", "")))
        self.pressed.append(pressed)
        match pressed:
            case ids.Answer(given=ids.FORM):
                await interaction.response.send_modal(asking.form(s.shown(s.numeric())))
            case ids.Answer():
                view = verdict.verdict(s.verdict(s.single()))
                await interaction.response.send_message(view=view, ephemeral=True)
            case ids.Discuss():
                await interaction.response.defer(ephemeral=True, thinking=True)
                await interaction.followup.send(view=settings.settings(s.enrollment()), ephemeral=True)
            case ids.Set():
                await interaction.response.edit_message(view=settings.data_panel(s.GUILD))
            case ids.Form():
                await interaction.response.send_message(view=refusals.broke("7f3a"), ephemeral=True)

    @property
    def kept(self) -> int:
        store = self._connection._view_store
        return len(store._views) + len(store._modals) + len(store._synced_message_views)


async def test_whatever_is_shown_can_be_pressed_and_nothing_is_kept() -> None:
    bot = EveryDoor()
    async with simcord.run(bot) as env:
        guild = env.create_guild("Study")
        place = guild.create_text_channel("daily")
        nora = guild.add_member(env.create_user("Nora"))
        await env.settle()
        channel = bot.get_partial_messageable(place.id)

        post = await channel.send(view=daily_post.post(s.due(s.single())))
        await post.edit(view=daily_post.revealed(s.reveal(s.single())))
        told = await nora.click(post, custom_id="answer:v1:p12:0")
        assert told.response is not None
        panel = await nora.click(told.response, custom_id="discuss:v1:p12")
        assert panel.response is not None
        await nora.click(panel.response, custom_id=str(ids.Set(s.GUILD, "data")))
        numeric = await channel.send(view=daily_post.post(s.due(s.numeric())))
        form = await nora.click(numeric, custom_id="answer:v1:p12:form")
        await nora.submit_modal(form, {ids.ANSWER_FIELD: "0.25"})

        assert bot.pressed == [
            ids.Answer(s.REF, "0"),
            ids.Discuss(s.REF),
            ids.Set(s.GUILD, "data"),
            ids.Answer(s.REF, ids.FORM),
            ids.Form(s.REF),
        ]
        assert bot.kept == 0
