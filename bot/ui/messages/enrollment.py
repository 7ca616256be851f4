"""Enrolling: welcome aboard, what was chosen and how to change it, and goodbye."""

import discord

from bot.domain.enrollment import Enrollment, EnrollmentResult
from bot.ui import custom_ids
from bot.ui.messages import safe, words
from bot.ui.messages.layout import Style, button, card, line, lines, message, paragraphs, rows, small
from bot.ui.messages.verdict import SEEN_BY_MODERATORS


def enrolled(result: EnrollmentResult) -> discord.ui.LayoutView:
    """After `/enroll`: a welcome for a newcomer, else only what changed."""
    return _welcome(result) if result.before is None else changed(result)


def changed(result: EnrollmentResult) -> discord.ui.LayoutView:
    """After a change of choices: what changed, and nothing else."""
    return message(change_note(result))


def change_note(result: EnrollmentResult) -> str:
    """What changed, a line each; the settings panel shows it, too."""
    before, after = result.before or result.after, result.after
    changes = _changes(before, after)
    if result.zone_change_refused_until is not None:
        changes.append(
            f"Your time zone stays {words.city(after.timezone)}: it can change once a week, "
            f"next on {words.day(result.zone_change_refused_until)}."
        )
    if not changes:
        return lines("Nothing changed: you are enrolled with exactly these choices.", _summary(after))
    ends = f"At this pace you finish around {words.day_and_year(result.finishes_on)}."
    moved = (before.pace, before.phase) != (after.pace, after.phase)
    return lines(*changes, small(ends) if moved else "")


def left(enrollment: Enrollment) -> discord.ui.LayoutView:
    """After leaving: what is kept, and the way back."""
    guild = enrollment.guild_id
    return message(
        paragraphs(
            f"You have left the group. It was good to have you, {safe.name(enrollment.display_name)}.",
            "Your answers are kept for the day you come back: `/enroll`, and everything is as it was.",
        ),
        *rows(
            [
                button("Export my data", custom_ids.Data(guild, "export")),
                button("Delete my data", custom_ids.Data(guild, "delete")),
            ]
        ),
    )


def _welcome(result: EnrollmentResult) -> discord.ui.LayoutView:
    after = result.after
    zone = words.city(after.timezone)
    ends = words.wall_time(result.day_ends_at, after.timezone)
    choices = lines(
        f"- **Phase {after.phase}** is where you start.",
        f"- **Pace: {after.pace} months**, {words.pace(after.pace)}. "
        f"You finish around {words.day_and_year(result.finishes_on)}.",
        f"- **Track: {words.track(after.track)}** for the deep-learning parts.",
        f"- **Time zone: {zone}.** Your day ends {ends}.",
        f"- {_ping(after)}",
    )
    return message(
        card(
            lines(f"### Welcome aboard, {safe.name(after.display_name)}.", _next_question(result)),
            choices,
            line(),
            lines(
                small("`/settings` changes pace, track, time zone and pings; `/enroll` also the phase."),
                small(SEEN_BY_MODERATORS),
            ),
            *rows([button("Today", custom_ids.Today(after.guild_id), Style.primary)]),
        )
    )


def _next_question(result: EnrollmentResult) -> str:
    if result.next_post_at is None:
        return "`/today` shows what is open for you."
    return f"The next question comes {words.relative(result.next_post_at)}; `/today` shows what is open now."


def _ping(enrollment: Enrollment) -> str:
    if enrollment.wants_ping:
        return "**Pings:** when a question is out."
    return "**No pings**, unless you want one when a question is out."


def _summary(enrollment: Enrollment) -> str:
    return small(
        f"Phase {enrollment.phase} · {enrollment.pace} months · {words.track(enrollment.track)} · "
        f"{words.city(enrollment.timezone)}"
    )


def _changes(before: Enrollment, after: Enrollment) -> list[str]:
    told = []
    if before.phase != after.phase:
        told.append(f"You are now in **phase {after.phase}**.")
    if before.pace != after.pace:
        told.append(f"Your pace is now **{after.pace} months**: {words.pace(after.pace)}.")
    if before.track != after.track:
        told.append(f"Your track is now **{words.track(after.track)}**.")
    if after.next_timezone and after.next_timezone_at and before.next_timezone != after.next_timezone:
        told.append(
            f"Your time zone will be **{words.city(after.next_timezone)}** from the end of your day, "
            f"{words.relative(after.next_timezone_at)}."
        )
    elif before.timezone != after.timezone:
        told.append(f"Your time zone is now **{words.city(after.timezone)}**.")
    if bool(before.wants_ping) != bool(after.wants_ping):
        told.append("You will be pinged when a question is out." if after.wants_ping else "No more pings.")
    if before.is_hidden != after.is_hidden:
        told.append(
            "You are hidden: the leaderboard shows you to nobody but yourself."
            if after.is_hidden
            else "You are on the leaderboard again."
        )
    return told
