"""`/guide`: what there is to read, in a server and in direct messages, and what is said when nothing is called so."""

import pytest

from bot.ui import custom_ids
from tests.content.test_shipped_curriculum import shipped
from tests.journeys.learner_steps import latest, press, said
from tests.journeys.town import Town, control, response_of
from tests.ui.discord_limits import walk

pytestmark = pytest.mark.usefixtures("discreet")


async def test_a_topic_is_picked_from_the_list_and_read(town: Town) -> None:
    offered = await town.nora.autocomplete(town.channel, "guide topic", "topic", "delayed")
    title = shipped().topics["p4.monitoring.delayed-labels"].title
    assert (title, "p4.monitoring.delayed-labels") in [(one["name"], one["value"]) for one in offered]
    told = said(await town.nora.slash(town.channel, "guide topic", topic="p4.monitoring.delayed-labels"))
    assert title in told
    assert "Afterwards you can" in told
    assert "Read on" in told


async def test_nothing_has_to_be_set_up_or_enrolled_to_read(town: Town) -> None:
    assert "Do I need a PhD?" in said(await town.sam.user.slash("guide question", question="phd"))
    assert "Done when" in said(await town.sam.slash(town.channel, "guide phase", phase=2))


async def test_a_term_may_be_typed_in_full_and_by_another_name(town: Town) -> None:
    for typed in ("Average precision", "average precision", "AP"):
        assert "Average precision" in said(await town.nora.slash(town.channel, "guide term", term=typed))


async def test_a_project_comes_with_its_whole_brief_as_a_file(town: Town) -> None:
    shown = await town.nora.slash(town.channel, "guide project", project="p3-recommender")
    project = next(one for one in shipped().reading.projects if one.id == "p3-recommender")
    assert project.title in said(shown)
    stored = town.env.backend.messages[town.channel.id][response_of(shown).id]
    [attachment] = stored.attachments
    assert attachment["filename"] == "p3-recommender.md"
    assert any(one.get("file") for one in walk(stored.components))


async def test_a_misspelt_name_is_asked_back_and_pings_nobody(town: Town) -> None:
    told = said(await town.nora.slash(town.channel, "guide term", term="preci"))
    assert "Did you mean" in told
    assert "Precision" in told
    told = said(await town.nora.slash(town.channel, "guide topic", topic="@everyone"))
    assert "is not a topic I know" in told
    assert "pick one from the list" in told


@pytest.mark.parametrize("kind", ["topic", "project", "question", "term"])
async def test_the_list_is_never_longer_than_discord_allows(town: Town, kind: str) -> None:
    for typed in ("", "a", "`" * 50, "e"):
        offered = await town.nora.autocomplete(town.channel, f"guide {kind}", kind, typed)
        assert len(offered) <= 25
        assert all(0 < len(one["name"]) <= 100 for one in offered)


async def test_a_verdict_leads_to_what_there_is_to_read_of_its_topic(town: Town) -> None:
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    post = latest(town)
    topic = (await town.question(post)).item.topic
    verdict = await town.answer(town.nora, post)
    read = await town.nora.click(response_of(verdict), custom_id=control(verdict, custom_ids.Primer))
    assert shipped().topics[topic].title in said(read)
    assert "Afterwards you can" in said(read)


async def test_a_topic_that_is_gone_is_refused_in_words(town: Town) -> None:
    await town.set_up()
    told = said(await press(town, town.nora, custom_ids.Primer(town.guild.id, "p1.gone.away")))
    assert "is not a topic I know" in told
