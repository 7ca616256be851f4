"""At a phase's projected end the learner is offered the next, in private, once."""

import pytest
from simcord.results import ResponseMessage

from bot.ui import custom_ids
from tests.journeys.moderator_steps import execute, rows, told_in_private
from tests.journeys.town import Town, control, response_of, text_of


async def at_the_end_of_phase_1(town: Town) -> None:
    await town.set_up()
    await town.sam.slash(town.channel, "enroll")
    await town.nora.slash(town.channel, "enroll")
    await execute(
        town,
        "UPDATE enrollments SET phase_started_on = '2025-09-01' WHERE display_name = 'Sam'",
    )


async def test_it_comes_once_to_whom_it_concerns_and_one_press_accepts_it(town: Town) -> None:
    await at_the_end_of_phase_1(town)
    await town.tick()
    await town.tick()

    texts = told_in_private(town.env, town.sam.user)
    assert len(texts) == 1
    assert "### Phase 2" in texts[0]
    assert "In Engineers" in texts[0]
    assert told_in_private(town.env, town.nora.user) == []
    private = town.sam.user.dm_channel
    [message] = private.history()
    shown = ResponseMessage(town.env, town.env.backend.get_message(private.id, message.id))
    await town.sam.user.click(shown, custom_id=control(shown, custom_ids.NextPhase))
    assert await rows(town, "SELECT phase FROM enrollments WHERE display_name = 'Sam'") == [(2,)]
    roles = town.env.backend.get_guild(town.guild.id)
    names = {roles.roles[one].name for one in roles.members[town.sam.id].role_ids}
    assert "Epoch phase 2" in names
    assert "Epoch phase 1" not in names
    assert "phase 2" in told_in_private(town.env, town.sam.user)[0]


@pytest.mark.parametrize("status", [403, 503])
async def test_where_no_message_arrives_today_offers_it(town: Town, status: int) -> None:
    await at_the_end_of_phase_1(town)
    private = town.sam.user.dm_channel
    town.env.inject_error("POST", f"/channels/{private.id}/messages", status=status, times=None)
    await town.tick()
    await town.tick()
    attempts = [one for one in town.env.http_requests if one.path == f"/channels/{private.id}/messages"]

    assert len(attempts) == 1
    today = await town.sam.slash(town.channel, "today")
    assert "go on to phase 2" in text_of(today)
    await town.sam.click(response_of(today), custom_id=control(today, custom_ids.NextPhase))
    assert await rows(town, "SELECT phase FROM enrollments WHERE display_name = 'Sam'") == [(2,)]


async def test_the_last_phase_has_no_next(town: Town) -> None:
    await at_the_end_of_phase_1(town)
    await execute(town, "UPDATE enrollments SET phase = 4")
    await town.tick()

    assert told_in_private(town.env, town.sam.user) == []
