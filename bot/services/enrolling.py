"""Enrolling, changing and resuming. Shared by the services; each function runs inside their transaction."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.domain.daily_post import next_due_at
from bot.domain.enrollment import (
    DEFAULT_PACE,
    DEFAULT_TRACK,
    PACES,
    Choices,
    Enrollment,
    EnrollmentResult,
    Person,
)
from bot.domain.errors import BadChoice, NotEnrolled
from bot.domain.group import Group
from bot.domain.item import Track
from bot.domain.pace import finishes_on
from bot.domain.report import NoticeKind
from bot.domain.study_day import day_end, study_day
from bot.domain.zones import canonical, find_zones
from bot.services.context import Context
from bot.storage import enrollment as storage
from bot.storage.group import ensure_group
from bot.storage.notice import add_notice
from bot.storage.prompt import drop_unanswered

ZONE_CHANGE_EVERY = timedelta(days=7)


def enroll(
    context: Context,
    connection: Connection,
    guild_id: int,
    person: Person,
    choices: Choices,
    now: datetime,
    guild_name: str = "",
) -> EnrollmentResult:
    """Enroll a person, or change the enrollment they have, or take back one who had left.

    Raises:
        BadChoice: a choice is not possible; nothing was changed.
    """
    check(context, guild_id, choices)
    group = ensure_group(connection, guild_id, guild_name, now)
    found = storage.find_enrollment(connection, guild_id, person.discord_id, now)
    if found is None:
        zone = canonical(choices.timezone) if choices.timezone else None
        learner_id = storage.ensure_learner(
            connection, person.discord_id, person.locale, zone or group.timezone, zone is not None, now
        )
        phase = choices.phase or 1
        enrollment_id = storage.insert_enrollment(
            connection,
            guild_id=guild_id,
            learner_id=learner_id,
            display_name=person.display_name,
            phase=phase,
            phase_started_on=study_day(now, zone or group.timezone),
            pace=choices.pace or DEFAULT_PACE,
            track=choices.track or DEFAULT_TRACK,
            is_hidden=bool(choices.is_hidden),
            wants_ping=choices.wants_ping,
            enrolled_at=now,
        )
        if enrollment_id is not None:
            created = _reload(connection, guild_id, person, now)
            storage.add_event(
                connection, enrollment_id, "enrolled", now, study_day(now, created.timezone), {"phase": phase}
            )
            # Someone who studies in another group already keeps their zone; a new choice goes the usual way.
            refused = change_zone(connection, created, zone, now) if zone else None
            after = _reload(connection, guild_id, person, now)
            if group.channel_of(phase) is None:
                add_notice(connection, guild_id, NoticeKind.NOT_SET_UP, "", {}, now)
            return result(connection, group, None, after, now, refused)
        found = _reload(connection, guild_id, person, now)
    storage.lock_row(connection, found.id)
    found = _reload(connection, guild_id, person, now)
    storage.touch(connection, found.id, now, person.display_name)
    if found.left_at is not None:
        storage.update_enrollment(connection, found.id, left_at=None)
        today = study_day(now, found.timezone)
        storage.add_event(connection, found.id, "returned", now, today, {})
        if found.is_paused_on(today):
            # Whoever comes back is back, also from the pause they had left in.
            resume(connection, found, today, now)
        after = change(
            connection, group, person, _reload(connection, guild_id, person, now), choices, now
        ).after
        return result(connection, group, None, after, now)
    return change(connection, group, person, found, choices, now)


def change(
    connection: Connection, group: Group, person: Person, before: Enrollment, choices: Choices, now: datetime
) -> EnrollmentResult:
    """Apply choices (already checked) to an enrollment; an event is kept of each that bears on history."""
    today = study_day(now, before.timezone)
    values: dict[str, Any] = {}
    if choices.phase is not None and choices.phase != before.phase:
        values |= {"phase": choices.phase, "phase_started_on": today, "offered_phase": None}
        storage.add_event(connection, before.id, "phase", now, today, {"phase": choices.phase})
    if choices.pace is not None and choices.pace != before.pace:
        values["pace"] = choices.pace
        storage.add_event(connection, before.id, "pace", now, today, {"pace": choices.pace})
    if choices.track is not None and choices.track is not before.track:
        values["track"] = choices.track
        storage.add_event(connection, before.id, "track", now, today, {"track": str(choices.track)})
    if choices.wants_ping is not None:
        values["wants_ping"] = choices.wants_ping
    if choices.is_hidden is not None and choices.is_hidden != before.is_hidden:
        values["is_hidden"] = choices.is_hidden
    if values:
        storage.update_enrollment(connection, before.id, **values)
    if "phase" in values or "track" in values:
        drop_unanswered(connection, before.id, now)
    refused = None
    zone = canonical(choices.timezone) if choices.timezone else None
    if zone is not None:
        refused = change_zone(connection, before, zone, now)
    after = _reload(connection, group.guild_id, person, now)
    return result(connection, group, before, after, now, refused)


def change_zone(connection: Connection, enrollment: Enrollment, zone: str, now: datetime) -> date | None:
    """Ask for another zone: it takes effect at the next rollover, at most once a week, so that no day counts twice.

    Returns:
        None when it is accepted, else the day from which it may be asked again.
    """
    if zone == (enrollment.next_timezone or enrollment.timezone):
        storage.set_timezone(connection, enrollment.learner_id, chose_timezone=True)
        return None
    if not storage.has_attempts(connection, enrollment.learner_id):
        storage.set_timezone(
            connection,
            enrollment.learner_id,
            timezone=zone,
            chose_timezone=True,
            next_timezone=None,
            next_timezone_at=None,
        )
        return None
    changed_at = storage.timezone_changed_at(connection, enrollment.learner_id)
    if changed_at is not None and now - changed_at < ZONE_CHANGE_EVERY:
        return study_day(changed_at + ZONE_CHANGE_EVERY, enrollment.timezone) + timedelta(days=1)
    today = study_day(now, enrollment.timezone)
    storage.set_timezone(
        connection,
        enrollment.learner_id,
        timezone=enrollment.timezone,
        chose_timezone=True,
        timezone_changed_at=now,
        next_timezone=zone,
        next_timezone_at=day_end(today, enrollment.timezone),
    )
    storage.add_event(
        connection,
        enrollment.id,
        "timezone",
        now,
        today,
        {"zone": zone, "from": day_end(today, enrollment.timezone).isoformat()},
    )
    return None


def resume(connection: Connection, enrollment: Enrollment, today: date, now: datetime) -> None:
    """End a pause as of today."""
    storage.update_enrollment(connection, enrollment.id, paused_from=None, paused_until=None)
    storage.add_event(connection, enrollment.id, "resumed", now, today, {})


def check(context: Context, guild_id: int, choices: Choices) -> None:
    """Refuse choices that are not possible.

    Raises:
        BadChoice: naming the field and, where there are some, suggestions.
    """
    numbers = tuple(phase.number for phase in context.library.for_guild(guild_id).phases)
    if choices.phase is not None and choices.phase not in numbers:
        raise BadChoice("phase", str(choices.phase), tuple(map(str, numbers)))
    if choices.pace is not None and choices.pace not in PACES:
        raise BadChoice("pace", str(choices.pace), tuple(map(str, PACES)))
    if choices.track is not None and choices.track is Track.COMMON:
        raise BadChoice("track", str(choices.track), (str(Track.PYTORCH), str(Track.TENSORFLOW)))
    if choices.timezone is not None and canonical(choices.timezone) is None:
        raise BadChoice("timezone", choices.timezone, tuple(find_zones(choices.timezone, limit=3)))


def result(
    connection: Connection,
    group: Group,
    before: Enrollment | None,
    after: Enrollment,
    now: datetime,
    zone_change_refused_until: date | None = None,
) -> EnrollmentResult:
    """What is said to the learner, and which roles follow."""
    wanted = {group.phase_role_ids.get(after.phase)} if after.left_at is None else set()
    if after.wants_ping and after.left_at is None:
        wanted.add(group.ping_role_id)
    ours = {*group.phase_role_ids.values(), group.ping_role_id}
    return EnrollmentResult(
        before=before,
        after=after,
        role_ids_to_add=tuple(sorted(role for role in wanted if role is not None)),
        role_ids_to_remove=tuple(sorted(role for role in ours - wanted if role is not None)),
        day_ends_at=day_end(study_day(now, after.timezone), after.timezone),
        next_post_at=(
            next_due_at(now, group.post_time, group.post_days, group.timezone)
            if group.channel_of(after.phase) is not None
            else None
        ),
        finishes_on=finishes_on(after.phase, after.phase_started_on, after.pace),
        zone_change_refused_until=zone_change_refused_until,
    )


def _reload(connection: Connection, guild_id: int, person: Person, now: datetime) -> Enrollment:
    enrollment = storage.find_enrollment(connection, guild_id, person.discord_id, now)
    if enrollment is None:
        raise NotEnrolled(guild_id)
    return enrollment
