"""In buttons and selects no picture can stand, so a formula there reads as text."""

from dataclasses import replace

from bot.domain.formulas.items import with_plain_labels
from bot.domain.item import Pair, Step
from tests.ui import specimens


def test_pairs_stay_the_ones_that_belong_together() -> None:
    item = replace(
        specimens.single(), options=(), pairs=(Pair("$x^2$", "a"), Pair("b", "$x^3$")), extra=("$x^4$",)
    )
    assert with_plain_labels(item).rights == ("a", "x³", "x⁴")
    assert with_plain_labels(item).pairs[0].left == "x²"


def test_steps_keep_their_ids_and_the_item_its_version() -> None:
    item = replace(specimens.single(), options=(), steps=(Step("one", "add $\\alpha$", "$\\beta$ follows"),))
    read = with_plain_labels(item)
    assert read.steps == (Step("one", "add α", "β follows"),)
    assert read.version == item.version


def test_what_pictures_can_show_keeps_its_formulas() -> None:
    item = replace(specimens.single(), stem="What is $$\\sum_i x_i$$?", explanation="$\\frac{1}{2}$")
    assert with_plain_labels(item) == item


def test_an_item_without_formulas_and_one_about_money_stay_as_they_are() -> None:
    item = replace(specimens.single(), pairs=(Pair("A call costs $5,", "a cached one $1."),))
    assert with_plain_labels(item).pairs == item.pairs
