"""The arithmetic that authors write in `key`, `where` and `<<…>>`: numbers, names, operators, a few functions.

The grammar is a small part of Python's, and a result is what Python would give: whole numbers stay exact,
`/` makes a float, `round` takes a half to the even side. An expression is either a number or a condition, known
when it is read; the two do not mix. There is nothing else: no text, no attributes, no calls but those listed.
Length, depth, exponents and the size of every step are bounded: no text takes long or raises anything but
`ExpressionError`.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import Literal

Number = int | float
Kind = Literal["number", "condition"]
Evaluate = Callable[[Mapping[str, object]], Number]

MAX_LENGTH = 200
"""Characters."""
MAX_NESTING = 20
"""Brackets in brackets, and signs in a row."""
MAX_PARTS = 100
"""Numbers, names, operations and calls together."""
MAX_DEPTH = 50
"""Operations within operations; a sum is as deep as it has terms."""
MAX_MAGNITUDE = 10**300
"""Of every value on the way, so that each is also a finite float."""
MAX_EXPONENT = 1000
CONSTANTS: Mapping[str, float] = {"pi": math.pi}


class ExpressionError(ValueError):
    """Why a text is no expression, or has no value.

    `code` is one of: empty, too-long, too-deep, too-complex, bad-character, bad-number, bad-brackets,
    bad-syntax, not-allowed, unknown-name, unknown-function, wrong-arguments, wrong-kind, not-a-number,
    not-whole, too-big, divide-by-zero, undefined. `message` is a clause for the author; `position` counts
    characters from 0 in the source.
    """

    def __init__(self, code: str, message: str, position: int = 0) -> None:
        super().__init__(code, message, position)
        self.code = code
        self.message = message
        self.position = position

    def __str__(self) -> str:
        return f"{self.message} (at character {self.position + 1})"


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read and found sound. Equal sources make equal expressions."""

    source: str
    names: frozenset[str]
    """The parameters it uses."""
    kind: Kind
    _evaluate: Evaluate = field(repr=False, compare=False)

    def evaluate(self, values: Mapping[str, object]) -> Number | bool:
        """Its value: a bool when it is a condition, else an int or a finite float.

        Raises:
            ExpressionError: when a name has no number, or the result is undefined or out of bounds.
        """
        return self._evaluate(values)

    def __reduce__(self) -> tuple[object, ...]:
        return parse, (self.source, self.names)


def parse(source: str, names: Collection[str], kind: Kind | None = None) -> Expression:
    """Read an expression that may use these names and, if `kind` is given, has to be of that kind.

    Raises:
        ExpressionError: when it is none, with the reason and the place.
    """
    _scan(source)
    text = source.lstrip()
    start = len(source) - len(text)
    try:
        root = ast.parse(re.sub(r"\s", " ", text), mode="eval").body
    except (SyntaxError, MemoryError, RecursionError) as error:
        end = len(text.rstrip())
        place = start + min((getattr(error, "offset", None) or end + 1) - 1, end)  # 0: at the end
        raise ExpressionError("bad-syntax", "something is missing or too much here", place) from None
    reader = _Reader(names, start)
    found, evaluate = (kind, reader.operands(kind, [root], 0)[0]) if kind else reader.read(root, 1)
    return Expression(source, frozenset(reader.used), found, evaluate)


def is_name(text: str) -> bool:
    """Whether a parameter may be called this: ASCII, at most 30 characters, no word of Python or of ours."""
    return bool(_NAME.fullmatch(text)) and not (iskeyword(text) or text in FUNCTIONS or text in CONSTANTS)


# Only what this knows ever reaches Python's parser: no quotes, no dots but in numbers, no walrus, no comments.
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?P<tail>[A-Za-z0-9_.]+)?"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>-)|(?P<open>\()|(?P<close>\))"
    r"|(?P<other>\*\*|//|<=|>=|==|!=|[+*/%<>,])|(?P<space>[ \t\r\n]+)"
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,29}")


def _scan(source: str) -> None:
    """Refuse what is not in the alphabet, or nested deeper than Python's parser can be trusted with."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError("too-long", f"longer than {MAX_LENGTH} characters", MAX_LENGTH)
    if not source.strip():
        raise ExpressionError("empty", "there is no expression")
    place, prefixes, opened = 0, 0, list[int]()
    while place < len(source):
        token = _TOKEN.match(source, place)
        if token is None:
            raise ExpressionError("bad-character", f"{source[place]!r} has no meaning here", place)
        kind, text = token.lastgroup, token[0]
        if kind == "tail":
            raise ExpressionError("bad-number", "this is not a number", place)
        if kind == "name" and iskeyword(text) and text not in ("and", "or", "not", "if", "else"):
            raise ExpressionError("not-allowed", f"“{text}” is not part of this language", place)
        if kind == "open":
            opened.append(place)
        if kind == "close":
            if not opened:
                raise ExpressionError("bad-brackets", "this bracket closes nothing", place)
            opened.pop()
        if kind != "space":
            prefixes = prefixes + 1 if kind == "sign" or text == "not" else 0
        if max(len(opened), prefixes) > MAX_NESTING:
            raise ExpressionError("too-deep", f"nested more than {MAX_NESTING} deep", place)
        place = token.end()
    if opened:
        raise ExpressionError("bad-brackets", "this bracket is never closed", opened[-1])


class _Reader:
    """Turns a syntax tree into functions, in one pass: only known nodes and names, and kinds that fit."""

    def __init__(self, names: Collection[str], start: int) -> None:
        self._names = names
        self._start = start
        self._parts = 0
        self.used = set[str]()

    def read(self, node: ast.expr, depth: int) -> tuple[Kind, Evaluate]:
        place = self._start + node.col_offset
        self._parts += 1
        if self._parts > MAX_PARTS or depth > MAX_DEPTH:
            raise ExpressionError("too-complex", f"over {MAX_PARTS} parts, or {MAX_DEPTH} steps deep", place)
        match node:
            case ast.Constant(value=int() | float() as value):
                _bounded(value, place)
                return "number", lambda _: value
            case ast.Name(id=name):
                return "number", self._name(name, place)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return "number", _step(operator.neg, self.operands("number", [operand], depth), place)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return "condition", _step(operator.not_, self.operands("condition", [operand], depth), place)
            case ast.BinOp(left=left, op=op, right=right) if operation := _ARITHMETIC.get(type(op)):
                return "number", _step(operation, self.operands("number", [left, right], depth), place)
            case ast.Compare(left=left, ops=ops, comparators=rest) if all(type(op) in _TESTS for op in ops):
                tests = [_TESTS[type(op)] for op in ops]
                operands = self.operands("number", [left, *rest], depth)
                return "condition", lambda values: _holds(tests, [operand(values) for operand in operands])
            case ast.BoolOp(op=joint, values=nodes):
                combine = all if isinstance(joint, ast.And) else any
                parts = self.operands("condition", nodes, depth)
                return "condition", lambda values: combine(part(values) for part in parts)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                [asked] = self.operands("condition", [test], depth)
                kind, then = self.read(body, depth + 1)
                [otherwise] = self.operands(kind, [orelse], depth)
                return kind, lambda values: then(values) if asked(values) else otherwise(values)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                function = _function(name, len(arguments), place)
                return "number", _step(function, self.operands("number", arguments, depth), place)
        raise ExpressionError("not-allowed", "this is not part of the language", place)

    def operands(self, kind: Kind, nodes: Sequence[ast.expr], depth: int) -> list[Evaluate]:
        operands = []
        for node in nodes:
            found, evaluate = self.read(node, depth + 1)
            if found != kind:
                message = f"a {kind} is needed here, and this is a {found}"
                raise ExpressionError("wrong-kind", message, self._start + node.col_offset)
            operands.append(evaluate)
        return operands

    def _name(self, name: str, place: int) -> Evaluate:
        if name in CONSTANTS:
            return lambda _: CONSTANTS[name]
        if name in FUNCTIONS:
            raise ExpressionError("wrong-arguments", f"“{name}” needs brackets after it", place)
        if name not in self._names:
            known = ", ".join(sorted(self._names))
            raise ExpressionError("unknown-name", f"there is no “{name}” among: {known}", place)
        self.used.add(name)

        def given(values: Mapping[str, object]) -> Number:
            value = values.get(name)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise ExpressionError("not-a-number", f"“{name}” is not a number", place)
            return _bounded(value, place)

        return given


def _function(name: str, given: int, place: int) -> Callable[..., Number]:
    if name not in FUNCTIONS:
        known = ", ".join(sorted(FUNCTIONS))
        raise ExpressionError("unknown-function", f"there is no “{name}” among: {known}", place)
    least, most, function = FUNCTIONS[name]
    if not least <= given <= most:
        wanted = f"{least} to {most}" if most > least else least
        raise ExpressionError("wrong-arguments", f"“{name}” takes {wanted} number(s), not {given}", place)
    return function


def _step(function: Callable[..., Number], operands: Sequence[Evaluate], place: int) -> Evaluate:
    """One operation; what goes wrong in it is told by code and place."""

    def step(values: Mapping[str, object]) -> Number:
        given = [operand(values) for operand in operands]
        try:
            result = function(*given)
        except (ZeroDivisionError, OverflowError, TypeError, ValueError) as error:
            raise ExpressionError(*_FAULTS[type(error)], place) from None
        return _bounded(result, place)

    return step


def _holds(tests: Sequence[Callable[[Number, Number], bool]], given: Sequence[Number]) -> bool:
    """`a < b < c`: each pair holds."""
    return all(test(a, b) for test, a, b in zip(tests, given, given[1:], strict=False))


def _bounded(value: Number, place: int) -> Number:
    if value != value:
        raise ExpressionError(*_FAULTS[ValueError], place)
    if abs(value) > MAX_MAGNITUDE:
        raise ExpressionError(*_FAULTS[OverflowError], place)
    return value


def _power(base: Number, exponent: Number) -> Number:
    if base < 0 and exponent % 1:
        raise ValueError
    # Told beforehand: a whole number never overflows, it only takes long.
    bits = base.bit_length() - 1 if isinstance(base, int) else 0
    if abs(exponent) > MAX_EXPONENT or bits * exponent > MAX_MAGNITUDE.bit_length():
        raise OverflowError
    result: Number = base**exponent
    return result


def _round(value: Number, *digits: int) -> Number:
    if any(abs(each) > 15 for each in digits):
        raise OverflowError
    return round(value, *digits)


def _up_to(most: int, function: Callable[..., int]) -> Callable[..., int]:
    def bounded(*given: Number) -> int:
        if max(given) > most:
            raise OverflowError
        return function(*given)

    return bounded


_FAULTS: Mapping[type[Exception], tuple[str, str]] = {
    ZeroDivisionError: ("divide-by-zero", "this divides by zero"),
    OverflowError: ("too-big", "this becomes too big"),
    TypeError: ("not-whole", "a whole number is needed here"),
    ValueError: ("undefined", "this has no real value"),
}
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: _power,
}  # fmt: skip
_TESTS: Mapping[type[ast.cmpop], Callable[[Number, Number], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip
FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Number]]] = {
    "sqrt": (1, 1, math.sqrt), "exp": (1, 1, math.exp), "log": (1, 1, math.log), "log2": (1, 1, math.log2),
    "log10": (1, 1, math.log10), "abs": (1, 1, abs), "min": (2, 10, min), "max": (2, 10, max),
    "round": (1, 2, _round), "floor": (1, 1, math.floor), "ceil": (1, 1, math.ceil),
    "comb": (2, 2, _up_to(1000, math.comb)), "factorial": (1, 1, _up_to(166, math.factorial)),
}  # fmt: skip
"""Name → how many numbers it takes, at least and at most, and what it does."""
