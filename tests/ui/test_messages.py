import importlib
import inspect
import pkgutil
import re
import unicodedata
from collections.abc import Callable

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import limits
from bot.ui import custom_ids, messages
from bot.ui.messages import commands, layout, leaderboard, safe
from tests.ui import catalogue, specimens
from tests.ui.catalogue import Rendered
from tests.ui.discord_limits import faults, modal_faults, walk
from tests.ui.rendering import components, texts
from tests.ui.views import board

CASES = [pytest.param(render, id=name) for name, render in catalogue.every_message()]
HOSTILE = [
    pytest.param(render, id=f"{name}-{at}")
    for at, typed in enumerate(specimens.HOSTILE_NAMES)
    for name, render in catalogue.with_name(typed)
]


@pytest.mark.parametrize("render", CASES)
async def test_every_message_is_one_that_discord_takes(render: Callable[[], Rendered]) -> None:
    rendered = render()
    found = (
        modal_faults(rendered.to_dict())
        if isinstance(rendered, discord.ui.Modal)
        else faults(components(rendered))
    )
    assert found == []


@pytest.mark.parametrize("render", CASES)
async def test_every_message_is_finished_so_that_the_library_does_not_keep_it(
    render: Callable[[], Rendered],
) -> None:
    rendered = render()
    assert rendered.is_finished()
    assert rendered.timeout is None


@pytest.mark.parametrize("render", CASES)
async def test_every_button_and_form_is_read_back_by_the_one_parser(render: Callable[[], Rendered]) -> None:
    rendered = render()
    fields = {custom_ids.ANSWER_FIELD, custom_ids.KIND_FIELD, custom_ids.TEXT_FIELD, custom_ids.ZONE_FIELD}
    fields |= {custom_ids.part(at) for at in range(4)}
    ids = {one["custom_id"] for one in walk(components(rendered)) if "custom_id" in one} - fields
    if isinstance(rendered, discord.ui.Modal):
        ids.add(rendered.custom_id)
    assert {one for one in ids if custom_ids.parse(one) is None} == set()


@pytest.mark.parametrize("render", CASES)
async def test_no_sentence_is_left_unfinished(render: Callable[[], Rendered]) -> None:
    shown = texts(render())
    assert "None" not in shown
    assert "  " not in re.sub(r"```.*?```", "", shown, flags=re.DOTALL)
    assert not re.search(r"\b1 (?:days|points|questions|answers|learners)\b", shown)
    assert not re.search(r" [.,;:]|\.\.(?!\.)|\(\)", re.sub(r"`[^`]*`", "code", shown))


def test_every_function_that_shows_something_is_in_the_catalogue() -> None:
    called: set[str] = set()
    source = inspect.getsource(catalogue)
    for module in pkgutil.iter_modules(messages.__path__):
        room = importlib.import_module(f"bot.ui.messages.{module.name}")
        for name, function in inspect.getmembers(room, inspect.isfunction):
            if function.__module__ != room.__name__ or name.startswith("_") or room is layout:
                continue
            shows = inspect.signature(function).return_annotation
            if shows in (discord.ui.LayoutView, discord.ui.Modal):
                called.add(f"{module.name}.{name}")
    assert called
    assert {one for one in called if one not in source} == set()


@pytest.mark.parametrize("render", HOSTILE)
async def test_what_people_type_neither_pings_nor_links_nor_breaks_out(
    render: Callable[[], Rendered],
) -> None:
    rendered = render()
    shown = texts(rendered)
    assert faults(components(rendered)) == []
    assert not re.search(r"@(?:everyone|here)", shown)
    assert not re.search(r"(?<!\\)\]\((?!<https://docs)", shown)
    assert "https://evil" not in shown
    assert "<@1>" not in shown
    assert "<#1>" not in shown
    assert "<@&123456789012345678>" not in shown
    assert "<:party" not in shown
    assert "<t:1:R>" not in shown
    assert "**bold**" not in shown
    assert shown.count("```") % 2 == 0
    assert not re.search("[\u202a-\u202e\u2066\u2067\u200e\u200f]", shown)


async def test_a_name_of_500_characters_does_not_push_the_others_off_the_screen() -> None:
    shown = texts(leaderboard.leaderboard(board("x" * 500, "Nora")))
    assert "x" * 31 + "…" in shown
    assert "x" * 32 not in shown


@given(st.text(max_size=80))
def test_a_name_is_one_short_line_in_which_every_mark_is_escaped(typed: str) -> None:
    shown = safe.name(typed)
    assert shown
    assert "\n" not in shown
    bare = re.sub(r"\\.", "", shown)
    assert not re.search(r"[\\`*_~|\[\]()<>#]", bare)
    assert not re.search(r"@(?!\u200b)\S", bare)
    assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in shown)
    visible = re.sub(r"\\(.)", r"\1", shown).translate(dict.fromkeys(map(ord, "\u200b\u2068\u2069")))
    assert len(visible) <= safe.NAME_LENGTH


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("Nora", "Zoë 3", "שלום", "Ana María", "👩‍💻 Ada"):
        assert name in safe.name(name)


@given(st.text(alphabet="ab `\n", max_size=400), st.integers(10, 100))
def test_a_shortened_text_fits_and_leaves_no_code_open(text: str, limit: int) -> None:
    short = layout.shortened(text, limit)
    assert len(short) <= limit
    if len(text) > limit:
        assert "…" in short


def test_a_message_too_long_for_discord_is_cut_at_its_longest_part() -> None:
    view = layout.message("short", "x" * 9000, layout.card("also short"))
    assert limits.V2_TEXT - 10 < view.content_length() <= limits.V2_TEXT
    assert texts(view).endswith("also short")


def test_code_in_a_label_keeps_its_stars_and_underscores() -> None:
    assert safe.plain("**Two** `2**3` and `__init__`, ``a`b``") == "Two 2**3 and __init__, a`b"


def test_commands_are_worded_within_discords_limits() -> None:
    wordings = [one for one in vars(commands).values() if isinstance(one, commands.Wording)]
    wordings += commands.SETUP_PHASE_CHANNELS
    assert len(wordings) > 20
    for wording in wordings:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", wording.name)
        assert 1 <= len(wording.description) <= limits.COMMAND_DESCRIPTION
    choices = (commands.TRACK_CHOICES, commands.PACE_CHOICES, commands.PERIOD_CHOICES)
    assert all(len(name) <= limits.CHOICE_NAME for group in choices for name, _ in group)
