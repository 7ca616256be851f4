"""Answering a question: the one transaction everything else leads to."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.attempt import Grade, Source, Verdict
from bot.domain.enrollment import Choices, Enrollment, Person
from bot.domain.errors import NotEnrolled, Paused, UnreadableAnswer
from bot.domain.grading import grade, read_response
from bot.domain.item import QuestionRef, ShownItem
from bot.domain.leaderboard import week_of
from bot.domain.points import counted, points_for
from bot.domain.streak import Streak, extend
from bot.domain.study_day import study_day
from bot.services.context import Context
from bot.services.enrolling import enroll, resume
from bot.services.extras import extras_of
from bot.services.question import Question, load_question, source_of
from bot.services.streaks import charged_between, refold, view_of
from bot.services.verdicts import again, answer_in, verdict_on
from bot.storage import attempt as attempts
from bot.storage import leaderboard
from bot.storage import streak as streaks
from bot.storage.enrollment import find_enrollment, lock_enrollment, touch
from bot.storage.hint import hints_used


class AttemptService:
    """Answers and what they are worth."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def submit(
        self,
        ref: QuestionRef,
        person: Person,
        given: str,
        *,
        enroll_first: bool = False,
        resume_first: bool = False,
    ) -> Verdict:
        """Grade an answer once, extend the streak, add the points; a second answer shows the first again.

        Args:
            ref: the question.
            person: who answered.
            given: what stands in the custom_id or the form (see `bot.domain.grading`).
            enroll_first: enroll with defaults when not enrolled, then count the answer.
            resume_first: end a pause, then count the answer.

        Raises:
            NotEnrolled, Paused, UnreadableAnswer, QuestionGone, NotYours: nothing was stored.
        """
        now = self._context.now()

        def work(connection: Connection) -> Verdict:
            question = load_question(self._context, connection, ref, person.discord_id)
            try:
                response = read_response(question.shown, given)
            except UnreadableAnswer:
                if (told := self._verdict(connection, question, person, now)) is not None:
                    return told
                raise
            enrolled_now = resumed_now = False
            locked = lock_enrollment(connection, question.guild_id, person.discord_id, now)
            if locked is None:
                if not enroll_first:
                    raise NotEnrolled(question.guild_id, ref, given)
                enrolled_now = self._enroll(connection, question, person, now)
                locked = lock_enrollment(connection, question.guild_id, person.discord_id, now)
                if locked is None:  # pragma: no cover - just enrolled in this very transaction
                    raise NotEnrolled(question.guild_id, ref, given)
            enrollment, streak = locked
            day = study_day(now, enrollment.timezone)
            earlier = attempts.attempts_at_item(
                connection, enrollment.learner_id, question.guild_id, question.shown.item.id
            )
            row = answer_in(earlier, question)
            if row is not None:
                return again(connection, question, enrollment, streak, row, now)
            if enrollment.is_paused_on(day):
                if not resume_first:
                    raise Paused(enrollment.paused_until or day, ref, given)
                resume(connection, enrollment, day, now)
                enrollment = replace(enrollment, paused_from=None, paused_until=None)
                resumed_now = True
            met = earlier[0] if earlier else None
            source, reason = source_of(question, enrollment, met_before=met is not None)
            item = question.shown.item
            if item.hints:
                response = replace(response, hints_used=hints_used(connection, enrollment.id, ref))
            graded = grade(item, response)
            points = (
                0
                if source is Source.PRACTICE
                else points_for(
                    item.difficulty, graded.score, response.hints_used, is_unknown=response.is_unknown
                )
            )
            attempt_id = attempts.insert_attempt(
                connection,
                learner_id=enrollment.learner_id,
                guild_id=question.guild_id,
                post_id=question.post_id,
                prompt_id=question.prompt_id,
                item_id=item.id,
                version=item.version,
                seed=question.shown.seed,
                option_order=list(question.shown.order),
                response=response,
                source=source,
                practice_reason=reason,
                answered_at=now,
                study_day=day,
                timezone=enrollment.timezone,
            )
            attempts.insert_verdict(connection, attempt_id, graded, points, now)
            was_new = streak.active_days == 0
            streak = self._extend(connection, enrollment, streak, day, now)
            earned = self._add_points(connection, enrollment, day, graded, points)
            touch(connection, enrollment.id, now, person.display_name)
            return Verdict(
                attempt_id=attempt_id,
                shown=question.shown,
                source=source,
                response=response,
                grade=graded,
                answered_at=now,
                study_day=day,
                points=earned,
                points_capped=earned < points,
                streak=view_of(connection, enrollment, streak, now),
                met_before_at=met.answered_at if met else None,
                met_before=met.response if met else None,
                practice_reason=reason,
                ask_about_ping=was_new and enrollment.wants_ping is None,
                enrolled_now=enrolled_now,
                resumed_now=resumed_now,
                has_more=self._has_more(connection, enrollment, day),
            )

        return await self._context.database.write(work)

    async def guild_of(self, ref: QuestionRef) -> int:
        """The group a question belongs to.

        Raises:
            QuestionGone: there is no such question.
        """
        return await self._context.database.read(
            lambda connection: load_question(self._context, connection, ref).guild_id
        )

    async def enroll_for(self, ref: QuestionRef, person: Person) -> None:
        """Enroll with defaults in a question's group and, when new, in its phase; the answer comes next.

        Raises:
            QuestionGone, NotYours: there is nothing to enroll for.
        """
        now = self._context.now()

        def work(connection: Connection) -> None:
            question = load_question(self._context, connection, ref, person.discord_id)
            if lock_enrollment(connection, question.guild_id, person.discord_id, now) is None:
                self._enroll(connection, question, person, now)

        await self._context.database.write(work)

    async def open_form(self, ref: QuestionRef, person: Person) -> ShownItem | Verdict:
        """What an answer form needs; the verdict instead, when the learner has answered already.

        Raises:
            QuestionGone, NotYours: there is nothing to answer.
        """
        now = self._context.now()

        def work(connection: Connection) -> ShownItem | Verdict:
            question = load_question(self._context, connection, ref, person.discord_id)
            return self._verdict(connection, question, person, now) or question.shown

        return await self._context.database.read(work)

    async def again(self, ref: QuestionRef, person: Person) -> Verdict | None:
        """The learner's verdict on a question they have answered, or None."""
        now = self._context.now()

        def work(connection: Connection) -> Verdict | None:
            question = load_question(self._context, connection, ref, person.discord_id)
            return self._verdict(connection, question, person, now)

        return await self._context.database.read(work)

    def _enroll(self, connection: Connection, question: Question, person: Person, now: datetime) -> bool:
        """Enroll with defaults; True for a newcomer, who starts in the question's phase (others where they left)."""
        known = find_enrollment(connection, question.guild_id, person.discord_id, now)
        choices = Choices() if known else Choices(phase=question.shown.phase)
        enroll(self._context, connection, question.guild_id, person, choices, now)
        return known is None

    def _has_more(self, connection: Connection, enrollment: Enrollment, day: date) -> bool:
        extras = extras_of(self._context, connection, enrollment, day)
        return extras.done < extras.due

    def _verdict(
        self, connection: Connection, question: Question, person: Person, now: datetime
    ) -> Verdict | None:
        enrollment = find_enrollment(connection, question.guild_id, person.discord_id, now)
        if enrollment is None:
            return None
        return verdict_on(
            connection, question, enrollment, streaks.load_streak(connection, enrollment.id), now
        )

    def _extend(
        self, connection: Connection, enrollment: Enrollment, streak: Streak, day: date, now: datetime
    ) -> Streak:
        charged = charged_between(connection, enrollment, streak.last_day, day)
        if streak.last_day is not None and day < streak.last_day:
            # Only a clock set back can bring this about: fold everything again rather than guess.
            extended = refold(connection, enrollment)
        else:
            extended = extend(streak, day, now, charged)
        streaks.save_streak(connection, enrollment.id, extended)
        return extended

    def _add_points(
        self, connection: Connection, enrollment: Enrollment, day: date, graded: Grade, points: int
    ) -> int:
        before = streaks.add_to_day(connection, enrollment.id, day, graded.is_correct, points)
        earned = counted(before, points)
        if earned:
            leaderboard.add_points(
                connection,
                enrollment.id,
                enrollment.guild_id,
                ("all", week_of(day).isoformat()),
                earned,
                is_listed=not enrollment.is_hidden,
            )
        return earned
