"""`/guide phase`, `topic`, `project`, `question`, `term`: everything there is to read."""

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from bot.domain.limits import AUTOCOMPLETE_CHOICES, CHOICE_NAME
from bot.services.all import Services
from bot.ui.messages import commands as words
from bot.ui.messages import safe
from bot.ui.messages import study_guide as messages
from bot.ui.replies import reply, text_file

Choices = Coroutine[Any, Any, list[app_commands.Choice[str]]]
Complete = Callable[[discord.Interaction, str], Choices]
Typed = app_commands.Range[str, 1, CHOICE_NAME]


def register(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Put `/guide` on the tree."""
    guides = services.study_guide
    guide = app_commands.Group(name=words.GUIDE.name, description=words.GUIDE.description)

    def complete(kind: str) -> Complete:
        async def choices(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            found = guides.suggest(_here(interaction), kind, current, AUTOCOMPLETE_CHOICES)
            return [
                app_commands.Choice(name=safe.clipped(safe.plain(name), CHOICE_NAME), value=key)
                for name, key in found
            ]

        return choices

    @guide.command(name=words.GUIDE_PHASE.name, description=words.GUIDE_PHASE.description)
    @app_commands.describe(phase=words.GUIDE_PHASE_NUMBER.description)
    async def phase(interaction: discord.Interaction, phase: app_commands.Range[int, 1, 4]) -> None:
        await reply(interaction, messages.phase(guides.phase(_here(interaction), phase)))

    @guide.command(name=words.GUIDE_TOPIC.name, description=words.GUIDE_TOPIC.description)
    @app_commands.describe(topic=words.GUIDE_WHICH.description)
    @app_commands.autocomplete(topic=complete("topic"))
    async def topic(interaction: discord.Interaction, topic: Typed) -> None:
        await reply(interaction, messages.topic(guides.topic(_here(interaction), topic)))

    @guide.command(name=words.GUIDE_PROJECT.name, description=words.GUIDE_PROJECT.description)
    @app_commands.describe(project=words.GUIDE_WHICH.description)
    @app_commands.autocomplete(project=complete("project"))
    async def project(interaction: discord.Interaction, project: Typed) -> None:
        brief, topics = guides.project(_here(interaction), project)
        name = f"{brief.id}.md"
        await reply(
            interaction, messages.project(brief, name), text_file(name, messages.brief(brief, topics))
        )

    @guide.command(name=words.GUIDE_QUESTION.name, description=words.GUIDE_QUESTION.description)
    @app_commands.describe(question=words.GUIDE_WHICH.description)
    @app_commands.autocomplete(question=complete("question"))
    async def question(interaction: discord.Interaction, question: Typed) -> None:
        await reply(interaction, messages.frequent_question(guides.question(_here(interaction), question)))

    @guide.command(name=words.GUIDE_TERM.name, description=words.GUIDE_TERM.description)
    @app_commands.describe(term=words.GUIDE_WHICH.description)
    @app_commands.autocomplete(term=complete("term"))
    async def term(interaction: discord.Interaction, term: Typed) -> None:
        await reply(interaction, messages.term(*guides.term(_here(interaction), term)))

    tree.add_command(guide)


def _here(interaction: discord.Interaction) -> int:
    return interaction.guild_id or 0
