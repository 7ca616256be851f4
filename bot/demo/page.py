"""What the demo's pages say, as HTML: our index page, and what stands around simcord's view of a channel."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

import simcord.preview

from bot.demo.people import PERSONAS, Persona
from bot.demo.places import Place, PlaceKind
from bot.demo.world import GUILD_NAME, TIMEZONE

STATIC = Path(__file__).with_name("static")

_SIMCORD_PAGE = Path(simcord.preview.__file__).with_name("static") / "index.html"
_SIGNS = {PlaceKind.CHANNEL: "#", PlaceKind.THREAD: "↳", PlaceKind.DIRECT: "@"}
_CITY = TIMEZONE.rpartition("/")[2].replace("_", " ")


def said(moment: datetime) -> str:
    """A moment in the group's zone, in words: `Monday 23 November 2026, 10:02 in Berlin`."""
    return f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M} in {_CITY}"


def address(persona: Persona, slug: str) -> str:
    """Where a persona looks at a place."""
    return f"/as/{persona.key}/{slug}"


def index_page(now: datetime, places: Mapping[str, list[Place]]) -> str:
    """The index page.

    Args:
        now: The simulated present, in the group's zone.
        places: What each persona can open, by the persona's key.
    """
    cards = [_card(persona, places[persona.key]) for persona in PERSONAS]
    links = {persona.key: address(persona, persona.opens) for persona in PERSONAS}
    return _template("index.html").substitute(
        guild=GUILD_NAME, cards="\n".join(cards), now=said(now), tomorrow=_tomorrow(), **links
    )


def view_page(
    now: datetime,
    persona: Persona,
    place: Place,
    *,
    capability: str,
    channels: str,
) -> str:
    """Simcord's page of a channel, with our bar above it and the list of channels beside it.

    Args:
        now: The simulated present, in the group's zone.
        persona: Who looks.
        place: What they look at.
        capability: What simcord's page shows in each request.
        channels: The `channel_list`.

    Raises:
        ValueError: Simcord's page is not the one we know how to dress.
    """
    people = "".join(
        f'<a href="{address(each, each.opens)}"{_current(each == persona)}>{escape(each.name)}'
        f"<small>{escape(each.line)}</small></a>"
        for each in PERSONAS
    )
    bar = _template("bar.html").substitute(people=people, now=said(now), tomorrow=_tomorrow())
    title = escape(f"{persona.name} in {_SIGNS[place.kind]}{place.label} · Epoch demo")
    page = _SIMCORD_PAGE.read_text(encoding="utf-8")
    for mark, dressed in (
        ("<title>SimCord Preview</title>", f"<title>{title}</title>"),
        ("</head>", _template("head.html").substitute(capability=escape(capability)) + "</head>"),
        ("<body>", f'<body data-as="{persona.key}" data-at="{escape(place.slug)}">\n{bar}'),
        (
            '<div class="preview-workspace" id="preview-workspace">',
            '<div class="preview-workspace" id="preview-workspace">'
            f'<nav class="epoch-channels" id="epoch-channels" aria-label="Channels">{channels}</nav>',
        ),
    ):
        if page.count(mark) != 1:
            raise ValueError(f"simcord's page has no {mark}")
        page = page.replace(mark, dressed)
    return page


def channel_list(persona: Persona, current: Place | None, places: Iterable[tuple[Place, int]]) -> str:
    """The list of channels beside a view.

    Args:
        persona: Who looks.
        current: What is open.
        places: What can be opened, each with the id of its newest message.
    """
    rows = [f"<p>{escape(GUILD_NAME)}</p>"]
    for place, newest in places:
        if place.kind is PlaceKind.DIRECT:
            rows.append("<p>Direct messages</p>")
        slug, is_here = escape(place.slug), current is not None and place.slug == current.slug
        rows.append(
            f'<a class="epoch-{place.kind}" href="{address(persona, slug)}" data-slug="{slug}"'
            f' data-channel="{place.channel.id}" data-newest="{newest}"{_current(is_here)}>'
            f'<span aria-hidden="true">{_SIGNS[place.kind]}</span>'
            f"<b>{escape(place.label)}</b></a>"
        )
    return "".join(rows)


def _card(persona: Persona, places: list[Place]) -> str:
    others = "".join(
        f'<li><a href="{address(persona, escape(place.slug))}" target="epoch-{persona.key}">'
        f"{_SIGNS[place.kind]}&#8288;{escape(place.label)}</a></li>"
        for place in places
        if place.kind is not PlaceKind.THREAD
    )
    return _template("card.html").substitute(
        key=persona.key,
        name=escape(persona.name),
        line=escape(persona.line),
        invites=escape(persona.invites),
        href=address(persona, persona.opens),
        others=others,
    )


def _tomorrow() -> str:
    return _template("tomorrow.html").substitute()


def _current(is_current: bool) -> str:
    return ' aria-current="page"' if is_current else ""


def _template(name: str) -> Template:
    return Template((STATIC / name).read_text(encoding="utf-8"))
