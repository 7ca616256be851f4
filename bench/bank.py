"""A bank of 10,000 items, made up: read, checked, loaded from its cache, and graded.

Run in a process of its own, it prints seconds as JSON.
"""

import itertools
import random

_TEXT = (
    "gradient batch tensor kernel prior sample shard replica index cache query column label token vector margin split "
    "fold drift recall variance entropy bias weight layer queue broker node partition schema"
)
_WORDS = _TEXT.split()
ITEMS = 10_000
TOPICS = 150


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
