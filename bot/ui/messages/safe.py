"""Text that somebody typed, made harmless: it neither pings, links, formats nor breaks out of its line."""

import re
import unicodedata

NAME_LENGTH = 32
"""As long as a display name may be on Discord, in characters."""
_FORMATTING = re.compile(r"([\\`*_~|\[\]()<>#\-+.:!$])")
_MARKS = re.compile(r"\*\*|__|~~|\|\|")
_MENTION = re.compile(r"@(?=\S)")
_JOINERS = "\u200c\u200d"  # Persian words and composed emoji need them.
_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def name(text: str) -> str:
    """A display name for the middle of a sentence: one line, at most 32 characters of it, escaped."""
    plain = clipped(_one_line(text), NAME_LENGTH)
    return escaped(plain) if plain else "someone"


def escaped(text: str) -> str:
    """One line, with every sign that Discord would read as formatting, a link or a mention shown as it is."""
    plain = _one_line(text)
    # The zero-width space hides a mention from the server; the backslash, from the app.
    harmless = _MENTION.sub("@\u200b", _FORMATTING.sub(r"\\\1", plain))
    return f"{_ISOLATE}{harmless}{_POP_ISOLATE}" if _runs_right_to_left(plain) else harmless


def quoted(text: str, limit: int) -> str:
    """A quotation of at most `limit` characters of a text of several lines, each line escaped."""
    lines = clipped(text.strip(), limit).splitlines()
    return "\n".join(f"> {escaped(line)}" for line in lines if _one_line(line))


def clipped(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis when it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"


def clipped_lines(text: str, limit: int) -> str:
    """Several lines, or the beginning of them and an ellipsis; control characters are left out."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return clipped(kept, limit)


def plain(text: str) -> str:
    """An author's Markdown without its marks, for labels, where Discord shows them as they are."""
    # The split gives text, ticks, code, text, …; in code, ** is a power and __ belongs to a name.
    parts = re.split(r"(`+)(.+?)\1", text)
    return "".join(
        part if at % 3 == 2 else "" if at % 3 == 1 else _MARKS.sub("", part) for at, part in enumerate(parts)
    ).strip()


def _one_line(text: str) -> str:
    spaced = "".join(" " if unicodedata.category(c) in ("Zl", "Zp", "Zs") or c.isspace() else c for c in text)
    kept = (c for c in spaced if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return " ".join("".join(kept).split()).strip(_JOINERS)


def _runs_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)
