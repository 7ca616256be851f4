"""Where no picture can stand, a formula reads as text."""

from dataclasses import replace

from bot.domain.formulas.items import without_pictures
from bot.domain.item import Pair
from tests.ui import specimens


def test_every_text_of_an_item_reads_without_dollars() -> None:
    item = specimens.single()
    option = replace(item.options[0], text="$x^2$", why="since $\\alpha \\le 1$")
    formulas = replace(
        item,
        stem="What is $\\frac{1}{2}$?",
        explanation="$$\\sum_i x_i$$",
        options=(option, *item.options[1:]),
    )
    read = without_pictures(formulas)
    assert "$" not in read.stem + read.explanation + read.options[0].text + read.options[0].why
    assert read.options[0].text == "x²"
    assert read.options[0].id == option.id
    assert read.version == item.version


def test_pairs_stay_the_ones_that_belong_together() -> None:
    item = replace(
        specimens.single(), options=(), pairs=(Pair("$x^2$", "a"), Pair("b", "$x^3$")), extra=("$x^4$",)
    )
    assert without_pictures(item).rights == ("a", "x³", "x⁴")


def test_an_item_without_formulas_and_one_about_money_stay_as_they_are() -> None:
    item = replace(specimens.single(), stem="A call costs $5, and a cached one $1.")
    assert without_pictures(item).stem == item.stem
