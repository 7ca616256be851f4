"""Programs of strangers, each run in a process of its own by `worker`, which this starts and watches over."""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

WORKER = Path(__file__).with_name("worker.py")
GRACE = 5.0
"""Seconds beyond a program's own limit after which the worker itself counts as hung."""
START = 120.0
"""Seconds within which a worker must have told what is installed."""
_KEPT = ("PATH", "LANG", "SYSTEMROOT")
# One thread for each library: answers that do not depend on the machine, and no threads where we fork.
_SET = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "MPLBACKEND": "Agg",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


class SandboxBroken(Exception):
    """The environment's Python cannot be started, or cannot run the worker."""


@dataclass(frozen=True, slots=True)
class Program:
    """What to run.

    Attributes:
        text: Python. A `check` leaves its result in `answer`; of `stdout` what it prints is the answer.
        names: What it finds defined: parameters, and an ordering item's steps. Never a key.
        modules: What it imports; loaded beforehand where that is safe.
        seconds: Wall clock.
        memory: Bytes.
    """

    text: str
    kind: Literal["check", "stdout"]
    names: Mapping[str, object]
    modules: tuple[str, ...] = ()
    seconds: float = 60.0
    memory: int = 4 * 2**30


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended.

    Attributes:
        kind: `answer`; `missing` (a module that is not installed); or `error`.
        answer: Plain JSON as `worker.plain` writes it; of `stdout` what was printed.
        message: What went wrong.
        took: Seconds.
    """

    kind: Literal["answer", "missing", "error"]
    answer: Any = None
    message: str = ""
    module: str = ""
    took: float = 0.0


@dataclass(frozen=True, slots=True)
class Package:
    """An installed distribution: its version, what it requires and which modules it brings."""

    version: str
    requires: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Environment:
    """What an environment holds; package names as `pinned_name` writes them."""

    python: str
    packages: Mapping[str, Package]


# Forking is safe once these are loaded; TensorFlow starts threads when it is loaded, so each child loads it itself.
_PRELOADED = ("numpy", "scipy", "pandas", "sklearn", "sympy", "torch")


def preload_rank(modules: tuple[str, ...]) -> tuple[int, ...]:
    """Sorts programs so that a worker loads heavy libraries late, and what needs none runs without any."""
    roots = {module.partition(".")[0] for module in modules}
    return tuple(sorted((at for at, one in enumerate(_PRELOADED) if one in roots), reverse=True))


class Sandbox:
    """One worker. Not for two threads at once; `close` it, or use it in a `with`."""

    def __init__(self, python: str = sys.executable) -> None:
        """Nothing is started before it is needed; `python` is the interpreter whose libraries are used."""
        self._python = python
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._environment: Environment | None = None
        self._number = 0

    def __enter__(self) -> "Sandbox":
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closed."""
        self.close()

    @property
    def environment(self) -> Environment:
        """What is installed.

        Raises:
            SandboxBroken: when there is no such Python.
        """
        if self._environment is None:
            self._start()
        assert self._environment is not None  # noqa: S101 - _start sets it, or raises
        return self._environment

    def run(self, program: Program) -> Outcome:
        """Run a program to its end or to a limit. Whatever it does, this returns.

        Raises:
            SandboxBroken: when no worker can be started.
        """
        if self._process is None:
            self._start()
        self._number += 1
        request = {
            "id": self._number,
            "program": program.text,
            "kind": program.kind,
            "names": dict(program.names),
            "preload": [one for one in program.modules if one.partition(".")[0] in _PRELOADED],
            "seconds": program.seconds,
            "memory": program.memory,
        }
        try:
            self._send(request)
            told = self._receive(program.seconds + GRACE)
        except (OSError, ValueError):
            self.close()
            return Outcome("error", message="it ended the process that ran it")
        if told.get("id") != self._number:
            self.close()
            return Outcome("error", message="it interfered with the process that ran it")
        kind: Literal["answer", "missing", "error"] = "error"
        if told["outcome"] in ("answer", "missing"):
            kind = told["outcome"]
        return Outcome(
            kind,
            told.get("answer"),
            str(told.get("message", "")),
            str(told.get("module", "")),
            float(told.get("took", 0.0)),
        )

    def close(self) -> None:
        """End the worker and whatever it started."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="epoch-verify-")
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment = {**kept, **_SET, "HOME": self._folder, "TMPDIR": self._folder}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the interpreter its caller named
                [self._python, "-I", "-B", os.fspath(WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._folder,
                env=environment,
                start_new_session=True,
                bufsize=0,
            )
            told = self._receive(START)
        except (OSError, ValueError) as error:
            self.close()
            raise SandboxBroken(f"{self._python} cannot run checks ({error})") from error
        self._environment = Environment(
            told["python"],
            {
                pinned_name(name): Package(one["version"], tuple(one["requires"]), tuple(one["modules"]))
                for name, one in told["packages"].items()
            },
        )

    def _send(self, request: dict[str, Any]) -> None:
        assert self._process is not None  # noqa: S101
        assert self._process.stdin is not None  # noqa: S101
        self._process.stdin.write(json.dumps(request).encode() + b"\n")

    def _receive(self, seconds: float) -> dict[str, Any]:
        """The next line; ValueError when the worker ended or stays silent."""
        assert self._process is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        pipe = self._process.stdout.fileno()
        deadline = time.monotonic() + seconds
        parts: list[bytes] = []
        while True:
            ready, _, _ = select.select([pipe], [], [], max(deadline - time.monotonic(), 0))
            part = os.read(pipe, 65_536) if ready else b""
            if not part:
                raise ValueError("it ended" if ready else "it stayed silent")
            parts.append(part)
            if part.endswith(b"\n"):
                break
        told = json.loads(b"".join(parts))
        if not isinstance(told, dict):
            raise ValueError("it said something else")  # noqa: TRY004 - as any other unreadable line
        return told


def pinned_name(name: str) -> str:
    """A package's name in the one spelling by which names are compared."""
    return name.lower().replace("_", "-").replace(".", "-")
