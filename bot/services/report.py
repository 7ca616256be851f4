"""Reports: a learner says what is wrong with a question, moderators see it and close it."""

from sqlalchemy import Connection

from bot.domain.enrollment import Person
from bot.domain.errors import AlreadyReported, NotEnrolled, QuestionGone
from bot.domain.group import Caller
from bot.domain.item import QuestionRef
from bot.domain.report import Report, ReportKind
from bot.services.context import Context
from bot.services.moderating import moderated_group
from bot.services.question import load_question
from bot.storage import report as storage
from bot.storage.enrollment import find_enrollment

LONGEST_TEXT = 1000


class ReportService:
    """Reports of questions."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def file(self, ref: QuestionRef, person: Person, kind: ReportKind, text: str) -> Report:
        """File a report; each learner reports a version of a question once.

        Raises:
            NotEnrolled, QuestionGone, NotYours, AlreadyReported: nothing was filed.
        """
        now = self._context.now()

        def work(connection: Connection) -> Report:
            question = load_question(self._context, connection, ref, person.discord_id)
            enrollment = find_enrollment(connection, question.guild_id, person.discord_id, now)
            if enrollment is None or enrollment.left_at is not None:
                raise NotEnrolled(question.guild_id)
            version = question.shown.item.version
            earlier = storage.report_by(connection, enrollment.learner_id, version)
            if earlier is not None:
                raise AlreadyReported(earlier)
            report_id = storage.insert_report(
                connection,
                guild_id=question.guild_id,
                learner_id=enrollment.learner_id,
                ref=str(ref),
                item_id=question.shown.item.id,
                version=version,
                kind=kind,
                text=text.strip()[:LONGEST_TEXT],
                reported_at=now,
            )
            return self._report(connection, report_id)

        return await self._context.database.write(work)

    async def close(self, report_id: int, guild_id: int, caller: Caller) -> Report:
        """Close a report that has been dealt with.

        Raises:
            NeedsModerator, GroupNotSetUp, QuestionGone: nothing was closed.
        """
        now = self._context.now()

        def work(connection: Connection) -> Report:
            moderated_group(connection, guild_id, caller)
            row = storage.find_report(connection, report_id)
            if row is None or row.guild_id != guild_id:
                raise QuestionGone
            if row.closed_at is None:
                storage.mark(connection, report_id, closed_at=now)
            return self._report(connection, report_id)

        return await self._context.database.write(work)

    async def guild_of(self, report_id: int) -> int:
        """The guild a report was filed in.

        Raises:
            QuestionGone: there is no such report (any more).
        """
        row = await self._context.database.read(lambda connection: storage.find_report(connection, report_id))
        if row is None:
            raise QuestionGone
        return row.guild_id

    async def untold(self, after: int = 0, limit: int = 50) -> list[Report]:
        """Reports the moderators' channel does not have yet, by id; the next page begins after the last one's.

        Filing and telling survive a crash in between.
        """
        return await self._context.database.read(
            lambda connection: [
                self._report(connection, report_id) for report_id in storage.untold(connection, after, limit)
            ]
        )

    async def told(self, report_id: int) -> None:
        """The moderators' channel has it."""
        now = self._context.now()
        await self._context.database.write(
            lambda connection: storage.mark(connection, report_id, told_at=now)
        )

    def _report(self, connection: Connection, report_id: int) -> Report:
        row = storage.find_report(connection, report_id)
        if row is None:
            raise QuestionGone
        question = load_question(self._context, connection, QuestionRef.parse(row.ref))
        return Report(
            id=row.id,
            guild_id=row.guild_id,
            kind=row.kind,
            text=row.text,
            shown=question.shown,
            reporter_discord_id=row.discord_id or 0,
            reported_at=row.reported_at,
            reports_of_item=storage.count_of_version(connection, row.version),
            is_closed=row.closed_at is not None,
        )
