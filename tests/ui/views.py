"""What commands and moderators are shown, as values: a day, a path, standings, a group, reports and notices."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.domain.curriculum import Strand
from bot.domain.group import ALL_DAYS, WORKDAYS, Group, GroupOverview, PhaseOverview, Quiet
from bot.domain.leaderboard import Cursor, LeaderboardPage, Period, Standing
from bot.domain.progress import PhaseProgress, Progress, StrandProgress
from bot.domain.report import Notice, NoticeKind, Report, ReportKind
from bot.domain.today import Today
from tests.ui import specimens as s

TITLES = ("Fundamentals", "Libraries and ML", "Projects", "MLOps")
TOMORROW = s.NOW + timedelta(hours=14)


def today_view(**changes: object) -> Today:
    view = Today(
        enrollment=s.enrollment(),
        streak=s.streak(),
        question=None,
        daily=None,
        daily_verdict=None,
        extras_done=0,
        extras_due=0,
        next_post_at=TOMORROW,
        paused_until=None,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def progress_view(*, large: bool = False) -> Progress:
    phases = tuple(
        PhaseProgress(
            number=number,
            title=s.prose(120) if large else title,
            summary=s.prose(300) if large else "What it is about.",
            modules=(title,) * 14,
            items=0 if number == 4 else 300,
            met=12 if number == 1 else 0,
            correct=9 if number == 1 else 0,
            starts_on=None if number == 2 and not large else date(2026, 11, 23),
            ends_on=None if number == 2 and not large else date(2027, 2, 21),
        )
        for number, title in enumerate(TITLES, 1)
    )
    topics = (s.prose(120),) * 5 if large else ("Special methods", "Dataclasses")
    return Progress(
        enrollment=s.enrollment(),
        phases=phases,
        strands=tuple(StrandProgress(strand, 1234, 1000) for strand in Strand),
        current_module=s.prose(120) if large else "Python’s data model",
        next_topics=topics,
        answered=12,
        correct=9,
        finishes_on=date(2027, 11, 22),
    )


def board(
    *names: str, period: Period = Period.WEEK, me: int | None = 1, cursors: bool = True
) -> LeaderboardPage:
    points = 999_999 if len(names) > 5 else 12
    standings = tuple(
        Standing(at, 10**17 + at, name, points - at, is_me=at == me) for at, name in enumerate(names, 1)
    )
    return LeaderboardPage(
        guild_id=s.GUILD,
        period=period,
        week_of=s.TODAY if period is Period.WEEK else None,
        standings=standings,
        me=next((one for one in standings if one.is_me), None),
        learners=len(names),
        next_cursor=Cursor(2**31, 2**63 - 1) if cursors else None,
        previous_cursor=Cursor(2**31, 2**63 - 2) if cursors else None,
        is_hidden=period is Period.ALL,
    )


def group_value(name: str = "ML together", *, ready: bool = True) -> Group:
    return Group(
        guild_id=s.GUILD,
        name=name,
        timezone="America/Argentina/Buenos_Aires",
        post_time=time(9, 0),
        post_days=WORKDAYS if ready else ALL_DAYS,
        channel_id=s.CHANNEL if ready else None,
        moderator_role_id=s.CHANNEL if ready else None,
        moderator_channel_id=s.CHANNEL if ready else None,
        ping_role_id=None,
        phase_channel_ids=dict.fromkeys((1, 2, 3, 4), s.CHANNEL) if ready else {},
        phase_role_ids={},
    )


def overview(name: str = "Tom", *, quiet: int = 2) -> GroupOverview:
    return GroupOverview(
        group=group_value(name),
        phases=tuple(
            PhaseOverview(number, s.prose(120), number % 2 * 5, 3, 26, TOMORROW) for number in (1, 2, 3, 4)
        ),
        enrolled=10,
        paused=1,
        answers_this_week=1234,
        quiet=tuple(Quiet(at, name, s.TODAY if at % 2 else None) for at in range(quiet)),
        quiet_count=quiet * 2,
        open_reports=1,
    )


def a_report(text: str = "There is a `typo`.", *, large: bool = False) -> Report:
    return Report(
        id=2**63 - 1,
        guild_id=s.GUILD,
        kind=ReportKind.TYPO,
        text=text,
        shown=s.shown(s.multi(large=large)),
        reporter_discord_id=s.CHANNEL,
        reported_at=s.NOW,
        reports_of_item=2,
    )


def a_notice(kind: NoticeKind, reason: str = "Missing Permissions") -> Notice:
    details = {
        "phase": "1",
        "channel": str(s.CHANNEL),
        "permission": "" if "Missing" not in reason else "send_messages",
        "reason": reason,
        "date": "2026-11-23",
        "left": "3",
        "role": str(s.CHANNEL),
        "problem": reason,
        "count": "3",
    }
    return Notice(1, s.GUILD, kind, details)
