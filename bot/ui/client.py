"""The Discord client: the guilds intent and nothing more, commands on a tree, everything else through the router."""

import asyncio
import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from bot.images.renderer import Renderer
from bot.services.all import Services
from bot.ui import commands
from bot.ui.components.router import route
from bot.ui.errors import report

log = logging.getLogger(__name__)


class EpochTree(app_commands.CommandTree["EpochClient"]):
    """The slash commands; what they raise goes to the reporter."""

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell whoever typed the command what is wrong."""
        await report(interaction, error)


class EpochClient(discord.AutoShardedClient):
    """The client. It keeps no state of its own: whatever must survive is in the database."""

    services: Services
    renderer: Renderer | None = None
    """Draws formulas; None where they stay in words."""

    # It never speaks, so the libraries for voice are not missing.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=30,
        )
        self.tree = EpochTree(self)
        self.connected = asyncio.Event()

    def attach(self, services: Services, renderer: Renderer | None = None) -> None:
        """Take the services, and with them the commands, and what draws; before the client logs in."""
        self.services = services
        self.renderer = renderer
        commands.register(self.tree, services)

    async def setup_hook(self) -> None:
        """Tell Discord the commands, when they changed since it was last told."""
        await self.sync_commands()

    async def sync_commands(self) -> bool:
        """Sync the commands unless Discord knows these very ones; True when it was told."""
        application_id = self.application_id or 0
        payload: list[dict[str, Any]] = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
        if await self.services.curriculum.commands_synced(application_id) == digest:
            return False
        await self.tree.sync()
        await self.services.curriculum.record_commands(application_id, digest)
        log.info("told Discord %d commands", len(payload))
        return True

    async def on_ready(self) -> None:
        """Note that the gateway is there."""
        log.info("ready as %s in %d guilds", self.user, len(self.guilds))
        self.connected.set()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer buttons, selects and forms; the tree answers commands."""
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            await route(self.services, interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is in a guild, perhaps again."""
        await self.services.group.joined(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed: nothing more is posted there."""
        await self.services.group.left(guild.id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what an event handler raised; interactions never come here."""
        log.exception("the event %s broke", event_method)
