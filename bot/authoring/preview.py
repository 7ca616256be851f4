"""What Discord will show of an item, as text or pictures: question, verdicts and reveal; for every variant."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.authoring.bank import Bank, Entry
from bot.authoring.showing import right_response, show, wrong_response
from bot.authoring.variants import variants
from bot.domain.attempt import Response, Source, Verdict
from bot.domain.daily_post import DuePost, Reveal
from bot.domain.grading import grade
from bot.domain.item import ShownItem
from bot.domain.streak import StreakView
from bot.images.renderer import Renderer
from bot.ui.messages import daily_post
from bot.ui.messages import verdict as verdicts
from bot.ui.pictures import draw_with

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_BUTTONS = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}


async def preview(bank: Bank, entry: Entry, seed: int = 0) -> Iterator[str]:
    """Lines of text. On an event loop, since that is where messages are made.

    Args:
        bank: Where the titles of topics stand.
        entry: The item.
        seed: Draws the order of its options.
    """
    lines = list[str]()
    for shown in _messages(bank, entry, seed):
        if shown.variant:
            lines.append(f"══ {shown.variant}")
        lines += [f"── {shown.told}", *rendered(shown.view.to_components())]
        if shown.name == "revealed":
            lines.append("")
    return iter(lines)


async def photographs(
    bank: Bank, entry: Entry, folder: Path, renderer: Renderer | None, seed: int = 0, variants: int = 1
) -> list[dict[str, Any]]:
    """What `bot.demo.photo` is asked for: each message, formulas drawn, with the file in the folder it goes to.

    Args:
        bank: Where the titles of topics stand.
        entry: The item.
        folder: Where the pictures are to be, absolute.
        renderer: What draws formulas, if anything.
        seed: Draws the order of its options.
        variants: How many variants of the item to show, from the first on.
    """
    requests = []
    for shown in _messages(bank, entry, seed):
        if shown.number > variants:
            break
        files = await draw_with(renderer, shown.view)
        requests.append(
            {
                "components": shown.view.to_components(),
                "files": {file.filename: b64encode(file.fp.read()).decode() for file in files},
                "at": _NOW.isoformat(),
                "to": str(folder / f"{entry.id}{shown.number_told}-{shown.name}.png"),
            }
        )
    return requests


class Shown(NamedTuple):
    """A message of an item: its short name and what it is, and the variant where it is the first of one.

    `number` counts variants from 1; 0 where there is only one.
    """

    name: str
    told: str
    view: Any
    number: int
    variant: str

    @property
    def number_told(self) -> str:
        """The variant in a file's name: "-007"; "" where there is only one."""
        return f"-{self.number:03}" if self.number else ""


def _messages(bank: Bank, entry: Entry, seed: int) -> Iterator[Shown]:
    every = variants(entry.item)
    for number, variant in enumerate(every, start=1):
        shown = show(bank, entry, variant, seed)
        named = f"variant {number} of {len(every)}: {variant.told.removeprefix('with ').rstrip(': ')}"
        at, named = (number, named) if len(every) > 1 else (0, "")
        post = daily_post.post(DuePost(1, 1, shown, 1, _NOW.date(), _NOW, _NOW, None))
        yield Shown("question", "the question", post, at, named)
        for name, given in (("right", right_response(shown.item)), ("wrong", wrong_response(shown.item))):
            yield Shown(name, f"answered {name}", verdicts.verdict(_verdict(shown, given)), at, "")
        revealed = daily_post.revealed(Reveal(1, shown, 1, 1, 0, 0, ()))
        yield Shown("revealed", "revealed", revealed, at, "")


def _verdict(shown: ShownItem, response: Response) -> Verdict:
    """A first answer of the day, by a learner in their first week."""
    graded = grade(shown.item, response)
    streak = StreakView(3, 5, 8, date(2026, 11, 23), True, datetime(2026, 11, 24, 4, tzinfo=UTC), "UTC")
    return Verdict(
        attempt_id=1,
        shown=shown,
        source=Source.DAILY,
        response=response,
        grade=graded,
        answered_at=_NOW,
        study_day=_NOW.date(),
        points=round(10 * graded.score),
        points_capped=False,
        streak=streak,
    )


def rendered(components: list[dict[str, Any]]) -> Iterator[str]:
    """Discord's components as text: boxes, texts as written, buttons and selects with their labels."""
    for component in components:
        match component.get("type"):
            case 10:
                yield from str(component["content"]).splitlines()
            case 14:
                yield "  ────────"
            case 17 | 9 | 18:
                yield from rendered([*component.get("components", ()), *_single(component)])
            case 1:
                yield "  " + "  ".join(_label(one) for one in component.get("components", ()))
            case 12:
                for picture in component.get("items", ()):
                    described = picture.get("description") or "no alt text"
                    yield f"  [picture {picture.get('media', {}).get('url', '')}: {described}]"
            case _:
                yield f"  {_label(component)}"


def _single(component: dict[str, Any]) -> list[dict[str, Any]]:
    return [component[name] for name in ("accessory", "component") if isinstance(component.get(name), dict)]


def _label(component: dict[str, Any]) -> str:
    if component.get("type") == 2:
        return f"[{component.get('label') or component.get('emoji', {}).get('name', '')}]"
    options = "; ".join(str(option.get("label")) for option in component.get("options", ()))
    return (
        f"[{component.get('placeholder') or 'choose'}: {options}]"
        if options
        else f"[{component.get('type')}]"
    )
