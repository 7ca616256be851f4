"""Discussions: one spoiler thread per question, for whoever has answered it."""

from sqlalchemy import Connection

from bot.domain.discussion import Discussion
from bot.domain.enrollment import Person
from bot.domain.errors import AnswerFirst, GroupNotSetUp, NotEnrolled
from bot.domain.item import QuestionRef
from bot.services.context import Context
from bot.services.question import load_question
from bot.storage import discussion as storage
from bot.storage.attempt import attempts_at_item
from bot.storage.enrollment import find_enrollment
from bot.storage.group import find_group


class DiscussionService:
    """Where a question is talked about."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def join(self, ref: QuestionRef, person: Person) -> Discussion:
        """The thread of a question; `thread_id` None when it must be created first.

        Raises:
            NotEnrolled, AnswerFirst, QuestionGone, NotYours, GroupNotSetUp: it is not open to this person.
        """
        now = self._context.now()

        def work(connection: Connection) -> Discussion:
            question = load_question(self._context, connection, ref, person.discord_id)
            enrollment = find_enrollment(connection, question.guild_id, person.discord_id, now)
            if enrollment is None or enrollment.left_at is not None:
                raise NotEnrolled(question.guild_id)
            item_id = question.shown.item.id
            if not attempts_at_item(connection, enrollment.learner_id, question.guild_id, item_id):
                raise AnswerFirst(ref)
            found = storage.find_thread(connection, question.guild_id, item_id)
            if found is not None:
                return Discussion(question.shown, question.guild_id, *found)
            group = find_group(connection, question.guild_id)
            channel_id = group.channel_of(question.shown.phase) if group else None
            if channel_id is None:
                raise GroupNotSetUp(question.guild_id)
            return Discussion(question.shown, question.guild_id, channel_id, None)

        return await self._context.database.read(work)

    async def created(self, discussion: Discussion, thread_id: int) -> int:
        """Note a new thread; returns the id of the one that counts, which is another when two were made at once."""
        now = self._context.now()
        return await self._context.database.write(
            lambda connection: storage.insert_thread(
                connection,
                discussion.guild_id,
                discussion.shown.item.id,
                discussion.channel_id,
                thread_id,
                now,
            )
        )

    async def lost(self, discussion: Discussion) -> None:
        """The thread was deleted on Discord: the next press makes a new one."""
        await self._context.database.write(
            lambda connection: storage.forget_thread(
                connection, discussion.guild_id, discussion.shown.item.id, discussion.thread_id or 0
            )
        )
