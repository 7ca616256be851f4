"""Joining the group: `/enroll`, the welcome's button, and what a learner chose."""

import discord
import pytest

from bot.storage.tables import enrollments
from bot.ui import custom_ids
from tests.journeys.learner_steps import Requests, assert_acknowledged_first, count, reply_of, roles_of, said
from tests.journeys.town import Town, control

pytestmark = pytest.mark.usefixtures("discreet")


async def test_enrolling_without_options_says_the_defaults_aloud(town: Town) -> None:
    await town.set_up()
    told = said(await town.nora.slash(town.channel, "enroll"))
    assert "Welcome aboard, Nora" in told
    assert "Phase 1" in told
    assert "Pace: 12 months" in told
    assert "Track: PyTorch" in told
    assert "Time zone: Berlin." in told
    assert "Your day ends 04:00" in told
    assert "You finish around" in told
    assert "No pings" in told
    assert "Moderators see your last active day and counts, never single answers." in told


async def test_enrolling_takes_every_option(town: Town) -> None:
    await town.set_up()
    told = said(
        await town.nora.slash(
            town.channel, "enroll", phase=2, pace=6, track="tensorflow", timezone="Asia/Tokyo"
        )
    )
    assert "Phase 2" in told
    assert "Pace: 6 months" in told
    assert "two questions a day" in told
    assert "Track: TensorFlow" in told
    assert "Time zone: Tokyo." in told


async def test_a_city_without_a_zone_of_its_own_is_understood_as_a_timezone(town: Town) -> None:
    await town.set_up()
    assert "Time zone: Kolkata." in said(
        await town.nora.slash(town.channel, "enroll", timezone="  bengaluru ")
    )


@pytest.mark.parametrize(
    "typed", ["Atlantis", "../../etc/passwd", "@everyone", "x" * 500, "Europe/", "🦊", "\x00"]
)
async def test_an_unknown_timezone_enrolls_nobody_and_says_what_to_write(town: Town, typed: str) -> None:
    await town.set_up()
    told = said(await town.nora.slash(town.channel, "enroll", timezone=typed))
    assert "is not a time zone I know" in told
    assert "Did you mean" in told or "pick one from the list" in told
    assert await count(town, enrollments) == 0


async def test_a_misspelt_timezone_is_answered_with_the_nearest(town: Town) -> None:
    await town.set_up()
    assert "`Europe/Berlin`" in said(await town.nora.slash(town.channel, "enroll", timezone="Berli"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tok", "Asia/Tokyo"),
        ("munich", "Europe/Berlin"),
        ("SÃO PAULO", "America/Sao_Paulo"),
        ("new york", "America/New_York"),
        ("europe/lon", "Europe/London"),
        ("", "Europe/Berlin"),
        ("   ", "Europe/Berlin"),
    ],
)
async def test_completing_a_timezone_offers_names_and_cities(town: Town, typed: str, expected: str) -> None:
    offered = await town.nora.autocomplete(town.channel, "enroll", "timezone", typed)
    assert expected in [choice["value"] for choice in offered]
    assert len(offered) <= 25


@pytest.mark.parametrize(
    "typed", ["%' OR 1=1 --", "../../", "@everyone", "a" * 6000, "\u202eelif", "\x00", "🦊🦊", "(((((", "*"]
)
async def test_completing_a_timezone_survives_hostile_input(town: Town, typed: str) -> None:
    offered = await town.nora.autocomplete(town.channel, "enroll", "timezone", typed)
    assert len(offered) <= 25
    assert all(len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in offered)


async def test_a_timezone_that_is_offered_can_be_chosen(town: Town) -> None:
    await town.set_up()
    [first, *_] = await town.nora.autocomplete(town.channel, "enroll", "timezone", "kath")
    told = said(await town.nora.slash(town.channel, "enroll", timezone=first["value"]))
    assert "Time zone: Kathmandu." in told


async def test_enrolling_again_changes_and_never_duplicates(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    told = said(await town.nora.slash(town.channel, "enroll", phase=3, pace=9, track="tensorflow"))
    assert "You are now in phase 3" in told.replace("**", "")
    assert "Your pace is now 9 months" in told.replace("**", "")
    assert "Your track is now TensorFlow" in told.replace("**", "")
    assert await count(town, enrollments) == 1


async def test_enrolling_again_with_the_same_choices_says_that_nothing_changed(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    assert "Nothing changed" in said(await town.nora.slash(town.channel, "enroll"))
    assert "Nothing changed" in said(await town.nora.slash(town.channel, "enroll", phase=1, pace=12))


async def test_the_role_of_the_phase_is_given_and_follows_the_learner(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    assert roles_of(town, town.nora) == {"Epoch phase 1"}
    await town.nora.slash(town.channel, "enroll", phase=2)
    assert roles_of(town, town.nora) == {"Epoch phase 2"}


async def test_the_answer_comes_before_the_roles(town: Town) -> None:
    await town.set_up()
    requests = Requests.since(town)
    await town.nora.slash(town.channel, "enroll")
    assert_acknowledged_first(requests)
    assert any("/roles/" in one for one in requests.made)


async def test_a_missing_permission_costs_nobody_the_enrollment_and_moderators_are_told_once(
    town: Town,
) -> None:
    await town.set_up()
    guild = town.env.backend.get_guild(town.guild.id)
    managed = next(role for role in guild.roles.values() if role.managed)
    managed.permissions &= ~discord.Permissions(manage_roles=True).value
    for who in (town.nora, town.sam):
        assert "Welcome aboard" in said(await who.slash(town.channel, "enroll"))
    assert await count(town, enrollments) == 2
    await town.tick()
    await town.tick()
    notices = [
        message
        for message in town.env.backend.messages[town.mods.id].values()
        if not message.interaction_metadata
    ]
    assert len(notices) == 1
    assert "Manage Roles" in str(notices[0].components)


async def test_enrolling_works_before_the_group_is_set_up(town: Town) -> None:
    told = said(await town.nora.slash(town.channel, "enroll"))
    assert "Welcome aboard" in told
    assert "`/today`" in told


async def test_the_welcome_enrolls_in_one_tap(town: Town) -> None:
    await town.set_up()
    [welcome] = town.channel.pinned_messages()
    told = said(await town.nora.click(welcome, custom_id=str(custom_ids.Join())))
    assert "Welcome aboard" in told
    assert roles_of(town, town.nora) == {"Epoch phase 1"}
    assert "Nothing changed" in said(await town.nora.click(welcome, custom_id=str(custom_ids.Join())))
    assert await count(town, enrollments) == 1


async def test_the_welcome_leads_to_today(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    [welcome] = town.channel.pinned_messages()
    shown = await town.nora.click(welcome, custom_id=str(custom_ids.Today(town.guild.id)))
    assert "Your first tap counts" in said(shown)


@pytest.mark.parametrize("command", ["today", "progress", "streak", "settings"])
async def test_a_command_before_enrolling_offers_to_enroll(town: Town, command: str) -> None:
    await town.set_up()
    refused = await town.nora.slash(town.channel, command)
    assert "You are not enrolled here yet" in said(refused)
    enrolled = await town.nora.click(reply_of(refused), custom_id=control(refused, custom_ids.Join))
    assert "Welcome aboard" in said(enrolled)
