"""Hints: one after the other, each for a third of the points."""

from sqlalchemy import Connection

from bot.domain.attempt import Source
from bot.domain.enrollment import Person
from bot.domain.errors import NotEnrolled
from bot.domain.hint import HintView
from bot.domain.item import QuestionRef
from bot.domain.points import points_for
from bot.services.context import Context
from bot.services.question import load_question, source_of
from bot.services.verdicts import answer_in
from bot.storage.attempt import attempts_at_item
from bot.storage.enrollment import lock_enrollment
from bot.storage.hint import hints_used, record_hints


class HintService:
    """Hints on questions that are out."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def reveal(self, ref: QuestionRef, person: Person, number: int | None = None) -> HintView:
        """Show a hint and record that it was seen; after the answer every hint is free.

        Args:
            ref: the question.
            person: who asks.
            number: the hint, counted from 1; asking for one that was shown before costs nothing more. None asks for
                the next, and so does any number beyond it. After the last there is nothing new.

        Raises:
            NotEnrolled, QuestionGone, NotYours: nothing was shown.
        """
        now = self._context.now()

        def work(connection: Connection) -> HintView:
            question = load_question(self._context, connection, ref, person.discord_id)
            locked = lock_enrollment(connection, question.guild_id, person.discord_id, now)
            if locked is None:
                raise NotEnrolled(question.guild_id)
            enrollment, _ = locked
            item = question.shown.item
            earlier = attempts_at_item(connection, enrollment.learner_id, question.guild_id, item.id)
            is_answered = answer_in(earlier, question) is not None
            used = hints_used(connection, enrollment.id, ref)
            # One at a time while each costs something, whatever number a custom_id names.
            last = len(item.hints) if is_answered else min(used + 1, len(item.hints))
            wanted = max(used, min(number if number is not None else used + 1, last))
            if wanted > used and not is_answered:
                record_hints(connection, enrollment.id, ref, range(used + 1, wanted + 1), now)
            source, _ = source_of(question, enrollment, met_before=bool(earlier))
            counts = not is_answered and source is not Source.PRACTICE
            return HintView(
                shown=question.shown,
                hints=item.hints[:wanted],
                total=len(item.hints),
                points=points_for(item.difficulty, 1.0, wanted) if counts else 0,
                points_after_next=points_for(item.difficulty, 1.0, wanted + 1) if counts else 0,
                is_new=wanted > used,
                is_answered=is_answered,
            )

        return await self._context.database.write(work)
