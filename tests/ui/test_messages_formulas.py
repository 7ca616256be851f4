"""Formulas in messages: in their sentence, in a place for a picture, or in words."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import limits
from bot.domain.attempt import Response
from bot.domain.item import Item
from bot.images.renderer import DrawingFailedError, Renderer
from bot.ui import pictures
from bot.ui.messages import asking, daily_post, safe, verdict
from bot.ui.messages.formulas import Formulas
from bot.ui.messages.layout import card, message
from bot.ui.pictures import draw
from tests.ui import specimens as s
from tests.ui.discord_limits import GALLERY, TEXT, walk
from tests.ui.rendering import components, texts

SUM = r"\sum_{i=1}^n x_i^2"


@dataclass
class Client:
    """As much of a client as drawing needs."""

    renderer: Renderer | None


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    drawing = Renderer()
    yield drawing
    asyncio.run(drawing.close())


def with_formulas(**changes: Any) -> Item:
    return replace(s.single(), **changes)


def places(view: discord.ui.LayoutView) -> list[Formulas]:
    return [one for one in view.walk_children() if isinstance(one, Formulas)]


async def drawn(renderer: Renderer | None, view: discord.ui.LayoutView) -> list[discord.File]:
    return await draw(cast(discord.Client, Client(renderer)), view)


async def test_a_simple_formula_stays_in_its_sentence() -> None:
    view = message(asking.question_card(s.shown(with_formulas(stem=r"Is $x^2 \le 4$ here?", code=""))))
    assert "Is x² ≤ 4 here?" in texts(view)
    assert not places(view)


async def test_a_formula_of_its_own_has_a_place_where_it_stands_and_reads_in_words_until_it_is_drawn() -> (
    None
):
    view = message(
        asking.question_card(s.shown(with_formulas(stem=f"What is\n$${SUM}$$\nfor n = 3?", code="")))
    )
    [place] = places(view)
    assert [line.formula for line in place.lines] == [SUM]
    told = texts(view)
    assert told.index("What is") < told.index(place.content) < told.index("for n = 3?")
    assert "sum" in place.content
    assert "$" not in told


async def test_numbers_of_formulas_go_on_through_a_message() -> None:
    item = with_formulas(
        stem=f"Given ${SUM}$, what follows?", explanation=f"From ${SUM}$ it follows.", code=""
    )
    view = daily_post.revealed(s.reveal(item))
    assert [line.label for place in places(view) for line in place.lines] == ["(1)", "(2)"]
    assert "Given **(1)**, what follows?" in texts(view)
    assert "From **(2)** it follows." in texts(view)


async def test_options_that_are_formulas_stand_in_one_picture_under_their_letters() -> None:
    item = s.single()
    options = tuple(
        replace(one, text=f"$\\frac{{{SUM}}}{{{at + 2}}}$") for at, one in enumerate(item.options)
    )
    shown = s.shown(replace(item, options=options))
    [place] = places(message(asking.question_card(shown)))
    assert [line.label for line in place.lines] == ["A", "B", "C"]
    [place] = places(daily_post.revealed(s.reveal(shown.item)))
    assert sum("✓" in line.label for line in place.lines) == 1


async def test_a_form_has_no_pictures_so_its_formulas_are_in_words() -> None:
    form = asking.form(s.shown(replace(s.multi(), stem=f"What of ${SUM}$?")))
    assert "$" not in str(form.to_dict())


async def test_what_a_learner_typed_is_no_formula() -> None:
    short = next(item for item in s.other_types() if item.type == "short")
    told = replace(s.verdict(short, correct=False), response=Response(text="$x^2$ and $5"))
    view = verdict.verdict(told)
    assert not places(view)
    assert safe.escaped("$") == r"\$"
    assert "x²" not in texts(view)


async def test_a_picture_takes_its_place_with_its_words_as_alternative_text(renderer: Renderer) -> None:
    view = message(card("Look:", f"$${SUM}$$"))
    [file] = await drawn(renderer, view)
    [gallery] = [one for one in walk(components(view)) if one["type"] == GALLERY]
    [item] = gallery["items"]
    assert item["media"]["url"] == f"attachment://{file.filename}" == file.uri
    assert item["description"] == file.description
    assert "sum" in str(file.description)
    assert cast(Any, file.fp).read(8) == b"\x89PNG\r\n\x1a\n"


async def test_the_same_formula_twice_is_one_file(renderer: Renderer) -> None:
    view = message(card(f"$${SUM}$$", "and again", f"$${SUM}$$"))
    assert len(await drawn(renderer, view)) == 1
    assert not places(view)


async def test_without_drawing_the_words_stay() -> None:
    view = message(card(f"$${SUM}$$"))
    assert await drawn(None, view) == []
    assert "sum" in texts(view)


async def test_a_drawing_that_takes_too_long_leaves_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(Renderer):
        async def render(self, lines: Any) -> Any:
            await asyncio.Event().wait()

    monkeypatch.setattr(pictures, "PATIENCE", 0.0)
    renderer = Slow()
    view = message(card("Look:", f"$${SUM}$$", "and", f"$${SUM} + 1$$"))
    assert await drawn(renderer, view) == []
    assert texts(view).count("sum") == 2
    await renderer.close()


async def test_a_failed_drawing_leaves_the_words_and_the_message_whole() -> None:
    class Broken(Renderer):
        async def render(self, lines: Any) -> Any:
            raise DrawingFailedError("drawing took longer than 2 s")

    renderer = Broken()
    view = message(card("Look:", f"$${SUM}$$"))
    assert await drawn(renderer, view) == []
    assert "sum" in texts(view)
    await renderer.close()


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text("ab $\\{}^_`\n", max_size=80), min_size=1, max_size=5))
def test_any_text_makes_a_message_within_the_limits(told: list[str]) -> None:
    async def made() -> discord.ui.LayoutView:
        return message(card("x", *told, *(["$$\\sum_i x$$ a"] * 12)))

    view = asyncio.run(made())
    found = list(walk(components(view)))
    assert len(found) <= limits.V2_COMPONENTS
    assert all(one["content"].strip() for one in found if one["type"] == TEXT)
