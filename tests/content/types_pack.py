"""The small curriculum of `pack`, with one item of each type that is typed, matched, ordered or true or false."""

from tests.content.pack import pack

TYPES = "phase-1-basics/items/types.yaml"
SHORT, OUTPUT, CLOZE, MATCHING, ORDERING, TRUTH = (f"p1.logic.truth.010{n}" for n in range(1, 7))

_HEAD = """\
schema: 1
defaults: {author: core, rev: 1, status: verified, verified: {date: 2026-11-23, by: core}}
items:
"""

_REST = """\
  topic: p1.logic.truth
  level: apply
  difficulty: 2
  explanation: "Because it is so."
  refs: [{title: "Logic", url: "https://example.org/logic"}]
"""

_ITEMS = {
    SHORT: """\
  type: short
  stem: "What stops training before it overfits?"
  accept: ["early stopping", "stopping early"]
  near:
    dropout: "Dropout thins the network; it stops nothing."
    "weight decay": "It shrinks weights."
""",
    OUTPUT: """\
  type: code_output
  stem: "What does this print?"
  code: |
    import pandas as pd
    print(pd.Series([6, 104]).sum())
    print(True)
  env: {pandas: ">=3,<4"}
  accept: ["110\\nTrue"]
  normalise: [space]
  near:
  - text: "6 104\\nTrue"
    why: "It prints the sum."
  check: stdout
""",
    CLOZE: """\
  type: cloze
  stem: "Fill the gaps."
  cloze:
    text: "RMSE = <<1>>(<<2>>)"
    blanks:
    - {accept: ["sqrt", "root"], why: "It undoes the square."}
    - {accept: ["MSE"], normalise: [space]}
""",
    MATCHING: """\
  type: matching
  stem: "Match each observation to its diagnosis."
  pairs:
    "P(x) changed": "Covariate shift"
    "P(y) changed": "Label shift"
    "P(y|x) changed": "Concept drift"
  extra: ["Feedback loop"]
""",
    ORDERING: """\
  type: ordering
  stem: "Order one update."
  steps: {step: "opt.step()", zero: "opt.zero_grad()", backward: "loss.backward()"}
  key: [zero, backward, step]
  orders: [[backward, step, zero]]
  check: none
  check_reason: "definitional"
""",
    TRUTH: """\
  type: true_false
  stem: "A tree can be wider than it is deep."
  options:
  - {id: a, text: "True, because nothing bounds a node's children", key: true, why: "Right."}
  - {id: b, text: "True, because every tree is wider", why: "A path is not."}
  - {id: c, text: "False, because depth grows faster", why: "Not always."}
""",
}


def types_pack() -> dict[str, bytes]:
    """The files, with those items in a file of their own."""
    text = _HEAD + "".join(f"- id: {name}\n{fields}{_REST}" for name, fields in _ITEMS.items())
    return {**pack(), TYPES: text.encode()}
