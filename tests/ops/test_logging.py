"""The log shows what happened, and never a secret."""

import io
import json
import logging

import pytest
import structlog

from bot.ops.logging import MASK, redact, set_up_logging

# Shaped like the real thing, of an application that does not exist.
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"


pytestmark = pytest.mark.usefixtures("logging_as_it_was")


def written(form: str, level: str = "INFO") -> io.StringIO:
    stream = io.StringIO()
    set_up_logging(level, form, stream)
    return stream


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"logging in with {TOKEN}.", f"logging in with {MASK}."),
        (f"Bot {TOKEN}", f"Bot {MASK}"),
        ("mfa.abcdefghijklmnopqrstuvwxyz", MASK),
        (
            "404 for https://discord.com/api/v10/webhooks/123456789012345678/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/callback",
            f"404 for https://discord.com/api/v10/webhooks/{MASK}/callback",
        ),
        ("postgresql+psycopg://epoch:hunter2@db.local/epoch", f"postgresql+psycopg://{MASK}@db.local/epoch"),
    ],
)
def test_what_is_shaped_like_a_secret_is_masked(said: str, shown: str) -> None:
    assert redact(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "post 123456789012345678 sent to guild 876543210987654321",
        "bot.services.daily_post.claim_due took 12.5 ms",
        "sqlite:////data/epoch.db is current (revision 0001)",
        "2026-11-23T05:00:48.123456Z",
        "p1.probability.bayes.0001",
    ],
)
def test_ordinary_lines_are_left_alone(said: str) -> None:
    assert redact(said) == said


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_token_in_a_message_an_extra_or_a_traceback_never_reaches_the_log(form: str) -> None:
    stream = written(form)

    logging.getLogger("somebody.else").info("using %s", TOKEN)
    logging.getLogger("bot.x").info("said", extra={"header": f"Bot {TOKEN}"})
    structlog.get_logger("bot.y").warning("refused", token=TOKEN)
    try:
        raise RuntimeError(f"401 for {TOKEN}")
    except RuntimeError:
        logging.getLogger("bot.z").exception("broke")

    assert TOKEN not in stream.getvalue()
    assert stream.getvalue().count(MASK) == 4
    assert "RuntimeError" in stream.getvalue()


def test_json_is_one_object_a_line_whoever_logs() -> None:
    stream = written("json")

    logging.getLogger("discord.gateway").info("Shard ID %s has connected", 0)
    structlog.get_logger("bot.jobs").info("posted", post=17)

    plain, structured = map(json.loads, stream.getvalue().splitlines())
    assert plain["event"] == "Shard ID 0 has connected"
    assert plain["logger"] == "discord.gateway"
    assert structured | {"timestamp": ""} == {
        "event": "posted",
        "level": "info",
        "logger": "bot.jobs",
        "post": 17,
        "timestamp": "",
    }


def test_the_heartbeats_own_chatter_is_left_out_but_its_complaints_are_not() -> None:
    stream = written("console")

    logging.getLogger("apscheduler.executors.default").info("Running job")
    logging.getLogger("apscheduler.executors.default").error("Job raised")

    assert "Running job" not in stream.getvalue()
    assert "Job raised" in stream.getvalue()


def test_the_level_asked_for_holds_for_the_libraries_too() -> None:
    stream = written("console", level="ERROR")

    logging.getLogger("discord.gateway").warning("a warning")
    logging.getLogger("bot.ui").warning("a warning")

    assert stream.getvalue() == ""
