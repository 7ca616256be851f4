"""YAML's syntax errors in plain words: what an author most likely did, and the mend.

libyaml names the token that it did not expect; an author needs to know which quote or tab is missing or too
much, and that shows in the text of the line. Worked out from what libyaml 0.2.5 and PyYAML's parser report.
"""

import re

import yaml

_SECOND_COLON = re.compile(r"""^\s*(?:- +)?[\w-]+: +[^"'|>\[{\s].*?:(?: |$)""")
_COLON_GLUED = re.compile(r"^\s*(?:- +)?[A-Za-z_]+:[^\s:/]")
_VALUE = re.compile(r"""^\s*(?:- +)?(?:[\w-]+: +|- +)(?P<value>\S.*)$""")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line (from 1) an author should look at, and what is wrong there and how to mend it."""
    mark = error.problem_mark or error.context_mark
    row, column = (mark.line, mark.column) if mark else (0, 0)
    start = error.context_mark.line if error.context_mark else row
    problem, context = str(error.problem or ""), str(error.context or "")
    lines = _LINE_END.split(text)
    here = lines[row] if row < len(lines) else ""
    at = here[column : column + 1]

    if "\t" in here[: len(here) - len(here.lstrip())] or at == "\t":
        return row + 1, "the line is indented with a tab; use spaces instead"
    if "end of stream" in problem or "document separator" in problem:
        return (
            start + 1,
            "the quote opened on this line is never closed; add the missing quote at the text's end",
        )
    if "escape" in problem or "hex" in problem:
        return row + 1, (
            "a backslash in double quotes has a meaning of its own; write it twice (\\\\), "
            "or use single quotes or a `|` block"
        )
    if "cannot start any token" in problem:
        return row + 1, f'text that begins with "{at}" must be put in quotes or in a `|` block'
    if "block scalar" in context:
        sign = _character(lines, error.context_mark)
        return start + 1, (
            f"after `{sign}` the text must begin on the next line, indented; "
            f"if `{sign}` belongs to the text, put the text in quotes"
        )
    if "alias" in context or "anchor" in context or "tag" in context:
        return start + 1, "text that begins with `*`, `&` or `!` must be quoted"
    if "flow" in context:
        return _explain_brackets(row, start)
    if "not allowed" in problem:
        return _explain_colon(row, lines, problem)
    if "could not find expected ':'" in problem:
        return start + 1, (
            "the line is not of the form `field: text`; add the colon, "
            "or indent the line if it belongs to the text above it"
        )
    return row + 1, _explain_rest(here, column, start)


def explain_character(text: str) -> tuple[int, str]:
    """Line and message for a character that YAML does not accept anywhere."""
    found = _UNPRINTABLE.search(text)
    if found is None:
        return 1, "the file cannot be read as YAML; save it as UTF-8 text"
    line = text.count("\n", 0, found.start()) + 1
    return line, f"an invisible control character (U+{ord(found[0]):04X}) stands on this line; delete it"


def _character(lines: list[str], mark: yaml.error.Mark | None) -> str:
    return lines[mark.line][mark.column : mark.column + 1] if mark and mark.line < len(lines) else "|"


def _explain_brackets(row: int, start: int) -> tuple[int, str]:
    opened = "" if row == start else f" (the bracket was opened on line {start + 1})"
    return row + 1, (
        "inside { } or [ ] a text with a comma, colon or bracket must be in quotes, "
        f'a quote inside double quotes is written \\", and the closing bracket must be there{opened}'
    )


def _explain_colon(row: int, lines: list[str], problem: str) -> tuple[int, str]:
    here = lines[row] if row < len(lines) else ""
    above = lines[row - 1] if 0 < row <= len(lines) else ""
    if "sequence" in problem or "entries" in problem:
        return row + 1, (
            "a list must begin on a line of its own; if the `-` belongs to the text, put the text in quotes"
        )
    if _SECOND_COLON.match(here):
        return row + 1, "the text has a colon followed by a blank; put the whole text in quotes"
    if _COLON_GLUED.match(above):
        return row, "a blank is missing after the colon; write `field: text`"
    return row + 1, (
        "the line is indented further than the one before it, or the text above it is not finished; "
        "line it up with the fields it belongs to"
    )


def _explain_rest(here: str, column: int, start: int) -> str:
    value = _VALUE.match(here)
    first = value["value"][0] if value else here.strip()[:1]
    if column > len(here) - len(here.lstrip()):
        if first == '"' or here[:column].rstrip().endswith('"'):
            return (
                'text goes on after its closing quote; write a quote inside double quotes as \\", '
                "or look for a quote that is not closed on a line above"
            )
        if first == "'":
            return "text goes on after its closing quote; write an apostrophe inside single quotes twice ('')"
        if first in "[{*&!":
            return f"text that begins with `{first}` must be quoted as a whole"
    return (
        f"the line does not line up with the block that begins on line {start + 1}; "
        "give it the same indentation as its neighbours, and look for a quote or bracket left open above"
    )
