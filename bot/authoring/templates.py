"""A new item to fill in, with a comment on every line that needs one."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.authoring.json_schema import schema_line
from bot.content.loader import ITEMS_FOLDER, PHASE_FILE
from bot.domain.item import ItemType

_HEAD = """\
- id: {id}
  type: {type}
  topic: {topic}
  level: apply              # recall, apply or analyse
  difficulty: 3             # 1 (nearly everybody knows it) to 5 (few do)
  status: draft             # verified once its key is proved; then add `verified: {{date: 2026-11-23, by: you}}`
  stem: |
    What must a working engineer decide, predict or compute? One idea, at most 60 words.
"""
_OPTIONS = """\
  options:                  # {many}; shuffled, so none may speak of another
  - {{id: a, text: "What is right", key: true, why: "Why it is right."}}
  - {{id: b, text: "What a misconception leads to", why: "Why it is not so.", misconception: a-short-name}}
  - {{id: c, text: "What another one leads to", {third}why: "…"}}
  - {{id: d, text: "What a third one leads to", why: "…"}}
"""
_NEAR_NUMBERS = """\
  near:                     # wrong answers you expect; farther from the key than twice the tolerance
  - {value: 0.25, why: "What whoever answers this has overlooked."}
"""
_NEAR_TEXTS = """\
  near: {"a wrong answer": "What whoever answers this believes."}
"""
_CODE = """\
  code: |                   # shown below the stem, and run by `check: stdout`
    print(2 ** 3 ** 2)
"""
_BODIES: Mapping[ItemType, str] = {
    ItemType.SINGLE: _OPTIONS.format(many="3 to 5, exactly one right", third=""),
    ItemType.MULTI: _OPTIONS.format(many="3 to 6, any number right but not all", third="key: true, "),
    ItemType.NUMERIC: """\
  key: 0.5
  tolerance: {abs: 0.005}   # or {rel: 0.01}, which is 1 % of the key
  unit: ""                  # shown behind the number; "%" for percent
"""
    + _NEAR_NUMBERS,
    ItemType.SHORT: """\
  accept: ["early stopping"] # the model answer first, then what is as right
  normalise: [case, space, accents, punctuation]  # what does not count
"""
    + _NEAR_TEXTS,
    ItemType.CODE_OUTPUT: _CODE
    + """\
  accept: ["512"]           # the whole output; blanks at line ends and the last line break do not count
  near: {"64": "`**` groups from the right: 2 ** (3 ** 2)."}
""",
    ItemType.CLOZE: """\
  cloze:
    text: "RMSE = sqrt(<<1>>)"  # gaps <<1>> to <<4>>
    blanks:
    - {accept: ["MSE"], why: "Why nothing else belongs there."}
""",
    ItemType.MATCHING: """\
  pairs:                    # 2 to 4
  - {left: "What is seen", right: "What it is called", why: "…"}
  - {left: "What else is seen", right: "Its name", why: "…"}
  extra: ["A name that belongs to no row"]
""",
    ItemType.ORDERING: """\
  steps:                    # 3 to 6; shown shuffled
  - {id: first, text: "What comes first", why: "Why it cannot come later."}
  - {id: second, text: "What comes then", why: "…"}
  - {id: third, text: "What comes last", why: "…"}
  key: [first, second, third]
""",
    ItemType.TRUE_FALSE: """\
  options:                  # 3 or 4: the truth value and the reason together, one of them right
  - {id: a, text: "True, because …", key: true, why: "Why it is so."}
  - {id: b, text: "True, because … (a wrong reason)", why: "Right, but not for this reason: …"}
  - {id: c, text: "False, because …", why: "What whoever chose this believes.", misconception: a-short-name}
""",
}
_TAIL = """\
  hints: ["A first step, for part of the points."]
  explanation: >-
    Why it is so, in at most 900 characters. Every number in it follows from the question.
  refs:                     # at least one page or book
  - {{title: "…", url: "https://…"}}
  check: |                  # {check}
{program}"""
_PROGRAMS: Mapping[ItemType, str] = {
    ItemType.SINGLE: 'answer = "a"',
    ItemType.TRUE_FALSE: 'answer = "a"',
    ItemType.MULTI: 'answer = {"a", "c"}',
    ItemType.NUMERIC: "answer = sum(1 for n in range(1000) if n % 2) / 1000",
    ItemType.SHORT: 'answer = "early stopping"',
    ItemType.CLOZE: 'answer = ["MSE"]',
    ItemType.MATCHING: 'answer = {"What is seen": "What it is called", "What else is seen": "Its name"}',
    ItemType.ORDERING: 'answer = ["first", "second", "third"]  # the ids in `steps`, tried in every order',
}


def template(topic: str, kind: ItemType, used: Iterable[str]) -> str:
    """An item of this type in YAML, as a draft that fits the schema, with the topic's next free id.

    Args:
        topic: Id of the topic.
        kind: Which type.
        used: Ids of all items, retired ones too: a number is never used again.
    """
    numbers = [int(name[-4:]) for name in used if name.rpartition(".")[0] == topic and name[-4:].isdigit()]
    name = f"{topic}.{max(numbers, default=0) + 1:04}"
    head = _HEAD.format(id=name, type=kind.value, topic=topic)
    if kind is ItemType.CODE_OUTPUT:
        tail = _TAIL.format(check="", program="").rpartition("  check:")[0]
        return f"{head}{_BODIES[kind]}{tail}  check: stdout             # runs `code` and compares\n"
    how = "Python that reaches `answer` by another route than your own; it never sees the key"
    return f"{head}{_BODIES[kind]}{_TAIL.format(check=how, program=f'    {_PROGRAMS[kind]}')}\n"


def append(folder: Path, topic: str, text: str) -> Path:
    """Write an item at the end of its module's file, which is made where it is not there yet.

    Args:
        folder: The curriculum's.
        topic: Id of the topic, whose second part names the file.
        text: The item, as `template` makes it.
    """
    phase, module, _ = topic.split(".")
    [home, *_] = sorted(
        path.parent for path in folder.glob(f"*/{PHASE_FILE}") if f"- id: {phase}." in path.read_text("utf-8")
    )
    path = home / ITEMS_FOLDER / f"{module}.yaml"
    if path.exists():
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
    else:
        path.parent.mkdir(exist_ok=True)
        line = schema_line(path.relative_to(folder).as_posix())
        before = f"{line}\nschema: 1\ndefaults: {{author: core, rev: 1}}\nitems:\n"
    path.write_text(before + text, encoding="utf-8")
    return path
