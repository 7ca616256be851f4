"""The simulated guild: the same ids at every start, since all of it is created in one fixed order.

Call `build_world` before the simulation's clock moves: an id carries the instant and the order of creation.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import discord
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle

from bot.demo.faces import give_faces
from bot.demo.people import LEARNERS, MIA, NORA, OWNER

GUILD_NAME = "ML Engineers"
BOT_NAME = "Epoch"
TIMEZONE = "Europe/Berlin"
"""The group's zone."""

MODERATORS_CHANNEL = "moderators"
PHASE_CHANNELS = {1: "fundamentals", 2: "libraries-and-ml", 3: "projects", 4: "mlops"}
"""The channel of each phase's questions."""

_TOPICS = {
    PHASE_CHANNELS[1]: "Phase 1: mathematics, Python in depth, data structures and algorithms",
    PHASE_CHANNELS[2]: "Phase 2: NumPy, pandas, scikit-learn, and PyTorch or TensorFlow",
    PHASE_CHANNELS[3]: "Phase 3: real projects, end to end",
    PHASE_CHANNELS[4]: "Phase 4: deploy, monitor and maintain",
}


@dataclass(frozen=True, slots=True)
class World:
    """The guild and everyone in it, by name.

    Attributes:
        channels: The guild's channels; threads are not among them.
        members: The people, without the owner and the bot.
        first_roles: Ids of the roles that were there before the bot made any.
        fingerprint: Changes when the ids do: a database filled in another world does not fit this one.
    """

    env: simcord.Env
    guild: GuildHandle
    channels: Mapping[str, ChannelHandle]
    members: Mapping[str, MemberActor]
    moderator_role: RoleHandle
    first_roles: frozenset[int]
    fingerprint: str


def build_world(env: simcord.Env, *, bot_permissions: discord.Permissions) -> World:
    """Create the guild, its channels, roles and people.

    Args:
        env: A simulation that has not been started, at its frozen epoch.
        bot_permissions: What the invite asks for; the bot gets no more.
    """
    env.backend.bot_user.name = BOT_NAME
    guild = env.create_guild(GUILD_NAME, owner=env.create_user(OWNER.lower(), global_name=OWNER))
    bot_role = next(role for role in env.backend.get_guild(guild.id).roles.values() if role.managed)
    bot_role.name, bot_role.permissions = BOT_NAME, bot_permissions.value

    moderators = guild.create_role(
        "Moderators",
        permissions=discord.Permissions(manage_guild=True, manage_messages=True, manage_threads=True),
        color=0x1ABC9C,
    )
    channels = {name: guild.create_text_channel(name, topic=topic) for name, topic in _TOPICS.items()}
    seen = discord.PermissionOverwrite(view_channel=True)
    channels[MODERATORS_CHANNEL] = guild.create_text_channel(
        MODERATORS_CHANNEL,
        topic="For moderators and Epoch: reports, notices, previews",
        overwrites={
            guild.default_role: discord.PermissionOverwrite(view_channel=False),
            moderators: seen,
            RoleHandle(env, guild, bot_role): seen,
        },
    )
    names = [MIA.name, NORA.name, *(learner.name for learner in LEARNERS)]
    members: dict[str, MemberActor] = {}
    for name in names:
        user = env.create_user(name.lower(), global_name=name)
        members[name] = guild.add_member(user, roles=[moderators] if name == MIA.name else [])
    # Direct messages too have an id from the epoch on, whoever writes first.
    for member in members.values():
        _ = member.user.dm_channel
    give_faces(env)

    ids = [guild.id, *(channel.id for channel in channels.values())]
    ids += [member.id for member in members.values()]
    fingerprint = hashlib.sha256(repr(ids).encode()).hexdigest()[:16]
    first_roles = frozenset(env.backend.get_guild(guild.id).roles)
    return World(env, guild, channels, members, moderators, first_roles, fingerprint)
