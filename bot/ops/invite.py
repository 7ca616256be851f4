"""What an operator needs from Discord: a token, and the link that adds the bot to a server."""

import base64
import binascii
import re
from collections.abc import Sequence
from urllib.parse import urlencode

SCOPES = ("bot", "applications.commands")

PERMISSIONS = {
    # Discord's API documentation, "Permissions": each one's bit, and the name the settings page gives it.
    "View Channels": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    "Attach Files": 1 << 15,
    "Read Message History": 1 << 16,
    "Manage Roles": 1 << 28,
    "Create Public Threads": 1 << 35,
    "Create Private Threads": 1 << 36,
    "Send Messages in Threads": 1 << 38,
    "Pin Messages": 1 << 51,
}
"""What the bot asks for when it is added; the rest of the program needs no more than this."""

PERMISSIONS_INTEGER = sum(PERMISSIONS.values())

_TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}", re.ASCII)


def application_id(token: str) -> int | None:
    """Return the application a bot token belongs to; None where the text is not shaped like a token.

    A token is three parts joined by dots, of which the first is the id's digits in base64.
    """
    if not _TOKEN.fullmatch(token):
        return None
    first = token.partition(".")[0]
    try:
        digits = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return int(digits) if re.fullmatch(r"[1-9]\d{14,19}", digits) else None


def invite_link(application: int) -> str:
    """Return the page on which a server's owner adds the bot, with every permission it will want ticked."""
    query = {
        "client_id": application,
        "scope": " ".join(SCOPES),
        "permissions": PERMISSIONS_INTEGER,
    }
    return "https://discord.com/oauth2/authorize?" + urlencode(query)


def how_to_get_a_token() -> str:
    """Return the steps to a token, for an operator who has none."""
    return f"""\
No DISCORD_TOKEN is set. To look around first, `make demo` needs neither a token nor Discord.

To put Epoch on a server of yours, once:
  1. Open https://discord.com/developers/applications and press New Application.
  2. On its Bot page press Reset Token and copy what appears. Leave the privileged intents off.
  3. Write it into a file named .env in this folder (or into the environment):
         DISCORD_TOKEN=paste-it-here
  4. `make run` again. It prints the link that adds the bot to your server; the link asks for
         scopes:       {", ".join(SCOPES)}
         permissions:  {_wrapped(tuple(PERMISSIONS))}
                       (as one number: {PERMISSIONS_INTEGER})
  5. Open the link, choose the server, and type /setup there."""


def _wrapped(names: Sequence[str]) -> str:
    lines = (", ".join(names[start : start + 3]) for start in range(0, len(names), 3))
    return (",\n" + " " * 23).join(lines)
