"""Reading the numbers people type: `1e-3`, `1,000`, `0,25`, `2/3`, `50 %`, `2.5×10³`. Nothing is evaluated.

How a comma is read: `1,234` and `12,345,678` (and the Indian `12,34,567`) are thousands; a single comma that
cannot group thousands is a decimal comma (`0,25`, `1,5`, `1234,567`, `0,250`); with a full stop and a comma
the later one is the decimal mark (`1,234.5`, `1.234,5`). What neither rule settles (`1,2.3,4`) is refused.

A number stands in the unit that is shown, which may be repeated after it (or, as with `€`, before it). Where
the unit is `%`, `25` and `25 %` are the same, and `0.25` is a quarter of one per cent. Where an item has no
unit, `25 %` is 0.25.
"""

import re
import unicodedata
from math import isfinite

MAX_LENGTH = 40
"""Characters; longer answers are refused unread."""

_MINUS = "−–—‐‑﹣－"
_TRANSLATION = str.maketrans(
    {
        **dict.fromkeys(_MINUS, "-"),
        **dict.fromkeys("×✕✖·⋅∙∗*", "x"),
        **dict.fromkeys("⁄∕÷", "/"),
        **dict.fromkeys("’‘ʼ′", "'"),
        **dict.fromkeys("％﹪", "%"),
        "＋": "+",
        "，": ",",
        "．": ".",
        "٫": ".",
        "٬": ",",
    }
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
# Every repeated part is one class of characters, so that reading takes time in proportion to the length.
_MANTISSA = re.compile(r"[0-9.,'_ ]*[0-9][.]?")
_POWER_OF_TEN = re.compile(r" ?(?:e|x ?10 ?\^) ?([+-]?[0-9]{1,4})(?![0-9.,])", re.IGNORECASE)
_POWER = re.compile(r" ?\^ ?([+-]?[0-9]{1,4})(?![0-9.,])")
_SIGN = re.compile(r"[+-] ?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_LAKHS = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")
_PER_CENT = frozenset({"%", "percent", "per cent", "pct"})


class NumberProblem(ValueError):
    """Why a text is not a number we can grade.

    `code` is one of: empty, not-a-number, several-numbers, ambiguous-comma, too-long, out-of-range,
    wrong-unit, divide-by-zero.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_number(text: str, unit: str = "") -> float:
    """Read one number, in the unit shown.

    Args:
        text: what was typed.
        unit: the unit shown beside the question; "" when the answer is a bare number.

    Returns:
        A finite number.

    Raises:
        NumberProblem: when it cannot be read, with the reason.
    """
    text = text.strip()
    if not text:
        raise NumberProblem("empty")
    if len(text) > MAX_LENGTH:
        raise NumberProblem("too-long")
    text = _plain(text.strip("`")).lstrip("=≈≃~≅ ")
    if unit and not _MANTISSA.match(text):
        text = _without_prefix(text, unit)
    number, rest = _signed(text)
    if over := re.match(r" ?/ ?(?=[+-]? ?[.,]?[0-9])", rest):
        divisor, rest = _signed(rest[over.end() :])
        if divisor == 0:
            raise NumberProblem("divide-by-zero")
        number /= divisor
    number /= _divisor(rest.strip(), unit)
    if not isfinite(number):
        raise NumberProblem("out-of-range")
    return number


def _plain(text: str) -> str:
    """The same text in the few characters the grammar knows: ASCII digits, `^` before what was raised."""
    text = _RAISED.sub(lambda raised: "^" + raised[0].translate(_SUPERSCRIPTS), text)
    text = text.translate(_TRANSLATION).replace("**", "^").replace("xx", "^")
    characters = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    return " ".join("".join(characters).split())


def _without_prefix(text: str, unit: str) -> str:
    """The text without a unit written before the number (`€ 5`, `-$5`)."""
    sign = _SIGN.match(text)
    start = sign.end() if sign else 0
    prefix = _plain(unit)
    if text[start:].startswith(prefix):
        return text[:start] + text[start + len(prefix) :].lstrip()
    return text


def _signed(text: str) -> tuple[float, str]:
    """The number a text begins with, and what follows it."""
    sign = _SIGN.match(text)
    is_negative = sign is not None and sign[0].startswith("-")
    text = text[sign.end() :] if sign else text
    mantissa = _MANTISSA.match(text)
    if mantissa is None:
        raise NumberProblem("not-a-number")
    digits, rest = _decimal(mantissa[0]), text[mantissa.end() :]
    exponent = ""
    if scaled := _POWER_OF_TEN.match(rest):
        exponent, rest = f"e{scaled[1]}", rest[scaled.end() :]
    number = float(digits + exponent)
    if not exponent and (raised := _POWER.match(rest)):
        number, rest = _power(number, int(raised[1])), rest[raised.end() :]
    if not isfinite(number) or (number == 0 and digits.strip("0.")):
        raise NumberProblem("out-of-range")
    return (-number if is_negative else number), rest


def _power(base: float, exponent: int) -> float:
    try:
        return float(base**exponent)
    except OverflowError:
        raise NumberProblem("out-of-range") from None
    except ZeroDivisionError:
        raise NumberProblem("divide-by-zero") from None


def _decimal(mantissa: str) -> str:
    """Digits with at most one full stop, from digits with any separators."""
    for space in (" ", "'", "_"):
        if space in mantissa:
            return _grouped(mantissa, space)
    dots, commas = mantissa.count("."), mantissa.count(",")
    if dots and commas:
        return _both(mantissa)
    if dots > 1:
        return _whole(mantissa.replace(".", ","), "not-a-number")
    if commas > 1:
        return _whole(mantissa, "several-numbers")
    if commas and _THOUSANDS.fullmatch(mantissa):
        return mantissa.replace(",", "")
    return mantissa.replace(",", ".")


def _grouped(mantissa: str, space: str) -> str:
    """`12 345 678.9`: thousands apart, at most one decimal mark after the last group."""
    point = re.search(r"[.,]", mantissa)
    whole, fraction = (mantissa[: point.start()], mantissa[point.end() :]) if point else (mantissa, "")
    if not (_THOUSANDS.fullmatch(whole.replace(space, ",")) and (fraction == "" or fraction.isdecimal())):
        raise NumberProblem("several-numbers")
    return f"{whole.replace(space, '')}.{fraction}"


def _both(mantissa: str) -> str:
    """Full stops and commas: the later kind marks the decimals, the other thousands."""
    decimal, thousand = (".", ",") if mantissa.rindex(".") > mantissa.rindex(",") else (",", ".")
    whole, _, fraction = mantissa.rpartition(decimal)
    if decimal in whole:
        raise NumberProblem("ambiguous-comma")
    return f"{_whole(whole.replace(thousand, ','), 'ambiguous-comma')}.{fraction}"


def _whole(grouped: str, problem: str) -> str:
    if _THOUSANDS.fullmatch(grouped) or _LAKHS.fullmatch(grouped):
        return grouped.replace(",", "")
    raise NumberProblem(problem)


def _divisor(rest: str, unit: str) -> int:
    """What follows a number: nothing, its unit (1), or a percent sign where no unit is shown (100)."""
    if not rest or (unit and _is_same_unit(rest, unit)):
        return 1
    if rest.casefold() in _PER_CENT:
        if unit and "%" not in unit and "percent" not in unit:
            raise NumberProblem("wrong-unit")
        return 1 if unit else 100
    if re.search(r"[0-9]", rest):
        raise NumberProblem("several-numbers")
    raise NumberProblem("wrong-unit" if rest[0].isalpha() or rest[0] in "%‰°$€£¥" else "not-a-number")


def _is_same_unit(given: str, unit: str) -> bool:
    given, unit = _unit_key(given), _unit_key(unit)
    # Of words only: metres are not milliseconds.
    is_plural = min(len(given), len(unit)) > 2 and given.removesuffix("s") == unit.removesuffix("s")
    return given == unit or is_plural


def _unit_key(unit: str) -> str:
    """How units are compared: without case and spaces; micro signs and raised digits in one form."""
    return unicodedata.normalize("NFKC", _plain(unit)).casefold().replace(" ", "").replace("^", "")
