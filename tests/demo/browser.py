"""A real browser on a real demo: a process of its own, looked at through headless Chromium."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 20_000
"""Milliseconds to wait for something to appear; a machine under load takes its time."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own browser, or playwright's; skips the test where there is none."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(playwright), args=[*_ARGUMENTS])
        try:
            yield browser
        finally:
            browser.close()


def _executable(playwright: Playwright) -> str:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    own = playwright.chromium.executable_path
    if found is None and not Path(own).exists():
        pytest.skip("no chromium on this machine (install one, or run `playwright install chromium`)")
    return found or own


class DemoProcess:
    """A demo in a process of its own, as a person starts it.

    Attributes:
        address: Where it serves.
        log: What it wrote; complete once it has been stopped.
    """

    def __init__(self, command: list[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self.log = log
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env={**os.environ, **(environment or {})},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.said: list[str] = []
        self.address = self._wait_for_address()

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it as Ctrl-C does (or otherwise) and return its exit code."""
        self._process.send_signal(how)
        rest, _ = self._process.communicate(timeout=30)
        self.said.extend(rest.splitlines())
        return self._process.returncode

    def kill(self) -> None:
        """End it as a power cut does; one that has ended stays as it is."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _wait_for_address(self) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said.append(line.rstrip())
            if line.startswith("Demo: "):
                return line.removeprefix("Demo: ").strip()
        raise AssertionError(f"it never served: {self.said} {self.log.read_text()}")


@contextmanager
def started(
    command: list[str], log: Path, environment: dict[str, str] | None = None
) -> Iterator[DemoProcess]:
    """Run a demo for the length of the block; it is killed if the block has not stopped it."""
    process = DemoProcess(command, log, environment)
    try:
        yield process
    finally:
        process.kill()


def watched(page: Page, complaints: list[str]) -> Page:
    """Collect what the page complains about."""
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    return page


def run_command(page: Page, command: str) -> None:
    """Type a slash command and send it."""
    # What is typed before the page knows its channel is lost.
    expect(page.locator("#preview-app")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#channel-name")).not_to_be_empty()
    page.locator("#channel-composer-input").press_sequentially(command)
    expect(page.get_by_role("option").first).to_contain_text(command)
    page.keyboard.press("Enter")
    page.locator(".command-chip").press("Enter")
