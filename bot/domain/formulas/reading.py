"""Read a formula's source into what it consists of, or say where and how to mend it. Nothing in it is executed."""

import re

from bot.domain.formulas import mends
from bot.domain.formulas.commands import (
    ACCENTS,
    ALIASES,
    COMMANDS,
    ENVIRONMENTS,
    FONTS,
    sign_of,
)
from bot.domain.formulas.fonts import in_font
from bot.domain.formulas.syntax import (
    Accent,
    Fenced,
    FormulaError,
    Fraction,
    Kind,
    Node,
    Root,
    Row,
    Scripted,
    Sign,
    Stacked,
    Table,
    Words,
)
from bot.domain.formulas.tables import bracket, make_table
from bot.domain.formulas.tokens import Tokens

MAX_LENGTH = 600
"""Characters of a formula's source."""

_WORDS = frozenset({"text", "textrm", "textnormal", "mbox", "textit", "textbf"})
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom"})
_STACKED = frozenset({"overset", "underset", "stackrel"})
_SIZES = re.compile(r"(?:big|Big|bigg|Bigg)[lrm]?")
_WITHOUT_EFFECT = frozenset({"displaystyle", "textstyle", "limits", "nolimits", "nonumber", "notag", "strut"})
_NEGATED = {"=": "neq", "\\in": "notin", "\\exists": "nexists"}
_KNOWN = tuple(sorted({*COMMANDS, *ALIASES, *FONTS, *ACCENTS, *_FRACTIONS}))
_NO_FENCE = Sign(".", "", "", Kind.SPACE)


def read_formula(source: str) -> Row:
    """What a formula consists of.

    Args:
        source: Between its dollars, without them.

    Raises:
        FormulaError: when it cannot be read; everything that can be read can be drawn.
    """
    if len(source) > MAX_LENGTH:
        raise FormulaError(
            MAX_LENGTH,
            f"it has {len(source):,} characters, {len(source) - MAX_LENGTH:,} too many; make two formulas of it",
        )
    if not source.strip():
        raise FormulaError(0, "it is empty; write something between the dollars, or write \\$ for a dollar")
    reader = _Reader(source)
    row = reader.row(until=())
    if all(isinstance(part, Sign) and part.kind is Kind.SPACE for part in row.parts):
        raise FormulaError(0, "there is nothing in it to be seen")
    reader.refuse_inner_tables(row)
    return row


class _Reader:
    """Reads one source."""

    def __init__(self, source: str) -> None:
        self._tokens = Tokens(source)
        self._tables: list[tuple[Table, int]] = []

    def row(self, until: tuple[str, ...]) -> Row:
        """Parts up to one of these tokens, which stays unread, or to the end."""
        start = self._tokens.at
        self._tokens.deeper()
        parts: list[Node] = []
        while (mark := self._tokens.peek()) not in until:
            if not mark:
                break
            part = self._scripted(mark)
            if part is not None:
                parts.append(part)
        self._tokens.back()
        if until and not mark:
            raise self._tokens.wrong(mends.unclosed(until[0]), max(start - 1, 0))
        return Row(tuple(parts))

    def _scripted(self, mark: str) -> Node | None:
        """One part with what is written below and above it."""
        base = None if mark in ("_", "^", "'") else self._part()
        if isinstance(base, Sign) and base.kind is Kind.SPACE:
            return base
        below = above = None
        primes = 0
        while (mark := self._tokens.peek()) in ("_", "^", "'", "\\limits", "\\nolimits"):
            at = self._tokens.at
            self._tokens.take()
            if mark.startswith("\\"):
                continue
            if mark == "'":
                if above is not None:
                    raise self._tokens.wrong("a prime comes before the power: write x'^2", at)
                primes += 1
            elif mark == "_":
                if below is not None:
                    raise self._tokens.wrong("one thing has two indices; put both in braces: x_{ij}", at)
                below = self._argument("_")
            else:
                if above is not None:
                    raise self._tokens.wrong(
                        "one thing has two powers; put them in braces: x^{a^b} or {x^a}^b", at
                    )
                above = self._argument("^")
        if below is None and above is None and not primes:
            return base
        return Scripted(base, below, above, primes)

    def _argument(self, of: str) -> Node:
        """What a command or a script applies to: a group in braces, or one sign."""
        mark = self._tokens.peek()
        if mark == "{":
            return self._group()
        if not mark or mark in ("}", "&", "_", "^", "'", "\\\\", "\\right", "\\end"):
            raise self._tokens.wrong(f"{of} needs something after it, in braces: {of}{{…}}")
        if mark[0].isdigit():
            self._tokens.at += 1  # x^23 is the square of x, then a 3.
            return self._sign(mark[0])
        self._tokens.deeper()
        part = self._part()
        self._tokens.back()
        if part is None:
            raise self._tokens.wrong(f"{of} needs something after it, in braces: {of}{{…}}")
        return part

    def _group(self) -> Node:
        self._tokens.take()
        row = self.row(until=("}",))
        self._tokens.take()
        match row.parts:
            case (Table() as table,):
                return table
        return row

    def _required(self, of: str) -> Node:
        """An argument that may not be empty."""
        at = self._tokens.at
        argument = self._argument(of)
        if isinstance(argument, Row) and not argument.parts:
            raise self._tokens.wrong(f"{of} has an empty part; write something between its braces", at)
        return argument

    def _part(self) -> Node | None:
        """One thing without its scripts; None for a command that changes nothing here."""
        at, mark = self._tokens.at, self._tokens.peek()
        if mark == "{":
            return self._group()
        if mark.startswith("\\"):
            self._tokens.take()
            return self._command(mark[1:], at)
        self._tokens.take()
        return self._sign(mark)

    def _sign(self, mark: str) -> Sign:
        if mark[0].isascii() and mark[0].isdigit():
            return Sign(mark, mark, mark, Kind.NUMBER)
        sign = sign_of(mark)
        if sign is None:
            raise self._tokens.wrong(mends.for_character(mark), self._tokens.at - len(mark))
        return sign

    def _command(self, name: str, at: int) -> Node | None:
        command = f"\\{name}"
        if name in _FRACTIONS:
            return Fraction(self._required(command), self._required(command), name.endswith("binom"))
        if name in _STACKED:
            note = self._required(command)
            return Stacked(self._required(command), note, name != "underset")
        if name == "sqrt":
            degree = self._degree()
            return Root(self._required(command), degree)
        if name in _WORDS:
            return Words(self._tokens.words(command))
        if name in ACCENTS:
            return Accent(name, self._required(command))
        if name in FONTS:
            return self._font(name)
        if name == "left":
            return self._fenced(at)
        if name == "begin":
            return self._table(at)
        if name == "pmod":
            return Row((COMMANDS["bmod"], self._required(command)))
        if name == "not":
            return self._negated(at)
        if _SIZES.fullmatch(name):
            return self._fence(command)
        if name in _WITHOUT_EFFECT:
            return None
        found = COMMANDS.get(ALIASES.get(name, name))
        if found is None:
            raise self._tokens.wrong(mends.for_command(name, _KNOWN), at)
        return found

    def _degree(self) -> Node | None:
        if self._tokens.peek() != "[":
            return None
        self._tokens.take()
        degree = self.row(until=("]",))
        self._tokens.take()
        return degree if degree.parts else None

    def _font(self, name: str) -> Node:
        at = self._tokens.at
        if name == "operatorname":
            self._tokens.take_if("*")
        return in_font(name, self._required(f"\\{name}"), at)

    def _fence(self, command: str) -> Sign:
        """A bracket, bar or arrow after a command that makes it higher."""
        mark = self._tokens.take()
        at = self._tokens.at - len(mark)
        if mark == ".":
            return _NO_FENCE
        name = ALIASES.get(mark[1:], mark[1:])
        sign = COMMANDS.get(name) if mark.startswith("\\") else sign_of(mark) if mark else None
        if mark in ("<", ">"):
            sign = COMMANDS["langle" if mark == "<" else "rangle"]
        if sign is None or not (sign.kind in (Kind.OPEN, Kind.CLOSE, Kind.BAR) or mark in ("/", "\\mid")):
            raise self._tokens.wrong(f"{command} needs a bracket after it, such as {command}(", at)
        return COMMANDS["vert"] if mark == "\\mid" else sign

    def _fenced(self, at: int) -> Node:
        left = self._fence("\\left")
        body = self.row(until=("\\right",))
        self._tokens.take()
        right = self._fence("\\right")
        if not body.parts:
            raise self._tokens.wrong("\\left and \\right hold nothing; write something between them", at)
        match body.parts:
            case (Table(rows, "", "", alignment),):
                fenced = Table(rows, bracket(left), bracket(right), alignment)
                self._tables[-1] = (fenced, at)
                return fenced
        return Fenced(left, body, right)

    def _negated(self, at: int) -> Sign:
        name = _NEGATED.get(self._tokens.take())
        if name is None:
            raise self._tokens.wrong(
                "\\not goes with =, \\in and \\exists only; write \\neq, \\notin or words", at
            )
        return COMMANDS[name]

    def _table(self, at: int) -> Table:
        name = self._tokens.words("\\begin")
        if name not in ENVIRONMENTS:
            raise self._tokens.wrong(mends.for_environment(name), at)
        columns = self._tokens.words("\\begin{array}") if name == "array" else ""
        rows: list[list[Row]] = [[]]
        while True:
            rows[-1].append(self.row(until=("\\end", "\\\\", "&")))
            mark = self._tokens.take()
            if mark == "\\\\":
                rows.append([])
            elif mark == "\\end":
                break
        if (ended := self._tokens.words("\\end")) != name:
            raise self._tokens.wrong(
                f"\\begin{{{name}}} ends with \\end{{{ended}}}; name the same in both", at
            )
        table = make_table(name, columns, rows, at)
        self._tables.append((table, at))
        return table

    def refuse_inner_tables(self, row: Row) -> None:
        """Raise FormulaError for a table that stands inside something else, where it cannot be laid out."""
        outer = [part.base if isinstance(part, Scripted) else part for part in row.parts]
        for table, at in self._tables:
            if not any(table is part for part in outer):
                raise self._tokens.wrong(
                    "a matrix cannot stand inside something else; give it a name and put it beside", at
                )
