"""`/leaderboard`: who stands where, by page, by week and for all time."""

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.domain.leaderboard import Cursor, Period
from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    Requests,
    assert_acknowledged_first,
    latest,
    press,
    reply_of,
    said,
    tomorrow,
)
from tests.journeys.town import Town, control, ids_of

pytestmark = pytest.mark.usefixtures("discreet")


async def crowd(town: Town, right: int, wrong: int) -> list[MemberActor]:
    """Learners who answered today's question, some right and some not."""
    people = [
        town.guild.add_member(town.env.create_user(f"learner{at:02}", global_name=f"Learner {at:02}"))
        for at in range(right + wrong)
    ]
    for at, who in enumerate(people):
        await who.slash(town.channel, "enroll")
        await town.answer(who, latest(town), right=at < right)
    return people


async def open_question(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()


def lines_of(told: str) -> list[str]:
    return [line for line in told.replace("**", "").splitlines() if " · " in line and line[:1].isdigit()]


def ranks_of(told: str) -> list[int]:
    return [int(line.split()[0]) for line in lines_of(told)]


async def board(town: Town, who: MemberActor, **options: str) -> InteractionResult:
    return await who.slash(town.channel, "leaderboard", **options)


async def test_an_empty_board_invites(town: Town) -> None:
    await open_question(town)
    told = said(await board(town, town.nora))
    assert "This week" in told
    assert "Since Mon 29 Dec" in told
    assert "Nobody has points yet" in told
    assert "One answer puts you on the board." in told


async def test_anyone_in_the_server_may_look(town: Town) -> None:
    await open_question(town)
    await town.answer(town.nora, latest(town))
    assert "1 Nora" in said(await board(town, town.mia)).replace("**", "")


async def test_ones_own_rank_is_shown_and_ties_share_a_rank(town: Town) -> None:
    await open_question(town)
    await crowd(town, right=2, wrong=2)
    await town.answer(town.nora, latest(town), right=False)
    told = said(await board(town, town.nora))
    assert ranks_of(told) == [1, 1, 3, 3, 3]
    assert "five learners with points" in told
    assert "**You: rank 3**, 2 points." in told
    assert [line for line in lines_of(told) if line.endswith("← you")] == ["3 Nora · 2 ← you"]


async def test_more_than_ten_learners_are_paged_through_by_buttons(town: Town) -> None:
    await open_question(town)
    await crowd(town, right=3, wrong=20)
    await town.answer(town.nora, latest(town), right=False)
    first = await board(town, town.nora)
    seen = lines_of(said(first))
    assert len(seen) == 10
    assert "**You: rank 4**" in said(first)
    page = first
    pages = 1
    while any(
        isinstance(one, custom_ids.Board) and one.place == "after" and one.cursor and one.cursor.enrollment_id
        for one in ids_of(page)
    ):
        requests = Requests.since(town)
        page = await town.nora.click(
            reply_of(first), custom_id=control(page, custom_ids.Board, place="after")
        )
        assert_acknowledged_first(requests)
        assert "**You: rank 4**" in said(page)
        seen += lines_of(said(page))
        pages += 1
    assert pages == 3
    assert len(seen) == 24
    assert len({line.split(" · ")[0] for line in seen}) == 24
    assert [int(line.split()[0]) for line in seen] == [1, 1, 1] + [4] * 21
    back = await town.nora.click(reply_of(first), custom_id=control(page, custom_ids.Board, place="before"))
    assert lines_of(said(back)) == seen[10:20]
    back = await town.nora.click(reply_of(first), custom_id=control(back, custom_ids.Board, place="before"))
    assert lines_of(said(back)) == seen[:10]


async def test_a_page_that_is_empty_by_now_leads_to_the_first(town: Town) -> None:
    """A week later the cursor of an old button points behind the last learner."""
    await open_question(town)
    await crowd(town, right=3, wrong=8)
    page = await board(town, town.nora)
    following = control(page, custom_ids.Board, place="after")
    await tomorrow(town, days=7)
    await town.answer(town.nora, latest(town))
    told = said(await town.nora.click(reply_of(page), custom_id=following))
    assert ranks_of(told) == [1]
    assert "Nobody has points" not in told


async def test_the_week_begins_anew_and_all_time_goes_on(town: Town) -> None:
    await open_question(town)
    await town.answer(town.nora, latest(town), right=False)
    await tomorrow(town, days=4)
    assert "Since Mon 5 Jan" in said(await board(town, town.nora))
    assert "You have no points yet in this period" in said(await board(town, town.nora))
    all_time = await board(town, town.nora, period="all")
    assert "All time" in said(all_time)
    assert "**You: rank 1**, 2 points." in said(all_time)
    week = await town.nora.click(
        reply_of(all_time), custom_id=control(all_time, custom_ids.Board, period=Period.WEEK)
    )
    assert "You have no points yet in this period" in said(week)


async def test_who_hides_is_seen_by_nobody_else_and_still_sees_their_own_rank(town: Town) -> None:
    await open_question(town)
    await crowd(town, right=1, wrong=0)
    await town.answer(town.nora, latest(town), right=False)
    panel = await town.nora.slash(town.channel, "settings")
    hidden = await town.nora.click(reply_of(panel), custom_id=control(panel, custom_ids.Set, what="hide"))
    assert "You are hidden" in said(hidden)
    others = said(await board(town, town.sam))
    assert "Nora" not in others
    assert "one learner with points" in others
    own = said(await board(town, town.nora))
    assert "**You: rank 2**, 2 points. You are hidden: only you see this line." in own
    await tomorrow(town)
    await town.answer(town.nora, latest(town))
    assert "Nora" not in said(await board(town, town.sam))
    shown = await town.nora.click(reply_of(panel), custom_id=control(hidden, custom_ids.Set, what="hide"))
    assert "You are on the leaderboard again." in said(shown)
    assert "Nora" in said(await board(town, town.sam))


async def test_a_hostile_name_is_shown_as_it_is_and_pings_nobody(town: Town) -> None:
    await open_question(town)
    name = "@everyone **x** ||y|| [z](a)"
    eve = town.guild.add_member(town.env.create_user("eve", global_name=name))
    await eve.slash(town.channel, "enroll")
    await town.answer(eve, latest(town))
    told = said(await board(town, town.nora))
    assert "@everyone" not in told
    assert "@\u200beveryone" in told
    assert "\\*\\*x\\*\\*" in told


async def test_a_page_beyond_either_end_leads_to_the_first(town: Town) -> None:
    await open_question(town)
    await town.answer(town.nora, latest(town))
    shown = reply_of(await board(town, town.nora))
    for pressed in (
        custom_ids.Board(town.guild.id, Period.WEEK, "after", Cursor(0, 0)),
        custom_ids.Board(town.guild.id, Period.WEEK, "before", Cursor(99999, 0)),
    ):
        page = await press(town, town.nora, pressed, under=shown)
        assert ranks_of(said(page)) == [1]
