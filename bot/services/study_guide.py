"""Reading: phases, topics, projects, frequent questions and terms, looked up by what somebody typed."""

from collections.abc import Iterable
from typing import TypeVar

from bot.domain.curriculum import Curriculum
from bot.domain.errors import BadChoice
from bot.domain.lookup import best
from bot.domain.reading_pages import PhasePage, TopicPage
from bot.domain.study_guide import FrequentQuestion, Project, Term
from bot.services.context import Context

Entry = TypeVar("Entry")
Named = Iterable[tuple[str, str]]

_SUGGESTED = 5


class StudyGuideService:
    """`/guide`. It reads the curriculum in memory alone, so nothing here waits."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def suggest(self, guild_id: int, kind: str, typed: str, limit: int) -> list[tuple[str, str]]:
        """What fits what was typed so far, best first: (how it is called, its id).

        Args:
            guild_id: The group, or 0 in a direct message.
            kind: "topic", "project", "question" or "term".
            typed: As it was typed.
            limit: Most entries.
        """
        curriculum = self._context.library.for_guild(guild_id)
        called = {key: name for name, key in reversed(list(_names(curriculum, kind)))}
        return [(called[key], key) for key in best(typed, _names(curriculum, kind), limit)]

    def phase(self, guild_id: int, number: int) -> PhasePage:
        """A phase: why, what ends it, its modules with their hours, its projects.

        Raises:
            BadChoice: there is no such phase.
        """
        curriculum = self._context.library.for_guild(guild_id)
        phase = next((one for one in curriculum.phases if one.number == number), None)
        if phase is None:
            raise BadChoice("phase", str(number))
        reading = curriculum.reading
        return PhasePage(
            phase=phase,
            guide=reading.phases.get(number),
            modules=tuple((curriculum.modules[one], reading.modules.get(one)) for one in phase.modules),
            projects=tuple(one for one in reading.projects if one.phase == number),
        )

    def topic(self, guild_id: int, typed: str) -> TopicPage:
        """A topic: what one can do afterwards, what to read first, and where to read more.

        Raises:
            BadChoice: nothing is called so.
        """
        curriculum = self._context.library.for_guild(guild_id)
        topic = curriculum.topics[self._only(guild_id, "topic", typed)]
        return TopicPage(
            topic=topic,
            module=curriculum.modules[topic.module],
            guide=curriculum.reading.topics.get(topic.id),
            module_guide=curriculum.reading.modules.get(topic.module),
            before=tuple(curriculum.topics[one] for one in topic.prerequisites if one in curriculum.topics),
        )

    def project(self, guild_id: int, typed: str) -> tuple[Project, tuple[str, ...]]:
        """A project's brief, and the titles of the topics it practises. Raises BadChoice when nothing is called so."""
        name = self._only(guild_id, "project", typed)
        curriculum = self._context.library.for_guild(guild_id)
        project = _first(curriculum.reading.projects, name)
        return project, _titles(curriculum, project.topics)

    def question(self, guild_id: int, typed: str) -> FrequentQuestion:
        """An answer to what newcomers ask. Raises BadChoice when nothing is called so."""
        name = self._only(guild_id, "question", typed)
        return _first(self._context.library.for_guild(guild_id).reading.questions, name)

    def term(self, guild_id: int, typed: str) -> tuple[Term, tuple[str, ...]]:
        """A term, and the titles of its topics. Raises BadChoice when nothing is called so."""
        name = self._only(guild_id, "term", typed)
        curriculum = self._context.library.for_guild(guild_id)
        term = next(one for one in curriculum.reading.terms if one.term == name)
        return term, _titles(curriculum, term.topics)

    def _only(self, guild_id: int, kind: str, typed: str) -> str:
        """The id of what was chosen, or typed in full, or of the only thing that fits."""
        names = list(_names(self._context.library.for_guild(guild_id), kind))
        if any(key == typed for _, key in names):
            return typed
        found = best(typed, names, _SUGGESTED) if typed.strip() else []
        called = {key: name for name, key in reversed(names)}
        same = [key for name, key in names if name.casefold() == typed.strip().casefold()]
        if same or len(found) == 1:
            return (same or found)[0]
        raise BadChoice(kind, typed, tuple(called[key] for key in found))


def _titles(curriculum: Curriculum, topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(curriculum.topics[one].title for one in topics if one in curriculum.topics)


def _names(curriculum: Curriculum, kind: str) -> Named:
    """(a name, the id) of each entry, the name it is called by before its others."""
    reading = curriculum.reading
    match kind:
        case "topic":
            for name in curriculum.topic_order:
                yield curriculum.topics[name].title, name
                yield name, name
        case "project":
            yield from ((one.title, one.id) for one in reading.projects)
        case "question":
            yield from ((one.question, one.id) for one in reading.questions)
        case "term":
            for term in reading.terms:
                yield from ((name, term.term) for name in (term.term, *term.also))


def _first(entries: Iterable[Entry], name: str) -> Entry:
    return next(one for one in entries if getattr(one, "id", None) == name)
