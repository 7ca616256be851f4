"""`/leaderboard`: standings of the week or of all time, page by page."""

import discord

from bot.domain.leaderboard import LeaderboardPage, Period, Standing
from bot.ui import custom_ids
from bot.ui.messages import safe, words
from bot.ui.messages.layout import Style, button, card, line, lines, message, rows, small

_TITLES = {Period.WEEK: "This week", Period.ALL: "All time"}


def leaderboard(page: LeaderboardPage) -> discord.ui.LayoutView:
    """A page of standings, the reader's own rank, and the way to other pages and the other period."""
    guild, period = page.guild_id, page.period
    before, after = page.previous_cursor, page.next_cursor
    turn = []
    if before is not None or after is not None:
        turn = [
            button(
                "Previous page", custom_ids.Board(guild, period, "before", before), disabled=before is None
            ),
            button("Next page", custom_ids.Board(guild, period, "after", after), disabled=after is None),
        ]
    toggles = [
        button(
            _TITLES[one],
            custom_ids.Board(guild, one),
            Style.primary if one is period else Style.secondary,
            disabled=one is period and before is None,
        )
        for one in Period
    ]
    body = "\n".join(_standing(standing) for standing in page.standings)
    return message(
        card(
            lines(f"### {_TITLES[period]}", small(_subtitle(page))),
            body or "Nobody has points yet. The next answer takes the lead.",
            line(),
            _own(page),
            *rows(toggles),
            *rows(turn),
        )
    )


def _subtitle(page: LeaderboardPage) -> str:
    learners = f"{words.count(page.learners, 'learner')} with points"
    return f"Since {words.day(page.week_of)} · {learners}" if page.week_of else learners


def _standing(standing: Standing) -> str:
    who = safe.name(standing.display_name)
    if standing.is_me:
        return f"**{standing.rank} {who} · {standing.points:,}** ← you"
    return f"**{standing.rank}** {who} · {standing.points:,}"


def _own(page: LeaderboardPage) -> str:
    hidden = " You are hidden: only you see this line." if page.is_hidden else ""
    if page.me is None:
        return "You have no points yet in this period. One answer puts you on the board."
    points = f"{page.me.points:,} {'point' if page.me.points == 1 else 'points'}"
    return f"**You: rank {page.me.rank}**, {points}.{hidden}"
