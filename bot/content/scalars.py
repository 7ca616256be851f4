"""The kinds of value that stand in a curriculum's files: text, numbers and dates, as pydantic types.

Source values are text as written (`bot.content.source`); each type turns them into what it declares, or says in
plain words why it cannot.
"""

import re
from datetime import date
from math import isfinite
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from bot.content.plain_scalars import Unquoted
from bot.content.problem import quoted


def _text(value: object) -> object:
    if type(value) is Unquoted:
        if not value:
            raise PydanticCustomError("empty", "is empty; write its text or remove the line")
        raise PydanticCustomError(
            "unquoted",
            'is `{value}` without quotes, which is not text to YAML; quote it: "{value}"',
            {"value": str(value)},
        )
    return value


def _line(value: object) -> object:
    # Nearly all there is; said first, since it is asked a hundred thousand times of a large bank.
    if type(value) is str and "\n" not in value:
        return value.strip()
    value = _text(value)
    if isinstance(value, str):
        value = value.strip()
        if "\n" in value:
            raise PydanticCustomError("several_lines", "must be a single line; join its lines into one")
    return value


def _block(value: object) -> object:
    value = _text(value)
    return value.strip("\n").rstrip() if isinstance(value, str) else value


_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?")


def _whole(value: object) -> object:
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise PydanticCustomError(
            "whole", "is {value}, not a whole number; write it in digits, like 3", _shown(value)
        )
    return value


def _number(value: object) -> object:
    if isinstance(value, str) and not (
        _NUMBER.fullmatch(value) and any(digit in value for digit in "0123456789")
    ):
        raise PydanticCustomError(
            "number",
            "is {value}, not a number; write it in digits with a decimal point, like 0.25",
            _shown(value),
        )
    return value


def _key(value: object) -> float | str:
    """A number, or the text of an expression; whether one may stand here is told later."""
    if not isinstance(value, str | int | float):
        raise PydanticCustomError("number", "must be a number, or an expression in quotes")
    if isinstance(value, str) and not (_NUMBER.fullmatch(value) and any(map(str.isdigit, value))):
        return str(_line(value))
    if not isfinite(number := float(value)):
        raise PydanticCustomError("finite_number", "is too large a number")
    return number


def _parameter(value: object) -> int | float | str:
    if not isinstance(value, str | int | float):
        raise PydanticCustomError("number", "must be a number or a word")
    if type(value) is not Unquoted:
        return value
    if _WHOLE.fullmatch(value):
        return int(value)
    if _NUMBER.fullmatch(value) and any(map(str.isdigit, value)):
        return float(value)
    raise PydanticCustomError(
        "parameter", "is {value} without quotes, neither a number nor a word to YAML; quote it", _shown(value)
    )


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            if len(value) == len("2026-11-23"):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise PydanticCustomError(
            "day", "is {value}, not a date; write it as year-month-day, like 2026-11-23", _shown(value)
        )
    return value


def _shown(value: str) -> dict[str, str]:
    return {"value": quoted(value)}


Line = Annotated[str, BeforeValidator(_line)]
"""Text on one line."""
Block = Annotated[str, BeforeValidator(_block)]
"""Text of any number of lines, without the empty ones around it."""
Words = tuple[Line, ...]
"""A list of texts on one line each."""
Rules: TypeAlias = tuple[Literal["case", "space", "accents", "punctuation"], ...]
"""What does not count when texts are compared."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""An integer as a person writes it: no leading zero (octal in YAML 1.1), no underscore."""
Number = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
"""A finite decimal number."""
Key = Annotated[float | str, PlainValidator(_key, json_schema_input_type=float | str)]
"""A finite number, or an expression over the item's `params`."""
Parameter = Annotated[int | float | str, PlainValidator(_parameter, json_schema_input_type=int | float | str)]
"""One value that a parameter takes; `2` is a whole number, `2.0` is not, `"2"` is a word."""
Amount = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=10_000)]
"""How many hours, minutes or weeks."""
Revision = Annotated[int, BeforeValidator(_whole), Field(ge=1)]
"""1, 2, 3 …"""
PhaseNumber = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=4)]
Difficulty = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=5)]
"""1 (nearly everybody knows it) to 5 (few do)."""
Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day, YYYY-MM-DD."""
Schema = Annotated[
    Literal[1], BeforeValidator(lambda value: 1 if value == "1" else value), Field(alias="schema")
]
"""The version of the file format."""
