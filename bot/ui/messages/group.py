"""The group: what /setup did, the pinned welcome, and the moderators' overview."""

from collections.abc import Sequence

import discord

from bot.domain.group import Group, GroupOverview, PhaseOverview, Quiet
from bot.ui import custom_ids
from bot.ui.messages import safe, words
from bot.ui.messages.layout import ATTENTION, RIGHT, Style, button, card, line, lines, message, rows, small
from bot.ui.messages.permissions import Missing, mend

PING_ROLE_NAME = "Epoch daily"
"""The role that is pinged when a question is out; only those who asked for it have it."""


def phase_role_name(phase: int) -> str:
    """The name of the role that shows which phase somebody is in."""
    return f"Epoch phase {phase}"


def set_up(group: Group, missing: Sequence[Missing] = ()) -> discord.ui.LayoutView:
    """After /setup: what is set, and each missing permission with where and how to grant it."""
    is_ready = group.channel_id is not None and not missing
    mends = lines("**Still missing**", *(f"- {mend(one)}" for one in missing[:10])) if missing else ""
    return message(
        card(
            lines(f"### {'Ready' if is_ready else 'Nearly ready'}", *_settings(group)),
            *((line(), mends, small("Then run `/setup` once more; what is set stays.")) if missing else ()),
            colour=RIGHT if is_ready else ATTENTION,
        )
    )


def welcome(group: Group) -> discord.ui.LayoutView:
    """The message that stays pinned in the group's channel."""
    when = words.capital(_schedule(group))
    return message(
        card(
            lines(
                "### From software engineer to machine-learning engineer",
                f"{when}, a question appears here. Two minutes: tap an answer, and only you see at once "
                "whether it was right, and why.",
            ),
            small("Enroll takes one tap; everything can change later in `/settings`. More: `/help`."),
            *rows(
                [
                    button("Enroll", custom_ids.Join(), Style.success),
                    button("Today", custom_ids.Today(group.guild_id), Style.primary),
                ]
            ),
        )
    )


def overview(view: GroupOverview) -> discord.ui.LayoutView:
    """For moderators: counts and last active days, never single answers."""
    reports = words.count(view.open_reports, "open report") if view.open_reports else ""
    paused = f"{words.number(view.paused)} paused" if view.paused else ""
    numbers = [
        words.count(view.enrolled, "learner"),
        paused,
        f"{words.count(view.answers_this_week, 'answer')} this week",
        reports,
    ]
    return message(
        card(
            lines(
                f"### {safe.name(view.group.name)}", words.capital(" · ".join(one for one in numbers if one))
            ),
            lines(*(_phase(phase) for phase in view.phases)),
            line(),
            _quiet(view),
            small("Learners’ answers are theirs: here are only counts and last active days."),
        )
    )


def _settings(group: Group) -> list[str]:
    if group.channel_id is None:
        return ["No channel yet: `/setup` with `channel` chooses one."]
    told = [f"Questions in <#{group.channel_id}>, {_schedule(group)}."]
    told += [f"Phase {phase} in <#{channel}>." for phase, channel in sorted(group.phase_channel_ids.items())]
    role = f"<@&{group.moderator_role_id}>" if group.moderator_role_id else "whoever has Manage Server"
    place = f"<#{group.moderator_channel_id}>" if group.moderator_channel_id else "Discord’s updates channel"
    told.append(f"Moderators: {role}. Reports and notices: {place}.")
    return told


def _schedule(group: Group) -> str:
    return f"{words.weekdays(group.post_days)} at {group.post_time:%H:%M} {words.city(group.timezone)} time"


def _phase(phase: PhaseOverview) -> str:
    if not phase.enrolled:
        return f"Phase {phase.number} · {phase.title}: nobody yet"
    following = f", next {words.relative(phase.next_post_at)}" if phase.next_post_at else ""
    left = words.count(phase.unseen_left, "question")
    return lines(
        f"**Phase {phase.number} · {phase.title}**",
        f"{words.count(phase.enrolled, 'learner')}, {words.number(phase.active)} active in two weeks",
        small(f"{left} not asked yet{following}"),
    )


def _quiet(view: GroupOverview) -> str:
    if not view.quiet:
        return "Nobody has gone quiet."
    more = view.quiet_count - len(view.quiet)
    return lines(
        "**Quiet for a week or more**",
        *(_quiet_one(quiet) for quiet in view.quiet),
        small(f"and {words.number(more)} more") if more > 0 else "",
    )


def _quiet_one(quiet: Quiet) -> str:
    since = f"last active {words.day(quiet.last_active_on)}" if quiet.last_active_on else "no answer yet"
    return f"{safe.name(quiet.display_name)} · {since}"
