"""Where a learner stands on the path."""

from sqlalchemy import Connection

from bot.domain.curriculum import Curriculum, Strand
from bot.domain.enrollment import Enrollment, Person
from bot.domain.errors import NotEnrolled
from bot.domain.item import Track
from bot.domain.pace import finishes_on, projected
from bot.domain.progress import PhaseProgress, Progress, StrandProgress
from bot.services.context import Context
from bot.storage.attempt import items_met
from bot.storage.enrollment import find_enrollment

NEXT_TOPICS = 3


class ProgressService:
    """`/progress`."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def show(self, guild_id: int, person: Person) -> Progress:
        """The roadmap in words.

        Raises:
            NotEnrolled: the person has no place in this group.
        """
        now = self._context.now()

        def work(connection: Connection) -> tuple[Enrollment, dict[str, bool]]:
            enrollment = find_enrollment(connection, guild_id, person.discord_id, now)
            if enrollment is None or enrollment.left_at is not None:
                raise NotEnrolled(guild_id)
            return enrollment, items_met(connection, enrollment.learner_id, guild_id)

        enrollment, met = await self._context.database.read(work)
        return _progress(self._context.library.for_guild(guild_id), enrollment, met)


def _progress(curriculum: Curriculum, enrollment: Enrollment, met: dict[str, bool]) -> Progress:
    tracks = (Track.COMMON, enrollment.track)
    phases: list[PhaseProgress] = []
    spans = projected(enrollment.phase, enrollment.phase_started_on, enrollment.pace)
    for phase in curriculum.phases:
        items = curriculum.items_of(phase.number, tracks)
        seen = [item.id for item in items if item.id in met]
        starts_on, ends_on = spans.get(phase.number, (None, None))
        phases.append(
            PhaseProgress(
                number=phase.number,
                title=phase.title,
                summary=phase.summary,
                modules=tuple(curriculum.modules[module].title for module in phase.modules),
                items=len(items),
                met=len(seen),
                correct=sum(met[item_id] for item_id in seen),
                starts_on=starts_on,
                ends_on=ends_on,
            )
        )
    ahead = [item.topic for item in curriculum.items_of(enrollment.phase, tracks) if item.id not in met]
    topics = list(dict.fromkeys(ahead))[:NEXT_TOPICS]
    current = curriculum.modules[curriculum.topics[topics[0]].module].title if topics else ""
    return Progress(
        enrollment=enrollment,
        phases=tuple(phases),
        strands=_strands(curriculum, met),
        current_module=current,
        next_topics=tuple(curriculum.topics[topic].title for topic in topics),
        answered=len(met),
        correct=sum(met.values()),
        finishes_on=finishes_on(enrollment.phase, enrollment.phase_started_on, enrollment.pace),
    )


def _strands(curriculum: Curriculum, met: dict[str, bool]) -> tuple[StrandProgress, ...]:
    answered = dict.fromkeys(Strand, 0)
    correct = dict.fromkeys(Strand, 0)
    for item_id, was_correct in met.items():
        topic = curriculum.topics.get(item_id.rsplit(".", 1)[0])
        if topic is not None:
            answered[topic.strand] += 1
            correct[topic.strand] += was_correct
    return tuple(StrandProgress(strand, answered[strand], correct[strand]) for strand in Strand)
