"""What is said about a formula that cannot be read: what is wrong, and what to write instead."""

import difflib
import unicodedata
from collections.abc import Sequence
from types import MappingProxyType

_COMMANDS = MappingProxyType(
    {
        "over": "write \\frac{…}{…}",
        "atop": "write \\binom{…}{…}, or a matrix",
        "choose": "write \\binom{n}{k}",
        "underbrace": "write \\underset{note}{…}",
        "overbrace": "write \\overset{note}{…}",
        "xrightarrow": "write \\overset{note}{\\rightarrow}",
        "xleftarrow": "write \\overset{note}{\\leftarrow}",
        "substack": "write one condition, or say the others in words",
        "middle": "write \\mid",
        "boxed": "leave the box out",
        "cancel": "say in words what cancels",
        "color": "colours are not drawn; leave it out",
        "textcolor": "colours are not drawn; leave it out",
        "mathds": "write \\mathbb{…}",
        "mathbbm": "write \\mathbb{…}",
        "pmb": "write \\boldsymbol{…}",
        "bold": "write \\mathbf{…}",
        "bf": "write \\mathbf{…}",
        "rm": "write \\mathrm{…}",
        "it": "write \\mathit{…}",
        "cal": "write \\mathcal{…}",
        "tag": "formulas are numbered where they need it; leave it out",
        "label": "formulas are numbered where they need it; leave it out",
        "ref": "say in words which formula is meant",
        "eqref": "say in words which formula is meant",
        "hspace": "write \\quad",
        "vspace": "leave it out",
        "phantom": "leave it out",
        "hline": "leave the line out",
        "hfill": "write \\quad",
        "mod": "write \\bmod",
        "DeclareMathOperator": "write \\operatorname{…} where it is used",
        "(": "dollars mark a formula; write $…$",
        ")": "dollars mark a formula; write $…$",
        "[": "dollars mark a formula; write $$…$$",
        "]": "dollars mark a formula; write $$…$$",
        "\\": "a new line needs \\begin{aligned} … \\\\ … \\end{aligned} around it",
        "end": "there is no \\begin before it",
        "right": "there is no \\left before it",
        "#": "write it in words",
        "": "a backslash at the end says nothing; remove it",
    }
)
_DEFINING = frozenset(
    {
        "def",
        "newcommand",
        "renewcommand",
        "let",
        "input",
        "include",
        "write",
        "openin",
        "read",
        "catcode",
        "csname",
    }
    | {
        "usepackage",
        "require",
        "includegraphics",
        "href",
        "url",
        "immediate",
        "loop",
        "expandafter",
        "newenvironment",
    }
)
_CHARACTERS = MappingProxyType(
    {
        "}": "this } closes nothing; remove it, or write \\} for a brace to be seen",
        "&": "& stands between the cells of a matrix; write \\& for the sign",
        "%": "write \\% for per cent",
        "$": "a dollar ends the formula; write \\$ for the sign",
        "#": "# cannot stand in a formula; write it in words",
        '"': 'put words with " in \\text{…}',
        "`": "backquotes are for code; leave them out",
        "√": "write \\sqrt{…}",
        "½": "write \\frac{1}{2}",
    }
)
_WORDS_FROM, _WORDS_TO = "\u00a0", "\u024f"
_WORDS_ALSO = frozenset("–—‘’“”…•′×")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵀ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋"


def unclosed(closing: str) -> str:
    """What is said where a group, bracket or matrix is not closed with this token."""
    if closing == "\\right":
        return "\\left has no \\right; write \\right) at its end, or \\right. for none"
    if closing == "\\end":
        return "\\begin has no \\end; close it by the same name"
    opening = {"}": "{", "]": "["}[closing]
    return f"this {opening} is never closed; add {closing}"


def for_command(name: str, known: Sequence[str]) -> str:
    """What is said about a command that there is not, beside those there are."""
    if name in _COMMANDS:
        return f"\\{name} is not known here; {_COMMANDS[name]}"
    if name in _DEFINING:
        return f"\\{name} is refused: a formula defines nothing and reads no files; write it out"
    near = next(iter(difflib.get_close_matches(name[:40], known, n=1, cutoff=0.7)), "")
    hint = f"did you mean \\{near}?" if near else "write it with other commands, or in words"
    return f"\\{name[:40]} is not known here; {hint}"


def for_environment(name: str) -> str:
    """What is said about an environment that there is not."""
    return (
        f"\\begin{{{name[:40]}}} is not known here; there are matrix, pmatrix, bmatrix, vmatrix, cases, aligned, "
        "gathered and array"
    )


def for_character(character: str) -> str:
    """What is said about a character that formulas cannot hold."""
    if character in _CHARACTERS:
        return _CHARACTERS[character]
    if character in _RAISED:
        return f"write ^{{{unicodedata.normalize('NFKC', character)}}} for {character}"
    if character in _LOWERED:
        return f"write _{{{unicodedata.normalize('NFKC', character)}}} for {character}"
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return (
            f"there is an invisible character (U+{ord(character):04X}), often from a backslash in double quotes; "
            "use single quotes or a `|` block"
        )
    return f"{character!r} cannot be drawn in a formula; write its command, or words in \\text{{…}}"


def is_of_words(character: str) -> bool:
    r"""Whether a character can be drawn in `\text{…}`."""
    if character.isascii():
        return character.isprintable()
    is_greek = "\u0391" <= character <= "\u03c9" and character.isalpha()
    return (
        is_greek
        or (_WORDS_FROM <= character <= _WORDS_TO and character != "\u00ad")
        or character in _WORDS_ALSO
    )
