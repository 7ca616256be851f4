"""Runs checks, one process for each. A script by itself: standard library only, nothing of Epoch in reach.

`sandbox` starts it as `python -I worker.py`, in whatever environment holds the libraries, and talks to it in lines
of JSON. It first tells what is installed. Then for every program it loads the libraries that the program names
(once: that is what makes a thousand checks quick) and forks a child that runs it with limits on time, memory,
files and processes, in a folder of its own. Nothing it is sent contains a key.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import runpy
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from importlib import metadata
from numbers import Number
from typing import Any

MAX_ANSWER = 100_000
"""Most bytes of an answer or of what a program prints."""
MAX_FILE = 128 * 1024 * 1024
MAX_PROCESSES = 64
_PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    """Serve until the other side closes the pipe."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    if sys.platform == "linux":
        # Whatever a program leaves behind becomes our child, and ends with it.
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    _reply(replies, installed())
    for line in requests:
        request = json.loads(line)
        for module in request["preload"]:
            # What is missing or broken is for the program itself to meet.
            with contextlib.suppress(Exception):
                importlib.import_module(module)
        gc.collect()
        gc.freeze()
        _reply(replies, run(request))


def installed() -> dict[str, Any]:
    """Python's version, and of every package its version, what it requires and which modules it brings."""
    modules: dict[str, list[str]] = {}
    for module, owners in metadata.packages_distributions().items():
        for owner in owners:
            modules.setdefault(owner.lower(), []).append(module)
    packages = {}
    for package in metadata.distributions():
        name = package.metadata["Name"]
        if name:
            needed = [one for one in package.requires or () if "extra ==" not in one]
            packages[name] = {
                "version": package.version,
                "requires": needed,
                "modules": sorted(modules.get(name.lower(), [])),
            }
    return {"python": ".".join(map(str, sys.version_info[:3])), "packages": packages}


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Run one program in a child and tell how it ended: `answer`, `error`, `missing`, `time` or `processes`."""
    folder = tempfile.mkdtemp(prefix="check-")
    began = time.monotonic()
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            _be_the_child(request, folder, answer.fileno(), output.fileno())
        ended = _wait(child, began + request["seconds"])
        _end_all(child)
        shutil.rmtree(folder, ignore_errors=True)
        told = _outcome(request, ended, _head(answer.fileno()), _head(output.fileno()))
    return {"id": request["id"], "took": time.monotonic() - began, **told}


def _outcome(request: dict[str, Any], ended: int | str, answer: bytes, output: bytes) -> dict[str, Any]:
    if ended == "time":
        return {"outcome": "time", "message": f"did not end within {request['seconds']:g} seconds"}
    if ended == "processes":
        return {"outcome": "processes", "message": f"started more than {MAX_PROCESSES} processes"}
    try:
        told = json.loads(answer)
        told = {"outcome": str(told["outcome"]), **told}
    except (ValueError, TypeError, KeyError):
        how = f"was killed by signal {-ended}" if isinstance(ended, int) and ended < 0 else "ended"
        return {"outcome": "error", "message": f"{how} before it gave an answer"}
    if request["kind"] == "stdout" and told["outcome"] == "answer":
        told["answer"] = output.decode("utf-8", "replace")
        if len(output) >= MAX_ANSWER:
            return {"outcome": "error", "message": f"printed more than {MAX_ANSWER:,} bytes"}
    return told


def _wait(child: int, deadline: float) -> int | str:
    """The child's exit code (negative: the signal that killed it), or which limit it broke."""
    pause, next_look = 0.0005, time.monotonic() + 0.2
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        now = time.monotonic()
        if now > deadline:
            return "time"
        if now > next_look:
            next_look = now + 0.2
            if _processes(child) > MAX_PROCESSES:
                return "processes"
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


def _processes(session: int) -> int:
    """How many processes the child and its descendants are (Linux; elsewhere 0)."""
    count = 0
    for name in os.listdir("/proc") if os.path.isdir("/proc/self") else ():
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    fields = file.read().rpartition(b")")[2].split()
            except OSError:
                continue
            count += int(fields[3]) == session or int(fields[1]) == os.getpid()
    return count


def _end_all(child: int) -> None:
    """Kill the child's process group, and whoever left it, until none is there."""
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(OSError):
            with open(f"/proc/self/task/{os.getpid()}/children", "rb") as file:
                left = [int(one) for one in file.read().split()]
            for one in left:
                os.kill(one, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.001)


def _be_the_child(request: dict[str, Any], folder: str, answer: int, output: int) -> None:
    """Run the program; never returns."""
    code = 1
    try:
        os.setsid()
        os.chdir(folder)
        os.environ.update({"HOME": folder, "TMPDIR": folder})
        tempfile.tempdir = folder
        os.dup2(output, 1)
        if request["kind"] == "stdout":
            os.dup2(os.open(os.devnull, os.O_RDWR), 2)
        else:
            os.dup2(output, 2)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - to its end
            for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        # Only what the child was given stays open, not the pipe to whoever asked.
        os.dup2(answer, 3)
        os.closerange(4, 1024)
        _limit(request)
        _tell(3, _run_program(request, folder))
        code = 0
    except BaseException as error:
        with contextlib.suppress(BaseException):
            _tell(3, {"outcome": "error", "message": f"{type(error).__name__}: {error}"[:500]})
    finally:
        os._exit(code)


def _limit(request: dict[str, Any]) -> None:
    seconds = int(request["seconds"]) + 2
    limits = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, MAX_FILE),
        # Address space counts what libraries merely reserve; data counts what a program really takes (Linux 4.7).
        (resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS, request["memory"]),
    ]
    for what, most in limits:
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (allowed, allowed))


def _run_program(request: dict[str, Any], folder: str) -> dict[str, Any]:
    path = os.path.join(folder, "program.py")
    with open(path, "w", encoding="utf-8") as file:
        file.write(request["program"])
    try:
        left = _to_its_end(path, request)
        sys.stdout.flush()
    except MemoryError:
        return {"outcome": "error", "message": f"took more than {request['memory'] // 2**20} MB of memory"}
    except SystemExit as error:
        return {"outcome": "error", "message": f"called exit({error.code!r}) before it gave an answer"}
    except ModuleNotFoundError as error:
        return {"outcome": "missing", "module": (error.name or "").split(".")[0], "message": str(error)}
    except BaseException as error:
        return {"outcome": "error", "message": _described(error, path)}
    if request["kind"] == "stdout":
        return {"outcome": "answer"}
    if "answer" not in left:
        return {"outcome": "error", "message": "sets no `answer`"}
    return {"outcome": "answer", "answer": plain(left["answer"])}


def _to_its_end(path: str, request: dict[str, Any]) -> dict[str, Any]:
    left: dict[str, Any] = {}
    try:
        left = runpy.run_path(path, init_globals=request["names"], run_name="__main__")
    except SystemExit as error:
        if request["kind"] != "stdout" or error.code:
            raise
    for thread in threading.enumerate():
        # As Python itself does at its end.
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    return left


def _described(error: BaseException, path: str) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    line = error.lineno if isinstance(error, SyntaxError) else frames[-1].lineno if frames else None
    what = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    return f"line {line}: {what}"[:500] if line else what[:500]


def plain(value: Any) -> Any:
    """An answer as JSON that keeps kinds apart: sets and mappings become {"set": …} and {"map": …}.

    Raises:
        TypeError: for what no item can have as its key.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, set | frozenset):
        return {"set": sorted((plain(one) for one in value), key=repr)}
    if isinstance(value, dict):
        return {"map": [[plain(key), plain(one)] for key, one in value.items()]}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, int):
        return int(value)
    for convert in ("item", "tolist"):
        # Scalars and arrays of NumPy, PyTorch, TensorFlow.
        if hasattr(value, convert) and not isinstance(value, Number):
            with contextlib.suppress(ValueError, TypeError, RuntimeError):
                return plain(getattr(value, convert)())
    if hasattr(value, "item"):
        return plain(value.item())
    if isinstance(value, complex):
        raise TypeError("`answer` is a complex number")
    if isinstance(value, Number) or hasattr(value, "__float__"):
        return float(value)
    raise TypeError(f"`answer` is a {type(value).__name__}, which no key can be")


def _tell(number: int, told: dict[str, Any]) -> None:
    data = json.dumps(told).encode()
    if len(data) > MAX_ANSWER:
        data = json.dumps(
            {"outcome": "error", "message": f"`answer` is larger than {MAX_ANSWER:,} bytes"}
        ).encode()
    # The program may have written here already.
    os.ftruncate(number, 0)
    os.pwrite(number, data, 0)


def _head(number: int) -> bytes:
    return os.pread(number, MAX_ANSWER, 0)


def _reply(replies: Any, told: dict[str, Any]) -> None:
    replies.write(json.dumps(told).encode() + b"\n")
    replies.flush()


if __name__ == "__main__":
    main()
