"""`/settings`: the panel, the time zone's form, and “my data”."""

from typing import Any

import discord

from bot.domain.enrollment import PACES, Enrollment
from bot.domain.item import Track
from bot.ui import custom_ids
from bot.ui.messages import words
from bot.ui.messages.layout import (
    ATTENTION,
    Style,
    button,
    card,
    line,
    lines,
    message,
    modal,
    paragraphs,
    rows,
    select_row,
    small,
)

ZONE_LENGTH = 60
_STORED = (
    "Stored about you: your Discord id and display name, your choices, every answer with its time, your "
    "reports, and the streak and points that follow. Nothing is passed on."
)


def settings(enrollment: Enrollment, *, note: str = "") -> discord.ui.LayoutView:
    """The panel with everything a learner can choose; `note` says what was just changed."""
    guild = enrollment.guild_id

    def toggle(label: str, what: custom_ids.Setting) -> discord.ui.Button[Any]:
        return button(label, custom_ids.Set(guild, what))

    return message(
        note,
        card(
            lines("### Settings", *_current(enrollment)),
            line(),
            "Pace",
            select_row(_pace(enrollment)),
            "Track",
            select_row(_track(enrollment)),
            *rows(
                [
                    toggle("Time zone", "timezone"),
                    toggle("Stop pings" if enrollment.wants_ping else "Ping me", "ping"),
                    toggle("Show me" if enrollment.is_hidden else "Hide me", "hide"),
                ]
            ),
            *rows([toggle("My data", "data"), toggle("Leave the group", "leave")]),
        ),
    )


def timezone_form(enrollment: Enrollment) -> discord.ui.Modal:
    """The form in which another time zone is typed."""
    field = discord.ui.TextInput[Any](
        custom_id=custom_ids.ZONE_FIELD,
        default=enrollment.next_timezone or enrollment.timezone,
        placeholder="Berlin, New York, Asia/Tokyo …",
        max_length=ZONE_LENGTH,
    )
    label = discord.ui.Label[Any](
        text="Your city or time zone",
        description="It takes effect when your present day ends, at most once a week.",
        component=field,
    )
    return modal("Time zone", custom_ids.SetTimezone(enrollment.guild_id), label)


def data_panel(guild_id: int) -> discord.ui.LayoutView:
    """“My data”: what is stored, and the two things that can be done with it."""
    return message(
        card(
            paragraphs("### My data", _STORED),
            *rows(
                [
                    button("Export everything", custom_ids.Data(guild_id, "export"), Style.primary),
                    button("Delete everything", custom_ids.Data(guild_id, "delete"), Style.danger),
                    button("Back", custom_ids.Set(guild_id, "back")),
                ]
            ),
        )
    )


def exported(filename: str) -> discord.ui.LayoutView:
    """With the file attached under this name: everything there is about a learner."""
    return message(
        "Everything stored about you, in all your groups:", discord.ui.File(f"attachment://{filename}")
    )


def delete_question(guild_id: int) -> discord.ui.LayoutView:
    """Asks a second time before everything is deleted."""
    return message(
        card(
            lines(
                "### Delete everything?",
                "Your enrolments, answers, streaks and points go, in every group. This cannot be undone.",
                small("What remains are counts without a name: how often a question was answered, and how."),
            ),
            *rows(
                [
                    button("Yes, delete everything", custom_ids.Data(guild_id, "delete-sure"), Style.danger),
                    button("Keep it", custom_ids.Data(guild_id, "cancel")),
                ]
            ),
            colour=ATTENTION,
        )
    )


def kept() -> discord.ui.LayoutView:
    """To somebody who has left and decided to keep their data."""
    return message("Nothing was deleted. `/enroll` takes everything up again.")


def deleted(attempts_kept: int) -> discord.ui.LayoutView:
    """After everything was deleted; `attempts_kept` answers stay in the statistics, without a name."""
    kept = ""
    if attempts_kept:
        stay = "stays" if attempts_kept == 1 else "stay"
        answers = words.capital(words.count(attempts_kept, "answer"))
        kept = small(f"{answers} {stay} in the questions’ statistics, without your name.")
    return message(lines("Done: nothing here names you any more. You are welcome back at any time.", kept))


def leave_question(guild_id: int) -> discord.ui.LayoutView:
    """Asks before a learner leaves the group."""
    return message(
        card(
            lines(
                "### Leave the group?",
                "Your answers are kept, and `/enroll` brings everything back as it was.",
            ),
            *rows(
                [
                    button("Leave", custom_ids.Left(guild_id, "sure"), Style.danger),
                    button("Stay", custom_ids.Left(guild_id, "cancel")),
                ]
            ),
            colour=ATTENTION,
        )
    )


def _current(enrollment: Enrollment) -> list[str]:
    zone = words.city(enrollment.timezone)
    if enrollment.next_timezone and enrollment.next_timezone_at:
        then = words.relative(enrollment.next_timezone_at)
        zone = f"{zone}, and {words.city(enrollment.next_timezone)} {then}"
    return [
        f"Phase {enrollment.phase} · {zone}",
        f"Pings: {'on' if enrollment.wants_ping else 'off'} · "
        f"{'hidden from the leaderboard' if enrollment.is_hidden else 'on the leaderboard'}",
        small("Another phase: `/enroll`. A break: `/pause`."),
    ]


def _pace(enrollment: Enrollment) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=f"{months} months",
            description=words.pace(months),
            value=str(months),
            default=months == enrollment.pace,
        )
        for months in PACES
    ]
    return discord.ui.Select(custom_id=str(custom_ids.Set(enrollment.guild_id, "pace")), options=options)


def _track(enrollment: Enrollment) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(label=words.track(track), value=str(track), default=track is enrollment.track)
        for track in (Track.PYTORCH, Track.TENSORFLOW)
    ]
    return discord.ui.Select(custom_id=str(custom_ids.Set(enrollment.guild_id, "track")), options=options)
