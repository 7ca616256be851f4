"""Permissions under the names that Discord's own settings give them, and where to grant them."""

from dataclasses import dataclass

_SERVER_WIDE = frozenset({"manage_roles"})
_NAMES = {
    "view_channel": "View Channel",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_messages": "View Channel",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A permission the bot lacks (discord.py's name for it), and in which channel; None: on the server."""

    permission: str
    channel_id: int | None = None


def permission_name(permission: str) -> str:
    """The name in Discord's settings: `send_messages` is "Send Messages"."""
    return _NAMES.get(permission, permission.replace("_", " ").title())


def mend(missing: Missing) -> str:
    """What is missing, where, and how to grant it."""
    named = f"**{permission_name(missing.permission)}**"
    if missing.channel_id is None or missing.permission in _SERVER_WIDE:
        return f"{named} on this server: *Server Settings → Roles*, my role, switch it on."
    return f"{named} in <#{missing.channel_id}>: *Edit Channel → Permissions*, my role, allow it."
