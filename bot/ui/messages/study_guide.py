"""`/guide`: phases, topics, projects, frequent questions and terms, to be read."""

from collections.abc import Iterable

import discord

from bot.domain.enrollment import PACES
from bot.domain.item import Reference
from bot.domain.pace import phase_days
from bot.domain.reading_pages import PhasePage, TopicPage
from bot.domain.study_guide import FrequentQuestion, Project, Resource, Term
from bot.ui.messages import question, words
from bot.ui.messages.layout import card, line, lines, message, paragraphs, phase_colour, small

_LEVELS = ("Not yet", "Getting there", "Good", "Excellent")


def phase(page: PhasePage) -> discord.ui.LayoutView:
    """A phase: what it makes one able to do, how much time it takes at each pace, what ends it."""
    guide = page.guide
    modules = [
        f"{number}. **{module.title}**{f' · {one.hours} h' if one else ''}"
        for number, (module, one) in enumerate(page.modules, 1)
    ]
    return message(
        card(
            f"### Phase {page.phase.number}: {page.phase.title}",
            paragraphs(
                guide.purpose if guide and guide.purpose else page.phase.summary,
                guide.brings if guide else "",
            ),
            _time(page),
            line(),
            lines("**In this order**", *modules),
            *(
                (line(), lines("**Done when**", *_bullets(guide.checkpoint)))
                if guide and guide.checkpoint
                else ()
            ),
            lines("**Projects**", *_bullets(one.title for one in page.projects)) if page.projects else "",
            small("`/guide topic` and `/guide project` tell more of each."),
            colour=phase_colour(page.phase.number),
        )
    )


def topic(page: TopicPage) -> discord.ui.LayoutView:
    """A topic: what one can do afterwards, the primer, where to read more, what comes before."""
    guide, module_guide = page.guide, page.module_guide
    head = lines(
        f"### {page.topic.title}",
        small(f"Phase {page.topic.phase} · {page.module.title} · {words.STRANDS[page.topic.strand]}"),
    )
    if guide is None:
        return message(
            card(head, "Nobody has written about this topic yet.", colour=phase_colour(page.topic.phase))
        )
    before = words.listed([f"**{one.title}**" for one in page.before])
    return message(
        card(
            head,
            lines("**Afterwards you can**", *_bullets(guide.outcomes)),
            line(),
            guide.primer,
            line(),
            lines("**Read on**", *map(_resource, guide.resources)) if guide.resources else "",
            small(f"Its module: {module_guide.purpose}") if module_guide else "",
            small(f"Comes after {before}.") if before else "",
            colour=phase_colour(page.topic.phase),
        )
    )


def project(brief: Project, file_name: str) -> discord.ui.LayoutView:
    """A project in short; the whole brief is in the file that goes with it."""
    milestones = [
        f"{number}. **{one.title}** · {words.count(one.weeks, 'week')}"
        for number, one in enumerate(brief.milestones, 1)
    ]
    return message(
        card(
            lines(
                f"### {brief.title}",
                small(f"Phase {brief.phase} · {words.count(brief.weeks, 'week')} at about five hours each"),
            ),
            brief.summary,
            line(),
            lines("**On the way**", *milestones),
            lines("**Good is**", *_bullets(f"{one.measure}: {one.good}" for one in brief.targets)),
            small("The problem, the data, what is due at each step and the rubric are in the file."),
            colour=phase_colour(brief.phase),
        ),
        discord.ui.File(f"attachment://{file_name}"),
    )


def brief(whole: Project, topics: Iterable[str]) -> str:
    """The whole brief of a project, as a Markdown page of its own."""
    return paragraphs(
        f"# {whole.title}",
        f"*Phase {whole.phase}, about {words.count(whole.weeks, 'week')} at five hours each.*",
        whole.summary,
        "## The problem",
        whole.problem,
        "## What you practise",
        lines(*_bullets(topics)),
        "## Data",
        lines(
            *_bullets(f"[{one.title}]({one.url}). {one.note} Licence: {one.licence}." for one in whole.data)
        ),
        "## Milestones",
        *(
            lines(f"**{number}. {one.title}** ({words.count(one.weeks, 'week')})", *_bullets(one.done))
            for number, one in enumerate(whole.milestones, 1)
        ),
        "## What good is",
        lines(
            "| Measure | Baseline | Good |",
            "|---|---|---|",
            *(
                f"| {_cell(one.measure)} | {_cell(one.baseline)} | {_cell(one.good)} |"
                for one in whole.targets
            ),
        ),
        "## Rubric",
        *(lines(f"**{one.title}**", *_bullets(_levels(one.levels))) for one in whole.rubric),
        "## If you want more",
        lines(*_bullets(whole.stretch)),
        "## What usually goes wrong",
        lines(*_bullets(f"{one.mistake} *Instead:* {one.instead}" for one in whole.mistakes)),
    )


def frequent_question(asked: FrequentQuestion) -> discord.ui.LayoutView:
    """What newcomers ask, the answer, and where it comes from."""
    return message(card(f"### {asked.question}", asked.answer, line(), _sources(asked.references)))


def term(entry: Term, topics: Iterable[str]) -> discord.ui.LayoutView:
    """A term with its notation, other names and topics."""
    facts = [
        f"Also {words.listed(entry.also, 'or')}" if entry.also else "",
        *topics,
    ]
    return message(
        card(
            f"### {entry.term}",
            entry.definition,
            f"`{entry.notation}`" if entry.notation else "",
            small(" · ".join(fact for fact in facts if fact)),
        )
    )


def _time(page: PhasePage) -> str:
    if not page.hours:
        return ""
    weekly = (f"{page.hours / (phase_days(pace) / 7):.0f} h a week at {pace} months" for pace in PACES)
    return small(
        f"About {page.hours} hours of study: {', '.join(weekly)}. The questions are two minutes a day."
    )


def _resource(one: Resource) -> str:
    return f"- [{one.title.replace('[', '(').replace(']', ')')}](<{one.url}>) · {one.minutes} min. {one.why}"


def _sources(references: Iterable[Reference]) -> str:
    told = " · ".join(map(question.reference, references))
    return small(f"Where this comes from: {told}") if told else ""


def _bullets(texts: Iterable[str]) -> list[str]:
    return [f"- {text.strip()}" for text in texts]


def _levels(levels: tuple[str, ...]) -> list[str]:
    names = (
        _LEVELS if len(levels) == len(_LEVELS) else tuple(f"Level {at}" for at in range(1, len(levels) + 1))
    )
    return [f"{name}: {level}" for name, level in zip(names, levels, strict=True)]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
