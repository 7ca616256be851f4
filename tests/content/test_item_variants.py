"""Items with variants: that every one of them can be asked, and what is said when one cannot."""

import pytest

from bot.content.loader import load
from bot.domain.item import NearMiss
from bot.domain.variant_items import concrete, variants_of
from tests.content.pack import ITEMS, changed, pack

NAME = "p1.logic.proof.0002"
_ITEM = """\
- id: p1.logic.proof.0002
  type: numeric
  topic: p1.logic.proof
  level: apply
  difficulty: 3
  params: {p: [1, 2, 5], R: [80, 90, 95], F: [1, 2, 5]}
  where: ["p + F < 10"]
  stem: "<<p>> % are fraud; recall is <<R>> %, false alarms <<F>> %. What percentage of alerts are fraud?"
  key: "100*p*R / (p*R + (100-p)*F)"
  tolerance: {abs: 0.1}
  unit: "%"
  near:
  - {expr: "R", why: "That is P(alert | fraud)."}
  - {expr: "100*R/(R+F)", why: "You dropped the base rate of <<p>> %."}
  explanation: "Count alerts among 10 000, <<100*p:d>> of them fraud."
  refs: [{title: "Logic", url: "https://example.org/logic"}]
  check: answer = 1
- id: p1.logic.proof.0003
  type: single
  topic: p1.logic.proof
  level: apply
  difficulty: 3
  params: {n: [2, 3], word: [rows, "1e3"]}
  stem: "How many <<word>> have <<n>> variables?"
  options:
  - {id: a, text: "<<2**n>>", key: true, why: "Two to the power of <<n>>."}
  - {id: b, text: "<<n+3>>", why: "A sum."}
  - {id: c, text: "<<n*n+9>>", why: "A square."}
  explanation: "Each variable doubles <<word>>."
  refs: [{title: "Logic", url: "https://example.org/logic"}]
"""


def files() -> dict[str, bytes]:
    given = pack()
    return {**given, ITEMS: given[ITEMS] + _ITEM.encode()}


def said(old: str, new: str) -> list[str]:
    problems = load(changed(ITEMS, old, new, files())).problems
    return [str(problem).removeprefix(f"{ITEMS}:") for problem in problems]


def test_an_item_with_variants_is_asked_with_numbers() -> None:
    loaded = load(files())
    assert loaded.problems == ()
    assert loaded.curriculum is not None
    item = loaded.curriculum.items[NAME]
    asked = concrete(item, 1)
    values = dict(zip("FRp", (int(asked.stem.split()[at].rstrip("%;.")) for at in (10, 6, 0)), strict=True))

    assert variants_of(item).count == 24
    assert item.key is None
    assert asked.key == pytest.approx(
        100 * values["p"] * values["R"] / (values["p"] * values["R"] + (100 - values["p"]) * values["F"])
    )
    assert asked.near[0] == NearMiss(values["R"], "That is P(alert | fraud).")
    assert asked.version == item.version


def test_words_in_quotes_are_words_and_numbers_are_numbers() -> None:
    loaded = load(files())
    assert loaded.curriculum is not None

    assert loaded.curriculum.items["p1.logic.proof.0003"].params == (("n", (2, 3)), ("word", ("rows", "1e3")))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"p + F < 10"', '"p + F < 2"', "70: {}: `params`: no combination fulfils the conditions"),
        (
            '"p + F < 10"',
            '"p + G < 10"',
            '71: {}: condition "p + G < 10" of `where`: there is no “G” among: F, R, p',
        ),
        (
            '"p + F < 10"',
            '"p + F"',
            '71: {}: condition "p + F" of `where`: a condition is needed here, and this is a number',
        ),
        (
            "p: [1, 2, 5], R: [80, 90, 95]",
            f"p: [1, 2, 5], R: [{', '.join(map(str, range(61, 91)))}]",
            "70: {}: `params`: 240 variants; at most 200",
        ),
        (
            "p: [1, 2, 5], R: [80, 90, 95]",
            "p: [1, 2, 2], R: [80, 90, 95]",
            "70: {}: `params`: “p” has a value twice",
        ),
        (
            "p: [1, 2, 5], R: [80, 90, 95]",
            "p: [1, yes, 2], R: [80, 90, 95]",
            '70: {}: entry 2 of `p` is "yes" without quotes, neither a number nor a word to YAML; quote it',
        ),
        (
            "p: [1, 2, 5], R: [80, 90, 95]",
            "p: [1, 2, 5], unused: [1, 2], R: [80, 90, 95]",
            "70: {}: `unused` of `params` is used nowhere; remove it",
        ),
        (
            "p: [1, 2, 5], R: [80, 90, 95]",
            "min: [1, 2, 5], p: [1], R: [80, 90, 95]",
            "70: {}: `params`: “min” cannot be a name: letters, digits and _, no function and no word of Python",
        ),
        (
            "<<p>> % are fraud;",
            "<<q>> % are fraud;",
            '72: {}: `stem`, at "q>> % are fraud; recall is <<…": there is no “q” among: F, R, p',
        ),
        (
            "<<p>> % are fraud;",
            "<<p % are fraud;",
            None,
        ),
        (
            "<<p>> % are fraud;",
            "<<p>> % and <<1>> are fraud;",
            "72: {}: `stem` has the gap <<1>>, which belongs into `text` of `cloze`; write the number",
        ),
        (
            '"100*p*R / (p*R + (100-p)*F)"',
            '"100*p*R / (p*R + (100-p)*F"',
            '73: {}: `key`, "100*p*R / (p*R + (100-p)*F": this bracket is never closed (at character 11)',
        ),
        (
            '"100*p*R / (p*R + (100-p)*F)"',
            '"p < R"',
            '73: {}: `key`, "p < R", is a condition; write a number',
        ),
        (
            '"100*p*R / (p*R + (100-p)*F)"',
            '"100*p*R / (p - 2)"',
            "73: {}: with F=1, R=80, p=2: `key`: this divides by zero",
        ),
        (
            '{expr: "R", why',
            '{expr: "100*p*R / (p*R + (100-p)*F) + 0.15", why',
            "77: {}: with F=1, R=80, p=1: 44.8427 is within twice the tolerance (0.2) of the key 44.6927; "
            "narrow the tolerance or remove this entry",
        ),
        (
            '{expr: "R", why',
            '{expr: "R", value: 3, why',
            "77: {}: entry 1 of `near` has both `value` and `expr`; leave one",
        ),
        (
            "Count alerts among 10 000, ",
            r"It is $<<p>> \\cdot \\frac{1}{2$ of ",
            None,
        ),
        (
            "Count alerts among 10 000, ",
            r"It is $<<p>> \\cdot \\frac{1}{<<R>>}$ of ",
            "",
        ),
        (
            "<<100*p:d>>",
            "<<p/2:d>>",
            "79: {}: with F=1, R=80, p=1: `explanation`: 0.5 is not a whole number",
        ),
        (
            "  params: {p: [1, 2, 5], R: [80, 90, 95], F: [1, 2, 5]}\n",
            "",
            None,
        ),
    ],
)
def test_numbers_that_cannot_be_asked(old: str, new: str, problem: str | None) -> None:
    found = said(old, new)

    if problem is None:
        assert found
        assert all(NAME in each for each in found)
    else:
        assert found == ([problem.format(NAME)] if problem else [])


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '"<<n+3>>"',
            '"<<n+2>>"',
            "91: with n=2, word=rows: options `a` and `b` say the same; change or remove one",
        ),
        (
            '"<<n+3>>"',
            '"<<n+3>> of the <<word>> ' + "x" * 187 + '"',
            "91: with n=2, word=rows: `text` of option `b` has 201 characters; cut 1 (the limit is 200)",
        ),
        (
            '"<<n+3>>"',
            '"<<word+1>>"',
            "91: with n=2, word=rows: `text` of option `b`: “word” is not a number",
        ),
        (
            '  params: {n: [2, 3], word: [rows, "1e3"]}\n',
            "  params: {}\n",
            None,
        ),
    ],
)
def test_options_of_one_variant_that_cannot_be_asked(old: str, new: str, problem: str | None) -> None:
    found = [each.replace(" p1.logic.proof.0003:", "") for each in said(old, new)]

    assert (found == [problem]) if problem else any("`params` has no parameter" in each for each in found)
