"""Slash commands, one module a noun, each thin: parse, call one service method, render, reply."""

from typing import Any

from discord import app_commands

from bot.services.all import Services
from bot.ui.commands import daily, enrollment, group, learning, setup, study_guide


def register(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Put every command on the tree."""
    for module in (enrollment, learning, study_guide, setup, daily, group):
        module.register(tree, services)
