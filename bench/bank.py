"""A bank of 10,000 items, made up: read, checked, loaded from its cache, and graded.

Run in a process of its own, it prints seconds as JSON.
"""

import asyncio
import gc
import itertools
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from bench.stall import Stall
from bot.authoring.showing import right_response, wrong_response
from bot.content.cache import Cache
from bot.content.folder import load_folder
from bot.content.loader import check, load
from bot.domain.formulas.prose import Line
from bot.domain.grading import grade
from bot.domain.variant_items import concrete
from bot.images.renderer import Renderer
from bot.settings import SHIPPED_CURRICULUM

_TEXT = (
    "gradient batch tensor kernel prior sample shard replica index cache query column label token vector margin split "
    "fold drift recall variance entropy bias weight layer queue broker node partition schema"
)
_WORDS = _TEXT.split()
ITEMS = 10_000
TOPICS = 150
_TIMES = 5


def files(items: int = ITEMS, seed: int = 0) -> dict[str, bytes]:
    """The YAML files of a valid curriculum with this many items, most of them as the shipped ones are."""
    draw = random.Random(seed)
    names = [f"p{1 + at % 4}.m{at // 4 % 13}.t{at // 52}" for at in range(TOPICS)]
    made: dict[str, bytes] = {
        "curriculum.yaml": b"schema: 1\ntitle: Bench\nphases: [phase-1, phase-2, phase-3, phase-4]\n"
    }
    for phase in range(1, 5):
        lines = [f'schema: 1\nphase: {phase}\ntitle: "Phase {phase}"\nsummary: "Made up."\nmodules:']
        for module, topics in itertools.groupby(
            sorted(name for name in names if name.startswith(f"p{phase}.")),
            lambda name: name.rpartition(".")[0],
        ):
            lines.append(f'- id: {module}\n  title: "{module}"\n  topics:')
            lines += [f'  - {{id: {topic}, title: "{topic}", strand: mathematics}}' for topic in topics]
        made[f"phase-{phase}/phase.yaml"] = "\n".join(lines).encode()
    written: dict[str, list[str]] = {}
    for at, topic in zip(range(items), itertools.cycle(names)):
        written.setdefault(topic, []).append(_item(draw, topic, at // TOPICS + 1))
    for topic, texts in written.items():
        head = "schema: 1\ndefaults: {author: core, verified: {date: 2026-11-23, by: core}}\nitems:\n"
        made[f"phase-{topic[1]}/items/{topic}.yaml"] = (head + "".join(texts)).encode()
    return made


def _item(draw: random.Random, topic: str, number: int) -> str:
    def words(count: int) -> str:
        return " ".join(draw.choices(_WORDS, k=count))

    head = (
        f"- id: {topic}.{number:04}\n  topic: {topic}\n  level: apply\n  difficulty: {draw.randint(1, 5)}\n"
    )
    tail = (
        f'  explanation: "{words(14)} {number}."\n  refs: [{{title: "x", url: "https://numpy.org/doc/"}}]\n'
    )
    stem = f'  stem: "{words(12)} {number}?"\n'
    kind = draw.choices(("single", "numeric", "code_output", "short"), (70, 12, 12, 6))[0]
    if kind == "single":
        options = "".join(
            f'  - {{id: {name}, text: "{words(3)} {name}", why: "{words(5)}."{", key: true" * (name == "b")}}}\n'
            for name in "abc"
        )
        return f"{head}  type: single\n{stem}  options:\n{options}{tail}"
    if kind == "numeric":
        near = f'  near: [{{value: {number + 5}, why: "{words(5)}."}}]\n'
        key = f"  key: {number}\n  tolerance: {{abs: 0.5}}\n"
        return f"{head}  type: numeric\n{stem}{key}{near}{tail}  check: |\n    answer = {number}\n"
    if kind == "code_output":
        code = f'  code: |\n    print({number})\n  accept: ["{number}"]\n'
        return f"{head}  type: code_output\n{stem}{code}{tail}  check: stdout\n"
    return f'{head}  type: short\n{stem}  accept: ["{words(2)}"]\n{tail}'


def measure(folder: Path) -> dict[str, float]:
    """Seconds of each step; medians of several, by turns with libyaml's own parse."""
    bank = files()
    cache = Cache(folder)
    loaded = load(bank).curriculum
    assert loaded is not None
    cache.keep(bank, loaded)
    taken: dict[str, list[float]] = {"parse": [], "check": [], "cached": []}
    for _ in range(_TIMES):
        taken["parse"].append(_seconds(lambda: _parse(bank)))
        taken["check"].append(_seconds(lambda: check(bank)))
        taken["cached"].append(_seconds(lambda: cache.find(bank)))
    shipped, _ = load_folder(SHIPPED_CURRICULUM)
    assert shipped.curriculum is not None
    gradings = [
        min(_timed(lambda one=one, given=given: grade(one, given)) for _ in range(3))  # type: ignore[misc]
        for item in shipped.curriculum.items.values()
        for one in [concrete(item, 1)]
        for given in (right_response(one), wrong_response(one))
    ]
    return {
        **{name: statistics.median(seconds) for name, seconds in taken.items()},
        "grading": statistics.median(gradings),
        "grading_worst": max(gradings),
        **asyncio.run(_formulas(folder)),
    }


async def _formulas(folder: Path) -> dict[str, float]:
    renderer = Renderer(keep_in=folder / "pictures")
    try:
        start = time.perf_counter()
        await renderer.render([Line("x^2")])
        begun = time.perf_counter() - start
        drawn, kept = [], []
        async with Stall() as stall:
            for number in range(20):
                lines = [
                    Line(rf"\hat\beta_{{{number}}} = \frac{{\sum_{{i=1}}^n x_i y_i}}{{\sum_{{i=1}}^n x_i^2}}")
                ]
                start = time.perf_counter()
                await renderer.render(lines)
                drawn.append(time.perf_counter() - start)
                start = time.perf_counter()
                await renderer.render(lines)
                kept.append(time.perf_counter() - start)
        return {
            "picture_first": begun,
            "picture": statistics.median(drawn),
            "picture_kept": statistics.median(kept),
            "picture_stall": stall.longest,
        }
    finally:
        await renderer.close()


def _parse(bank: dict[str, bytes]) -> None:
    """What libyaml alone takes, every event thrown away."""
    for text in bank.values():
        for _ in yaml.parse(text, Loader=yaml.CBaseLoader):
            pass


def _seconds(work: Callable[[], object]) -> float:
    # What an earlier step left is not this one's to clear away.
    gc.collect()
    return _timed(work)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
