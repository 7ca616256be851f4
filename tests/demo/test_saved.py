from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
import simcord

from bot.demo.saved import Saved, as_saved, load, restore_roles, save
from bot.demo.world import World, build_world
from tests.demo.toy import PERMISSIONS

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def new_world() -> World:
    env = simcord.Env(discord.Client(intents=discord.Intents(guilds=True)))
    return build_world(env, bot_permissions=PERMISSIONS)


def test_a_start_begins_later_than_the_last_one_saved(tmp_path: Path) -> None:
    save(tmp_path / "demo.json", Saved(NOON, "world"))
    loaded = load(tmp_path / "demo.json")
    assert loaded is not None
    assert loaded.now > NOON
    assert loaded.world == "world"


def test_saving_leaves_nothing_but_the_file(tmp_path: Path) -> None:
    save(tmp_path / "demo.json", Saved(NOON, "old"))
    save(tmp_path / "demo.json", Saved(NOON, "new"))
    assert [path.name for path in tmp_path.iterdir()] == ["demo.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"now": 5, "world": "w", "roles": []}',
        '{"now": "2026-11-23T12:00", "world": "w", "roles": []}',
        '{"now": "2026-11-23T12:00+00:00", "world": "w"}',
        '{"now": "2026-11-23T12:00+00:00", "world": "w", "roles": [{}]}',
    ],
)
def test_what_cannot_be_used_counts_as_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "demo.json").write_text(text)
    assert load(tmp_path / "demo.json") is None


def test_a_missing_file_is_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "demo.json") is None


def test_the_roles_the_bot_made_are_there_again_with_their_holders(tmp_path: Path) -> None:
    before = new_world()
    daily = before.guild.create_role("daily", mentionable=True)
    phase = before.guild.create_role("phase 1")
    before.env.backend.add_member_role(before.guild.id, before.members["Sam"].id, daily.id)
    save(tmp_path / "demo.json", as_saved(before, NOON))

    after, saved = new_world(), load(tmp_path / "demo.json")
    assert saved is not None
    restore_roles(after, saved)
    roles = after.env.backend.get_guild(after.guild.id).roles
    assert (roles[daily.id].name, roles[daily.id].mentionable) == ("daily", True)
    assert daily.id in after.env.backend.get_member(after.guild.id, after.members["Sam"].id).role_ids
    assert daily.id not in after.env.backend.get_member(after.guild.id, after.members["Nora"].id).role_ids
    # The bot may give only roles that stand below its own.
    its_own = next(role for role in roles.values() if role.managed)
    assert its_own.position > max(roles[daily.id].position, roles[phase.id].position)
    assert as_saved(after, NOON).roles == as_saved(before, NOON).roles


def test_roles_that_a_moderator_had_from_the_start_are_not_saved() -> None:
    assert as_saved(new_world(), NOON).roles == ()
