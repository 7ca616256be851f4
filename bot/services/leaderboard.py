"""Leaderboards of a group."""

from datetime import date

from sqlalchemy import Connection

from bot.domain.enrollment import Enrollment, Person
from bot.domain.leaderboard import Cursor, LeaderboardPage, Period, Standing, ranks, week_of
from bot.domain.study_day import study_day
from bot.services.context import Context
from bot.storage import leaderboard as storage
from bot.storage.enrollment import find_enrollment
from bot.storage.group import find_group

PAGE_SIZE = 10


class LeaderboardService:
    """`/leaderboard`."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def page(
        self,
        guild_id: int,
        person: Person,
        period: Period,
        *,
        after: Cursor | None = None,
        before: Cursor | None = None,
    ) -> LeaderboardPage:
        """Ten standings, and the reader's own wherever it lies. Anyone in the guild may look."""
        now = self._context.now()

        def work(connection: Connection) -> LeaderboardPage:
            enrollment = find_enrollment(connection, guild_id, person.discord_id, now)
            group = find_group(connection, guild_id)
            zone = enrollment.timezone if enrollment else group.timezone if group else "UTC"
            week = week_of(study_day(now, zone))
            name = "all" if period is Period.ALL else week.isoformat()
            start, end = after, before
            rows = storage.page(connection, guild_id, name, PAGE_SIZE + 1, start, end)
            if not rows and (start or end):
                # An old button: the week is over, or whoever stood there has gone. Begin at the top.
                start = end = None
                rows = storage.page(connection, guild_id, name, PAGE_SIZE + 1)
            has_more = len(rows) > PAGE_SIZE
            if end is not None:
                rows = rows[1:] if has_more else rows
                has_previous, has_next = has_more, True
            else:
                rows = rows[:PAGE_SIZE]
                has_previous, has_next = start is not None, has_more
            standings = _ranked(connection, guild_id, name, rows, person.discord_id)
            return LeaderboardPage(
                guild_id=guild_id,
                period=period,
                week_of=_week(period, week),
                standings=standings,
                me=_me(connection, guild_id, name, enrollment),
                learners=storage.count_listed(connection, guild_id, name),
                next_cursor=rows[-1][0] if has_next and rows else None,
                previous_cursor=rows[0][0] if has_previous and rows else None,
                is_hidden=enrollment.is_hidden if enrollment else False,
            )

        return await self._context.database.read(work)


def _ranked(
    connection: Connection, guild_id: int, period: str, rows: list[tuple[Cursor, str, int]], me: int
) -> tuple[Standing, ...]:
    if not rows:
        return ()
    # Who ties with the first row may stand on the page before; all others are ranked by their place.
    first = storage.rank_of(connection, guild_id, period, rows[0][0].points)
    before = storage.listed_before(connection, guild_id, period, rows[0][0])
    places = ranks([cursor.points for cursor, _, _ in rows])
    return tuple(
        Standing(
            first if place == 1 else before + place, discord_id, name, cursor.points, is_me=discord_id == me
        )
        for place, (cursor, name, discord_id) in zip(places, rows, strict=True)
    )


def _me(connection: Connection, guild_id: int, period: str, enrollment: Enrollment | None) -> Standing | None:
    if enrollment is None or enrollment.left_at is not None:
        return None
    points = storage.points_of(connection, enrollment.id, period)
    if points is None:
        return None
    rank = storage.rank_of(connection, guild_id, period, points)
    return Standing(rank, enrollment.discord_id, enrollment.display_name, points, is_me=True)


def _week(period: Period, week: date) -> date | None:
    return week if period is Period.WEEK else None
