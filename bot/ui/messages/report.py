"""Reports: the form, what moderators read, and the thanks."""

from typing import Any

import discord

from bot.domain.item import QuestionRef
from bot.domain.report import Report, ReportKind
from bot.ui import custom_ids
from bot.ui.messages import question, safe, words
from bot.ui.messages.layout import (
    ATTENTION,
    RIGHT,
    button,
    card,
    lines,
    message,
    modal,
    rows,
    shortened,
    small,
)

TEXT_LENGTH = 1000
_KINDS = {
    ReportKind.WRONG_KEY: ("The answer is wrong", "Wrong key"),
    ReportKind.AMBIGUOUS: ("It can be read in two ways", "Ambiguous"),
    ReportKind.TYPO: ("A typo, or hard to read", "Typo"),
    ReportKind.OUTDATED: ("It is outdated", "Outdated"),
    ReportKind.OTHER: ("Something else", "Other"),
}


def form(ref: QuestionRef) -> discord.ui.Modal:
    """The report's form: what is wrong, and as much more as the learner likes."""
    kinds = discord.ui.Select[Any](
        custom_id=custom_ids.KIND_FIELD,
        options=[discord.SelectOption(label=label, value=str(kind)) for kind, (label, _) in _KINDS.items()],
    )
    text = discord.ui.TextInput[Any](
        custom_id=custom_ids.TEXT_FIELD,
        style=discord.TextStyle.paragraph,
        required=False,
        max_length=TEXT_LENGTH,
    )
    return modal(
        "Report this question",
        custom_ids.Reported(ref),
        discord.ui.Label[Any](text="What is wrong?", component=kinds),
        discord.ui.Label[Any](
            text="Tell more, if you like",
            description="The moderators read it, with your name.",
            component=text,
        ),
    )


def thanks(report: Report) -> discord.ui.LayoutView:
    """To the learner who reported."""
    others = report.reports_of_item - 1
    also = ""
    if others > 0:
        told = "one other person has" if others == 1 else f"{words.number(others)} others have"
        also = f" You are not alone: {told} reported it, too."
    return message(f"Thank you. The moderators have your report.{also}")


def for_moderators(report: Report) -> discord.ui.LayoutView:
    """What the moderators read, and the button that closes it (send it without pinging anybody)."""
    return message(
        card(
            *_told(report),
            *rows([button("Mark as done", custom_ids.Fixed(report.id))]),
            colour=ATTENTION,
        )
    )


def closed(report: Report, moderator_discord_id: int) -> discord.ui.LayoutView:
    """The same message once a moderator has closed it."""
    return message(card(*_told(report), f"✓ Done, by <@{moderator_discord_id}>", colour=RIGHT))


def _told(report: Report) -> list[str]:
    shown, item = report.shown, report.shown.item
    people = words.count(report.reports_of_item, "person has", "people have")
    facts = lines(
        f"From <@{report.reporter_discord_id}>, {words.relative(report.reported_at)}",
        f"**{shown.topic_title}**, phase {shown.phase}: {shortened(item.stem.strip(), 400)}",
        f"The key: {_key(report)}",
        small(f"`{item.id}` · revision {item.rev} · version `{item.version[:8]}`"),
        small(f"{words.capital(people)} reported this version."),
    )
    # A text of its own, so that nothing that follows can run into the quotation.
    return [f"### Report: {_KINDS[report.kind][1].lower()}", safe.quoted(report.text, TEXT_LENGTH), facts]


def _key(report: Report) -> str:
    shown = report.shown
    if shown.item.key is not None:
        return question.key(shown)
    return "; ".join(question.lettered(shown, one) for one in shown.order if one in shown.item.key_ids)
