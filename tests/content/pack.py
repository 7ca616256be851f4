"""A small curriculum, good as it stands, for tests to break in one place."""

from pathlib import Path

ITEMS = "phase-1-basics/items/logic.yaml"
PHASE = "phase-1-basics/phase.yaml"
PHASE_2 = "phase-2-more/phase.yaml"
CURRICULUM = "curriculum.yaml"

_CURRICULUM = """\
schema: 1
title: "A small path"
phases: [phase-1-basics, phase-2-more]
"""

_PHASE = """\
schema: 1
phase: 1
title: "Basics"
summary: "What comes first."
modules:
- id: p1.logic
  title: "Logic"
  topics:
  - id: p1.logic.truth
    title: "Truth"
    strand: mathematics
    prerequisites: []
  - id: p1.logic.proof
    title: "Proof"
    strand: engineering-edge
    prerequisites: [p1.logic.truth]
"""

_PHASE_2 = """\
schema: 1
phase: 2
title: "More"
summary: "What comes next."
modules:
- id: p2.data
  title: "Data"
  topics:
  - id: p2.data.tables
    title: "Tables"
    strand: data-engineering
    prerequisites: [p1.logic.proof]
"""

_ITEMS = """\
schema: 1
defaults: {author: core, rev: 1, status: verified, verified: {date: 2026-11-23, by: core}}
items:
- id: p1.logic.truth.0001
  type: single
  topic: p1.logic.truth
  level: recall
  difficulty: 1
  stem: |
    Which of these is **always** true?
  options:
  - id: a
    text: "P or not P"
    key: true
    why: "One of the two holds, whatever P is."
  - id: b
    text: "P and not P"
    why: "Both cannot hold at once."
  - id: c
    text: "P implies not P"
    why: "It fails as soon as P holds."
  explanation: "This is the law of the excluded middle."
  refs:
  - {title: "Logic", url: "https://example.org/logic"}
- id: p1.logic.truth.0002
  type: multi
  topic: p1.logic.truth
  level: apply
  difficulty: 3
  stem: "Which hold for P = true and Q = false?"
  options:
  - id: a
    text: "P or Q"
    key: true
    why: "P alone is enough."
  - id: b
    text: "P and Q"
    why: "Q is missing."
  - id: c
    text: "not Q"
    key: true
    why: "Q is false."
  explanation: "Put the values in."
  refs:
  - {book: "Someone, Logic (2nd ed.)", section: "1.3"}
- id: p1.logic.proof.0001
  type: numeric
  topic: p1.logic.proof
  level: analyse
  difficulty: 5
  stem: "How many rows has the truth table of 5 variables?"
  key: 32
  tolerance: {abs: 0.5}
  near:
  - value: 25
    why: "That is 5 squared; each variable doubles the rows."
  - value: 10
    why: "That is 5 times 2; each variable doubles the rows."
  explanation: "Two values each: 2 to the power of 5."
  refs:
  - {title: "Tables", url: "https://example.org/tables"}
  check: |
    import itertools
    answer = len(list(itertools.product([0, 1], repeat=5)))
"""


def pack() -> dict[str, bytes]:
    """The files of the curriculum."""
    files = {CURRICULUM: _CURRICULUM, PHASE: _PHASE, PHASE_2: _PHASE_2, ITEMS: _ITEMS}
    return {name: text.encode() for name, text in files.items()}


def changed(file: str, old: str, new: str, files: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """The curriculum with the first `old` in one of its files replaced."""
    files = dict(files or pack())
    text = files[file].decode()
    assert old in text, f"{old!r} is not in {file}"
    return {**files, file: text.replace(old, new, 1).encode()}


def write(files: dict[str, bytes], folder: Path) -> Path:
    """Put the files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
