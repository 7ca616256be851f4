"""The process ends cleanly when it is asked to. Each test is a process of its own, and gets real signals."""

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")

PROGRAM = """
import asyncio, sys
from bot.ops.lifetime import run_until_stopped

async def serve():
    try:
        print("ready", flush=True)
        await asyncio.Event().wait()
    finally:
        {closing}
        print("closed", flush=True)

sys.exit(run_until_stopped(serve))
"""


def start(closing: str = "pass") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM.format(closing=closing)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_closes_and_exits_with_nothing_to_report(number: signal.Signals) -> None:
    process = start()

    process.send_signal(number)
    out, err = process.communicate(timeout=20)

    assert (out, err, process.returncode) == ("closed\n", "", 0)


def test_asked_again_while_it_closes_it_gives_up_closing() -> None:
    process = start(closing="print('closing', flush=True); await asyncio.Event().wait()")

    process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    assert process.stdout.readline() == "closing\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)

    assert (out, err, process.returncode) == ("", "", 130)


def test_what_breaks_is_not_hidden() -> None:
    process = start(closing="raise RuntimeError('broke while closing')")

    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 1
    assert "broke while closing" in err
