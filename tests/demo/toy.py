"""A small bot with the real one's buttons, to try the demo's shell on: `python -m tests.demo.toy DATA`.

Everyone who taps is enrolled after one more tap; the second option is right; it remembers in one JSON file.
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import discord
from discord import app_commands, ui

from bot.clock import Clock
from bot.demo.crowd import Solution
from bot.demo.run import run_demo
from bot.domain.item import QuestionRef
from bot.ops.lifetime import run_until_stopped
from bot.ui import custom_ids

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    embed_links=True,
    read_message_history=True,
    create_private_threads=True,
    send_messages_in_threads=True,
    manage_roles=True,
    pin_messages=True,
)
OPTIONS = ("the first", "the second", "the third")
_ZONE = ZoneInfo("Europe/Berlin")


@dataclass
class Memory:
    """What outlives a start."""

    enrolled: list[int] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    """The date of each post; its id is its place, counted from 1."""
    answers: list[dict[str, int]] = field(default_factory=list)


class Button(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r".+"):
    """Any button: the toy reads its custom_id."""

    async def callback(self, interaction: discord.Interaction) -> None:
        client = interaction.client
        assert isinstance(client, Toy)
        await client.pressed(interaction, custom_ids.parse(self.custom_id))

    @classmethod
    async def from_custom_id(  # type: ignore[override]
        cls, interaction: discord.Interaction, item: ui.Button[ui.LayoutView], match: object
    ) -> "Button":
        return cls(item)


class ReportForm(ui.Modal, title="Report a question"):
    what: ui.Label[ui.LayoutView] = ui.Label(text="What is wrong?", component=ui.TextInput())

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert interaction.guild is not None
        assert isinstance(self.what.component, ui.TextInput)
        moderators = discord.utils.get(interaction.guild.text_channels, name="moderators")
        assert moderators is not None
        await moderators.send(f"{interaction.user.mention} reports: {self.what.component.value}")
        await interaction.user.send("Thank you. Somebody will look at it.")
        await interaction.response.send_message("It is with the moderators.", ephemeral=True)


class Toy(discord.AutoShardedClient):
    """The bot, and what `run_demo` asks of it, in one."""

    def __init__(self, clock: Clock, file: Path) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()
        )
        self.clock = clock
        self.file = file
        self.memory = Memory()
        self.messages: dict[int, discord.Message] = {}
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(app_commands.Command(name="setup", description="-", callback=self._setup))
        self.tree.add_command(app_commands.Command(name="enroll", description="-", callback=self._enroll))
        self.tree.add_command(app_commands.Command(name="streak", description="-", callback=self._streak))

    @property
    def client(self) -> discord.Client:
        return self

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Button)

    async def start(self) -> None:  # type: ignore[override]
        if self.file.exists():
            self.memory = Memory(**json.loads(self.file.read_text()))

    async def close(self) -> None:
        await super().close()

    def _keep(self) -> None:
        self.file.write_text(json.dumps(vars(self.memory)))

    async def tick(self) -> None:
        now = self.clock.now().astimezone(_ZONE)
        today = now.date().isoformat()
        if now.hour >= 9 and self.memory.enrolled and today not in self.memory.posts:
            self.memory.posts.append(today)
            self.memory.answers.append({})
            self._keep()
            old = len(self.memory.posts) - 1
            if old in self.messages:
                await self.messages[old].edit(view=self._post(old, is_open=False))
            await self.resend_open_posts()

    async def resend_open_posts(self) -> None:
        number = len(self.memory.posts)
        channel = discord.utils.get(self.get_all_channels(), name="fundamentals")
        assert isinstance(channel, discord.TextChannel)
        self.messages[number] = await channel.send(view=self._post(number, is_open=True), nonce=f"p{number}")

    def history_days(self, about: int) -> int:
        return about

    async def solution(self, post_id: int) -> Solution | None:
        return Solution(frozenset({1}))

    def _post(self, number: int, *, is_open: bool) -> ui.LayoutView:
        ref = QuestionRef("p", number)
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.TextDisplay(f"## Question {number}\n{self.memory.posts[number - 1]}"))
        if is_open:
            answers = [custom_ids.Answer(ref, str(index)) for index in range(len(OPTIONS))]
            view.add_item(_row(*zip(OPTIONS, answers, strict=True)))
        else:
            view.add_item(ui.TextDisplay(f"The answer was {OPTIONS[1]}."))
        return view

    async def pressed(self, interaction: discord.Interaction, pressed: custom_ids.CustomId | None) -> None:
        learner = interaction.user.id
        view = ui.LayoutView(timeout=None)
        match pressed:
            case custom_ids.Report():
                await interaction.response.send_modal(ReportForm())
                return
            case custom_ids.Today(guild_id):
                channel_id, message_id = self.messages[1].channel.id, self.messages[1].id
                url = f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}"
                await interaction.response.send_message(f"[The first question]({url})", ephemeral=True)
                return
            case custom_ids.Discuss():
                channel = interaction.channel
                assert isinstance(channel, discord.TextChannel)
                thread = await channel.create_thread(name="Talk", type=discord.ChannelType.private_thread)
                await thread.add_user(interaction.user)
                await thread.send("Talk about it here.")
                await interaction.response.send_message(f"Over there: {thread.mention}", ephemeral=True)
                return
            case custom_ids.Answer(ref, given) if learner not in self.memory.enrolled:
                view.add_item(ui.TextDisplay("You are not enrolled yet."))
                view.add_item(_row(("Enroll and count it", custom_ids.Enroll(ref, given))))
            case custom_ids.Answer(ref, given) | custom_ids.Enroll(ref, given):
                if learner not in self.memory.enrolled:
                    self.memory.enrolled.append(learner)
                self.memory.answers[ref.id - 1].setdefault(str(learner), int(given))
                self._keep()
                view.add_item(ui.TextDisplay(f"Streak {self._streak_of(learner)}"))
                view.add_item(_row(("Report", custom_ids.Report(ref)), ("Discuss", custom_ids.Discuss(ref))))
        await interaction.response.send_message(view=view, ephemeral=True)

    def _streak_of(self, learner: int) -> int:
        return sum(str(learner) in answers for answers in self.memory.answers)

    async def _setup(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel,
        time: str,
        timezone: str,
        moderator_role: discord.Role,
        moderator_channel: discord.TextChannel,
        phase_1_channel: discord.TextChannel,
        phase_2_channel: discord.TextChannel,
        phase_3_channel: discord.TextChannel,
        phase_4_channel: discord.TextChannel,
    ) -> None:
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.TextDisplay(f"Welcome. A question a day at {time} {timezone}."))
        view.add_item(_row(("Where it began", custom_ids.Today(interaction.guild_id or 0))))
        welcome = await channel.send(view=view)
        await welcome.pin()
        await interaction.response.send_message("Set up.", ephemeral=True)

    async def _enroll(self, interaction: discord.Interaction, phase: int = 1) -> None:
        if phase == 1:
            self.memory.enrolled.append(interaction.user.id)
        await interaction.response.send_message("You are in.", ephemeral=True)

    async def _streak(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            f"Streak {self._streak_of(interaction.user.id)}", ephemeral=True
        )


def _row(*buttons: tuple[str, custom_ids.CustomId]) -> ui.ActionRow[ui.LayoutView]:
    made = [Button(ui.Button(label=label, custom_id=str(custom_id))) for label, custom_id in buttons]
    return ui.ActionRow(*made)  # type: ignore[arg-type]


def main() -> None:
    data, port = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    run_until_stopped(
        lambda: run_demo(
            Toy,
            data=data,
            say=lambda line: print(line, flush=True),  # noqa: T201
            permissions=PERMISSIONS,
            port=port,
            open_browser=False,
        )
    )


if __name__ == "__main__":
    main()
