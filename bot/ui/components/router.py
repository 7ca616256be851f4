"""From a custom_id to the one function that answers it.

discord.py offers `DynamicItem` for buttons that outlive the process. A table of plain functions does the same for
forms too, needs no object per message, and has one door through which every failure reaches the reporter: what a
`DynamicItem` raises is only logged, and the person who pressed would see nothing but “interaction failed”.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from bot.domain.errors import QuestionGone
from bot.services.all import Services
from bot.ui import custom_ids
from bot.ui.components import answering, discussing, moderating, panels, reporting, showing
from bot.ui.components.fields import payload
from bot.ui.errors import report

Handler = Callable[[Services, discord.Interaction, Any], Awaitable[None]]

HANDLERS: Mapping[type[custom_ids.CustomId], Handler] = {
    custom_ids.Answer: answering.answer,
    custom_ids.Form: answering.form,
    custom_ids.Order: answering.order,
    custom_ids.Hint: answering.hint,
    custom_ids.Enroll: answering.enroll,
    custom_ids.Join: answering.join,
    custom_ids.Resume: answering.resume,
    custom_ids.Today: panels.today,
    custom_ids.Report: reporting.report,
    custom_ids.Reported: reporting.reported,
    custom_ids.Discuss: discussing.discuss,
    custom_ids.Primer: showing.primer,
    custom_ids.Ping: panels.ping,
    custom_ids.Board: panels.board,
    custom_ids.Set: panels.settings,
    custom_ids.SetTimezone: panels.timezone,
    custom_ids.Data: panels.data,
    custom_ids.Left: panels.leave,
    custom_ids.NextPhase: panels.next_phase,
    custom_ids.Daily: moderating.daily,
    custom_ids.Fixed: reporting.fixed,
    custom_ids.InGroup: showing.in_group,
}


async def route(services: Services, interaction: discord.Interaction) -> None:
    """Answer a press or a form; nothing it raises escapes the reporter."""
    try:
        pressed = custom_ids.parse(str(payload(interaction).get("custom_id", "")))
        if pressed is None:
            await report(interaction, QuestionGone())
        else:
            await HANDLERS[type(pressed)](services, interaction, pressed)
    except Exception as error:
        await report(interaction, error)
