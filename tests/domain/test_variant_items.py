"""One item, many numbers: what a seed makes of it."""

from dataclasses import replace

import pytest

from bot.domain.grading import grade, random_order, read_response
from bot.domain.item import Item, ItemType, NearMiss, NearText, Reference
from bot.domain.variant_items import concrete, values_of, variants_of, with_values
from bot.domain.variants import VariantError
from tests.domain.items import choice, cloze, matching, number, ordering, shown, typed

BAYES = replace(
    number(0, absolute=0.1, unit="%"),
    stem="<<p>> % are fraud, recall <<R>> %.",
    explanation="It is <<100*p/R:.1f>>.",
    version="abc",
    key=None,
    key_expr="100*p/R",
    near=(NearMiss(0, "recall <<R>>", expr="R"), NearMiss(7, "seven")),
    hints=("Divide by <<R>>.",),
    params=(("p", (1, 2, 5)), ("R", (80, 90))),
    where=("p < 5 or R > 80",),
)


def test_every_allowed_combination_is_a_variant_and_a_seed_draws_one_of_them() -> None:
    drawn = {concrete(BAYES, seed).stem for seed in range(200)}

    assert drawn == {
        f"{p} % are fraud, recall {recall} %." for p, recall in [(1, 80), (1, 90), (2, 80), (2, 90), (5, 90)]
    }
    assert variants_of(BAYES).count == 5


def test_a_seed_means_the_same_variant_for_ever() -> None:
    assert [values_of(BAYES, seed) for seed in (0, 1, 2, 2**53 - 1)] == [
        values_of(BAYES, seed) for seed in (0, 1, 2, 2**53 - 1)
    ]
    assert [tuple(values_of(BAYES, seed).values()) for seed in (0, 1, 2, 3)] == [
        (80, 1),
        (90, 2),
        (80, 2),
        (80, 2),
    ]


def test_a_variant_is_a_plain_item_of_the_same_version() -> None:
    item = with_values(BAYES, {"p": 2, "R": 80})

    assert item == replace(
        BAYES,
        stem="2 % are fraud, recall 80 %.",
        explanation="It is 2.5.",
        key=2.5,
        key_expr="",
        near=(NearMiss(80, "recall 80"), NearMiss(7, "seven")),
        hints=("Divide by 80.",),
        params=(),
        where=(),
    )
    assert not item.has_variants
    assert concrete(item, 9) is item
    assert grade(item, read_response(shown(item), "2,5 %")).is_correct
    assert grade(item, read_response(shown(item), "80")).feedback == "recall 80"


def test_an_item_without_parameters_is_its_only_variant() -> None:
    item = choice()

    assert concrete(item, 3) is item
    assert variants_of(item).enumerate() == ({},)


@pytest.mark.parametrize(
    ("item", "filled"),
    [
        (
            typed("<<n>> rows", near=(NearText("<<n+1>>", "One less than <<n+1>>."),)),
            typed("3 rows", near=(NearText("4", "One less than 4."),)),
        ),
        (
            replace(typed("<<2*n>>", kind=ItemType.CODE_OUTPUT), code="print(<<n>> <<<< 1)"),
            replace(typed("6", kind=ItemType.CODE_OUTPUT), code="print(3 << 1)"),
        ),
        (
            replace(cloze("<<n>>", "n"), cloze="<<n>> is <<1>>, not <<2>>"),
            replace(cloze("3", "n"), cloze="3 is <<1>>, not <<2>>"),
        ),
        (
            replace(matching("ab", extra=("<<n>> x",)), stem="<<n>>"),
            replace(matching("ab", extra=("3 x",)), stem="3"),
        ),
        (replace(ordering(), stem="n = <<n>>"), replace(ordering(), stem="n = 3")),
        (replace(choice(), stem="<<n:.1f>>"), replace(choice(), stem="3.0")),
    ],
    ids=lambda item: item.type,
)
def test_numbers_are_put_in_wherever_a_learner_reads_or_types(item: Item, filled: Item) -> None:
    pattern = replace(item, params=(("n", (3,)),))

    assert concrete(pattern, 1) == filled
    assert random_order(pattern, 5) == random_order(filled, 5)


def test_pages_to_read_and_names_are_left_as_they_are() -> None:
    item = replace(
        choice(),
        references=(Reference("<<n>>", "https://x.org/<<n>>"),),
        tags=("<<n>>",),
        params=(("n", (3,)),),
    )

    assert concrete(item, 0).references == item.references
    assert concrete(item, 0).tags == ("<<n>>",)


def test_words_may_vary_too() -> None:
    item = replace(choice(), stem="Import <<name>>.", params=(("name", ("pandas", "numpy")),))

    assert {concrete(item, seed).stem for seed in range(50)} == {"Import pandas.", "Import numpy."}


@pytest.mark.parametrize("key", ["p/0", "p <", "p < 2", "q"])
def test_a_key_without_a_value_is_never_asked(key: str) -> None:
    with pytest.raises(VariantError):
        concrete(replace(BAYES, key_expr=key), 1)
