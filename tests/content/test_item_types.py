"""What an item of each later type must meet: each fault alone, with its words and its line."""

from collections.abc import Mapping

import pytest

from bot.content.loader import load
from bot.domain.answers import Rule
from bot.domain.item import Blank, Item, ItemType, NearText, Pair, Step
from tests.content.pack import ITEMS, changed, pack
from tests.content.types_pack import CLOZE, MATCHING, ORDERING, OUTPUT, SHORT, TRUTH, TYPES, types_pack

ALL_RULES = tuple(Rule)


def said(old: str, new: str) -> list[str]:
    problems = load(changed(TYPES, old, new, types_pack())).problems
    return [str(problem).removeprefix(f"{TYPES}:") for problem in problems]


def items() -> Mapping[str, Item]:
    loaded = load(types_pack())
    assert loaded.problems == ()
    assert loaded.curriculum is not None
    return loaded.curriculum.items


def test_versions_of_items_do_not_change_when_new_types_are_added() -> None:
    loaded = load(pack())
    assert loaded.curriculum is not None

    assert {name: item.version for name, item in loaded.curriculum.items.items()} == {
        "p1.logic.truth.0001": "558a154f5c4dd149",
        "p1.logic.truth.0002": "320dc0455f01f69f",
        "p1.logic.proof.0001": "2ac7b60eb38d1b0d",
    }


def test_each_type_becomes_what_is_asked() -> None:
    short, output, cloze, matching, ordering, truth = (
        items()[name] for name in (SHORT, OUTPUT, CLOZE, MATCHING, ORDERING, TRUTH)
    )

    assert (short.type, short.accept, short.normalise) == (
        ItemType.SHORT,
        ("early stopping", "stopping early"),
        ALL_RULES,
    )
    assert short.near_texts[0] == NearText("dropout", "Dropout thins the network; it stops nothing.")
    assert (output.type, output.accept, output.normalise) == (
        ItemType.CODE_OUTPUT,
        ("110\nTrue",),
        (Rule.SPACE,),
    )
    assert output.near_texts == (NearText("6 104\nTrue", "It prints the sum."),)
    assert (cloze.cloze, cloze.gapped) == ("RMSE = <<1>>(<<2>>)", "RMSE = [1]([2])")
    assert cloze.blanks == (
        Blank(("sqrt", "root"), ALL_RULES, "It undoes the square."),
        Blank(("MSE",), (Rule.SPACE,)),
    )
    assert matching.pairs[2] == Pair("P(y|x) changed", "Concept drift")
    assert matching.rights == ("Covariate shift", "Label shift", "Concept drift", "Feedback loop")
    assert ordering.steps[0] == Step("step", "opt.step()")
    assert ordering.right_orders == (("zero", "backward", "step"), ("backward", "step", "zero"))
    assert [option.says for option in truth.options] == [True, True, False]
    assert truth.key_ids == {"a"}


def test_rows_and_steps_may_be_written_with_their_reasons() -> None:
    files = types_pack()
    for old, new in [
        ('    "P(x) changed": "Covariate shift"\n', '  - {left: P(x), right: Covariate shift, why: "x."}\n'),
        ('    "P(y) changed": "Label shift"\n', "  - {left: P(y), right: Label shift}\n"),
        ('    "P(y|x) changed": "Concept drift"\n', "  - {left: P(y|x), right: Concept drift}\n"),
        (
            '{step: "opt.step()", zero: "opt.zero_grad()", backward: "loss.backward()"}',
            "[{id: step, text: opt.step(), why: It uses gradients.}, {id: zero, text: zero}, "
            "{id: backward, text: loss}]",
        ),
    ]:
        files = changed(TYPES, old, new, files)
    loaded = load(files)

    assert loaded.problems == ()
    assert loaded.curriculum is not None
    assert loaded.curriculum.items[MATCHING].pairs[0] == Pair("P(x)", "Covariate shift", "x.")
    assert loaded.curriculum.items[ORDERING].steps[0] == Step("step", "opt.step()", "It uses gradients.")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'accept: ["early stopping", "stopping early"]',
            "accept: []",
            f"7: {SHORT}: `accept` is empty; write the right answers, the best one first",
        ),
        (
            '  accept: ["early stopping", "stopping early"]\n',
            "",
            f"4: {SHORT}: `accept` is missing; write the right answers as a list, the best one first",
        ),
        (
            '"stopping early"]',
            '"Early-Stopping"]',
            f"7: {SHORT}: entries 1 and 2 of `accept` are the same answer; remove one",
        ),
        (
            '"stopping early"]',
            '"``"]',
            f'7: {SHORT}: entry 2 of `accept`, "``", leaves nothing to compare; write words or a number',
        ),
        (
            '"stopping early"]',
            '"?"]',
            f"7: {SHORT}: entry 2 of `accept` is “?”, which means “I don't know”; ask for something else",
        ),
        (
            '"stopping early"]',
            '"stop\u200bping"]',
            f"7: {SHORT}: entry 2 of `accept` has characters that nobody sees or types; write it anew",
        ),
        (
            '"stopping early"]',
            f'"{"x" * 101}"]',
            f"7: {SHORT}: entry 2 of `accept` has 101 characters; cut 1 (the limit is 100)",
        ),
        (
            "    dropout:",
            '    "Early stopping.":',
            f'9: {SHORT}: entry 1 of `near`, "Early stopping.", is accepted as right; remove it',
        ),
        (
            "    dropout:",
            '    "Weight-decay":',
            f'10: {SHORT}: `near` names "weight decay" twice (entries 1 and 2); remove one',
        ),
        (
            '"It shrinks weights."',
            "[no]",
            f"10: {SHORT}: `weight decay` of `near` must be text, not a list; put it in quotes",
        ),
        (
            "normalise: [space]\n  near",
            "normalise: [spaces]\n  near",
            f'25: {OUTPUT}: entry 1 of `normalise` cannot be "spaces"; write case, space, accents or punctuation; '
            "did you mean `space`?",
        ),
        (
            "  code: |\n    import pandas as pd\n    print(pd.Series([6, 104]).sum())\n    print(True)\n",
            "",
            f"16: {OUTPUT}: a code_output item needs the `code` that prints the answer; add it",
        ),
        (
            '  env: {pandas: ">=3,<4"}\n',
            "",
            f'16: {OUTPUT}: what `code` prints hangs on pandas; pin it, like env: {{pandas: ">=2,<3"}}',
        ),
        (
            "  check: stdout\n",
            "",
            f"16: {OUTPUT}: a code_output item needs a `check` that reaches the key by another route, "
            "or `check: none` with a `check_reason`",
        ),
        (
            'accept: ["110\\nTrue"]',
            "accept: [110]",
            f'24: {OUTPUT}: entry 1 of `accept` is `110` without quotes, which is not text to YAML; quote it: "110"',
        ),
    ],
)
def test_texts_that_cannot_be_compared(old: str, new: str, problem: str) -> None:
    assert said(old, new) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "<<1>>(<<2>>)",
            "<<2>>(<<1>>)",
            f"39: {CLOZE}: `text` of `cloze` must have the gaps <<1>> <<2>> in this order, each once; "
            "it has <<2>> <<1>>",
        ),
        (
            "<<1>>(<<2>>)",
            "sqrt",
            f"39: {CLOZE}: `text` of `cloze` must have the gaps <<1>> <<2>> in this order, each once; it has none",
        ),
        (
            "<<1>>(<<2>>)",
            "<<1>>(<<2>>) = <<x>>",
            f'39: {CLOZE}: `text` of `cloze` has the placeholder "<<x>>" but the item has no `params`; '
            "write the value out",
        ),
        (
            '{accept: ["MSE"], normalise: [space]}',
            "{accept: []}",
            f"42: {CLOZE}: `accept` of blank 2 is empty; write the right answers, the best one first",
        ),
        (
            '"sqrt", "root"]',
            '"sqrt", "Sqrt"]',
            f"41: {CLOZE}: entries 1 and 2 of `accept` of blank 1 are the same answer; remove one",
        ),
        (
            '    - {accept: ["MSE"], normalise: [space]}\n',
            '    - {accept: ["MSE"]}\n' * 4,
            f"40: {CLOZE}: a cloze item has 1 to 4 blanks, this one has 5; remove 1",
        ),
        (
            '    text: "RMSE = <<1>>(<<2>>)"\n',
            "",
            f"38: {CLOZE}: `text` of `cloze` is missing; write the text with the gaps <<1>> to <<4>>",
        ),
    ],
)
def test_gaps_that_cannot_be_filled(old: str, new: str, problem: str) -> None:
    assert said(old, new) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '["Feedback loop"]',
            '["label shift"]',
            f'55: {MATCHING}: the choice "label shift" stands twice on the right side; change or remove one',
        ),
        (
            '"Concept drift"',
            '"Label shift"',
            f'54: {MATCHING}: the choice "Label shift" stands twice on the right side; change or remove one',
        ),
        (
            '    "P(y) changed": "Label shift"\n    "P(y|x) changed": "Concept drift"\n',
            "",
            f"51: {MATCHING}: a matching item has 2 to 4 pairs, this one has 1; write 1 more",
        ),
        (
            '    "P(y|x) changed": "Concept drift"\n  extra: ["Feedback loop"]\n',
            "",
            f"48: {MATCHING}: with two pairs and nothing beside them one look gives both; add a choice to `extra`",
        ),
        (
            '"Concept drift"',
            f'"{"x" * 103}"',
            f"54: {MATCHING}: the right side of pair 3 has 103 characters; cut 3 (the limit is 100)",
        ),
        (
            '"P(y|x) changed"',
            f'"{"x" * 101}"',
            f"54: {MATCHING}: the left side of pair 3 has 101 characters; cut 1 (the limit is 100)",
        ),
        (
            '["Feedback loop"]',
            "[a, b, c, d, e]",
            f"55: {MATCHING}: `extra` has 5 entries; keep the 4 most tempting",
        ),
        (
            '"Concept drift"',
            r"'$\sum_{i=1}^n \frac{x_i}{n}$'",
            rf'54: {MATCHING}: the right side of pair 3 has the formula "\sum_{{i=1}}^n \frac{{x_i}}{{n}}", '
            "which only a picture can show, and there is none here; write it in one line, or in words",
        ),
        (
            '"Concept drift"',
            "",
            f"54: {MATCHING}: `P(y|x) changed` of `pairs` is empty; write its text or remove the line",
        ),
        (
            '  pairs:\n    "P(x) changed": "Covariate shift"\n    "P(y) changed": "Label shift"\n'
            '    "P(y|x) changed": "Concept drift"\n',
            "",
            f"48: {MATCHING}: `pairs` is missing; write each left side with its right one, "
            "like {cat: animal, rose: plant}",
        ),
    ],
)
def test_rows_that_cannot_be_matched(old: str, new: str, problem: str) -> None:
    assert said(old, new) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "key: [zero, backward, step]",
            "key: [zero, backwards, zero]",
            f'65: {ORDERING}: `key` must name every step once; "backwards" is no step, `zero` stands 2 times, '
            "`step` is missing, `backward` is missing",
        ),
        (
            "[[backward, step, zero]]",
            "[[backward, step]]",
            f"66: {ORDERING}: entry 1 of `orders` must name every step once; `zero` is missing",
        ),
        (
            "[[backward, step, zero]]",
            "[[zero, backward, step]]",
            f"66: {ORDERING}: `orders` repeats an order; leave only further ones that are right too",
        ),
        (
            "  key: [zero, backward, step]\n",
            "",
            f"61: {ORDERING}: `key` is missing; write the ids of the steps in their right order",
        ),
        (
            '"loss.backward()"',
            '"opt.step()"',
            f"64: {ORDERING}: steps `step` and `backward` say the same; change or remove one",
        ),
        (
            '"loss.backward()"',
            f'"{"x" * 81}"',
            f"64: {ORDERING}: step `backward` has 81 characters; cut 1 (the limit is 80)",
        ),
        (
            '{step: "opt.step()", zero: "opt.zero_grad()", backward: "loss.backward()"}\n'
            "  key: [zero, backward, step]\n  orders: [[backward, step, zero]]\n",
            '{step: "opt.step()", zero: "opt.zero_grad()"}\n  key: [zero, step]\n',
            f"64: {ORDERING}: an ordering item has 3 to 6 steps, this one has 2; write 1 more",
        ),
        (
            '  check: none\n  check_reason: "definitional"\n',
            "",
            f"61: {ORDERING}: an ordering item needs a `check` that reaches the key by another route, "
            "or `check: none` with a `check_reason`",
        ),
    ],
)
def test_steps_that_cannot_be_ordered(old: str, new: str, problem: str) -> None:
    assert said(old, new) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '"False, because depth',
            '"No, because depth',
            f"80: {TRUTH}: option `c` must begin with True or False, like “True, because …”",
        ),
        (
            '"False, because depth',
            '"True, because depth',
            f"77: {TRUTH}: every option says the same truth value; write one that begins with False",
        ),
        (
            'why: "A path is not."',
            'why: "A path is not.", key: true',
            f"77: {TRUTH}: options `a`, `b` are marked `key: true`, but a true_false item has one right option; "
            "leave one",
        ),
        (
            'why: "A path is not."',
            'why: "A path is not.", says: false',
            f"79: {TRUTH}: `says` of option `b` is false, its text says the opposite; remove `says`",
        ),
        (
            '  - {id: c, text: "False',
            '  - {id: d, text: "False", why: "No."}\n  - {id: e, text: "False!", why: "No."}\n  - {id: c, text: "False',
            f"77: {TRUTH}: a true_false item has 3 to 4 options, this one has 5; remove 1",
        ),
    ],
)
def test_truths_that_cannot_be_told(old: str, new: str, problem: str) -> None:
    assert said(old, new) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '"Fill the gaps."',
            '"' + "x" * 1790 + '"',
            f"37: {CLOZE}: the question with its code and text has 1,806 characters; cut 6 (the limit is 1,800)",
        ),
        (
            '"Order one update."',
            '"' + "x" * 1790 + '"',
            f"63: {ORDERING}: the question with its code and steps has 1,851 characters; cut 51 (the limit is 1,800)",
        ),
        (
            '"Fill the gaps."',
            '"Fill the gaps."\n  hints: [a, b, c, d]',
            f"38: {CLOZE}: `hints` has 4 entries, and each costs a third of the points; keep 3",
        ),
        (
            '"Fill the gaps."',
            '"Fill the gaps."\n  accept: [a]',
            f"38: {CLOZE}: `accept` does not belong here; remove it",
        ),
    ],
)
def test_what_all_types_share(old: str, new: str, problem: str) -> None:
    assert said(old, new) == [problem]


def test_options_do_not_say_whether_they_are_true_where_nobody_asks() -> None:
    files = changed(ITEMS, "    key: true\n", "    key: true\n    says: true\n")

    assert [problem.message for problem in load(files).problems] == [
        "`says` does not belong in option `a`; remove it"
    ]
