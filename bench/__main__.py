"""`python -m bench`: measure side by side, print one table. It takes one to two minutes."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench import report

SUBJECTS = ("bare", "card", "epoch")


class Process:
    """A subject in a process of its own. `seconds`: from its start until it was ready; `busy`: processor time of it."""

    def __init__(self, kind: str, folder: Path) -> None:
        start = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.subject", kind, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = self._told()
        self.resident, self.busy = float(told["resident"]), float(told["busy"])
        self.seconds = time.perf_counter() - start

    def ask(self, order: str) -> dict[str, float]:
        assert self._process.stdin is not None
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return self._told()

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)

    def _told(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"a subject broke (status {self._process.wait()}); what it said stands above")
        told: dict[str, Any] = json.loads(line)
        return told


def starts(folder: Path, times: int) -> tuple[float, dict[str, list[Process]]]:
    """Starts of the bare bot and ours, by turns; first of all ours with no database yet, in seconds."""
    first = Process("epoch", folder)
    first.end()
    done: dict[str, list[Process]] = {"bare": [], "epoch": []}
    for _ in range(times):
        for kind, list_of_them in done.items():
            process = Process(kind, folder)
            process.end()
            list_of_them.append(process)
    return first.seconds, done


def rounds(folder: Path, times: int) -> tuple[dict[str, list[dict[str, float]]], dict[str, dict[str, float]]]:
    """Bursts of answers, by turns, and where the time went."""
    processes = {kind: Process(kind, folder) for kind in SUBJECTS}
    done: dict[str, list[dict[str, float]]] = {kind: [] for kind in SUBJECTS}
    for number in range(times):
        for kind in SUBJECTS if number % 2 else reversed(SUBJECTS):
            done[kind].append(processes[kind].ask("round"))
    where = {kind: processes[kind].ask("where") for kind in SUBJECTS}
    for process in processes.values():
        process.end()
    return done, where


def apart(module: str, folder: Path) -> dict[str, float]:
    """What a module of the bench measures in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", module, str(folder)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, float] = json.loads(ran.stdout)
    return told


def durable_write(folder: Path) -> float:
    """Median seconds in which the disk makes a small write durable."""
    taken = []
    with (folder / "probe").open("wb", buffering=0) as file:
        for _ in range(50):
            file.write(b"x" * 16_384)
            start = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="bursts of 512 answers by each subject")
    parser.add_argument("--starts", type=int, default=5, help="starts of each subject")
    parser.add_argument("--folder", type=Path, default=Path("data"), help="where the databases are made")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as name:
        folder = Path(name).resolve()
        for part in ("start", "burst", "groups", "bank"):
            (folder / part).mkdir()
        print("starting each bot by turns …", file=sys.stderr)
        first, started = starts(folder / "start", options.starts)
        print("answering, by turns …", file=sys.stderr)
        answered, where = rounds(folder / "burst", options.rounds)
        print("a thousand groups …", file=sys.stderr)
        groups = apart("bench.many_groups", folder / "groups")
        print("ten thousand questions …", file=sys.stderr)
        bank = apart("bench.bank", folder / "bank")
        disk = durable_write(folder)
    print(
        report.table(
            answered=answered,
            where=where,
            starts={kind: [each.seconds for each in processes] for kind, processes in started.items()},
            start_busy={kind: [each.busy for each in processes] for kind, processes in started.items()},
            residents={kind: [each.resident for each in processes] for kind, processes in started.items()},
            first_start=first,
            groups=groups,
            bank=bank,
            disk=disk,
            load=load,
        )
    )


if __name__ == "__main__":
    main()
