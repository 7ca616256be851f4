"""A formula's source in tokens: commands, numbers and single characters, with blanks skipped."""

import re

from bot.domain.formulas import mends
from bot.domain.formulas.syntax import FormulaError

MAX_DEPTH = 10
"""Groups, fractions, roots and brackets inside one another."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_BLANK = re.compile(r"[ \t\r\n]+")
_LETTERS_OF_WORDS = re.compile(r"[^\x00-\x1f\\{}$\x7f-\x9f]*")


class Tokens:
    """One source, read from left to right.

    Attributes:
        at: Where the next token starts, in characters from 0.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._depth = 0
        self.at = 0

    def peek(self) -> str:
        """The next token, blanks skipped; empty at the end."""
        if blank := _BLANK.match(self._source, self.at):
            self.at = blank.end()
        found = _TOKEN.match(self._source, self.at)
        return found[0] if found else ""

    def take(self) -> str:
        """The next token, which is then behind us."""
        taken = self.peek()
        self.at += len(taken)
        return taken

    def take_if(self, character: str) -> bool:
        """Whether this very character follows, without blanks before it; then it is behind us."""
        if not self._source.startswith(character, self.at):
            return False
        self.at += 1
        return True

    def words(self, command: str) -> str:
        """Words in braces after a command, as they are."""
        if self.take() != "{":
            raise self.wrong(f"{command} needs its words in braces: {command}{{if}}")
        start = self.at
        found = _LETTERS_OF_WORDS.match(self._source, start)
        text = found[0] if found else ""
        self.at += len(text)
        if not self.take_if("}"):
            raise self.wrong(f"{command} holds words only, up to its closing brace; put formulas beside it")
        for offset, character in enumerate(text):
            if not mends.is_of_words(character):
                raise self.wrong(f"{character!r} cannot be drawn; use Latin or Greek letters", start + offset)
        return text if text.strip() else " "

    def deeper(self) -> None:
        """Enter something; FormulaError when that is too deep."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.wrong(f"it is nested more than {MAX_DEPTH} deep; give a part of it a name")

    def back(self) -> None:
        """Leave it."""
        self._depth -= 1

    def wrong(self, message: str, at: int | None = None) -> FormulaError:
        """An error at a position, or where we are."""
        return FormulaError(self.at if at is None else at, message)
