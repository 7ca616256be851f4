"""Answering questions of every type: what is right, wrong or half of it, and the taps and forms it takes."""

import json
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.attempt import Response
from bot.domain.grading import BETWEEN_BLANKS, grade
from bot.domain.item import ItemType, ShownItem
from bot.ui import custom_ids
from tests.journeys.learner_steps import reply_of
from tests.journeys.town import Town, control

PACK = Path(__file__).parent / "packs" / "types"
ITEMS = Path("phase-1-types/items/types.yaml")

How: TypeAlias = Literal["right", "partly", "wrong"]
Values: TypeAlias = str | list[int] | dict[str, Any]
"""One tap, the taps on a panel, or what a form holds."""


@dataclass(frozen=True)
class Case:
    """An item of the pack, by its topic; `score` is what a partly right answer gets (0: there is none)."""

    topic: str
    type: ItemType
    score: float = 0.0
    is_kept: bool = True
    """Whether a button has room for the answer."""

    def __str__(self) -> str:
        return self.topic


SINGLE = Case("single", ItemType.SINGLE)
MULTI = Case("multi", ItemType.MULTI, 0.5)
NUMERIC = Case("numeric", ItemType.NUMERIC)
VARIANTS = Case("variants", ItemType.NUMERIC)
SHORT = Case("short", ItemType.SHORT)
OUTPUT = Case("output", ItemType.CODE_OUTPUT, is_kept=False)
CLOZE = Case("cloze", ItemType.CLOZE, 0.5, is_kept=False)
MATCHING = Case("matching", ItemType.MATCHING, 1 / 3)
ORDERING = Case("ordering", ItemType.ORDERING, 1 / 3)
TRUTH = Case("truth", ItemType.TRUE_FALSE, 0.5)
CASES = (SINGLE, MULTI, NUMERIC, VARIANTS, SHORT, OUTPUT, CLOZE, MATCHING, ORDERING, TRUTH)


def write_pack(folder: Path, case: Case) -> None:
    """The pack with this case's item alone, twice: one for the group, one for whoever wants a second."""
    for name in ("curriculum.yaml", "phase-1-types/phase.yaml"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((PACK / name).read_bytes())
    name = f"p1.types.{case.topic}.000"
    head, *items = (PACK / ITEMS).read_text(encoding="utf-8").split("- id: ")
    [item] = [one for one in items if one.startswith(f"{name}1")]
    texts = (head, item, item.replace(f"{name}1", f"{name}2"))
    (folder / ITEMS).parent.mkdir()
    (folder / ITEMS).write_text("- id: ".join(texts), encoding="utf-8")


def values(shown: ShownItem, how: How = "right") -> Values:
    """What to tap or to fill in."""
    item = shown.item
    keys = [at for at, option in enumerate(shown.options) if option.is_key]
    others = [at for at, option in enumerate(shown.options) if not option.is_key]
    match item.type:
        case ItemType.SINGLE:
            return str(keys[0] if how == "right" else others[0])
        case ItemType.TRUE_FALSE:
            says = [at for at in others if shown.options[at].says is (how == "partly")]
            return str(keys[0] if how == "right" else says[0])
        case ItemType.MULTI:
            chosen = {"right": keys, "partly": keys[:1], "wrong": others}[how]
            return {custom_ids.ANSWER_FIELD: [str(at) for at in chosen]}
        case ItemType.NUMERIC:
            return {custom_ids.ANSWER_FIELD: f"{item.key if how == 'right' else item.near[0].value:g}"}
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            text = item.accept[0] if how == "right" else item.near_texts[0].text
            return {custom_ids.ANSWER_FIELD: text}
        case ItemType.CLOZE:
            right = [blank.accept[0] for blank in item.blanks]
            told = {"right": right, "partly": [right[0], ""], "wrong": ["sum", "squared"]}[how]
            return {custom_ids.part(at): text for at, text in enumerate(told)}
        case ItemType.MATCHING:
            extra = shown.choices.index(item.extra[0])
            places = [shown.choices.index(pair.right) for pair in item.pairs]
            given = {"right": places, "partly": [places[0], extra, extra], "wrong": [extra] * 3}[how]
            return {custom_ids.part(at): [str(place)] for at, place in enumerate(given)}
    wanted = {"right": 1.0, "partly": 1 / 3, "wrong": 0.0}[how]
    orders = permutations(range(len(shown.order)))
    return next(list(one) for one in orders if _score(shown, one) == pytest.approx(wanted))


def _score(shown: ShownItem, places: tuple[int, ...]) -> float:
    return grade(shown.item, Response(option_ids=tuple(shown.order[at] for at in places))).score


def given_of(filled: Values) -> str:
    """What a custom_id or a form would carry for it."""
    if isinstance(filled, str):
        return filled
    if isinstance(filled, list):
        return ".".join(map(str, filled))
    told = [".".join(one) if isinstance(one, list) else one for one in filled.values()]
    return (BETWEEN_BLANKS if len(told) == 2 else ".").join(told)


async def answer_with(
    town: Town, who: MemberActor, message: ResponseMessage, shown: ShownItem, filled: Values
) -> InteractionResult:
    """Give an answer under a message that asks a question."""
    if isinstance(filled, str):
        return await who.click(message, custom_id=str(custom_ids.Answer(shown.ref, filled)))
    if isinstance(filled, dict):
        return await who.submit_modal(await open_form(who, message, shown), filled)
    panel = await order(who, message, shown, filled)
    return await who.click(
        reply_of(panel), custom_id=control(panel, custom_ids.Answer, given=given_of(filled))
    )


async def open_form(who: MemberActor, message: ResponseMessage, shown: ShownItem) -> InteractionResult:
    return await who.click(message, custom_id=str(custom_ids.Answer(shown.ref, custom_ids.FORM)))


async def order(
    who: MemberActor, message: ResponseMessage, shown: ShownItem, places: list[int]
) -> InteractionResult:
    """Open the panel and tap these steps, one after the other."""
    panel = await who.click(message, custom_id=str(custom_ids.Order(shown.ref)))
    for count in range(1, len(places) + 1):
        pressed = given_of(places[:count])
        panel = await who.click(reply_of(panel), custom_id=control(panel, custom_ids.Order, pressed=pressed))
    return panel


def sent(town: Town, shown: ShownItem) -> str:
    """Everything the bot has told Discord about a question."""
    bodies = (json.dumps(one.json, ensure_ascii=False) for one in town.env.http_requests if one.json)
    return "\n".join(body for body in bodies if f":v1:{shown.ref}" in body)
