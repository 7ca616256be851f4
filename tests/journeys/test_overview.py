"""/group overview: counts and last active days, never single answers."""

from bot.domain.enrollment import Choices, Person
from bot.domain.group import Caller
from tests.journeys.moderator_steps import days, execute
from tests.journeys.town import Town, text_of


async def lived(town: Town) -> None:
    """Two learners of phase 1 and one of phase 2; Nora answers once, the third never."""
    await town.set_up()
    await town.sam.slash(town.channel, "enroll")
    await town.nora.slash(town.channel, "enroll")
    await town.mia.slash(town.channel, "enroll", phase=2)
    await town.tick()
    await town.answer(town.nora, town.posts()[0], right=False)


async def test_it_counts_who_is_enrolled_active_and_paused(town: Town) -> None:
    await lived(town)
    await town.sam.slash(town.channel, "pause", until="5")
    result = await town.mia.slash(town.mods, "group overview")

    said = text_of(result)
    assert result.ephemeral
    assert "3 learners" in said.replace("Three", "3").replace("three", "3")
    assert "paused" in said
    assert "one answer this week" in said.lower() or "1 answer this week" in said
    assert "Nobody has gone quiet." in said


async def test_whoever_has_been_quiet_for_a_week_is_named_with_their_last_day_and_no_answer(
    town: Town,
) -> None:
    await lived(town)
    for _ in range(8):
        await days(town)
        await town.sam.slash(town.channel, "today")
    said = text_of(await town.mia.slash(town.mods, "group overview"))

    quiet = said[said.index("Quiet for a week") :]
    assert "Nora · last active Thu 1 Jan" in quiet
    assert "Sam" not in quiet
    assert "Mia · no answer yet" in quiet
    for word in ("wrong", "right", "correct", "%"):
        assert word not in said.lower()


async def test_a_crowd_of_quiet_learners_is_cut_short_and_counted(town: Town) -> None:
    await town.set_up()
    for number in range(20):
        person = Person(10_000 + number, f"Learner {number}")
        await town.services.enrollment.enroll(town.guild.id, "", person, Choices())
    await execute(town, "UPDATE enrollments SET enrolled_at = '2025-12-01 00:00:00', last_active_at = NULL")
    said = text_of(await town.mia.slash(town.mods, "group overview"))

    assert said.count("no answer yet") == 15
    assert "and 5 more" in said.replace("five", "5")


async def test_whoever_left_is_not_counted(town: Town) -> None:
    await lived(town)
    await town.services.enrollment.leave(town.guild.id, Person(town.sam.id, "Sam"))
    said = text_of(await town.mia.slash(town.mods, "group overview"))

    assert "2 learners" in said.replace("Two", "2").replace("two", "2")


async def test_unseen_questions_are_those_nobody_was_asked_yet(town: Town) -> None:
    await lived(town)
    overview = await town.services.group.overview(town.guild.id, Caller(frozenset(), can_manage=True))

    assert overview.phases[0].unseen_left == len(town.app.library.current.items_of(1)) - 1
