"""What a visitor's browser asks for, and what somebody else's may not."""

import asyncio
from pathlib import Path

import pytest

from bot.demo.run import DemoRunning
from tests.demo.conftest import RunDemo, Running


async def asked_for_tomorrow(running: Running, headers: dict[str, str]) -> int:
    async with running.web.post(f"{running.address}/demo/tomorrow", headers=headers) as response:
        return response.status


async def test_the_index_names_the_day_the_people_and_what_is_simulated(demo: RunDemo) -> None:
    async with demo() as running:
        page = await running.text("/")
    assert "Monday 23 November 2026, 10:00 in Berlin" in page
    for words in ("What is simulated", "<strong>Nora</strong>, new here", "on a streak", "a moderator"):
        assert words in page
    assert 'href="/as/nora/fundamentals"' in page


async def test_pages_load_nothing_from_elsewhere(demo: RunDemo) -> None:
    async with demo() as running, running.web.get(f"{running.address}/as/mia/moderators") as response:
        policy = response.headers["Content-Security-Policy"]
        page = await response.text()
    assert "default-src 'self'" in policy
    assert 'src="http' not in page
    assert "SimCord Preview" not in page.split("<body", 1)[0]


async def test_two_weeks_are_lived_through_the_bot_before_anyone_looks(demo: RunDemo) -> None:
    async with demo() as running:
        memory = running.bot.memory
    assert memory.posts[-1] == "2026-11-23"
    assert len(memory.posts) >= 14
    sam = max(memory.enrolled, key=lambda learner: sum(str(learner) in day for day in memory.answers))
    assert sum(str(sam) in day for day in memory.answers) >= 13
    right = [given == 1 for day in memory.answers for given in day.values()]
    assert 0.5 < sum(right) / len(right) < 0.95


async def test_the_same_seed_lives_the_same_days(demo: RunDemo) -> None:
    async with demo() as running:
        first = running.bot.memory
    async with demo(reset=True) as running:
        assert running.bot.memory == first


async def test_tomorrow_is_a_day_later_and_has_a_new_question(demo: RunDemo) -> None:
    async with demo() as running:
        await running.live_through_tomorrow()
        assert running.bot.memory.posts[-1] == "2026-11-24"
        state = await running.state("?as=nora&at=fundamentals")
    assert str(state["now"]).startswith("Tuesday 24 November 2026, 10:0")
    assert 'aria-current="page"' in str(state["channels"])


async def test_asking_twice_for_tomorrow_is_one_day(demo: RunDemo) -> None:
    async with demo() as running:
        ask = {"Origin": running.address, "Accept": "application/json"}
        await asyncio.gather(*(asked_for_tomorrow(running, ask) for _ in range(3)))
        await running.until_quiet()
        assert running.bot.memory.posts[-1] == "2026-11-24"


async def test_the_button_works_without_scripts(demo: RunDemo) -> None:
    async with demo() as running:
        url = f"{running.address}/demo/tomorrow"
        async with running.web.post(
            url, headers={"Origin": running.address}, allow_redirects=False
        ) as response:
            assert (response.status, response.headers["Location"]) == (303, "/")


async def test_another_site_cannot_press_the_button(demo: RunDemo) -> None:
    async with demo() as running:
        for headers in ({"Origin": "https://example.org"}, {"Origin": "null"}, {}):
            assert await asked_for_tomorrow(running, headers) == 403
        assert not (await running.state())["busy"]


async def test_a_name_that_was_bound_to_this_machine_sees_nothing(demo: RunDemo) -> None:
    async with demo() as running:
        for path in ("/", "/demo/state", "/as/nora/fundamentals", "/app.js"):
            async with running.web.get(running.address + path, headers={"Host": "evil.example"}) as response:
                assert response.status == 403


async def test_a_view_is_not_driven_without_its_capability(demo: RunDemo) -> None:
    async with demo() as running:
        await running.text("/as/nora/fundamentals")
        headers = {"Origin": running.address, "X-Simcord-Capability": "guessed"}
        async with running.web.post(f"{running.address}/api/pages", headers=headers, json={}) as response:
            assert response.status == 401


async def test_an_address_nobody_can_open_leads_to_the_index(demo: RunDemo) -> None:
    async with demo() as running:
        for path in ("/as/nora/moderators", "/as/nobody/fundamentals", "/as/nora/1234567890"):
            async with running.web.get(running.address + path, allow_redirects=False) as response:
                assert (response.status, response.headers["Location"]) == (303, "/")


async def test_a_second_start_keeps_what_was_answered_and_the_day_it_had_reached(demo: RunDemo) -> None:
    async with demo() as running:
        await running.live_through_tomorrow()
        before = running.bot.memory
    async with demo() as running:
        assert running.bot.memory == before
        assert str((await running.state())["now"]).startswith("Tuesday 24 November")
        assert len(running.bot.messages) == 1


async def test_a_first_start_that_was_cut_short_is_lived_anew(demo: RunDemo, tmp_path: Path) -> None:
    async with demo() as running:
        whole = running.bot.memory
    (tmp_path / "demo.json").unlink()
    async with demo() as running:
        assert running.bot.memory == whole


async def test_reset_forgets(demo: RunDemo) -> None:
    async with demo() as running:
        await running.live_through_tomorrow()
    async with demo(reset=True) as running:
        assert running.bot.memory.posts[-1] == "2026-11-23"


async def test_one_demo_at_a_time_uses_a_folder(demo: RunDemo) -> None:
    async with demo():
        with pytest.raises(DemoRunning):
            async with demo(reset=True):
                pass


async def test_a_taken_port_gives_way_to_a_free_one(demo: RunDemo) -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        taken = server.sockets[0].getsockname()[1]
        async with demo(port=taken) as running:
            assert running.address != f"http://127.0.0.1:{taken}"
            assert "Epoch" in await running.text("/")
