"""The table."""

import os
import platform
import sqlite3
import statistics
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version

from bench.where import PARTS

Rounds = Mapping[str, Sequence[Mapping[str, float]]]

RATE, START, MEMORY, STALL = 0.6, 1.5, 60.0, 0.050
"""What is wanted: of the bare rate; seconds and MiB beyond the bare bot; seconds."""
CHECK, CACHED, PICTURE = 3.0, 0.3, 150.0
"""What is wanted: of libyaml's parse, twice; milliseconds."""


def table(
    *,
    answered: Rounds,
    where: Mapping[str, Mapping[str, float]],
    starts: Mapping[str, Sequence[float]],
    start_busy: Mapping[str, Sequence[float]],
    residents: Mapping[str, Sequence[float]],
    first_start: float,
    groups: Mapping[str, float],
    bank: Mapping[str, float],
    disk: float,
    load: float,
) -> str:
    """Everything that was measured; medians, the ratios taken round by round."""
    start = _median(starts["epoch"]) - _median(starts["bare"])
    memory = _median(residents["epoch"]) - _median(residents["bare"])
    ratio, of_card = _ratio(answered, "bare"), _ratio(answered, "card")
    worked = {kind: sum(spent.values()) - spent["waiting"] for kind, spent in where.items()}
    rows = [
        ("", "bare", "bare, card", "Epoch", "", "wanted"),
        _row(
            "answers a second",
            *_all(answered, _rate, "{:,.0f}"),
            f"× {ratio:.2f}",
            f"≥ {RATE}",
            ratio >= RATE,
        ),
        ("  against the bare card", "", "", "", f"× {of_card:.2f}", ""),
        ("  by processor time alone", "", "", "", f"× {worked['bare'] / worked['epoch']:.2f}", ""),
        (
            "  99 of 100 within, ms",
            *_all(answered, lambda one: one["p99"] * 1e3, "{:.0f}"),
            _slower(answered),
            "",
        ),
        ("  loop’s longest stall, ms", *_all(answered, lambda one: one["stall"] * 1e3, "{:.0f}"), "", ""),
        _row(
            "start to ready, s",
            f"{_median(starts['bare']):.2f}",
            "",
            f"{_median(starts['epoch']):.2f}",
            f"{start:+.2f}",
            f"≤ +{START}",
            start <= START,
        ),
        (
            "  processor time of it, s",
            f"{_median(start_busy['bare']):.2f}",
            "",
            f"{_median(start_busy['epoch']):.2f}",
            f"{_median(start_busy['epoch']) - _median(start_busy['bare']):+.2f}",
            "",
        ),
        ("  with the database to make, s", "", "", f"{first_start:.2f}", "", ""),
        _row(
            "resident when ready, MiB",
            f"{_median(residents['bare']):.0f}",
            "",
            f"{_median(residents['epoch']):.0f}",
            f"{memory:+.0f}",
            f"≤ +{MEMORY:.0f}",
            memory <= MEMORY,
        ),
        _row(
            "stall while the curriculum is read anew, ms",
            "",
            "",
            f"{groups['reload_stall'] * 1e3:.0f}",
            f"worst {groups['reload_stall_worst'] * 1e3:.0f}",
            f"< {STALL * 1e3:.0f}",
            groups["reload_stall"] < STALL,
        ),
        ("tick with 1,000 groups, nothing due, ms", "", "", f"{groups['idle'] * 1e3:.0f}", "", ""),
        ("  planning 48 hours for all of them, s", "", "", f"{groups['planning']:.1f}", "", ""),
        ("  loop’s longest stall meanwhile, ms", "", "", f"{groups['planning_stall'] * 1e3:.0f}", "", ""),
        *_bank(bank),
        ("", "", "", "", "", ""),
        ("where an answer’s time goes, µs", "bare", "bare, card", "Epoch", "", ""),
        *((f"  {part}", *(f"{where[kind][part] * 1e6:,.0f}" for kind in where), "", "") for part in PARTS),
        ("  together", *(f"{sum(where[kind].values()) * 1e6:,.0f}" for kind in where), "", ""),
    ]
    return "\n".join((_machine(disk, load), "", *_aligned(rows), "", _bound(where["epoch"])))


def _bank(bank: Mapping[str, float]) -> list[tuple[str, ...]]:
    check, cached = bank["check"] / bank["parse"], bank["cached"] / bank["parse"]
    grading, picture, kept = (bank[name] * 1e3 for name in ("grading_worst", "picture", "picture_kept"))
    stall = bank["picture_stall"]
    return [
        ("10,000 items parsed by libyaml, s", "", "", f"{bank['parse']:.2f}", "", ""),
        _row(
            "  checked from cold, s",
            *("", "", f"{bank['check']:.2f}", f"× {check:.1f}", f"≤ {CHECK:g}"),
            check <= CHECK,
        ),
        _row(
            "  found in the cache, s",
            *("", "", f"{bank['cached']:.2f}", f"× {cached:.2f}", f"≤ {CACHED:g}"),
            cached <= CACHED,
        ),
        _row(
            "grading an item, ms",
            *("", "", f"{bank['grading'] * 1e3:.3f}", f"worst {grading:.2f}", "< 1"),
            grading < 1,
        ),
        _row("formula drawn, ms", "", "", f"{picture:.0f}", "", f"< {PICTURE:.0f}", picture < PICTURE),
        ("  the first, with its process, ms", "", "", f"{bank['picture_first'] * 1e3:.0f}", "", ""),
        _row("  drawn before, ms", "", "", f"{kept:.3f}", "", "< 1", kept < 1),
        _row(
            "  loop’s longest stall meanwhile, ms",
            *("", "", f"{stall * 1e3:.0f}", "", f"< {STALL * 1e3:.0f}"),
            stall < STALL,
        ),
    ]


def _machine(disk: float, load: float) -> str:
    processors = os.cpu_count() or 1
    busy = (
        f"\nTHIS MACHINE WAS BUSY with other work (load {load:.1f} on {processors} processors): trust the processor "
        "times, not the waits"
        if load > processors
        else ""
    )
    return (
        f"Python {platform.python_version()}, discord.py {version('discord.py')}, SQLite {sqlite3.sqlite_version}, "
        f"{processors} processors, {disk * 1e3:.1f} ms a durable write\n"
        "64 people at once; an answer of Epoch’s is a durable transaction and a card, a bare bot’s one line; "
        "“bare, card” replies with a card made beforehand"
        f"{busy}"
    )


def _bound(where: Mapping[str, float]) -> str:
    total = sum(where.values())
    shares = sorted(where.items(), key=lambda part: -part[1])
    told = ", ".join(f"{part} {seconds / total:.0%}" for part, seconds in shares)
    return (
        f"Epoch’s rate is bound by: {told}. Event loop and database thread share one interpreter lock, so their "
        "processor times add up, whatever the number of processors; the disk’s part is in the waiting."
    )


def _all(answered: Rounds, value: Callable[[Mapping[str, float]], float], form: str) -> tuple[str, str, str]:
    bare, card, epoch = (form.format(_median([value(one) for one in done])) for done in answered.values())
    return bare, card, epoch


def _rate(one: Mapping[str, float]) -> float:
    return one["clicks"] / one["seconds"]


def _ratio(answered: Rounds, against: str) -> float:
    pairs = zip(answered["epoch"], answered[against], strict=True)
    return _median([_rate(ours) / _rate(theirs) for ours, theirs in pairs])


def _slower(answered: Rounds) -> str:
    pairs = zip(answered["epoch"], answered["bare"], strict=True)
    return f"× {_median([ours['p99'] / theirs['p99'] for ours, theirs in pairs]):.1f}"


def _row(
    name: str, bare: str, card: str, epoch: str, difference: str, wanted: str, is_met: bool
) -> tuple[str, ...]:
    return name, bare, card, epoch, difference, f"{wanted}  {'met' if is_met else 'not met'}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return [
        "  ".join(
            text.ljust(width) if column in (0, 5) else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _median(values: Sequence[float]) -> float:
    return statistics.median(values)
