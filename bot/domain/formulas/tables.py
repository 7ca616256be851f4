"""Matrices, cases and aligned lines: what their rows become."""

import re

from bot.domain.formulas.commands import ENVIRONMENTS
from bot.domain.formulas.syntax import FormulaError, Row, Sign, Table

MAX_ROWS = 10
MAX_COLUMNS = 10


def make_table(name: str, columns: str, rows: list[list[Row]], at: int) -> Table:
    """The table of an environment, its rows made as long as the longest.

    Args:
        name: Of the environment, one of `ENVIRONMENTS`.
        columns: The column letters of an `array`; ignored elsewhere.
        rows: The cells read.
        at: Where the environment begins in the source.

    Raises:
        FormulaError: when it is empty or too large.
    """
    if len(rows) > 1 and len(rows[-1]) == 1 and not rows[-1][0].parts:
        rows = rows[:-1]  # A last \\ before \end begins no row.
    width = max(len(row) for row in rows)
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS:
        raise FormulaError(
            at,
            f"it has {len(rows)} rows of {width} cells, and at most {MAX_ROWS} of {MAX_COLUMNS} can be read; "
            "put \\dots in place of some",
        )
    if not any(cell.parts for row in rows for cell in row):
        raise FormulaError(at, f"\\begin{{{name}}} holds nothing; write its cells with & between them")
    filled = tuple((*row, *[Row(())] * (width - len(row))) for row in rows)
    left, right = ENVIRONMENTS[name]
    return Table(filled, left, right, _alignment(name, columns, width))


def bracket(fence: Sign) -> str:
    """What stands beside a table in place of a bracket that was written around it."""
    return {"⟨": "(", "⟩": ")", "⌊": "[", "⌋": "]", "⌈": "[", "⌉": "]"}.get(fence.plain, fence.plain)


def _alignment(name: str, columns: str, width: int) -> str:
    if name == "cases":
        return "l" * width
    if name in ("aligned", "align", "align*", "split"):
        return ("rl" * width)[:width]
    return (re.sub(r"[^lcr]", "", columns) + "c" * width)[:width]
