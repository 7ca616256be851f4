"""Who may moderate. Shared by the services; checked inside the transaction of every moderator's press."""

from sqlalchemy import Connection

from bot.domain.errors import GroupNotSetUp, NeedsModerator
from bot.domain.group import Caller, Group
from bot.storage.group import find_group


def moderated_group(connection: Connection, guild_id: int, caller: Caller) -> Group:
    """The group, for somebody with Manage Server or the moderator role.

    Raises:
        NeedsModerator: the caller has neither.
        GroupNotSetUp: there is no group yet.
    """
    group = find_group(connection, guild_id)
    role_id = group.moderator_role_id if group else None
    if not caller.can_manage and (role_id is None or role_id not in caller.role_ids):
        raise NeedsModerator(role_id)
    if group is None:
        raise GroupNotSetUp(guild_id, can_set_up=caller.can_manage)
    return group
