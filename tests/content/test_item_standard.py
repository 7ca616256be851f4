"""What one item must meet: each fault alone, with the exact words and the line an author is sent to."""

import pytest

from bot.content.loader import load
from tests.content.pack import ITEMS, changed, pack

FIRST, SECOND, THIRD = "p1.logic.truth.0001", "p1.logic.truth.0002", "p1.logic.proof.0001"
PROGRAM = "  check: |\n    import itertools\n    answer = len(list(itertools.product([0, 1], repeat=5)))\n"
TYPES = "single, multi, numeric, short, code_output, cloze, matching, ordering or true_false"
LEANS = "which leans on the other options and their order; replace it by a claim of its own"


def said(files: dict[str, bytes]) -> list[str]:
    return [str(problem).removeprefix(f"{ITEMS}:") for problem in load(files).problems]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "id: p1.logic.truth.0001",
            "id: p1.logic.truth.1",
            "4: p1.logic.truth.1: `id` must be the topic's id and four digits, like p1.probability.bayes.0001, "
            'not "p1.logic.truth.1"',
        ),
        (
            "id: p1.logic.truth.0001",
            "id: p1.logic.proof.0009",
            "4: p1.logic.proof.0009: `id` says the topic is p1.logic.proof, "
            '`topic` says "p1.logic.truth"; make them the same',
        ),
        (
            "type: multi",
            "type: mutli",
            f'26: {SECOND}: `type` cannot be "mutli"; write {TYPES}; did you mean `multi`?',
        ),
        (
            "  type: multi\n",
            "",
            f"25: {SECOND}: `type` is missing; write {TYPES}",
        ),
        (
            "level: apply",
            "level: aply",
            f'28: {SECOND}: `level` cannot be "aply"; write recall, apply or analyse; did you mean `apply`?',
        ),
        (
            "difficulty: 5",
            "difficulty: 6",
            f"50: {THIRD}: `difficulty` is 6; write a number from 1 (easy) to 5 (hard)",
        ),
        (
            "difficulty: 5",
            "difficulty: 05",
            f'50: {THIRD}: `difficulty` is "05", not a whole number; write it in digits, like 3',
        ),
        (
            "  level: apply",
            "  track: tensorflw\n  level: apply",
            f'28: {SECOND}: `track` cannot be "tensorflw"; write pytorch or tensorflow; did you mean `tensorflow`?',
        ),
        (
            "rev: 1",
            "rev: 0",
            "2: file: `rev` of `defaults` is 0; write a number of at least 1",
        ),
        (
            "difficulty: 3",
            "difficulty: 3\n  dificulty: 3",
            f'30: {SECOND}: unknown field "dificulty"; correct its name or remove it; did you mean `difficulty`?',
        ),
        (
            "difficulty: 3",
            "difficulty: 3\n  tolerance: {abs: 1}",
            f"30: {SECOND}: `tolerance` does not belong here; remove it",
        ),
        (
            '{title: "Logic", url',
            "{title: Logic, and more, url",
            f'24: {FIRST}: unknown field "and more" in entry 1 of `refs`; '
            "if it is part of the text before it, put that whole text in quotes",
        ),
    ],
)
def test_what_an_item_is_and_where_it_belongs(old: str, new: str, problem: str) -> None:
    assert said(changed(ITEMS, old, new)) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'text: "not Q"',
            "text: no",
            f'40: {SECOND}: `text` of option `c` is `no` without quotes, which is not text to YAML; quote it: "no"',
        ),
        (
            'text: "not Q"',
            "text: 1.10",
            f'40: {SECOND}: `text` of option `c` is `1.10` without quotes, which is not text to YAML; quote it: "1.10"',
        ),
        (
            'text: "not Q"',
            "text: 2026-01-01",
            f"40: {SECOND}: `text` of option `c` is `2026-01-01` without quotes, which is not text to YAML; "
            'quote it: "2026-01-01"',
        ),
        (
            'explanation: "Put the values in."',
            "explanation:",
            f"43: {SECOND}: `explanation` is empty; write its text or remove the line",
        ),
        (
            'explanation: "Put the values in."',
            'explanation: ""',
            f"43: {SECOND}: `explanation` is empty; write its text",
        ),
        (
            '  explanation: "Put the values in."\n',
            "",
            f"25: {SECOND}: `explanation` is missing; explain the answer in a few sentences",
        ),
        (
            "Which of these is **always** true?",
            "Which " + "x" * 1800,
            f"9: {FIRST}: the question with its code and options has 1,863 characters; cut 63 (the limit is 1,800)",
        ),
        (
            '"P and not P"',
            '"' + "x" * 212 + '"',
            f"17: {FIRST}: `text` of option `b` has 212 characters; cut 12 (the limit is 200)",
        ),
        (
            '"P alone is enough."',
            '"' + "x" * 301 + '"',
            f"35: {SECOND}: `why` of option `a` has 301 characters; cut 1 (the limit is 300)",
        ),
        (
            '"Put the values in."',
            '"' + "x" * 1000 + '"',
            f"43: {SECOND}: `explanation` has 1,000 characters; cut 100 (the limit is 900)",
        ),
        (
            'text: "not Q"',
            "text: |\n      not\n      Q",
            f"40: {SECOND}: `text` of option `c` must be a single line; join its lines into one",
        ),
        (
            'text: "not Q"',
            "text: [not, Q]",
            f"40: {SECOND}: `text` of option `c` must be text, not a list; put it in quotes",
        ),
        (
            "Which of these is **always** true?",
            r"Which $\frac{1}{2$ is true?",
            rf'9: {FIRST}: `stem` has the formula "\frac{{1}}{{2": at character 9, near `\frac{{1}}{{2`: '
            "this { is never closed; add }",
        ),
        (
            '"This is the law of the excluded middle."',
            r"'as \sqrt{2} is'",
            rf'22: {FIRST}: `explanation` has "\sqrt" outside a formula; put dollars around it, or backquotes',
        ),
        (
            "This is the law",
            r"This \beta is the law",
            f"22: {FIRST}: `explanation` has an invisible control character (U+0008), often a backslash in double "
            "quotes; write the backslash twice, or use single quotes or a `|` block",
        ),
        (
            "Which hold for",
            "Which hold for <<p>> and",
            f'30: {SECOND}: `stem` has the placeholder "<<p>>" but the item has no `params`; write the value out',
        ),
        (
            "  level: apply",
            "  code: print(<<n>>)\n  level: apply",
            f'28: {SECOND}: `code` has the placeholder "<<n>>" but the item has no `params`; write the value out',
        ),
        (
            "  level: apply",
            "  code: '```'\n  level: apply",
            f"28: {SECOND}: `code` holds ```, which would end the block it is shown in; remove it",
        ),
        (
            "Put the values in.",
            "Put ``` the values in.",
            f"43: {SECOND}: `explanation` opens a ``` block without closing it; add the closing ```",
        ),
        (
            '"This is the law',
            '"Option A is the law',
            f'22: {FIRST}: `explanation` speaks of "Option A", but options are shuffled; repeat what it says instead',
        ),
    ],
)
def test_texts_that_learners_would_not_see_as_they_were_meant(old: str, new: str, problem: str) -> None:
    assert said(changed(ITEMS, old, new)) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '    key: true\n    why: "One',
            '    why: "One',
            f"11: {FIRST}: no option is marked as right; write `key: true` on the right one",
        ),
        (
            'text: "P and not P"\n',
            'text: "P and not P"\n    key: true\n',
            f"11: {FIRST}: options `a`, `b` are marked `key: true`, but a single item has one right option; "
            "leave one, or write `type: multi`",
        ),
        (
            'text: "P and Q"\n',
            'text: "P and Q"\n    key: true\n',
            f"31: {SECOND}: every option is marked `key: true`; a multi item needs at least one wrong option",
        ),
        (
            '  - id: c\n    text: "P implies not P"\n    why: "It fails as soon as P holds."\n',
            "",
            f"11: {FIRST}: a single item has 3 to 5 options, this one has 2; write 1 more",
        ),
        (
            '  explanation: "This',
            "".join(f'  - {{id: {name}, text: "{name * 2}", why: "no."}}\n' for name in "def")
            + '  explanation: "This',
            f"11: {FIRST}: a single item has 3 to 5 options, this one has 6; remove 1",
        ),
        (
            '  explanation: "Put',
            "".join(f'  - {{id: {name}, text: "{name * 2}", why: "no."}}\n' for name in "defg")
            + '  explanation: "Put',
            f"31: {SECOND}: a multi item has 3 to 6 options, this one has 7; remove 1",
        ),
        (
            '    why: "Both cannot hold at once."\n',
            "",
            f"16: {FIRST}: `why` of option `b` is missing; say in a sentence why it is right or wrong",
        ),
        (
            '"P and not P"',
            '"p  OR not p."',
            f"17: {FIRST}: options `a` and `b` say the same; change or remove one",
        ),
        ("- id: b", "- id: a", f"16: {FIRST}: two options have the id `a`; give each its own"),
        (
            "- id: b",
            "- id: B 1",
            f'16: {FIRST}: an option\'s `id` is a small letter, like a, not "B 1"',
        ),
        (
            '    key: true\n    why: "One',
            '    key: maybe\n    why: "One',
            f'14: {FIRST}: `key` of option `a` must be true or false, not "maybe"',
        ),
        (
            '  - id: c\n    text: "P implies not P"\n    why: "It fails as soon as P holds."\n',
            '  - "P implies not P"\n',
            f"19: {FIRST}: option 3 must be a block of `field: value` lines, or {{field: value}}",
        ),
    ],
)
def test_options_that_cannot_be_answered_or_graded(old: str, new: str, problem: str) -> None:
    assert said(changed(ITEMS, old, new)) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "None of the above",
        "All of the above.",
        "All of these",
        "Both A and B",
        "a and c",
        "Neither of the above",
    ],
)
def test_an_option_that_leans_on_the_others_is_refused(text: str) -> None:
    assert said(changed(ITEMS, '"P implies not P"', f'"{text}"')) == [
        f'20: {FIRST}: option `c` says "{text}", {LEANS}'
    ]


@pytest.mark.parametrize(
    "text",
    [
        r"As $\frac{x}{2}$ says",
        "It costs $5 and then $10",
        "`$x$` is a shell variable",
        "All of these rows are kept",
        "x << 2",
        "Vitamin A or B",
    ],
)
def test_texts_that_only_look_suspicious_are_accepted(text: str) -> None:
    assert said(changed(ITEMS, '"P implies not P"', f"'{text}'")) == []


def test_letters_may_be_named_where_the_order_of_options_is_kept() -> None:
    files = changed(ITEMS, '"This is the law', '"Option A is the law')

    assert said(changed(ITEMS, "  level: recall", "  keep_order: true\n  level: recall", files)) == []


def test_code_that_differs_only_in_case_makes_different_options() -> None:
    files = changed(ITEMS, '"P and not P"', '"`Counter()`"')

    assert said(changed(ITEMS, '"P implies not P"', '"`counter()`"', files)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  key: 32\n", "", f"46: {THIRD}: `key` is missing; write the right answer as a number"),
        (
            "key: 32",
            "key: 2**5",
            f'52: {THIRD}: `key` is "2**5", not a number; write it in digits with a decimal point, like 0.25',
        ),
        ("key: 32", "key: 1e999", f"52: {THIRD}: `key` is too large a number"),
        (
            "  tolerance: {abs: 0.5}\n",
            "",
            f"46: {THIRD}: `tolerance` is missing; say how far from the key an answer may lie, like {{abs: 0.01}}",
        ),
        (
            "{abs: 0.5}",
            "{abs: 0.5, rel: 0.1}",
            f"53: {THIRD}: `tolerance` needs either `abs` or `rel`; write {{abs: 0.01}}, or {{rel: 0.02}} for 2 %",
        ),
        (
            "{abs: 0.5}",
            "{abs: -1}",
            f"53: {THIRD}: `abs` of `tolerance` is below zero; write how far off an answer may be",
        ),
        (
            "{abs: 0.5}",
            "{rel: 1}",
            f"53: {THIRD}: `rel` of `tolerance` is a fraction, 0.02 for 2 %; 1 cannot be meant",
        ),
        (
            "key: 32\n  tolerance: {abs: 0.5}",
            "key: 0\n  tolerance: {rel: 0.1}",
            f"53: {THIRD}: `rel` of `tolerance` is a fraction of the key, and the key is 0; use `abs`",
        ),
        (
            "value: 25",
            "value: 33",
            f"55: {THIRD}: 33 is within twice the tolerance (1) of the key 32; "
            "narrow the tolerance or remove this entry",
        ),
        ("value: 10", "value: 25", f"57: {THIRD}: `near` names 25 twice (entries 1 and 2); remove one"),
        (
            '    why: "That is 5 squared; each variable doubles the rows."\n',
            "",
            f"55: {THIRD}: `why` of entry 1 of `near` is missing; say in a sentence why it is right or wrong",
        ),
    ],
)
def test_numbers_that_cannot_be_graded(old: str, new: str, problem: str) -> None:
    assert said(changed(ITEMS, old, new)) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '  refs:\n  - {book: "Someone, Logic (2nd ed.)", section: "1.3"}\n',
            "",
            f"25: {SECOND}: `refs` is missing; name at least one page, {{title: …, url: https://…}}, or book",
        ),
        (
            "https://example.org/logic",
            "http://example.org/logic",
            f"24: {FIRST}: `url` of entry 1 of `refs` must begin with https:// and name a page, "
            'not "http://example.org/logic"',
        ),
        (
            '{book: "Someone, Logic (2nd ed.)", section: "1.3"}',
            '{title: "Logic"}',
            f"45: {SECOND}: entry 1 of `refs` names neither a `url` nor a `book`; add one",
        ),
        (
            PROGRAM,
            "",
            f"46: {THIRD}: a numeric item needs a `check` that reaches the key by another route, "
            "or `check: none` with a `check_reason`",
        ),
        (
            PROGRAM,
            "  check: none\n",
            f"62: {THIRD}: `check: none` needs a `check_reason`; say why no program can reach the answer",
        ),
        (
            PROGRAM,
            "  check: [1]\n",
            f"62: {THIRD}: `check` must be a Python program as text; write it in a `|` block",
        ),
        (
            "  level: apply",
            "  env: {numpy: latest}\n  level: apply",
            f'28: {SECOND}: `numpy` of `env` is not a version; write it like ">=2.4" or ">=3,<4"',
        ),
        (
            "  level: apply",
            "  scoring: strict\n  level: apply",
            f"28: {SECOND}: `scoring` cannot be used yet; write the item out without it",
        ),
        (
            "date: 2026-11-23",
            "date: 23.11.2026",
            '2: file: `date` of `verified` is "23.11.2026", not a date; write it as year-month-day, like 2026-11-23',
        ),
    ],
)
def test_items_without_evidence(old: str, new: str, problem: str) -> None:
    assert said(changed(ITEMS, old, new)) == [problem]


def test_a_verified_item_says_when_and_by_whom() -> None:
    mend = "`verified` is missing; add {date: 2026-11-23, by: …} once the key is proved, or write `status: draft`"

    assert said(changed(ITEMS, ", verified: {date: 2026-11-23, by: core}", "")) == [
        f"4: {FIRST}: {mend}",
        f"25: {SECOND}: {mend}",
        f"46: {THIRD}: {mend}",
    ]


def test_a_draft_needs_no_proof_and_is_never_asked() -> None:
    files = changed(ITEMS, ", verified: {date: 2026-11-23, by: core}", "")
    loaded = load(changed(ITEMS, "status: verified", "status: draft", files))

    assert loaded.problems == ()
    assert loaded.curriculum is not None
    assert loaded.curriculum.items == {}


def test_every_fault_of_an_item_is_told_at_once() -> None:
    files = pack()
    for old, new in [
        ("difficulty: 1", "difficulty: hard"),
        ('    why: "Both cannot hold at once."\n', ""),
        ('text: "P and not P"', 'text: "P and not P"\n    key: true'),
        ('"P implies not P"', "no"),
        ('"This is the law of the excluded middle."', '"' + "x" * 901 + '"'),
        ("https://example.org/logic", "ftp://example.org/logic"),
    ]:
        files = changed(ITEMS, old, new, files)

    assert [problem.split(": ", 2)[2].split("; ")[0] for problem in said(files)] == [
        '`difficulty` is "hard", not a whole number',
        "options `a`, `b` are marked `key: true`, but a single item has one right option",
        "`why` of option `b` is missing",
        "`text` of option `c` is `no` without quotes, which is not text to YAML",
        "`explanation` has 901 characters",
        '`url` of entry 1 of `refs` must begin with https:// and name a page, not "ftp://example.org/logic"',
    ]
