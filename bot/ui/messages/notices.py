"""What moderators must know: each kind of notice in a sentence, with its mend."""

from collections.abc import Callable, Mapping
from datetime import date

import discord

from bot.domain.report import Notice, NoticeKind
from bot.ui.messages import safe, words
from bot.ui.messages.layout import ATTENTION, card, lines, message
from bot.ui.messages.permissions import Missing, mend, permission_name

_CHECK = "`python -m bot curriculum check` lists every problem with its mend."
Details = Mapping[str, str]
_MANAGE_ROLES = "*Server Settings → Roles*: switch on Manage Roles for my role, and drag it above {role}."


def notice(told: Notice) -> discord.ui.LayoutView:
    """A notice with its mend.

    Details it knows: phase, channel (id), permission, reason, date (ISO), left, role (id), problem, count.
    """
    what, how = _TELLERS[told.kind](told.details)
    return message(card(lines(f"**{what}**", how), colour=ATTENTION))


def _refused(details: Details) -> tuple[str, str]:
    what = f"{_phase(details)}’s question could not be posted in {_channel(details)}."
    permission = details.get("permission", "")
    if permission:
        how = mend(Missing(permission, _id(details, "channel")))
        return what, f"Missing: {how} The streaks are safe; the next post day it is tried again."
    reason = safe.escaped(safe.clipped(details.get("reason", ""), 200))
    return what, f"Discord said: {reason or 'no'}. If the channel is gone, `/setup` chooses another."


def _missed(details: Details) -> tuple[str, str]:
    return (
        f"{_phase(details)} had no question on {_day(details)}: I was away when it was due.",
        "Nobody’s streak suffers, and the question keeps its place. To post it now: `/daily post`.",
    )


def _uncertain(details: Details) -> tuple[str, str]:
    permission = permission_name("read_message_history")
    return (
        f"{_phase(details)}’s question may or may not have reached {_channel(details)}.",
        f"I could not look, so I did not post it twice. {permission} in that channel lets me look next time; "
        "if the question is not there, `/daily post` sends one.",
    )


def _role_refused(details: Details) -> tuple[str, str]:
    role = f"<@&{details['role']}>" if _id(details, "role") else "the roles of the phases"
    return (
        f"I could not give or take {role}. The learner is enrolled all the same.",
        _MANAGE_ROLES.format(role=role),
    )


def _running_dry(details: Details) -> tuple[str, str]:
    left = int(details.get("left", "0"))
    left_told = words.capital(words.count(left, "new question")) if left else "No new question"
    return (
        f"{left_told} left for {_phase(details).lower()} after the next.",
        "Then the one asked longest ago comes back, marked as a repeat, until the curriculum grows.",
    )


def _ran_dry(details: Details) -> tuple[str, str]:
    return (
        f"{_phase(details)} has no new questions left.",
        "From now on the one asked longest ago comes back, marked as a repeat, until the curriculum grows.",
    )


def _curriculum_broken(details: Details) -> tuple[str, str]:
    problem = safe.escaped(safe.clipped(details.get("problem", ""), 300))
    count = details.get("count", "")
    more = f" ({count} problems in all)" if count.isdigit() and int(count) > 1 else ""
    return (
        "The curriculum on disk has a fault, so the last good one stays in use.",
        lines(
            f"{problem}{more}" if problem else "",
            _CHECK,
        ),
    )


def _not_set_up(_: Details) -> tuple[str, str]:
    return (
        "Learners are here, but no channel is chosen yet.",
        "`/setup` with `channel` starts the questions.",
    )


_TELLERS: dict[NoticeKind, Callable[[Details], tuple[str, str]]] = {
    NoticeKind.POST_REFUSED: _refused,
    NoticeKind.POST_MISSED: _missed,
    NoticeKind.POST_UNCERTAIN: _uncertain,
    NoticeKind.ROLE_REFUSED: _role_refused,
    NoticeKind.RUNNING_DRY: _running_dry,
    NoticeKind.RAN_DRY: _ran_dry,
    NoticeKind.CURRICULUM_BROKEN: _curriculum_broken,
    NoticeKind.NOT_SET_UP: _not_set_up,
}


def _phase(details: Details) -> str:
    return f"Phase {details['phase']}" if details.get("phase") else "A phase"


def _channel(details: Details) -> str:
    return f"<#{details['channel']}>" if _id(details, "channel") else "its channel"


def _id(details: Details, key: str) -> int | None:
    text = details.get(key, "")
    return int(text) if text.isdigit() else None


def _day(details: Details) -> str:
    try:
        return words.day(date.fromisoformat(details.get("date", "")))
    except ValueError:
        return "a post day"
