import discord
import simcord

from bot.demo.people import LEARNERS, PERSONAS
from bot.demo.places import Places
from bot.demo.world import World, build_world
from tests.demo.toy import PERMISSIONS


def build() -> World:
    return build_world(
        simcord.Env(discord.Client(intents=discord.Intents.none())), bot_permissions=PERMISSIONS
    )


def test_every_start_has_the_same_ids() -> None:
    first, second = build(), build()
    assert first.fingerprint == second.fingerprint
    assert {name: member.id for name, member in first.members.items()} == {
        name: member.id for name, member in second.members.items()
    }


def test_everyone_who_studies_or_can_be_visited_is_a_member() -> None:
    world = build()
    assert {persona.name for persona in PERSONAS} <= set(world.members)
    assert {learner.name for learner in LEARNERS} <= set(world.members)


def test_only_moderators_can_open_the_moderators_channel() -> None:
    places = Places(build())
    opens = {persona.key: {place.slug for place in places.of(persona)} for persona in PERSONAS}
    assert "moderators" in opens["mia"]
    assert "moderators" not in opens["nora"] | opens["sam"]
    assert {"fundamentals", "mlops", "direct-messages"} <= opens["nora"]


def test_what_somebody_may_not_open_is_not_found() -> None:
    places = Places(build())
    persona, place = places.find("nora", "moderators")
    assert persona is not None
    assert place is None
    assert places.find("stranger", "fundamentals") == (None, None)


def test_every_account_has_a_picture_the_view_can_show() -> None:
    world = build()
    blobs = world.env.backend.cdn._blobs
    for user in world.env.backend.users.values():
        assert any(f"/avatars/{user.id}/{user.avatar}.png" in url for url in blobs)
