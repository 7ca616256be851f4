"""`/help`: how it works, in a minute; for moderators a little more."""

from collections.abc import Iterable

import discord

from bot.ui.messages import commands
from bot.ui.messages.layout import card, line, lines, message, paragraphs, small
from bot.ui.messages.verdict import SEEN_BY_MODERATORS


def help_page(*, is_moderator: bool = False) -> discord.ui.LayoutView:
    """What a learner needs to know; moderators also see their own commands."""
    moderators = (
        line(),
        lines("**For moderators**", *_listed(commands.MODERATORS)),
        small("Reports, and whatever needs a hand, come to the moderators’ channel."),
    )
    return message(
        card(
            lines(
                "### Two minutes a day",
                "Every post day a question appears. Tap an answer: only you see at once whether it was "
                "right, and why. Your first tap counts. The next day, the question shows its answer to all.",
            ),
            lines(*_listed(commands.LEARNERS)),
            line(),
            paragraphs(
                lines(
                    small("Any answer counts for your streak, right or wrong; points come on top."),
                    small("Something wrong with a question? “Report” stands under every verdict."),
                    small(SEEN_BY_MODERATORS),
                )
            ),
            *(moderators if is_moderator else ()),
        )
    )


def _listed(wordings: Iterable[commands.Wording]) -> list[str]:
    return [
        f"`/{wording.name}` {wording.description[0].lower()}{wording.description[1:]}" for wording in wordings
    ]
