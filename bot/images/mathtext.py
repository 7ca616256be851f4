"""A formula as the drawing library wants it written, in the size of a formula on its own line."""

from dataclasses import replace

from bot.domain.formulas.syntax import (
    Accent,
    Fenced,
    Font,
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

_FONTS = {"bm": "boldsymbol", "mathscr": "mathcal", "mathnormal": "mathit"}
_PRIME = r"\prime "
_CLOSE_BEFORE = frozenset({Kind.LETTER, Kind.NUMBER, Kind.CLOSE})
"""Signs that a large operator would touch; operators and relations bring a space of their own."""


def mathtext(node: Node, *, is_small: bool = False) -> str:
    """The source of everything but tables, which are laid out by the drawing.

    Args:
        node: What to write.
        is_small: Whether it stands in an index, a power or a fraction, where fractions are small.
    """
    match node:
        case Sign("\\ ", _, _, _):
            return "~"  # the same space, but nothing that is trimmed takes its backslash for another's
        case Sign(tex, _, _, _):
            return f"{tex} " if tex.startswith("\\") and tex[-1].isalpha() else tex
        case Words(text):
            return f"\\text{{{text}}}"
        case Row(parts):
            return "".join(
                f"{_gap_before(part, before)}{_braced(part, is_small=is_small)}"
                for before, part in zip((None, *parts), parts, strict=False)
            )
        case Scripted():
            return _scripted(node, is_small=is_small)
        case Fraction(top, bottom, is_binomial):
            command = "binom" if is_binomial else "frac" if is_small else "dfrac"
            return f"\\{command}{_group(top)}{_group(bottom)}"
        case Root(body, degree):
            of = "" if degree is None else f"[{mathtext(degree, is_small=True)}]"
            return f"\\sqrt{of}{_group(body, is_small=is_small)}"
        case Accent(name, body):
            return f"\\{name}{_group(body, is_small=True)}"
        case Font(name, body):
            return _in_font(_FONTS.get(name, name), body)
        case Fenced(left, body, right):
            inner = mathtext(body, is_small=is_small)
            if not is_tall(body):
                return f"{_plain_fence(left)}{inner}{_plain_fence(right)}"
            return f"\\left{_fence(left)} {inner}\\right{_fence(right)} "
        case Stacked(body, note, is_above):
            command = "overset" if is_above else "underset"
            return f"\\{command}{_group(note)}{_group(body, is_small=is_small)}"
        case Table():
            raise ValueError("a table is laid out by the drawing")


def _braced(part: Node, *, is_small: bool) -> str:
    text = mathtext(part, is_small=is_small)
    return f"{{{text}}}" if isinstance(part, Row) else text


def _gap_before(part: Node, before: Node | None) -> str:
    """TeX's space between something and a large operator, which the library leaves out; more for wide limits."""
    base = part.base if isinstance(part, Scripted) else part
    if not (isinstance(base, Sign) and base.kind is Kind.BIG):
        return ""
    if before is None or (isinstance(before, Sign) and before.kind not in _CLOSE_BEFORE):
        return ""
    below = part.below if isinstance(part, Scripted) else None
    return "\\;" if isinstance(below, Row) and len(below.parts) > 1 else "\\,"


def _group(node: Node, *, is_small: bool = True) -> str:
    # The library refuses groups that hold nothing but blanks.
    return f"{{{mathtext(node, is_small=is_small).strip() or '{}'}}}"


def _scripted(node: Scripted, *, is_small: bool) -> str:
    base = node.base
    is_argmax = isinstance(base, Sign) and base.tex.startswith(r"\operatorname{arg")
    if isinstance(base, Sign) and is_argmax and node.below is not None and node.above is None:
        return f"\\underset{_group(node.below)}{{{base.tex}}}"
    text = "{}" if base is None else _braced(base, is_small=is_small).rstrip()
    if node.below is not None:
        text += f"_{_group(_upright_t(node.below))}"
    if node.above is not None or node.primes:
        above = "" if node.above is None else mathtext(_upright_t(node.above), is_small=True)
        text += f"^{{{_PRIME * node.primes}{above}}}"
    return text


def _upright_t(script: Node) -> Node:
    r"""`\top` as a power is the transpose, and an upright T is easier to see in that size."""
    match script:
        case Sign(r"\top") | Row((Sign(r"\top"),)):
            return Sign(r"\mathrm{T}", "", "", Kind.LETTER)
    return script


def _in_font(name: str, body: Node) -> str:
    if name in ("mathbf", "boldsymbol"):
        return mathtext(_bold(name, body))
    return f"\\{name}{_group(body)}"


def _bold(name: str, node: Node) -> Node:
    r"""Bold letter by letter: the library's `\mathbf` skips Greek, and its `\boldsymbol` all that is not a letter."""
    match node:
        case Sign(tex, _, _, Kind.LETTER | Kind.NUMBER):
            is_latin = tex.isascii() and tex.isalnum()
            return replace(node, tex=f"\\{name if is_latin else 'boldsymbol'}{{{tex}}}")
        case Row(parts):
            return Row(tuple(_bold(name, part) for part in parts))
        case Scripted(base, below, above, _):
            base, below, above = (
                None if each is None else _bold(name, each) for each in (base, below, above)
            )
            return replace(node, base=base, below=below, above=above)
        case Accent(_, body):
            return replace(node, body=_bold(name, body))
    return node


def _plain_fence(sign: Sign) -> str:
    return "" if sign.tex == "." else mathtext(sign)


def is_tall(node: Node) -> bool:
    """Whether it is higher than a letter with its index and power."""
    match node:
        case Row(parts):
            return any(map(is_tall, parts))
        case Scripted(base, _, _, _):
            return base is not None and is_tall(base)
        case Accent(_, body) | Font(_, body):
            return is_tall(body)
        case Sign(_, _, _, kind):
            return kind is Kind.BIG
    return not isinstance(node, Words)


def _fence(sign: Sign) -> str:
    return {"\\lbrace": "\\{", "\\rbrace": "\\}", "\\lbrack": "[", "\\rbrack": "]"}.get(sign.tex, sign.tex)
