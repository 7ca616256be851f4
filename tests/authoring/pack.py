"""A curriculum of a few items with checks, for tests to break in one place."""

from pathlib import Path

from tests.content.pack import ITEMS, pack, write

_HEAD = """\
schema: 1
defaults: {author: core, rev: 1, status: verified, verified: {date: 2026-11-23, by: core}}
items:
"""
SINGLE = """\
- id: p1.logic.truth.0001
  type: single
  topic: p1.logic.truth
  level: recall
  difficulty: 1
  stem: "Which of these is **always** true?"
  options:
  - {id: a, text: "P or not P", key: true, why: "One of the two holds, whatever P is."}
  - {id: b, text: "P and not P", why: "Both cannot hold at once."}
  - {id: c, text: "P implies not P", why: "It fails as soon as P holds."}
  explanation: "This is the law of the excluded middle."
  refs:
  - {title: "Logic", url: "https://docs.python.org/3/"}
  check: |
    holds = {"a": lambda p: p or not p, "b": lambda p: p and not p, "c": lambda p: not p or not p}
    [answer] = [name for name, f in holds.items() if all(f(p) for p in (True, False))]
"""
MULTI = """\
- id: p1.logic.truth.0002
  type: multi
  topic: p1.logic.truth
  level: apply
  difficulty: 3
  stem: "Which hold for P = true and Q = false?"
  options:
  - {id: a, text: "P or Q", key: true, why: "P alone is enough."}
  - {id: b, text: "P and Q", why: "Q is missing."}
  - {id: c, text: "not Q", key: true, why: "Q is false."}
  explanation: "Put the values in."
  refs:
  - {book: "Someone, Logic (2nd ed.)", section: "1.3"}
  check: |
    p, q = True, False
    answer = {name for name, holds in {"a": p or q, "b": p and q, "c": not q}.items() if holds}
"""
NUMERIC = """\
- id: p1.logic.proof.0001
  type: numeric
  topic: p1.logic.proof
  level: analyse
  difficulty: 5
  stem: "How many rows has the truth table of 5 variables?"
  key: 32
  tolerance: {abs: 0.5}
  near:
  - {value: 25, why: "That is 5 squared; each variable doubles the rows."}
  explanation: "Two values each: 2 to the power of 5."
  refs:
  - {title: "Tables", url: "https://docs.python.org/3/"}
  check: |
    import itertools
    answer = len(list(itertools.product([0, 1], repeat=5)))
"""


def written(folder: Path, *items: str) -> Path:
    """A curriculum with these items (all three when none are named), in a folder."""
    text = _HEAD + "".join(items or (SINGLE, MULTI, NUMERIC))
    return write({**pack(), ITEMS: text.encode()}, folder)


PATTERN = """\
- id: p1.logic.proof.0002
  type: numeric
  topic: p1.logic.proof
  level: apply
  difficulty: 2
  params: {n: [2, 3, 5], k: [1, 2, 3]}
  where: ["k <= n"]
  stem: "In how many ways can <<k>> of <<n>> be chosen?"
  key: "comb(n, k)"
  tolerance: {abs: 0}
  near:
  - {expr: "n**k + 1", why: "That is too many."}
  explanation: "Count the subsets."
  refs:
  - {title: "Subsets", url: "https://docs.python.org/3/"}
  check: |
    import itertools
    answer = sum(1 for _ in itertools.combinations(range(n), k))
"""
CODE = """\
- id: p1.logic.proof.0003
  type: code_output
  topic: p1.logic.proof
  level: apply
  difficulty: 2
  params: {n: [2, 3]}
  stem: "What does this print?"
  code: |
    print([<<n>>] * 2)
    print("end")
  accept: ["[<<n>>, <<n>>]\\nend"]
  explanation: "Repeated."
  refs:
  - {title: "Lists", url: "https://docs.python.org/3/"}
  check: stdout
"""
ORDERING = """\
- id: p1.logic.proof.0004
  type: ordering
  topic: p1.logic.proof
  level: apply
  difficulty: 2
  stem: "From small to large."
  steps:
  - {id: two, text: "1 + 1", why: "The least."}
  - {id: six, text: "3 * 2", why: "Between."}
  - {id: nine, text: "3 ** 2", why: "The most."}
  key: [two, six, nine]
  explanation: "Compute each."
  refs:
  - {title: "Numbers", url: "https://docs.python.org/3/"}
  check: "answer = sorted(steps, key=lambda name: eval(steps[name]))"
"""
