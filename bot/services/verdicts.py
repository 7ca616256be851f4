"""Verdicts on what was answered before. Shared by the services, inside their transaction."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.attempt import Grade, Source, Verdict
from bot.domain.enrollment import Enrollment
from bot.domain.grading import grade
from bot.domain.streak import Streak
from bot.services.question import Question
from bot.services.streaks import view_of
from bot.storage.attempt import AttemptRow, attempts_at_item


def verdict_on(
    connection: Connection, question: Question, enrollment: Enrollment, streak: Streak, now: datetime
) -> Verdict | None:
    """The learner's first answer to this very question, graded as it was then; None when there is none."""
    rows = attempts_at_item(connection, enrollment.learner_id, question.guild_id, question.shown.item.id)
    row = answer_in(rows, question)
    return None if row is None else again(connection, question, enrollment, streak, row, now)


def answer_in(rows: list[AttemptRow], question: Question) -> AttemptRow | None:
    """The attempt that answered this question, among attempts at its item."""
    for row in rows:
        if (row.post_id, row.prompt_id) == (question.post_id, question.prompt_id):
            return row
    return None


def again(
    connection: Connection,
    question: Question,
    enrollment: Enrollment,
    streak: Streak,
    row: AttemptRow,
    now: datetime,
) -> Verdict:
    """The verdict on an attempt, shown once more."""
    return Verdict(
        attempt_id=row.id,
        shown=question.shown,
        source=Source(row.source),
        response=row.response,
        grade=Grade(row.score, row.is_correct, grade(question.shown.item, row.response).feedback),
        answered_at=row.answered_at,
        study_day=row.study_day,
        points=row.points,
        points_capped=False,
        streak=view_of(connection, enrollment, streak, now),
        is_repeat_tap=True,
        practice_reason=row.practice_reason,
    )
