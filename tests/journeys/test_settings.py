"""`/settings`: every control of the panel."""

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    Requests,
    assert_acknowledged_first,
    latest,
    person_of,
    reply_of,
    roles_of,
    said,
    tomorrow,
)
from tests.journeys.town import Town, control

pytestmark = pytest.mark.usefixtures("discreet")


async def panel(town: Town, who: MemberActor | None = None) -> InteractionResult:
    """The panel of somebody who is enrolled, and has answered today's question."""
    who = who or town.nora
    await town.set_up()
    await who.slash(town.channel, "enroll")
    await town.tick()
    await town.answer(who, latest(town))
    return await who.slash(town.channel, "settings")


async def use(town: Town, shown: InteractionResult, what: str) -> InteractionResult:
    return await town.nora.click(reply_of(shown), custom_id=control(shown, custom_ids.Set, what=what))


async def change_zone(town: Town, shown: InteractionResult, typed: str) -> InteractionResult:
    return await town.nora.submit_modal(await use(town, shown, "timezone"), {custom_ids.ZONE_FIELD: typed})


async def test_the_panel_says_what_is_chosen(town: Town) -> None:
    told = said(await panel(town))
    assert "Phase 1 · Berlin" in told
    assert "Pings: off · on the leaderboard" in told
    for control_label in ("Time zone", "Ping me", "Hide me", "My data", "Leave the group"):
        assert control_label in told


@pytest.mark.parametrize("months", [6, 9])
async def test_the_pace_can_be_changed(town: Town, months: int) -> None:
    shown = await panel(town)
    requests = Requests.since(town)
    changed = await town.nora.select(
        reply_of(shown), [str(months)], custom_id=control(shown, custom_ids.Set, what="pace")
    )
    assert_acknowledged_first(requests)
    assert f"Your pace is now **{months} months**" in said(changed)
    assert "At this pace you finish around" in said(changed)
    assert f"At {months} months you finish" in said(await town.nora.slash(town.channel, "progress"))


async def test_the_track_can_be_changed(town: Town) -> None:
    shown = await panel(town)
    changed = await town.nora.select(
        reply_of(shown), ["tensorflow"], custom_id=control(shown, custom_ids.Set, what="track")
    )
    assert "Your track is now **TensorFlow**" in said(changed)
    again = await town.nora.select(
        reply_of(shown), ["tensorflow"], custom_id=control(changed, custom_ids.Set, what="track")
    )
    assert "Nothing changed" in said(again)


async def test_the_ping_can_be_switched_on_and_off(town: Town) -> None:
    shown = await panel(town)
    requests = Requests.since(town)
    on = await use(town, shown, "ping")
    assert_acknowledged_first(requests)
    assert "You will be pinged when a question is out." in said(on)
    assert "Pings: on" in said(on)
    assert roles_of(town, town.nora) == {"Epoch phase 1", "Epoch daily"}
    off = await use(town, on, "ping")
    assert "No more pings." in said(off)
    assert roles_of(town, town.nora) == {"Epoch phase 1"}


async def test_hiding_can_be_switched_on_and_off(town: Town) -> None:
    shown = await panel(town)
    hidden = await use(town, shown, "hide")
    assert "hidden from the leaderboard" in said(hidden)
    assert "Show me" in said(hidden)
    assert "You are on the leaderboard again." in said(await use(town, hidden, "hide"))


async def test_a_new_zone_rules_from_the_end_of_the_present_day(town: Town) -> None:
    shown = await panel(town)
    changed = await change_zone(town, shown, "tokyo")
    told = said(changed)
    assert "Your time zone will be **Tokyo** from the end of your day" in told
    assert "Phase 1 · Berlin, and Tokyo <t:1767322800:R>" in told
    assert "your day ends 04:00 Berlin" in said(await town.nora.slash(town.channel, "streak"))
    await tomorrow(town)
    assert "your day ends 04:00 Tokyo" in said(await town.nora.slash(town.channel, "streak"))
    assert "Phase 1 · Tokyo" in said(await town.nora.slash(town.channel, "settings"))


async def test_a_zone_changes_at_most_once_a_week(town: Town) -> None:
    shown = await panel(town)
    shown = await change_zone(town, shown, "tokyo")
    await tomorrow(town)
    refused = said(await change_zone(town, shown, "new york"))
    assert "Your time zone stays Tokyo: it can change once a week, next on Fri 9 Jan." in refused
    assert "Your time zone stays Tokyo" in said(
        await town.nora.slash(town.channel, "enroll", timezone="new york")
    )
    await tomorrow(town, days=7)
    assert "Your time zone will be **New York**" in said(await change_zone(town, shown, "new york"))


async def test_a_zone_can_be_set_right_at_once_before_the_first_answer(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    shown = await town.nora.slash(town.channel, "settings")
    shown = await change_zone(town, shown, "tokyo")
    assert "Your time zone is now **Tokyo**." in said(shown)
    assert "Your time zone is now **Lima**." in said(await change_zone(town, shown, "lima"))


@pytest.mark.parametrize("typed", ["Atlantis", "@everyone", "../..", "x" * 60])
async def test_an_unknown_zone_changes_nothing_and_says_what_to_write(town: Town, typed: str) -> None:
    shown = await panel(town)
    told = said(await change_zone(town, shown, typed))
    assert "is not a time zone I know" in told
    assert "Phase 1 · Berlin" in said(await town.nora.slash(town.channel, "settings"))


async def test_leaving_is_asked_first_and_can_be_called_off(town: Town) -> None:
    shown = await panel(town)
    asked = await use(town, shown, "leave")
    assert "Leave the group?" in said(asked)
    stays = await town.nora.click(reply_of(shown), custom_id=control(asked, custom_ids.Left, what="cancel"))
    assert "### Settings" in said(stays)
    assert roles_of(town, town.nora) == {"Epoch phase 1"}


async def test_who_leaves_is_off_the_board_and_finds_everything_on_coming_back(town: Town) -> None:
    shown = await panel(town)
    asked = await use(town, shown, "leave")
    requests = Requests.since(town)
    left = await town.nora.click(reply_of(shown), custom_id=control(asked, custom_ids.Left, what="sure"))
    assert_acknowledged_first(requests)
    assert "You have left the group." in said(left)
    assert roles_of(town, town.nora) == set()
    assert "Nora" not in said(await town.sam.slash(town.channel, "leaderboard"))
    assert "not enrolled" in said(await town.nora.slash(town.channel, "streak"))
    await tomorrow(town)
    assert "Welcome aboard, Nora" in said(await town.nora.slash(town.channel, "enroll"))
    assert roles_of(town, town.nora) == {"Epoch phase 1"}
    assert "Nora" in said(await town.sam.slash(town.channel, "leaderboard"))
    assert "Best 1 · one day of learning in all" in said(await town.nora.slash(town.channel, "streak"))


async def test_my_data_leads_back_to_the_panel(town: Town) -> None:
    shown = await panel(town)
    mine = await use(town, shown, "data")
    assert "Stored about you" in said(mine)
    back = await town.nora.click(reply_of(shown), custom_id=control(mine, custom_ids.Set, what="back"))
    assert "### Settings" in said(back)


async def test_a_panel_that_was_opened_before_leaving_says_so(town: Town) -> None:
    shown = await panel(town)
    await town.services.enrollment.leave(town.guild.id, person_of(town.nora))
    for what in ("ping", "hide", "data", "leave"):
        assert "You are not enrolled here yet" in said(await use(town, shown, what))


async def test_help_says_how_it_works_and_only_moderators_see_theirs(town: Town) -> None:
    await town.set_up()
    told = said(await town.nora.slash(town.channel, "help"))
    for command in ("today", "progress", "streak", "leaderboard", "pause", "settings", "enroll", "help"):
        assert f"`/{command}`" in told
    assert "`/setup`" not in told
    assert "never single answers" in told
    assert "`/daily preview`" in said(await town.mia.slash(town.channel, "help"))
