"""The demo: the real bot against a simulated Discord, in a browser, on this machine alone.

`simulated` mends what the simulation does differently from Discord, `clock` is its time, `people`, `faces`
and `world` are its guild, `crowd` is what people do there and `history` the days on which they do it; `live`
shows a channel as one person sees it, `places` lists what they can open, `page` and `server` bring it to the
browser, `saved` is what outlives a start, and `run` puts all of it together around the bot that `composed`
composes.
"""

import logging

_clients = logging.getLogger("discord.state")
_level = _clients.level
# To look at discord.py, simcord makes a client that may see nothing, and discord.py warns the visitor of it.
_clients.setLevel(logging.ERROR)
import simcord  # noqa: E402, F401

_clients.setLevel(_level)
