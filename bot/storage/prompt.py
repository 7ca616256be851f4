"""Prompts: items put before one learner in private."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from bot.storage.tables import attempts, enrollments, learners, prompts

_BY_ID = (
    select(prompts, enrollments.c.guild_id, enrollments.c.phase, learners.c.discord_id)
    .join(enrollments, enrollments.c.id == prompts.c.enrollment_id)
    .join(learners, learners.c.id == enrollments.c.learner_id)
    .where(prompts.c.id == bindparam("prompt_id"))
)
_ANSWERED_ON = (
    select(func.count())
    .select_from(prompts)
    .join(attempts, attempts.c.prompt_id == prompts.c.id)
    .where(
        prompts.c.enrollment_id == bindparam("enrollment_id"), attempts.c.study_day == bindparam("study_day")
    )
)


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A prompt as stored, with whose it is."""

    id: int
    enrollment_id: int
    guild_id: int
    phase: int
    discord_id: int
    source: str
    item_id: str
    version: str
    seed: int
    option_order: tuple[str, ...]


def find_prompt(connection: Connection, prompt_id: int) -> PromptRow | None:
    """A prompt by its id."""
    row = connection.execute(_BY_ID, {"prompt_id": prompt_id}).one_or_none()
    if row is None:
        return None
    return PromptRow(
        id=row.id,
        enrollment_id=row.enrollment_id,
        guild_id=row.guild_id,
        phase=row.phase,
        discord_id=row.discord_id,
        source=row.source,
        item_id=row.item_id,
        version=row.version,
        seed=row.seed,
        option_order=tuple(row.option_order),
    )


def open_prompt(connection: Connection, enrollment_id: int) -> int | None:
    """The id of the learner's oldest prompt that has no answer yet."""
    return connection.execute(
        select(prompts.c.id)
        .outerjoin(attempts, attempts.c.prompt_id == prompts.c.id)
        .where(prompts.c.enrollment_id == enrollment_id, attempts.c.id.is_(None))
        .order_by(prompts.c.id)
        .limit(1)
    ).scalar_one_or_none()


def insert_prompt(connection: Connection, **values: Any) -> int:
    """Put an item before a learner; returns the prompt's id."""
    return int(connection.execute(insert(prompts).values(**values).returning(prompts.c.id)).scalar_one())


def answered_on(connection: Connection, enrollment_id: int, study_day: date) -> int:
    """How many prompts the learner answered on a study day."""
    parameters = {"enrollment_id": enrollment_id, "study_day": study_day}
    return int(connection.execute(_ANSWERED_ON, parameters).scalar_one())


def drop_unanswered(connection: Connection, enrollment_id: int, before: datetime) -> None:
    """Forget prompts that were never answered, because the phase or the track changed."""
    answered = select(attempts.c.prompt_id).where(attempts.c.prompt_id.is_not(None))
    connection.execute(
        prompts.delete().where(
            prompts.c.enrollment_id == enrollment_id,
            prompts.c.created_at <= before,
            prompts.c.id.not_in(answered.where(attempts.c.prompt_id == prompts.c.id)),
        )
    )
