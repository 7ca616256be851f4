"""“My data”: everything as a file, and everything gone."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult
from sqlalchemy import Connection, MetaData, insert, select

from bot.storage.tables import attempts, enrollments, learners, standings
from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    Requests,
    all_messages,
    answer_here,
    count,
    latest,
    press,
    reply_of,
    roles_in,
    roles_of,
    said,
    second_group,
    tomorrow,
)
from tests.journeys.town import Town, control, text_of

pytestmark = pytest.mark.usefixtures("discreet")

LEARNER, ENROLLMENT = 770_007_770, 880_008_880
"""Internal ids that no other number in the database holds by chance: Nora's, the next ones to be given."""
_LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


async def lived(town: Town) -> None:
    """Nora has done about everything that leaves a trace; Sam a little."""
    await town.set_up()
    await town.app.database.write(_count_from_afar)
    await town.nora.slash(town.channel, "enroll", pace=6, timezone="Europe/Berlin")
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    verdict = await town.answer(town.nora, latest(town))
    await town.answer(town.sam, latest(town), right=False)
    await town.nora.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Ping, wants=True))
    await answer_here(town, town.nora, await town.nora.slash(town.channel, "today"))
    form = await town.nora.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Report))
    await town.nora.submit_modal(form, {"kind": ["typo"], "text": "a typo, says Nora"})
    await town.nora.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Discuss))
    await town.nora.slash(town.channel, "pause", until="1")


def _count_from_afar(connection: Connection) -> None:
    connection.execute(
        insert(learners).values(
            id=LEARNER - 1, discord_id=1, created_at=_LONG_AGO, timezone="UTC", chose_timezone=False
        )
    )
    guild = connection.exec_driver_sql("SELECT guild_id FROM guilds").scalar_one()
    connection.execute(
        insert(enrollments).values(
            id=ENROLLMENT - 1,
            guild_id=guild,
            learner_id=LEARNER - 1,
            phase=1,
            phase_started_on=_LONG_AGO.date(),
            pace=12,
            track="pytorch",
            enrolled_at=_LONG_AGO,
            left_at=_LONG_AGO,
        )
    )


async def my_data(town: Town, who: MemberActor) -> tuple[InteractionResult, InteractionResult]:
    """The panel, and what “My data” makes of it."""
    panel = await who.slash(town.channel, "settings")
    return panel, await who.click(reply_of(panel), custom_id=control(panel, custom_ids.Set, what="data"))


async def delete_everything(town: Town, who: MemberActor) -> InteractionResult:
    panel, mine = await my_data(town, who)
    asked = await who.click(reply_of(panel), custom_id=control(mine, custom_ids.Data, what="delete"))
    assert "Delete everything?" in said(asked)
    return await who.click(reply_of(panel), custom_id=control(asked, custom_ids.Data, what="delete-sure"))


async def everything(town: Town) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that the database really has, by table."""

    def work(connection: Connection) -> dict[str, list[dict[str, Any]]]:
        found = MetaData()
        found.reflect(connection)
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in found.sorted_tables
        }

    return await town.app.database.read(work)


def traces(tables: dict[str, list[dict[str, Any]]], needle: object) -> set[str]:
    """The columns that hold a value, also as a part of a text or of JSON."""
    return {
        f"{table}.{column}"
        for table, rows in tables.items()
        for row in rows
        for column, value in row.items()
        if str(needle) in str(value)
    }


async def test_the_export_is_a_file_with_every_row_that_names_the_learner(town: Town) -> None:
    await lived(town)
    panel, mine = await my_data(town, town.nora)
    sent = await town.nora.click(reply_of(panel), custom_id=control(mine, custom_ids.Data, what="export"))
    assert "Everything stored about you" in said(sent)
    [file] = reply_of(sent).attachments
    assert file.filename == "my-study-data.json"
    exported = json.loads(await file.read())
    stored = await everything(town)
    named = {
        trace.split(".")[0]
        for needle in (town.nora.id, LEARNER, ENROLLMENT)
        for trace in traces(stored, needle)
    }
    assert named <= exported.keys()
    assert exported["discord_id"] == str(town.nora.id)
    [learner] = exported["learners"]
    assert learner["discord_id"] == str(town.nora.id)
    assert learner["timezone"] == "Europe/Berlin"
    assert [attempt["learner_id"] for attempt in exported["attempts"]] == [LEARNER, LEARNER]
    assert [attempt["source"] for attempt in exported["attempts"]] == ["daily", "extra"]
    [report] = exported["reports"]
    assert report["text"] == "a typo, says Nora"
    assert [event["kind"] for event in exported["learner_events"]] == ["enrolled", "paused"]
    assert len(exported["verdicts"]) == 2
    assert str(town.sam.id) not in json.dumps(exported)


async def test_somebody_unknown_may_ask_for_their_data_too(town: Town) -> None:
    await town.set_up()
    sent = await press(town, town.sam, custom_ids.Data(town.guild.id, "export"))
    exported = json.loads(await reply_of(sent).attachments[0].read())
    assert exported.keys() == {"exported_at", "discord_id"}


async def test_deleting_is_asked_twice_and_can_be_called_off_both_times(town: Town) -> None:
    await lived(town)
    before = await everything(town)
    panel, mine = await my_data(town, town.nora)
    asked = await town.nora.click(reply_of(panel), custom_id=control(mine, custom_ids.Data, what="delete"))
    assert "This cannot be undone." in said(asked)
    kept = await town.nora.click(reply_of(panel), custom_id=control(asked, custom_ids.Data, what="cancel"))
    assert "### Settings" in said(kept)
    assert await everything(town) == before


async def test_after_deleting_no_column_of_any_table_names_the_learner(town: Town) -> None:
    await lived(town)
    before = await everything(town)
    assert traces(before, town.nora.id) == {"learners.discord_id"}
    assert "attempts.learner_id" in traces(before, LEARNER)
    assert {"streaks.enrollment_id", "prompts.enrollment_id"} <= traces(before, ENROLLMENT)
    told = said(await delete_everything(town, town.nora))
    assert "nothing here names you any more" in told
    assert "Two answers stay in the questions’ statistics, without your name." in told
    after = await everything(town)
    for needle in (town.nora.id, LEARNER, ENROLLMENT, "Nora"):
        assert traces(after, needle) == set()
    assert traces(after, town.sam.id) == {"learners.discord_id"}


async def test_deleting_takes_the_learner_off_boards_and_counts_and_keeps_the_answer(town: Town) -> None:
    await lived(town)
    board = said(await town.sam.slash(town.channel, "leaderboard"))
    assert "two learners with points" in board
    assert "**You: rank 2**" in board
    overview = said(await town.mia.slash(town.mods, "group overview"))
    assert "Two learners" in overview
    assert "one open report" in overview
    await delete_everything(town, town.nora)
    board = said(await town.sam.slash(town.channel, "leaderboard"))
    assert "Nora" not in board
    assert "one learner with points" in board
    assert "**You: rank 1**" in board
    overview = said(await town.mia.slash(town.mods, "group overview"))
    assert "One learner" in overview
    assert "open report" not in overview
    assert await count(town, standings) == 2
    assert await count(town, attempts) == 3


async def test_deleting_takes_the_roles_away_after_the_answer(town: Town) -> None:
    await lived(town)
    assert roles_of(town, town.nora) == {"Epoch phase 1", "Epoch daily"}
    requests = Requests.since(town)
    await delete_everything(town, town.nora)
    assert roles_of(town, town.nora) == set()
    last = [one for one in requests.made if "/callback" in one or "/roles/" in one]
    assert ["/roles/" in one for one in last] == [False] * (len(last) - 2) + [True, True]


async def test_deleting_reaches_every_group_and_its_roles(town: Town) -> None:
    await lived(town)
    guild, other = await second_group(town)
    await other.slash(guild.channels["daily"], "enroll")
    assert roles_in(town, guild.id, town.nora.id) == {"Epoch phase 1"}
    await delete_everything(town, town.nora)
    assert roles_in(town, guild.id, town.nora.id) == set()
    assert traces(await everything(town), LEARNER) == set()


async def test_who_deleted_everything_may_begin_anew(town: Town) -> None:
    await lived(town)
    post = latest(town)
    await delete_everything(town, town.nora)
    asked = await town.answer(town.nora, post)
    verdict = await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    told = said(verdict)
    assert "**Streak 1**" in told
    assert "Asked only once" in told
    await tomorrow(town)
    assert "Best 1 · one day of learning in all" in said(await town.nora.slash(town.channel, "streak"))


async def test_who_has_left_can_still_export_delete_or_keep_their_data(town: Town) -> None:
    await lived(town)
    panel = await town.nora.slash(town.channel, "settings")
    asked = await town.nora.click(reply_of(panel), custom_id=control(panel, custom_ids.Set, what="leave"))
    left = await town.nora.click(reply_of(panel), custom_id=control(asked, custom_ids.Left, what="sure"))
    sent = await town.nora.click(reply_of(panel), custom_id=control(left, custom_ids.Data, what="export"))
    assert reply_of(sent).attachments
    asked = await town.nora.click(reply_of(panel), custom_id=control(left, custom_ids.Data, what="delete"))
    kept = await town.nora.click(reply_of(panel), custom_id=control(asked, custom_ids.Data, what="cancel"))
    assert "Nothing was deleted" in said(kept)
    assert "not enrolled" not in said(kept)
    await press(town, town.nora, custom_ids.Data(town.guild.id, "delete-sure"), under=reply_of(panel))
    assert traces(await everything(town), town.nora.id) == set()


async def test_deleting_twice_does_no_harm(town: Town) -> None:
    await lived(town)
    await delete_everything(town, town.nora)
    panel = await town.sam.slash(town.channel, "settings")
    again = await press(town, town.nora, custom_ids.Data(town.guild.id, "delete-sure"), under=reply_of(panel))
    assert "nothing here names you any more" in said(again)


async def test_a_report_whose_author_deleted_everything_can_no_longer_be_closed(town: Town) -> None:
    await lived(town)
    [report] = [one for one in all_messages(town, town.mods) if "Report: typo" in text_of(one)]
    await delete_everything(town, town.nora)
    told = said(await town.mia.click(report, custom_id=control(report, custom_ids.Fixed)))
    assert "gone" in told
    assert "broke" not in told
