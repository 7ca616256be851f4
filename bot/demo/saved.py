"""What one start of the demo leaves to the next: the time it had reached, and the roles of its guild.

The simulated chat is new at every start, but the bot's database names roles that it made, and who has them. It
is one small file beside the database, written whole or not at all.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from simcord.backend.models import Role

from bot.demo.world import World

_UNSAVED = timedelta(seconds=30)
"""How far beyond the saved instant a start begins: more than may pass unsaved, so no id is given twice."""


@dataclass(frozen=True, slots=True)
class SavedRole:
    """A role the bot made.

    Attributes:
        holders: Ids of the members who have it.
    """

    id: int
    name: str
    permissions: int
    mentionable: bool
    holders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What is left.

    Attributes:
        now: The simulated instant that was reached.
        world: The fingerprint of the fixtures the database was filled with.
        roles: The roles the bot made, the lowest first.
    """

    now: datetime
    world: str
    roles: tuple[SavedRole, ...] = ()


def as_saved(world: World, now: datetime) -> Saved:
    """What a start would leave now."""
    guild = world.env.backend.get_guild(world.guild.id)
    made = sorted(
        (role for role in guild.roles.values() if role.id not in world.first_roles),
        key=lambda role: role.position,
    )
    roles = tuple(
        SavedRole(
            role.id,
            role.name,
            role.permissions,
            role.mentionable,
            tuple(member.user_id for member in guild.members.values() if role.id in member.role_ids),
        )
        for role in made
    )
    return Saved(now, world.fingerprint, roles)


def restore_roles(world: World, saved: Saved) -> None:
    """Make the roles again, with the ids the bot knows them by; before the simulation starts."""
    backend = world.env.backend
    guild = backend.get_guild(world.guild.id)
    for above in guild.roles.values():
        if above.id != guild.id:
            above.position += len(saved.roles)
    for position, role in enumerate(saved.roles, start=1):
        guild.roles[backend.reserve_id(role.id)] = Role(
            id=role.id,
            name=role.name,
            permissions=role.permissions,
            position=position,
            mentionable=role.mentionable,
        )
        for holder in role.holders:
            if holder in guild.members:
                guild.members[holder].role_ids.append(role.id)


def load(path: Path) -> Saved | None:
    """Read what the last start left; None where there is nothing, or nothing that can be used."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        now = datetime.fromisoformat(found["now"])
        roles = tuple(SavedRole(**{**role, "holders": tuple(role["holders"])}) for role in found["roles"])
        world = str(found["world"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Saved(now + _UNSAVED, world, roles) if now.tzinfo is not None else None


def save(path: Path, saved: Saved) -> None:
    """Write it; a process that is killed meanwhile leaves the file that was there before."""
    draft = path.with_name(path.name + ".part")
    text = json.dumps({**asdict(saved), "now": saved.now.isoformat()})
    draft.write_text(text + "\n", encoding="utf-8")
    os.replace(draft, path)
