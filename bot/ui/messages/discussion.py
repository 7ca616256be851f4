"""Discussions: one thread a question, with spoilers, for whoever has answered."""

import discord

from bot.domain import limits
from bot.domain.discussion import Discussion
from bot.domain.item import ShownItem
from bot.ui.messages import question, safe
from bot.ui.messages.layout import ATTENTION, card, lines, link, message, phase_colour, rows, small
from bot.ui.messages.permissions import Missing, mend


def thread_name(shown: ShownItem) -> str:
    """The name of the thread, marked as spoilers, at most 100 characters."""
    return safe.clipped(f"Spoilers: {safe.plain(shown.topic_title)}", limits.THREAD_NAME)


def starter(discussion: Discussion) -> discord.ui.LayoutView:
    """The thread's first message: the question, and what the thread is for."""
    shown = discussion.shown
    return message(
        card(
            question.head(shown),
            question.stem(shown.item),
            question.options(shown),
            lines(
                small("**Spoilers from here on.** Say how you thought, not only what is right."),
                small("“Discuss” under the question lets in whoever has answered."),
            ),
            colour=phase_colour(shown.phase),
        )
    )


def opened(discussion: Discussion, thread_id: int) -> discord.ui.LayoutView:
    """To the learner who pressed Discuss: the way in."""
    url = f"https://discord.com/channels/{discussion.guild_id}/{thread_id}"
    return message(
        "The discussion of this question, spoilers included:", *rows([link("Open the thread", url)])
    )


def refused(missing: Missing) -> discord.ui.LayoutView:
    """The thread could not be made, because a permission is missing."""
    return message(
        card(
            "### The discussion could not be opened",
            "Your answer is safe. A moderator can mend it:",
            f"- {mend(missing)}",
            colour=ATTENTION,
        )
    )
