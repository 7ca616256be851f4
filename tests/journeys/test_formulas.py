"""A question with formulas from post to reveal: pictures with alternative text, words where there can be none."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.grading import UNKNOWN
from bot.images.renderer import DrawingFailedError, Renderer
from bot.settings import Settings
from bot.ui import custom_ids
from tests.journeys.learner_steps import close_posts, latest, press, reply_of, said
from tests.journeys.town import Town
from tests.journeys.type_steps import ITEMS, MULTI, open_form, write_pack
from tests.ui.discord_limits import GALLERY, Payload, walk

pytestmark = pytest.mark.usefixtures("discreet")

STEM = r"Of which of these is $\frac{1}{n}\sum_{i=1}^n x_i$ the minimiser?"
EXPLANATION = r"Set the derivative to zero: $$\sum_{i=1}^n 2(m - x_i) = 0$$ so $m = \bar x$."


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    folder = tmp_path / "curriculum"
    write_pack(folder, MULTI)
    path = folder / ITEMS
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("Which of these leak when they are done **before** the split?", STEM.replace("\\", "\\\\")),
        (
            "A step leaks if changing a validation row changes a training row.",
            EXPLANATION.replace("\\", "\\\\"),
        ),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return Settings.model_validate({"EPOCH_DATABASE_URL": sqlite_url, "EPOCH_CURRICULUM": folder})


@dataclass(frozen=True)
class Shown:
    """The pictures of a message: what each is called, how it is read aloud, and the files there are."""

    pictures: list[tuple[str, str]]
    files: list[str]


def shown_in(components: Sequence[Payload], attachments: Sequence[Payload]) -> Shown:
    galleries = [one["items"][0] for one in walk(components) if one["type"] == GALLERY]
    pictures = [
        (one["media"]["url"].rpartition("/")[2].partition("?")[0], one["description"]) for one in galleries
    ]
    return Shown(pictures, [one["filename"] for one in attachments])


def message_of(town: Town, message_id: int) -> Shown:
    stored = next(
        messages[message_id] for messages in town.env.backend.messages.values() if message_id in messages
    )
    return shown_in(stored.components, stored.attachments)


async def asked(town: Town) -> int:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    return latest(town).id


async def test_a_post_shows_its_formula_as_a_picture_that_is_read_aloud(town: Town) -> None:
    post = message_of(town, await asked(town))
    [(name, alt)] = post.pictures
    assert post.files == [name]
    assert "sum" in alt
    assert "**(1)**" in said(latest(town))


async def test_the_form_repeats_the_question_in_words(town: Town) -> None:
    await asked(town)
    post = latest(town)
    opened = await open_form(town.nora, post, await town.question(post))
    assert opened.modal is not None
    told = str([request.json for request in town.env.http_requests][-1])
    assert "$" not in told
    assert "sum" in told


async def test_a_verdict_has_the_picture_of_the_explanation(town: Town) -> None:
    await asked(town)
    post = latest(town)
    shown = await town.question(post)
    verdict = await press(town, town.nora, custom_ids.Answer(shown.ref, UNKNOWN), under=post)
    told = message_of(town, reply_of(verdict).id)
    [(name, _)] = told.pictures
    assert told.files == [name]
    assert "so m = x̄." in said(verdict)


async def test_the_revealed_post_shows_both_and_keeps_no_file_it_does_not_show(town: Town) -> None:
    post_id = await asked(town)
    await close_posts(town)
    revealed = message_of(town, post_id)
    assert len(revealed.pictures) == 2
    assert revealed.files == [name for name, _ in revealed.pictures]


async def test_where_drawing_fails_the_post_goes_out_in_words(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: Renderer, lines: object) -> None:
        raise DrawingFailedError("drawing took longer than 2 s")

    monkeypatch.setattr(Renderer, "render", broken)
    post = message_of(town, await asked(town))
    assert post == Shown([], [])
    assert "sum" in said(latest(town))
