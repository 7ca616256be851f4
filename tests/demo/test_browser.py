"""The shell, driven by a browser against the toy bot: what a visitor sees, taps and reads."""

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
def process(tmp_path: Path) -> Iterator[DemoProcess]:
    with started(["-m", "tests.demo.toy", str(tmp_path / "data")], tmp_path / "log") as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 860})
    yield made
    made.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    return watched(context.new_page(), complaints)


def conversation(page: Page) -> Locator:
    """What the visitor sees of a channel; simcord keeps a hidden list of the same messages beside it."""
    return page.locator("#channel-message-list")


def test_a_visitor_enrolls_with_a_tap_and_answers_again_tomorrow(
    process: DemoProcess, context: BrowserContext, page: Page, complaints: list[str]
) -> None:
    page.goto(process.address)
    with context.expect_page() as opened:
        page.get_by_role("link", name="Nora, new here").click()
    nora = watched(opened.value, complaints)
    expect(nora).to_have_title(re.compile(r"^Nora in #fundamentals"))
    expect(nora).to_have_url(re.compile(r"/as/nora/fundamentals$"))

    nora.get_by_role("button", name="the second").click()
    nora.get_by_role("button", name="Enroll and count it").click()
    expect(nora.locator(".channel-message").last).to_contain_text("Streak 1")
    expect(nora.locator(".channel-message").last).to_be_in_viewport()

    nora.get_by_role("button", name="Tomorrow").click()
    expect(nora.locator("[data-doing]")).to_have_text("A day later.")
    expect(conversation(nora).get_by_text("The answer was the second.").last).to_be_visible()
    expect(nora.locator("[data-now]")).to_contain_text("10:0")
    nora.get_by_role("button", name="the first").click()
    expect(nora.locator(".channel-message").last).to_contain_text("Streak 2")

    assert process.stop() == 0
    assert complaints == []
    assert "Traceback" not in process.log.read_text()
    assert process.said[-1] == "Stopped. The next start goes on from here."


def test_a_report_reaches_the_moderator_in_her_own_view(process: DemoProcess, page: Page) -> None:
    page.goto(process.address + "as/sam/fundamentals")
    page.get_by_role("button", name="the second").click()
    page.get_by_role("button", name="Report").click()
    page.get_by_role("textbox", name=re.compile("What is wrong")).fill("The key looks wrong")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".channel-message").last).to_contain_text("It is with the moderators.")

    page.get_by_role("navigation", name="Channels").get_by_text("Epoch", exact=True).click()
    expect(page.locator(".channel-message").last).to_contain_text("Somebody will look at it.")
    page.get_by_role("link", name="Mia").click()
    expect(page.locator(".channel-message").last).to_contain_text("@Sam reports: The key looks wrong")


def test_what_others_cannot_see_stays_with_whoever_it_was_said_to(
    process: DemoProcess, context: BrowserContext, page: Page
) -> None:
    sam = context.new_page()
    sam.goto(process.address + "as/sam/fundamentals")
    page.goto(process.address + "as/nora/fundamentals")
    page.get_by_role("button", name="the second").click()
    expect(conversation(page).get_by_text("You are not enrolled yet.")).to_be_visible()
    sam.reload()
    expect(sam.get_by_role("button", name="the second")).to_be_visible()
    expect(conversation(sam).get_by_text("You are not enrolled yet.")).to_have_count(0)


def test_a_private_thread_can_be_read_by_whoever_is_in_it_alone(process: DemoProcess, page: Page) -> None:
    page.goto(process.address + "as/sam/fundamentals")
    page.get_by_role("button", name="the second").click()
    page.get_by_role("button", name="Discuss").click()
    conversation(page).get_by_text("#Talk").click()
    expect(page.locator(".channel-message").last).to_contain_text("Talk about it here.")
    page.get_by_role("link", name="Nora").click()
    expect(page).to_have_title(re.compile("^Nora"))
    expect(page.get_by_role("navigation", name="Channels")).not_to_contain_text("Talk")


def test_a_link_to_a_message_stays_in_the_demo(process: DemoProcess, page: Page) -> None:
    page.goto(process.address + "as/nora/fundamentals")
    page.get_by_role("button", name="Pinned").click()
    page.get_by_role("button", name="Where it began").click()
    page.get_by_role("link", name="The first question").click()
    expect(page.get_by_role("heading", name="Question 1", exact=True)).to_be_in_viewport()
    assert page.url.startswith(process.address)


def test_the_command_does_what_the_button_does(process: DemoProcess, page: Page) -> None:
    page.goto(process.address + "as/mia/moderators")
    day = page.locator("[data-now]")
    today = day.inner_text()
    run_command(page, "/demo tomorrow")
    expect(page.locator(".channel-message").last).to_contain_text("A day goes by.")
    expect(day).not_to_have_text(today)
    news = page.get_by_role("navigation", name="Channels").get_by_role("link", name="fundamentals")
    expect(news).to_have_class(re.compile("epoch-new"))


def test_what_is_pinned_is_one_press_away(process: DemoProcess, page: Page) -> None:
    page.goto(process.address + "as/nora/fundamentals")
    banner = page.get_by_role("button", name="Pinned")
    expect(banner).to_contain_text("Welcome. A question a day at 09:00 Europe/Berlin.")
    banner.click()
    expect(
        conversation(page).get_by_text("Welcome. A question a day at 09:00 Europe/Berlin.")
    ).to_be_in_viewport()


def test_a_page_left_open_goes_on_with_the_next_start(tmp_path: Path, page: Page) -> None:
    command, log = ["-m", "tests.demo.toy", str(tmp_path / "data")], tmp_path / "log"
    with started(command, log) as process:
        page.goto(process.address + "as/nora/fundamentals")
        page.get_by_role("button", name="the second").click()
        page.get_by_role("button", name="Enroll and count it").click()
        expect(page.locator(".channel-message").last).to_contain_text("Streak 1")
        port = process.address.rstrip("/").rpartition(":")[2]
    with started([*command, port], log):
        # The simulated chat is new: what was said privately in the old one is gone.
        expect(conversation(page).get_by_text("Streak 1")).to_have_count(0)
        page.get_by_role("button", name="the second").click()
        expect(page.locator(".channel-message").last).to_contain_text("Streak 1")


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_cut_off_on_a_small_screen(process: DemoProcess, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for path in ("", "as/nora/fundamentals"):
        page.goto(process.address + path)
        page.get_by_role("button", name="Tomorrow").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_is_asked_of_another_machine(
    process: DemoProcess, context: BrowserContext, page: Page
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(process.address)
    page.goto(process.address + "as/nora/fundamentals")
    expect(page.get_by_role("button", name="the second")).to_be_visible()
    assert [url for url in asked if not url.startswith((process.address, "blob:", "data:"))] == []
