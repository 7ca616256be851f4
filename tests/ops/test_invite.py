"""What the operator is told about the token and the invite."""

import base64

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ops.invite import PERMISSIONS, PERMISSIONS_INTEGER, application_id, how_to_get_a_token, invite_link

SIGNATURE = "abcdefghijklmnopqrstuvwxyz0123456789AB"


@given(st.integers(min_value=10**16, max_value=2**63 - 1))
def test_the_application_is_read_from_the_tokens_first_part(application: int) -> None:
    first = base64.urlsafe_b64encode(str(application).encode()).decode().rstrip("=")

    assert application_id(f"{first}.GaBcDe.{SIGNATURE}") == application


@pytest.mark.parametrize(
    "not_a_token",
    [
        "",
        "123456789012345678",
        f"MTIzNDU2Nzg5MDEyMzQ1Njc4.{SIGNATURE}",
        f"bm90LWEtbnVtYmVyLWF0LWFsbA.GaBcDe.{SIGNATURE}",
        f"________________________.GaBcDe.{SIGNATURE}",
        f"MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.{SIGNATURE} and more",
        "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.",
    ],
)
def test_text_of_another_shape_is_no_token(not_a_token: str) -> None:
    assert application_id(not_a_token) is None


@given(st.text())
def test_any_text_is_judged_without_an_error(text: str) -> None:
    assert application_id(text) is None or text.count(".") == 2


def test_the_invite_asks_for_what_discord_py_knows_under_the_same_names() -> None:
    asked = discord.Permissions(PERMISSIONS_INTEGER)

    assert {name for name, given in asked if given} == {
        "attach_files",
        "create_private_threads",
        "create_public_threads",
        "embed_links",
        "manage_roles",
        "pin_messages",
        "read_message_history",
        "read_messages",
        "send_messages",
        "send_messages_in_threads",
    }
    assert len(PERMISSIONS) == 10


def test_the_link_names_the_application_the_scopes_and_the_permissions() -> None:
    link = invite_link(123456789012345678)

    assert link == discord.utils.oauth_url(
        123456789012345678,
        permissions=discord.Permissions(PERMISSIONS_INTEGER),
        scopes=("bot", "applications.commands"),
    )


def test_an_operator_without_a_token_learns_every_step() -> None:
    steps = how_to_get_a_token()

    for needed in (
        "make demo",
        "https://discord.com/developers/applications",
        "DISCORD_TOKEN=",
        "bot, applications.commands",
        str(PERMISSIONS_INTEGER),
        "/setup",
        *PERMISSIONS,
    ):
        assert needed in steps
    assert max(map(len, steps.splitlines())) <= 100
