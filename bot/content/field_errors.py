"""What is wrong with a field, in plain words: pydantic's errors as sentences with a mend."""

from functools import cache

from pydantic_core import ErrorDetails

from bot.content.parts import Fields
from bot.content.problem import did_you_mean, quoted
from bot.content.schema import ITEM_MODELS
from bot.content.source import Path

# A type that is not known is fitted to the nearest one, and pydantic names only that.
_TYPES = " or ".join([", ".join([*ITEM_MODELS][:-1]), [*ITEM_MODELS][-1]])
_WHAT_FOR = {
    "schema": "write `schema: 1`",
    "why": "say in a sentence why it is right or wrong",
    "explanation": "explain the answer in a few sentences",
    "stem": "write the question's text",
    "level": "write recall, apply or analyse",
    "difficulty": "write a number from 1 (easy) to 5 (hard)",
    "topic": "name the topic's id, like p1.probability.bayes",
    "id": "give it an id",
    "text": "write what the learner can choose",
    "options": "write them as a list, each with id, text and why",
    "key": "write the right answer as a number",
    "accept": "write the right answers as a list, the best one first",
    "cloze": "write {text: …, blanks: [{accept: […]}]}, with <<1>> to <<4>> in the text",
    "blanks": "write what belongs into each gap, like [{accept: [variance]}]",
    "pairs": "write each left side with its right one, like {cat: animal, rose: plant}",
    "left": "write what is asked about",
    "right": "write what belongs to it",
    "steps": "write them as {id: text}, in any order",
    "cloze.text": "write the text with the gaps <<1>> to <<4>>",
    "ordering.key": "write the ids of the steps in their right order",
    "tolerance": "say how far from the key an answer may lie, like {abs: 0.01}",
    "strand": "write mathematics, machine-learning, data-engineering or engineering-edge",
    "date": "write the day it was verified, like 2026-11-23",
    "by": "say who verified it",
    "type": f"write {_TYPES}",
    "purpose": "say in a sentence or two what it makes possible",
    "brings": "say what a software engineer already brings to it",
    "hours": "write how many hours of study it takes, like 6",
    "minutes": "write how many minutes it takes, like 30",
    "weeks": "write how many weeks it takes, like 2",
    "outcomes": "write as a list what one can do afterwards",
    "primer": "write what to read before the first question",
    "resources": "write them as a list, each with title, url, why and minutes",
    "answer": "write the answer",
    "question": "write the question",
    "definition": "define it in a sentence or two",
    "refs": "name at least one page, {title: …, url: https://…}, or book",
}


_BLOCK = "must be a block of `field: value` lines, or {field: value}"
_LIMITS = {"difficulty": "from 1 (easy) to 5 (hard)", "phase": "from 1 to 4"}


def describe(detail: ErrorDetails, given: object) -> str:
    """Say what is wrong with one field of `given` and how to mend it."""
    path, kind, value = detail["loc"], detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return _unknown_field(path, given, value)
    last = str(path[-1]) if path else ""
    text = value if isinstance(value, str) else None
    shown = quoted(text) if text is not None else "a list" if isinstance(value, list) else "a block of fields"
    match kind:
        case "missing":
            of = path[-2] if len(path) > 1 else _inside(given, "type")
            said = f"is missing; {_WHAT_FOR.get(f'{of}.{last}') or _WHAT_FOR.get(last, 'add it')}"
        case "enum" | "literal_error":
            choices = _TYPES if last == "type" else str(detail["ctx"]["expected"]).replace("'", "")
            known = choices.replace(" or ", ", ").split(", ")
            said = f"cannot be {shown}; write {choices}{did_you_mean(text or '', known)}"
        case "greater_than_equal" | "less_than_equal":
            said = f"is {value}; write a number {_LIMITS.get(last, 'of at least 1')}"
        case "bool_parsing" | "bool_type":
            said = f"must be true or false, not {shown}"
        case "tuple_type":
            said = "must be a list; put each entry on its own line after `- `, or all of them in [ ]"
        case "model_type" | "model_attributes_type" | "dict_type":
            said = _BLOCK
        case "string_type":
            said = f"must be text, not {shown}; put it in quotes"
        case "int_type" | "float_type" | "date_type":
            said = f"must be a {'date' if kind == 'date_type' else 'number'}, not {shown}"
        case "finite_number" | "int_parsing_size":
            said = "is too large a number"
        case _:
            # Our own errors, worded in the schema.
            said = detail["msg"]
    return f"{_name(path, given)} {said}"


def _name(path: Path, given: object) -> str:
    """A path as an author knows it, such as: `why` of option `b`."""
    owner, here = "", given
    for place, step in enumerate(path):
        here = _inside(here, step)
        if isinstance(step, int):
            name = here.get("id") if isinstance(here, dict) else None
            what = path[place - 1] if place else ""
            if isinstance(name, str) and "." in name:
                owner = ""
            elif what == "options":
                owner = f"option `{name}`" if isinstance(name, str) and name else f"option {step + 1}"
            else:
                owner = f"entry {step + 1} of `{what}`"
        elif place < len(path) - 1 and isinstance(here, dict):
            owner = f"`{step}`"
    if not path or isinstance(path[-1], int):
        return owner
    return f"`{path[-1]}` of {owner}" if owner else f"`{path[-1]}`"


def owner_of(path: Path, given: object, otherwise: str) -> str:
    """The id of the innermost topic, module or item that a path leads into."""
    found, here = otherwise, given
    for step in path:
        here = _inside(here, step)
        name = here.get("id") if isinstance(here, dict) else None
        if isinstance(name, str) and "." in name:
            found = name
    return found


def _inside(container: object, step: str | int) -> object:
    if isinstance(container, dict):
        return container.get(step)
    within = isinstance(container, list) and isinstance(step, int) and step < len(container)
    return container[step] if within else None  # type: ignore[index]


def _unknown_field(path: Path, given: object, value: object) -> str:
    last = str(path[-1])
    place = f" in {_name(path[:-1], given)}" if len(path) > 1 and _name(path[:-1], given) else ""
    if last in known_fields():
        return f"`{last}` does not belong{place or ' here'}; remove it"
    if value == "" or " " in last:
        mend = "if it is part of the text before it, put that whole text in quotes"
        return f"unknown field {quoted(last)}{place}; {mend}"
    guess = did_you_mean(last, known_fields())
    return f"unknown field {quoted(last)}{place}; correct its name or remove it{guess}"


@cache
def known_fields() -> tuple[str, ...]:
    """Every field name of the schema, in the order of the models."""
    names: dict[str, None] = {}
    models = list(Fields.__subclasses__())
    for model in models:
        models.extend(model.__subclasses__())
        names.update(dict.fromkeys(field.alias or name for name, field in model.model_fields.items()))
    return tuple(names)
