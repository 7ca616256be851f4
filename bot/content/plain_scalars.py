"""Texts without quotes, of which YAML takes some for numbers, dates, or a yes or no."""

import re
from functools import lru_cache


class Unquoted(str):
    """Text without quotes that YAML 1.1 would read as something else: a number, a date, a yes-or-no."""

    __slots__ = ()


# YAML 1.1 (yaml.org/type: bool, int, float, null, timestamp, merge, value), with the numbers of 1.2.
_NOT_TEXT = re.compile(
    r"""(?: y|n|yes|no|true|false|on|off|null|~|<<|=
    |   [-+]?(?: 0b[01_]+ | 0o?[0-7_]+ | 0x[0-9a-f_]+ | [0-9][0-9_]* (?: :[0-5]?[0-9] )* )
    |   [-+]?(?: [0-9][0-9_]* (?: :[0-5]?[0-9] )* (?: \.[0-9_]* )? | \.[0-9][0-9_]* ) (?: e[-+]?[0-9]+ )?
    |   [-+]?\.inf | \.nan
    |   [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: (?: t|[ \t]+ ) [0-9]{1,2}:[0-9:.]+ .* )?
    )?""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_OF_NOT_TEXT = frozenset("yYnNtTfFoO~<=-+.0123456789")
_LONG = 32
"""Characters from which on a text is hardly the name of a field, or anything that comes again."""


def is_no_text(value: str) -> bool:
    """Whether YAML 1.1 reads this, unquoted, as something else than text."""
    if value and value[0] not in _FIRST_OF_NOT_TEXT:
        return False
    return _seen_before(value) if len(value) < _LONG else _NOT_TEXT.fullmatch(value) is not None


@lru_cache(maxsize=1024)
def _seen_before(value: str) -> bool:
    # Names of fields come again and again.
    return _NOT_TEXT.fullmatch(value) is not None
