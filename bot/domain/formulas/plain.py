"""Formulas as Unicode text, where that reads as well as a picture.

It reads as well when everything stands on one line: letters, Greek, signs, short indices and powers whose every
character exists (xᵢ², eˣ), simple fractions (a/b, (x + y)/2), roots of something short (√x). Sums with two
limits, tall fractions, nested roots, matrices and whatever else needs height are for a picture.
"""

import unicodedata
from types import MappingProxyType

from bot.domain.formulas.reading import read_formula
from bot.domain.formulas.syntax import (
    Accent,
    Fenced,
    Font,
    FormulaError,
    Fraction,
    Kind,
    Node,
    Root,
    Row,
    Scripted,
    Sign,
    Words,
)

MAX_PLAIN = 60
"""Characters; what is longer is no longer taken in at a glance."""
_MAX_SCRIPT = 4
_MAX_BRACKETED = 14
_ABOVE = dict(
    zip("0123456789+−=()abcdefghijklmnoprstuvwxyzT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ", strict=True)
) | {"⊤": "ᵀ", "′": "′", "∗": "*"}
_BELOW = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_VULGAR = MappingProxyType({"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾"})
_ROOTS = MappingProxyType({"2": "√", "3": "∛", "4": "∜"})
_COMBINING = MappingProxyType(
    {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303"}
    | {"widetilde": "\u0303", "dot": "\u0307"}
)
_DOUBLE_STRUCK = MappingProxyType(
    {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ", "1": "𝟙"}
)
_SCRIPT = MappingProxyType(
    {"B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ"},
)
_UPRIGHT = frozenset({"mathrm", "mathit", "mathsf", "mathnormal"})
_BOLD = frozenset({"mathbf", "boldsymbol", "bm"})
_SPACED = frozenset({Kind.OPERATOR, Kind.RELATION})
_SIGNS = frozenset("+−±∓")
_SIGN_FOLLOWS = frozenset(
    {Kind.OPERATOR, Kind.RELATION, Kind.OPEN, Kind.PUNCTUATION, Kind.BIG, Kind.FUNCTION}
)
_CLOSE_SET = frozenset("/")


class _NeedsPictureError(Exception):
    """It does not read as well on one line."""


def to_unicode(formula: str) -> str | None:
    r"""The formula as text for the middle of a sentence, or None when it must be a picture (or cannot be read).

    Nothing in it is read as formatting by Discord: there are no `*`, `_`, `~`, backquotes, backslashes or `||`.
    """
    try:
        text = _row(read_formula(formula))
    except (_NeedsPictureError, FormulaError):
        return None
    text = unicodedata.normalize("NFC", " ".join(text.split()).replace("*", "∗"))
    if not text or len(text) > MAX_PLAIN or "||" in text:
        return None
    return text


def _row(node: Node) -> str:
    parts = node.parts if isinstance(node, Row) else (node,)
    text = ""
    before: Kind | None = None
    is_tight = False  # whether the last part was a sign before a number, or one that takes no space around it
    for part in parts:
        kind = _kind(part)
        is_close = isinstance(part, Sign) and (part.plain in _CLOSE_SET or part.tex in ("|", ":", r"\mid"))
        if isinstance(part, Sign) and part.plain in _SIGNS and (before is None or before in _SIGN_FOLLOWS):
            kind, is_close = Kind.LETTER, True
            space = "" if before is None else _between(before, kind, text)
        else:
            space = "" if before is None or is_tight or is_close else _between(before, kind, text)
        if isinstance(part, Fraction) and before in (Kind.NUMBER, Kind.LETTER) and not is_tight:
            raise _NeedsPictureError
        text += space + _text(part)
        if isinstance(part, Fraction) and text.endswith(tuple(_VULGAR.values())):
            kind = Kind.LETTER
        before, is_tight = kind, is_close
    return text.strip()


def _between(last: Kind, following: Kind, text: str) -> str:
    """The space between two neighbours."""
    if last is Kind.SPACE or following is Kind.SPACE:
        return ""
    if last is Kind.STROKE and following not in (Kind.CLOSE, Kind.PUNCTUATION, *_SPACED):
        raise _NeedsPictureError  # "1/2x" could be either.
    if last is Kind.OPEN or following in (Kind.CLOSE, Kind.PUNCTUATION):
        return ""
    if last is Kind.PUNCTUATION:
        return "" if following is Kind.NUMBER and text.endswith(".") else " "
    if last in _SPACED or following in _SPACED or last is Kind.BIG or following is Kind.BIG:
        return " "
    if last is Kind.FUNCTION or following is Kind.FUNCTION:
        return "" if last is Kind.BAR or following in (Kind.OPEN, Kind.BAR) else " "
    return " " if last is Kind.NUMBER and following is Kind.NUMBER else ""


def _kind(node: Node) -> Kind:
    match node:
        case Sign(_, _, _, kind):
            return kind
        case Scripted(base, _, _, _) if base is not None:
            return _kind(base)
        case Words():
            return Kind.FUNCTION
        case Row((one,)):
            # Braces take the space from around a sign: 1{,}000.
            kind = _kind(one)
            return kind if kind in (Kind.NUMBER, Kind.FUNCTION, Kind.SPACE) else Kind.LETTER
        case Fraction():
            return Kind.STROKE
    return Kind.LETTER


def _text(node: Node) -> str:
    match node:
        case Sign(_, plain, _, kind):
            if not plain and kind is not Kind.SPACE:
                raise _NeedsPictureError
            return plain
        case Words(text):
            return text
        case Row():
            return _row(node)
        case Scripted():
            return _scripted(node)
        case Fraction():
            return _fraction(node)
        case Root(body, degree):
            sign = _ROOTS.get("2" if degree is None else _row(degree))
            if sign is None:
                raise _NeedsPictureError
            return sign + _factor(body)
        case Accent(name, body):
            return _accented(name, _row(body))
        case Font(name, body):
            return _in_font(name, _row(body))
        case Fenced(left, body, right):
            inner = _row(body)
            if any(isinstance(part, Fraction | Root) for part in body.parts):
                raise _NeedsPictureError
            return left.plain + inner + right.plain
    raise _NeedsPictureError


def _scripted(node: Scripted) -> str:
    base = "" if node.base is None else _text(node.base)
    if (
        node.base is not None
        and _kind(node.base) is Kind.BIG
        and node.below is not None
        and node.above is not None
    ):
        raise _NeedsPictureError
    if isinstance(node.base, Fraction | Root) or (isinstance(node.base, Row) and len(node.base.parts) > 1):
        raise _NeedsPictureError
    return base + _script(node.below, _BELOW) + "′" * node.primes + _script(node.above, _ABOVE)


def _script(node: Node | None, characters: dict[str, str]) -> str:
    if node is None:
        return ""
    text = _row(node).replace(" ", "")
    if len(text) > _MAX_SCRIPT or any(character not in characters for character in text):
        raise _NeedsPictureError
    return "".join(characters[character] for character in text)


def _fraction(node: Fraction) -> str:
    if node.is_binomial:
        raise _NeedsPictureError
    text = f"{_factor(node.top, is_product_clear=True)}/{_factor(node.bottom)}"
    return _VULGAR.get(text, text)


def _factor(node: Node, *, is_product_clear: bool = False) -> str:
    """Something that stands beside a fraction stroke or a root: as it is when it is one thing, else in brackets."""
    parts = node.parts if isinstance(node, Row) else (node,)
    if any(_holds_height(part) for part in parts):
        raise _NeedsPictureError
    text = _row(node)
    # ∂L/∂w, and dy/dx: a sign and its letter are read as one.
    is_derivative = (
        len(parts) == 2 and isinstance(parts[0], Sign) and parts[0].tex in (r"\partial", "d", r"\Delta")
    )
    is_one = len(parts) == 1 and _kind(parts[0]) in (Kind.LETTER, Kind.NUMBER)
    if is_one or is_derivative or _is_call(parts) or (is_product_clear and _is_product(parts)):
        return text
    if len(text) > _MAX_BRACKETED or any(_kind(part) in (Kind.OPEN, Kind.BAR, Kind.BIG) for part in parts):
        raise _NeedsPictureError  # Brackets in brackets.
    return f"({text})"


def _is_product(parts: tuple[Node, ...]) -> bool:
    """Letters, numbers and calls side by side, such as 2xy or P(A|B)P(B)."""
    depth = 0
    for part in parts:
        kind = _kind(part)
        depth += (kind is Kind.OPEN) - (kind is Kind.CLOSE)
        if depth == 0 and kind not in (Kind.LETTER, Kind.NUMBER, Kind.CLOSE):
            return False
    return depth == 0


def _is_call(parts: tuple[Node, ...]) -> bool:
    """One letter and its brackets, such as P(B)."""
    kinds = [_kind(part) for part in parts]
    is_bracketed = kinds[1:2] == [Kind.OPEN] and kinds[-1] is Kind.CLOSE and kinds.count(Kind.OPEN) == 1
    return kinds[0] is Kind.LETTER and is_bracketed


def _holds_height(node: Node) -> bool:
    base = node.base if isinstance(node, Scripted) else node
    return isinstance(base, Fraction | Root)


def _accented(name: str, text: str) -> str:
    mark = _COMBINING.get(name)
    if mark is None or len(text) != 1 or not text.isalpha():
        raise _NeedsPictureError
    return unicodedata.normalize("NFC", text + mark)


def _in_font(name: str, text: str) -> str:
    if name in _UPRIGHT:
        return text
    if name in _BOLD:
        return "".join(_bold(character) for character in text)
    if name == "mathbb":
        return "".join(_DOUBLE_STRUCK.get(each) or _capital(each, 0x1D538) for each in text)
    if name in ("mathcal", "mathscr"):
        return "".join(_SCRIPT.get(each) or _capital(each, 0x1D49C) for each in text)
    raise _NeedsPictureError


def _capital(letter: str, first: int) -> str:
    if not "A" <= letter <= "Z":
        raise _NeedsPictureError
    return chr(first + ord(letter) - ord("A"))


def _bold(character: str) -> str:
    for first, last, start in (("A", "Z", 0x1D400), ("a", "z", 0x1D41A), ("0", "9", 0x1D7CE)):
        if first <= character <= last:
            return chr(start + ord(character) - ord(first))
    if character.isalpha():
        raise _NeedsPictureError
    return character
