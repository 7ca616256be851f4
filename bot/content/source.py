"""YAML text into plain values, each with its line: strict, bounded, and safe with files from strangers.

We build the values ourselves from libyaml's events. That is three times as fast as PyYAML's own constructor,
and it lets us refuse what a curriculum never needs and what breaks programs: duplicate keys (PyYAML silently
keeps the last), anchors and aliases (which can unfold a few hundred bytes into gigabytes), tags, and deep
nesting (on which libyaml itself takes quadratic time, and PyYAML's constructor crashes the process), noticed
while scanning. Scalars stay text, so `012` and `12:30` stay what was written; the schema converts what it
declares as a number, a date or a yes-or-no.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import yaml

from bot.content.plain_scalars import Unquoted, is_no_text
from bot.content.problem import Problem
from bot.content.syntax_errors import explain, explain_character

MAX_BYTES = 6_000_000
"""Most bytes of YAML in one curriculum."""
MAX_NODES = 600_000
"""Most values (texts, lists, mappings) in one curriculum."""
MAX_DEPTH = 8
"""Deepest nesting of lists and mappings."""

Path: TypeAlias = tuple[str | int, ...]
"""Field names and list positions that lead from a file's top to a value."""


@dataclass
class Budget:
    """How many nodes the files of one curriculum may still use."""

    nodes: int = MAX_NODES


@dataclass
class Source:
    """A file that was read.

    A good file is never asked for a line, so lines are noted only in a second reading, when somebody asks.

    Attributes:
        file: Its name.
        value: What it holds, as text, lists and mappings; None where it could not be read to the end.
        problems: What is wrong with it as YAML.
    """

    file: str
    value: object = None
    problems: list[Problem] = field(default_factory=list)
    _text: str = field(default="", repr=False)
    _lines: dict[int, dict[str, int] | list[int]] | None = field(default=None, repr=False)

    @cached_property
    def _with_lines(self) -> "Source":
        """The same file, with the lines of its values."""
        return self if self._lines is not None else _read(self.file, self._text, Budget(), keeps_lines=True)

    def line(self, path: Path) -> int:
        """Line of the value at this path, or of the nearest thing above it that exists."""
        located = self._with_lines
        line, here = 1, located.value
        for step in path:
            lines = (located._lines or {}).get(id(here))
            if isinstance(here, dict) and isinstance(lines, dict) and step in here:
                line, here = lines[str(step)], here[str(step)]
            elif (
                isinstance(here, list)
                and isinstance(lines, list)
                and isinstance(step, int)
                and step < len(here)
            ):
                line, here = lines[step], here[step]
            else:
                break
        return line


_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


def read(file: str, data: bytes, budget: Budget | None = None) -> Source:
    """Read one file. Never raises: what is wrong with it stands in the result's problems."""
    budget = budget or Budget()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "holds bytes that are not UTF-8; save the file as UTF-8 text"
        return Source(file, problems=[Problem(file, line, "file", message)])
    if text.startswith("%") or "\n%" in text:
        line = 1 if text.startswith("%") else text.count("\n", 0, text.index("\n%")) + 2
        message = "a line begins with `%`, which YAML keeps for itself; indent the line or put it in quotes"
        return Source(file, problems=[Problem(file, line, "file", message)])
    try:
        return _read(file, text, budget, keeps_lines=False)
    except _LinesNeeded:
        return _read(file, text, budget, keeps_lines=True)


def _read(file: str, text: str, budget: Budget, *, keeps_lines: bool) -> Source:
    source = Source(file, _text=text, _lines={} if keeps_lines else None)
    builder = _Builder(source, budget)
    try:
        builder.build(text)
    except _Stop:
        source.value = None
    except yaml.MarkedYAMLError as error:
        line, message = explain(error, text)
        builder.problem(line, message)
        source.value = None
    except yaml.YAMLError:
        line, message = explain_character(text)
        builder.problem(line, message)
        source.value = None
    return source


class _Stop(Exception):
    """Reading ends here; the problem is recorded."""


class _LinesNeeded(Exception):
    """What is wrong cannot be told without the lines of what was read before."""


@dataclass(slots=True)
class _Frame:
    """An open list or mapping, and the lines of what is in it. `key` is the one that waits for its value."""

    value: Any
    lines: Any = None
    key: str | None = None
    key_line: int = 0
    drop: bool = False


class _Builder:
    def __init__(self, source: Source, budget: Budget) -> None:
        self._source = source
        self._budget = budget
        self._lines = source._lines
        self._stack: list[_Frame] = []

    def problem(self, line: int, message: str) -> None:
        """Record a problem and name the item it is in."""
        self._source.problems.append(Problem(self._source.file, line, self._item(), message))

    def _item(self) -> str:
        for frame in reversed(self._stack):
            name = frame.value.get("id") if isinstance(frame.value, dict) else None
            if isinstance(name, str) and "." in name:
                return name
        return "file"

    def build(self, text: str) -> None:
        """Follow the events of the text to its end; YAML's own errors and `_Stop` pass through."""
        get_event: Callable[[], Any] = _LOADER(text).get_event
        stack, keeps_lines = self._stack, self._lines is not None
        documents = 0
        nodes = self._budget.nodes
        while True:
            event = get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                nodes -= 1
                value: str = event.value
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                elif not event.style and is_no_text(value):
                    value = Unquoted(value)
                # Most of what there is: a field's name, and the text after it. `_place` does the same, and the rest.
                frame = stack[-1] if stack else None
                if frame is None or frame.drop or type(frame.value) is list:
                    self._place(value, event.start_mark.line + 1)
                elif (key := frame.key) is not None:
                    frame.value[key] = value
                    frame.key = None
                    if keeps_lines:
                        frame.lines[key] = frame.key_line
                elif value not in frame.value:
                    frame.key = value
                    if keeps_lines:
                        frame.key_line = event.start_mark.line + 1
                else:
                    self._place(value, event.start_mark.line + 1)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                nodes -= 1
                self._open(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
            elif kind is yaml.AliasEvent:
                nodes -= 1
                line = event.start_mark.line + 1
                name = f"*{event.anchor}"
                self.problem(line, f'`{name}` is read as an alias, which is not allowed; quote it: "{name}"')
                self._place(name, line)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    line = event.start_mark.line + 1
                    self.problem(
                        line, "`---` begins a second document; a file holds only one, so remove this line"
                    )
                    raise _Stop
            elif kind is yaml.StreamEndEvent:
                break
            if nodes < 0:
                line = event.start_mark.line + 1
                self.problem(
                    line, f"the curriculum holds more than {MAX_NODES:,} values; split it or shorten it"
                )
                raise _Stop
        self._budget.nodes = nodes
        if not documents:
            self.problem(1, "the file is empty; write its contents or delete it")

    def _refuse_extras(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if event.anchor is not None:
            name = f"&{event.anchor}"
            self.problem(line, f"`{name}` is read as an anchor, which is not allowed; put the text in quotes")
        if event.tag is not None:
            name = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.problem(
                line, f"`{name}` is read as a tag, which is not allowed; remove it or put the text in quotes"
            )

    def _open(self, event: Any, value: list[object] | dict[str, object]) -> None:
        line = event.start_mark.line + 1
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event)
        if len(self._stack) == MAX_DEPTH:
            self.problem(
                line, f"lists and fields are nested more than {MAX_DEPTH} deep; quote text that has brackets"
            )
            raise _Stop
        self._place(value, line)
        frame = _Frame(value)
        if self._lines is not None:
            frame.lines = self._lines[id(value)] = {} if isinstance(value, dict) else []
        self._stack.append(frame)

    def _place(self, value: object, line: int) -> None:
        if not self._stack:
            self._source.value = value
            return
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            if frame.lines is not None:
                frame.lines.append(line)
        elif frame.drop:
            frame.drop, frame.key = False, None
        elif frame.key is None:
            if not isinstance(value, str):
                self.problem(
                    line, "a field's name must be text; put text that begins with a bracket in quotes"
                )
                frame.drop = True
            elif value in frame.value:
                if self._lines is None:
                    raise _LinesNeeded
                first = frame.lines[value]
                self.problem(line, f"`{value}` stands twice (first on line {first}); remove one of them")
                frame.drop = True
            else:
                frame.key, frame.key_line = value, line
        else:
            frame.value[frame.key] = value
            if frame.lines is not None:
                frame.lines[frame.key] = frame.key_line
            frame.key = None
