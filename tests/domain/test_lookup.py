"""Finding names by what was typed so far."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lookup import best, folded

NAMES = [("Precision", "p"), ("Average precision", "ap"), ("Recall", "r"), ("AP", "ap"), ("Präzision", "de")]


def test_whole_names_come_first_then_beginnings_then_words_then_parts() -> None:
    assert best("precision", NAMES, 5) == ["p", "ap"]
    assert best("prec", NAMES, 5) == ["p", "ap"]
    assert best("ecall", NAMES, 5) == ["r"]


def test_accents_case_and_signs_do_not_matter() -> None:
    assert best("PRÄZ", NAMES, 5) == best("praz", NAMES, 5) == ["de"]
    assert folded("Delayed-labels,  v1.2") == "delayed labels v1 2"


def test_a_thing_with_two_names_comes_once() -> None:
    assert best("ap", NAMES, 5) == ["ap"]


def test_nothing_typed_lists_everything_in_its_order() -> None:
    assert best("  ", NAMES, 3) == ["p", "ap", "r"]


@given(st.text(max_size=200), st.integers(0, 30))
def test_any_text_is_safe_and_the_limit_holds(typed: str, limit: int) -> None:
    found = best(typed, NAMES, limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)
