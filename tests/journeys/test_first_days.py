"""What a newcomer lives through in the first days."""

from bot.ui import custom_ids
from tests.journeys.town import Town, control, response_of, text_of


async def test_setting_up_says_what_is_set_and_keeps_a_pinned_welcome(town: Town) -> None:
    said = text_of(await town.set_up())
    assert "Ready" in said
    assert "Berlin" in said
    welcome = [m for m in town.env.backend.messages[town.channel.id].values() if m.pinned]
    assert len(welcome) == 1
    await town.set_up(time="10:30")
    assert len([m for m in town.env.backend.messages[town.channel.id].values() if m.pinned]) == 1


async def test_a_newcomer_answers_enrolls_in_one_tap_and_has_a_streak_of_one(town: Town) -> None:
    await town.set_up()
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    [post] = town.posts()
    asked = await town.answer(town.nora, post)
    assert "Enroll and count it" in text_of(asked)
    assert asked.ephemeral
    verdict = await town.nora.click(response_of(asked), custom_id=control(asked, custom_ids.Enroll))
    said = text_of(verdict)
    assert "Streak 1" in said
    assert "your day ends 04:00 Berlin" in said
