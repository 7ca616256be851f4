"""`/progress`: the roadmap in words, where the learner is on it, and what comes next."""

import discord

from bot.domain.progress import PhaseProgress, Progress, StrandProgress
from bot.ui import custom_ids
from bot.ui.messages import words
from bot.ui.messages.layout import (
    Style,
    button,
    card,
    line,
    lines,
    message,
    paragraphs,
    phase_colour,
    rows,
    small,
)


def progress(view: Progress) -> discord.ui.LayoutView:
    """The four phases, what was answered and how, what comes next and when the path ends."""
    here = view.enrollment.phase
    return message(
        card(
            lines("### Your path", _summary(view)),
            *(_phase(phase, here) for phase in view.phases),
            line(),
            _next(view),
            _strands(view.strands),
            *rows([button("Today", custom_ids.Today(view.enrollment.guild_id), Style.primary)]),
            colour=phase_colour(here),
        )
    )


def _summary(view: Progress) -> str:
    ends = f"At {view.enrollment.pace} months you finish around {words.day_and_year(view.finishes_on)}."
    if not view.answered:
        return f"Your first question is still to come. {ends}"
    return f"{words.capital(_score(view.answered, view.correct))} at the first try. {ends}"


def _phase(phase: PhaseProgress, here: int) -> str:
    title = f"Phase {phase.number} · {phase.title}"
    if phase.number == here:
        return lines(
            f"**{title}**, where you are",
            phase.summary,
            small(" · ".join(part for part in (_met(phase), _span(phase, "until")) if part)),
        )
    return lines(f"{title}", small(" · ".join(part for part in (_met(phase), _span(phase, "")) if part)))


def _met(phase: PhaseProgress) -> str:
    if not phase.items:
        return "questions are being written"
    if not phase.met:
        return words.count(phase.items, "question")
    return f"{phase.met} of {words.count(phase.items, 'question')} met, {words.number(phase.correct)} right"


def _span(phase: PhaseProgress, preposition: str) -> str:
    if phase.starts_on is None or phase.ends_on is None:
        return ""
    if preposition:
        return f"{preposition} about {words.day_and_year(phase.ends_on)}"
    return f"from about {words.day_and_year(phase.starts_on)}"


def _next(view: Progress) -> str:
    module = f"**Now:** {view.current_module}" if view.current_module else ""
    topics = [topic for topic in view.next_topics[:3] if topic]
    return lines(module, f"**Next:** {', '.join(topics)}" if topics else "")


def _strands(strands: tuple[StrandProgress, ...]) -> str:
    told = [
        f"{words.STRANDS[strand.strand]}: {_score(strand.answered, strand.correct)}"
        for strand in strands
        if strand.answered
    ]
    return paragraphs(lines(*(small(one) for one in told)))


def _score(answered: int, correct: int) -> str:
    return f"{words.number(correct) if correct else 'none'} of {words.number(answered)} right"
