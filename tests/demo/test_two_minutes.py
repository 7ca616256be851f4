"""What a visitor lives through in two minutes, with the real bot, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.demo.browser import DemoProcess, chromium, run_command, started, watched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def demo_in(folder: Path) -> dict[str, str]:
    return {"EPOCH_DEMO_DATA": str(folder), "EPOCH_LOG_FORMAT": "console", "DISCORD_TOKEN": ""}


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoProcess]:
    command = ["-m", "bot", "demo", "--port", "0", "--no-browser"]
    with started(command, tmp_path / "log", demo_in(tmp_path / "data")) as running:
        yield running


def newest(page: Page) -> Locator:
    return page.locator(".channel-message").last


def tap_an_option(page: Page) -> None:
    newest(page).get_by_role("button", name="A", exact=True).click()


def answer_somehow(page: Page) -> None:
    """Whatever the type of the day's question: not knowing is an answer too, and counts for the streak."""
    newest(page).get_by_role("button", name="I don’t know").click()


def live_through_a_day(page: Page) -> None:
    page.get_by_role("button", name="Tomorrow").click()
    expect(page.locator("[data-doing]")).to_have_text("A day later.")


def test_the_two_minutes(demo: DemoProcess, context: BrowserContext) -> None:
    complaints: list[str] = []
    index = watched(context.new_page(), complaints)
    index.goto(demo.address)
    with context.expect_page() as opened:
        index.get_by_role("link", name="Nora, new here").click()
    nora = watched(opened.value, complaints)
    expect(nora.get_by_role("button", name="Pinned")).to_contain_text("a question appears here")

    tap_an_option(nora)
    nora.get_by_role("button", name="Enroll and count it").click()
    expect(newest(nora)).to_contain_text("Streak 1")
    expect(newest(nora)).to_contain_text("your day ends 04:00 Berlin")

    run_command(nora, "/leaderboard")
    # On the page itself, or below it where others have earned more this week.
    expect(newest(nora)).to_contain_text(re.compile("← you|You: rank"))
    nora.get_by_role("button", name="All time").last.click()
    expect(newest(nora)).to_contain_text("Sam")

    live_through_a_day(nora)
    yesterday = nora.locator(".channel-message", has_text="How the group answered").last
    expect(yesterday).to_contain_text("(edited)")
    answer_somehow(nora)
    expect(newest(nora)).to_contain_text("Streak 2")

    newest(nora).get_by_role("button", name="Report").click()
    form = nora.get_by_role("dialog", name=re.compile("Report"))
    form.get_by_role("combobox").click()
    nora.get_by_role("option").first.click()
    form.get_by_role("button", name="Submit").click()
    expect(form).to_have_count(0)

    index.bring_to_front()
    with context.expect_page() as opened:
        index.get_by_role("link", name="Mia, a moderator").click()
    mia = watched(opened.value, complaints)
    expect(newest(mia)).to_contain_text("Nora")
    run_command(mia, "/daily preview")
    expect(newest(mia)).to_contain_text("The answer:")

    assert demo.stop() == 0
    assert complaints == []
    said = demo.log.read_text()
    assert "error" not in said.lower()
    assert "Traceback" not in said


def test_a_killed_demo_goes_on_where_it_was(tmp_path: Path, context: BrowserContext) -> None:
    command, log, data = (
        ["-m", "bot", "demo", "--port", "0", "--no-browser"],
        tmp_path / "log",
        tmp_path / "data",
    )
    nora = context.new_page()
    with started(command, log, demo_in(data)) as demo:
        nora.goto(demo.address + "as/nora/fundamentals")
        tap_an_option(nora)
        nora.get_by_role("button", name="Enroll and count it").click()
        expect(newest(nora)).to_contain_text("Streak 1")
        live_through_a_day(nora)
        demo.kill()
    with started(command, log, demo_in(data)) as demo:
        nora.goto(demo.address + "as/nora/fundamentals")
        expect(nora.get_by_role("button", name="Pinned")).to_be_visible()
        answer_somehow(nora)
        expect(newest(nora)).to_contain_text("Streak 2")
        assert demo.stop() == 0
    assert "Traceback" not in log.read_text()
