"""Attempts and verdicts: the immutable record of what was answered and how it was graded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from bot.domain.attempt import Grade, Response
from bot.storage.tables import attempts, verdicts

_LATER = verdicts.alias("later")
LATEST_VERDICT = (verdicts.c.attempt_id == attempts.c.id) & (
    verdicts.c.seq
    == select(func.max(_LATER.c.seq))
    .where(_LATER.c.attempt_id == attempts.c.id)
    .correlate(attempts)
    .scalar_subquery()
)
"""Joins an attempt with the verdict on it that counts."""
_WITH_VERDICT = (
    select(attempts, verdicts.c.score, verdicts.c.is_correct, verdicts.c.points)
    .select_from(attempts)
    .join(verdicts, LATEST_VERDICT)
)

_OF_ITEM = _WITH_VERDICT.where(
    attempts.c.learner_id == bindparam("learner_id"),
    attempts.c.item_id == bindparam("item_id"),
    attempts.c.guild_id == bindparam("guild_id"),
).order_by(attempts.c.answered_at, attempts.c.id)
_MET_BEFORE = select(attempts.c.item_id).where(
    attempts.c.learner_id == bindparam("learner_id"),
    attempts.c.guild_id == bindparam("guild_id"),
    attempts.c.study_day < bindparam("day"),
)
_INSERT = insert(attempts).returning(attempts.c.id)
_INSERT_VERDICT = insert(verdicts)


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt with its latest verdict."""

    id: int
    guild_id: int
    post_id: int | None
    prompt_id: int | None
    item_id: str
    version: str
    seed: int
    option_order: tuple[str, ...]
    response: Response
    source: str
    practice_reason: str
    answered_at: datetime
    study_day: date
    timezone: str
    score: float
    is_correct: bool
    points: int


def attempts_at_item(
    connection: Connection, learner_id: int, guild_id: int, item_id: str
) -> list[AttemptRow]:
    """A learner's attempts at an item in a group, oldest first."""
    rows = connection.execute(_OF_ITEM, {"learner_id": learner_id, "item_id": item_id, "guild_id": guild_id})
    return [_attempt(row) for row in rows]


def insert_attempt(connection: Connection, **values: Any) -> int:
    """Append an attempt; returns its id. `response` is a `Response`."""
    values["response"] = to_json(values["response"])
    return int(connection.execute(_INSERT, values).scalar_one())


def insert_verdict(
    connection: Connection,
    attempt_id: int,
    grade: Grade,
    points: int,
    now: datetime,
    seq: int = 0,
    reason: str = "answer",
) -> None:
    """Append a verdict on an attempt; the one with the highest `seq` counts."""
    connection.execute(
        _INSERT_VERDICT,
        {
            "attempt_id": attempt_id,
            "seq": seq,
            "score": grade.score,
            "is_correct": grade.is_correct,
            "points": points,
            "graded_at": now,
            "reason": reason,
        },
    )


def items_met(connection: Connection, learner_id: int, guild_id: int) -> dict[str, bool]:
    """Items a learner has answered in a group → whether the first attempt was right."""
    rows = connection.execute(
        select(attempts.c.item_id, verdicts.c.is_correct)
        .select_from(attempts)
        .join(verdicts, LATEST_VERDICT)
        .where(attempts.c.learner_id == learner_id, attempts.c.guild_id == guild_id)
        .order_by(attempts.c.answered_at.desc(), attempts.c.id.desc())
    )
    return {row.item_id: row.is_correct for row in rows}


def items_met_before(connection: Connection, learner_id: int, guild_id: int, day: date) -> set[str]:
    """Items a learner had answered in a group before a study day."""
    parameters = {"learner_id": learner_id, "guild_id": guild_id, "day": day}
    return set(connection.execute(_MET_BEFORE, parameters).scalars())


def count_since(connection: Connection, guild_id: int, since: datetime) -> int:
    """How many answers a group has given since an instant."""
    return int(
        connection.execute(
            select(func.count())
            .select_from(attempts)
            .where(attempts.c.guild_id == guild_id, attempts.c.answered_at >= since)
        ).scalar_one()
    )


def to_json(response: Response) -> dict[str, Any]:
    """A response as it is stored."""
    body: dict[str, Any]
    if response.is_unknown:
        body = {"is_unknown": True}
    elif response.option_ids:
        body = {"option_ids": list(response.option_ids)}
    elif response.texts:
        body = {"texts": list(response.texts)}
    else:
        body = {"text": response.text, "number": response.number}
    return {**body, "hints_used": response.hints_used} if response.hints_used else body


def from_json(body: dict[str, Any]) -> Response:
    """The inverse of `to_json`."""
    return Response(
        option_ids=tuple(body.get("option_ids", ())),
        text=body.get("text", ""),
        number=body.get("number"),
        texts=tuple(body.get("texts", ())),
        is_unknown=body.get("is_unknown", False),
        hints_used=body.get("hints_used", 0),
    )


def _attempt(row: Row[Any]) -> AttemptRow:
    return AttemptRow(
        id=row.id,
        guild_id=row.guild_id,
        post_id=row.post_id,
        prompt_id=row.prompt_id,
        item_id=row.item_id,
        version=row.version,
        seed=row.seed,
        option_order=tuple(row.option_order),
        response=from_json(row.response),
        source=row.source,
        practice_reason=row.practice_reason,
        answered_at=row.answered_at,
        study_day=row.study_day,
        timezone=row.timezone,
        score=row.score,
        is_correct=row.is_correct,
        points=row.points,
    )
