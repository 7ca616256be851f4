"""YAML that cannot be read: the line to look at, and the mend, with libyaml and with PyYAML's own parser."""

import pytest
import yaml

from bot.content import source as source_module
from bot.content.source import read

BRACKETS = (
    "inside { } or [ ] a text with a comma, colon or bracket must be in quotes, "
    'a quote inside double quotes is written \\", and the closing bracket must be there'
)
AFTER_QUOTE = (
    'text goes on after its closing quote; write a quote inside double quotes as \\", '
    "or look for a quote that is not closed on a line above"
)
BACKSLASH = (
    "a backslash in double quotes has a meaning of its own; write it twice (\\\\), "
    "or use single quotes or a `|` block"
)
TOO_FAR = (
    "the line is indented further than the one before it, or the text above it is not finished; "
    "line it up with the fields it belongs to"
)


def _not_in_line(line: int) -> str:
    return (
        f"the line does not line up with the block that begins on line {line}; give it the same indentation as its "
        "neighbours, and look for a quote or bracket left open above"
    )


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(source_module, "_LOADER", yaml.BaseLoader)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\n\tb: 2\n", 2, "the line is indented with a tab; use spaces instead"),
        ("items:\n- id: x\n\ttype: y\n", 3, "the line is indented with a tab; use spaces instead"),
        ("a: Bayes: the rule\n", 1, "the text has a colon followed by a blank; put the whole text in quotes"),
        ("id:x\nb: c\n", 1, "a blank is missing after the colon; write `field: text`"),
        (
            'items:\n- a: "no end\n  b: c\n- d: e\n',
            2,
            "the quote opened on this line is never closed; add the missing quote at the text's end",
        ),
        ('a: "He said "no" to it"\n', 1, AFTER_QUOTE),
        ('items:\n- a: "no end\n  b: "c"\n  d: e\n', 3, AFTER_QUOTE),
        (
            "a: 'It's so'\n",
            1,
            "text goes on after its closing quote; write an apostrophe inside single quotes twice ('')",
        ),
        ('a:\n- {id: a, text: "He said "no"", why: x}\n', 2, BRACKETS),
        ("a: {b: x: y}\n", 1, BRACKETS),
        ("a: [b, c\nd: e\n", 2, f"{BRACKETS} (the bracket was opened on line 1)"),
        ("a: [x] y\n", 1, "text that begins with `[` must be quoted as a whole"),
        ("a: {x} y\n", 1, "text that begins with `{` must be quoted as a whole"),
        ("a: `code` here\n", 1, 'text that begins with "`" must be put in quotes or in a `|` block'),
        ("a: %x\n", 1, 'text that begins with "%" must be put in quotes or in a `|` block'),
        ("a: **bold** text\n", 1, "text that begins with `*`, `&` or `!` must be quoted"),
        ('a: "\\s"\n', 1, BACKSLASH),
        ('a: "\\xZZ"\n', 1, BACKSLASH),
        (
            "a: >=2\n",
            1,
            "after `>` the text must begin on the next line, indented; "
            "if `>` belongs to the text, put the text in quotes",
        ),
        (
            "a: | text\n",
            1,
            "after `|` the text must begin on the next line, indented; "
            "if `|` belongs to the text, put the text in quotes",
        ),
        (
            "items:\n- id: x\n  stem\n  b: c\n",
            3,
            "the line is not of the form `field: text`; add the colon, "
            "or indent the line if it belongs to the text above it",
        ),
        ("a: b\n  c: d\n", 2, TOO_FAR),
        ("- a: 1\n   b: 2\n", 2, TOO_FAR),
        ("items:\n- a: 1\n b: 2\n", 3, _not_in_line(1)),
        ("a: |\n    x\n  y\n", 3, _not_in_line(1)),
        (
            "a: - b\n",
            1,
            "a list must begin on a line of its own; if the `-` belongs to the text, put the text in quotes",
        ),
        (
            "a: b\nc: x\x07y\n",
            2,
            "an invisible control character (U+0007) stands on this line; delete it",
        ),
    ],
)
def test_a_syntax_error_is_told_in_plain_words(text: str, line: int, message: str) -> None:
    problems = read("x.yaml", text.encode()).problems

    assert [(problem.line, problem.message) for problem in problems] == [(line, message)]
