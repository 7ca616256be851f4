"""The drawing process as its owner sees it: started when first needed, and killed when it takes too long.

Everything here blocks, and belongs in a thread of its own.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.domain.formulas.prose import Line
from bot.domain.formulas.syntax import FormulaError

TIME_LIMIT = 2.0
"""Seconds for one picture."""
START_LIMIT = 60.0
"""Seconds for the process to be ready; the library's very first start searches the machine for fonts."""
_ROOT = Path(__file__).resolve().parent.parent.parent
_COMMAND = (sys.executable, "-m", "bot.images.worker")


class DrawingFailedError(Exception):
    """No picture came of it, for no fault of the formulas'; the message says why."""


class _EndedError(Exception):
    """The process ended before it answered."""


class DrawingProcess:
    """One process at a time, and what it is asked.

    Args:
        time_limit: Seconds for one picture.
        requests_each: Pictures after which a fresh process takes over, so that no leak grows.
        command: What is run, in the repository's folder.
        home: Where the library keeps its list of fonts; None for where it does by itself, which on some hosts is
            a fresh folder each time.
    """

    def __init__(
        self,
        time_limit: float = TIME_LIMIT,
        requests_each: int = 1000,
        command: Sequence[str] = _COMMAND,
        home: Path | None = None,
    ) -> None:
        self._home = home
        self._time_limit = time_limit
        self._requests_each = requests_each
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._requests_left = 0
        self._is_closed = False
        self._guard = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The running process's, or None while there is none."""
        return None if self._process is None else self._process.pid

    def draw(self, lines: Sequence[Line]) -> tuple[bytes, int, int]:
        """The PNG of these formulas, its width and its height in pixels.

        A process that died, for lack of work or otherwise, is replaced once.

        Raises:
            FormulaError: when a formula cannot be drawn.
            DrawingFailedError: when it takes too long, or no process can be had that survives it.
        """
        request = json.dumps([[line.formula, line.label] for line in lines]).encode() + b"\n"
        try:
            return self._ask(request)
        except _EndedError:
            pass
        try:
            return self._ask(request)
        except _EndedError as error:
            raise DrawingFailedError(
                "the drawing process ended twice; its memory may be too small"
            ) from error

    def close(self) -> None:
        """End the process, even in the middle of a picture; from any thread. Nothing is drawn after this."""
        with self._guard:
            self._is_closed = True
            process = self._process
        if process is not None:
            process.kill()

    def reap(self) -> None:
        """Let go of the process and its pipes, when nothing is being drawn."""
        with self._guard:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                # What was still to be written has no reader any more.
                try:
                    pipe.close()
                except OSError:
                    continue
        process.wait()

    def _ask(self, request: bytes) -> tuple[bytes, int, int]:
        process = self._running()
        self._requests_left -= 1
        try:
            return _answered(process, request, self._time_limit)
        except (DrawingFailedError, _EndedError):
            self.reap()
            raise
        finally:
            if self._requests_left <= 0:
                self.reap()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._guard:
            if self._is_closed:
                raise DrawingFailedError("drawing has ended")
            if self._process is not None:
                return self._process
            process = self._process = subprocess.Popen(  # noqa: S603  # our own module
                self._command,
                cwd=_ROOT,
                env=_environment(self._home),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._requests_left = self._requests_each
        try:
            _answered(process, b"", START_LIMIT)
        except (DrawingFailedError, _EndedError):
            self.reap()
            raise
        return process


def _answered(process: subprocess.Popen[bytes], request: bytes, seconds: float) -> tuple[bytes, int, int]:
    """Hand over a request and wait for its answer, but no longer than this."""
    assert process.stdin is not None  # noqa: S101  # both are pipes
    assert process.stdout is not None  # noqa: S101
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        process.kill()

    watchdog = threading.Timer(seconds, stop)
    watchdog.daemon = True
    watchdog.start()
    try:
        process.stdin.write(request)
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline() or b"{}")
        png = process.stdout.read(answer.get("png", 0))
    except (OSError, ValueError):
        answer, png = {}, b""
    finally:
        watchdog.cancel()
    if "fault" in answer:
        raise DrawingFailedError(answer["fault"])
    if "problem" in answer:
        raise FormulaError(answer["position"], answer["problem"])
    if "png" in answer and len(png) == answer["png"]:
        return png, answer["width"], answer["height"]
    if is_late.is_set():
        raise DrawingFailedError(f"drawing took longer than {seconds:g} s")
    raise _EndedError


def _environment(home: Path | None) -> dict[str, str]:
    # A process that reads other people's formulas has no business with our secrets.
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "EPOCH_"))}
    library = {"MPLBACKEND": "agg"} | ({"MPLCONFIGDIR": str(home)} if home is not None else {})
    return {**ours, **library}
