"""What is open for a learner now."""

import random
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.attempt import Verdict
from bot.domain.daily_post import next_due_at
from bot.domain.enrollment import Enrollment, Person
from bot.domain.errors import NotEnrolled
from bot.domain.grading import random_order
from bot.domain.item import QuestionRef, ShownItem
from bot.domain.pace import phase_ends_on
from bot.domain.study_day import study_day
from bot.domain.today import Today
from bot.services.context import Context
from bot.services.extras import Extras, choose_extra, extras_of
from bot.services.question import load_question
from bot.services.streaks import view_of
from bot.services.verdicts import verdict_on
from bot.storage import daily_post as posts
from bot.storage import prompt as prompts
from bot.storage.enrollment import lock_enrollment, touch
from bot.storage.group import find_group
from bot.storage.item_version import store_versions


class TodayService:
    """`/today`."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def show(self, guild_id: int, person: Person) -> Today:
        """The question to answer next, if any, and what else the day holds.

        A private question that the pace asks for is put before the learner here, and stays the same until answered.

        Raises:
            NotEnrolled: the person has no place in this group.
        """
        now = self._context.now()

        def work(connection: Connection) -> Today:
            locked = lock_enrollment(connection, guild_id, person.discord_id, now)
            if locked is None:
                raise NotEnrolled(guild_id)
            enrollment, streak = locked
            # Looking counts as being here: a group that fell asleep is asked again.
            touch(connection, enrollment.id, now, person.display_name)
            today = study_day(now, enrollment.timezone)
            is_paused = enrollment.is_paused_on(today)
            post = posts.open_post_of(connection, guild_id, enrollment.phase)
            question: ShownItem | None = None
            verdict: Verdict | None = None
            if post is not None:
                asked = load_question(self._context, connection, QuestionRef("p", post.post_id))
                verdict = verdict_on(connection, asked, enrollment, streak, now)
                question = asked.shown if verdict is None else None
            extras = extras_of(self._context, connection, enrollment, today)
            due = extras.due
            if question is None and not is_paused and extras.done < due:
                question = self._extra(connection, enrollment, extras, today, now)
                due = due if question is not None else extras.done
            group = find_group(connection, guild_id)
            has_channel = group is not None and group.channel_of(enrollment.phase) is not None
            is_over = phase_ends_on(enrollment.phase_started_on, enrollment.pace) <= today
            return Today(
                enrollment=enrollment,
                streak=view_of(connection, enrollment, streak, now),
                question=None if is_paused else question,
                daily=post,
                daily_verdict=verdict,
                extras_done=extras.done,
                extras_due=max(due, extras.done),
                next_post_at=(
                    next_due_at(now, group.post_time, group.post_days, group.timezone)
                    if group is not None and has_channel
                    else None
                ),
                paused_until=enrollment.paused_until if is_paused else None,
                phase_offer=enrollment.phase + 1 if is_over and enrollment.phase < 4 else None,
            )

        return await self._context.database.write(work)

    def _extra(
        self, connection: Connection, enrollment: Enrollment, extras: Extras, today: date, now: datetime
    ) -> ShownItem | None:
        prompt_id = prompts.open_prompt(connection, enrollment.id)
        if prompt_id is None:
            item = choose_extra(self._context, connection, enrollment, extras)
            if item is None:
                return None
            store_versions(connection, [item], now)
            seed = random.Random(f"{enrollment.id}:{item.version}:{today}").getrandbits(53)
            prompt_id = prompts.insert_prompt(
                connection,
                enrollment_id=enrollment.id,
                source="extra",
                item_id=item.id,
                version=item.version,
                seed=seed,
                option_order=list(random_order(item, seed)),
                study_day=today,
                created_at=now,
            )
        return load_question(self._context, connection, QuestionRef("q", prompt_id)).shown
