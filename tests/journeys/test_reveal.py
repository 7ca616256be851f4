"""The old post's edit: key, explanation, and from five answers on how the group answered; never names."""

from bot.domain.enrollment import Choices, Person
from bot.domain.item import ItemType, QuestionRef
from tests.journeys.moderator_steps import rows
from tests.journeys.town import Town, given, text_of

NAMES = [f"Zebulon{number}" for number in range(6)]


async def answered_by(town: Town, people: int) -> None:
    """A question with options is out, and so many people have answered it, one of them wrongly."""
    await town.set_up()
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    shown = await town.question(town.posts()[0])
    assert shown.item.type in (ItemType.SINGLE, ItemType.MULTI)
    for number in range(people):
        person = Person(70_000 + number, NAMES[number])
        await town.services.enrollment.enroll(town.guild.id, "", person, Choices())
        ref = QuestionRef("p", shown.ref.id)
        await town.services.attempt.submit(ref, person, given(shown, right=number > 0))


async def test_the_next_question_reveals_the_one_before_in_its_place(town: Town) -> None:
    await answered_by(town, 2)
    before = text_of(town.posts()[0])
    await town.go_on(24)

    first, second = town.posts()
    said = text_of(first)
    assert "revealed" in said
    assert "The answer:" in said
    assert "The answer:" not in before
    shown = await town.question(first)
    assert shown.item.explanation.strip()[:40] in said
    assert "revealed" not in text_of(second)
    assert "How the group answered" not in said


async def test_from_five_answers_on_the_groups_answers_are_shown_without_names(town: Town) -> None:
    await answered_by(town, 5)
    await town.go_on(24)
    said = text_of(town.posts()[0])

    assert "How the group answered" in said
    assert "right at the first try" in said
    assert "█" in said
    assert not any(name in said for name in NAMES)
    assert "<@" not in said


async def test_four_answers_are_too_few_to_be_shown(town: Town) -> None:
    await answered_by(town, 4)
    await town.go_on(24)

    assert "How the group answered" not in text_of(town.posts()[0])


async def test_practice_after_the_reveal_moves_no_bar(town: Town) -> None:
    await answered_by(town, 5)
    await town.go_on(24)
    before = text_of(town.posts()[0])
    verdict = text_of(await town.answer(town.nora, town.posts()[0]))
    assert "Enroll" in verdict
    await town.nora.slash(town.channel, "enroll")
    await town.answer(town.nora, town.posts()[0])
    await town.go_on(1)

    assert text_of(town.posts()[0]) == before
    assert await rows(town, "SELECT source, count(*) FROM attempts GROUP BY source ORDER BY source") == [
        ("daily", 5),
        ("practice", 1),
    ]


async def test_a_day_off_reveals_after_24_hours_without_a_next_question(town: Town) -> None:
    await town.set_up(days="thu, mon")  # it is a Thursday
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    await town.go_on(23)
    assert "revealed" not in text_of(town.posts()[0])
    await town.go_on(2)

    [post] = town.posts()
    assert "revealed" in text_of(post)


async def test_a_post_somebody_deleted_is_let_go(town: Town) -> None:
    await answered_by(town, 1)
    [post] = town.posts()
    town.env.backend.delete_message(town.channel.id, post.id)
    await town.go_on(24)
    edits = sum(one.method == "PATCH" and str(post.id) in one.path for one in town.env.http_requests)
    await town.go_on(5)

    assert edits == 1
    assert sum(one.method == "PATCH" and str(post.id) in one.path for one in town.env.http_requests) == 1
    assert len(town.posts()) == 1


async def test_an_edit_that_fails_for_a_while_comes_later(town: Town) -> None:
    await answered_by(town, 1)
    [post] = town.posts()
    town.env.inject_error("PATCH", f"/channels/*/messages/{post.id}", status=503, times=3)
    await town.go_on(24)
    assert "revealed" not in text_of(town.posts()[0])
    for _ in range(3):
        await town.tick()

    assert "revealed" in text_of(town.posts()[0])
