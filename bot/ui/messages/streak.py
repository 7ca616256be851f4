"""Streaks: the line that follows an answer, and `/streak` with its reasons."""

import discord

from bot.domain.streak import DayKind, DayView, StreakView
from bot.ui.messages import words
from bot.ui.messages.layout import card, line, lines, message, small

_KINDS = {
    DayKind.MISSED: ("○", "no answer"),
    DayKind.FORGIVEN: ("◐", "no answer, and forgiven"),
    DayKind.NO_QUESTION: ("–", "no question that day"),
    DayKind.PAUSED: ("–", "paused"),
    DayKind.OUTAGE: ("–", "we could not deliver"),
    DayKind.GRANTED: ("–", "excused by a moderator"),
    DayKind.TRAVEL: ("–", "on the move between time zones"),
}
RULES = (
    "A day counts when you answer, right or wrong.",
    "One missed day within any seven is forgiven.",
    "Two within seven: the streak goes on from the days since the first of them.",
    "Days off, pauses and days without a question never count as missed.",
)


def streak_line(streak: StreakView) -> str:
    """One line: "Streak 1 · your day ends 04:00 Berlin (in 9 hours)"."""
    return f"**Streak {streak.current}** · {day_end(streak)}"


def day_end(streak: StreakView) -> str:
    """When the learner's study day is over: "your day ends 04:00 Berlin (in 9 hours)"."""
    ends = words.wall_time(streak.day_ends_at, streak.timezone)
    return f"your day ends {ends} {words.city(streak.timezone)} ({words.relative(streak.day_ends_at)})"


def streak(view: StreakView) -> discord.ui.LayoutView:
    """`/streak`: the counts, the last days and what counted in each, and the rules."""
    counts = lines(
        f"### Streak {view.current}",
        f"Best {view.best} · {words.count(view.active_days, 'day')} of learning in all",
        small(_today(view)),
    )
    days = "\n".join(_day(day) for day in reversed(view.days))
    return message(
        card(
            counts,
            *((line(), days) if days else ()),
            line(),
            "\n".join(small(rule) for rule in RULES),
        )
    )


def _today(view: StreakView) -> str:
    if view.is_today_done:
        return f"Today counts already; {day_end(view)}."
    return f"Today is still open: {day_end(view)}."


def _day(view: DayView) -> str:
    when = words.day(view.day)
    if view.kind is DayKind.ACTIVE or view.answers:
        right = "" if not view.correct else f", {words.number(view.correct)} right"
        if view.answers == view.correct == 1:
            right = ", right"
        return f"● {when} · {words.count(view.answers, 'answer')}{right}"
    if view.kind is DayKind.TODAY:
        return f"○ {when} · today, still open"
    mark, why = _KINDS[view.kind]
    return f"{mark} {when} · {why}"
