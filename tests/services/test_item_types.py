"""Questions of every type through the services: hints, not knowing, variants, and answers that come back."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.answers import Rule
from bot.domain.attempt import Response, Source, Verdict
from bot.domain.errors import NotEnrolled, NotYours, QuestionGone, UnreadableAnswer
from bot.domain.grading import grade
from bot.domain.item import Blank, Item, ItemType, Option, Pair, QuestionRef, Step
from bot.domain.variant_items import concrete
from bot.storage.attempt import attempts_at_item
from tests.services.world import GUILD, NORA, SAM, World, curriculum, numeric, single

FIRST = "p1.base.one.0001"
WITH_HINTS = replace(single(FIRST), hints=("Not that.", "Not neither.", "This."))
VARIED = replace(
    numeric(FIRST),
    stem="What is <<a>> / <<b>>?",
    key=None,
    key_expr="a / b",
    near=(),
    params=(("a", (1, 3, 5, 7)), ("b", (2, 4, 8))),
)


def bare(kind: ItemType) -> Item:
    return replace(single(FIRST), type=kind, options=())


SHORT = replace(bare(ItemType.SHORT), accept=("early stopping",), normalise=tuple(Rule))
TYPES: list[tuple[Item, str, float]] = [
    (SHORT, "Early-stopping", 1.0),
    (replace(bare(ItemType.CODE_OUTPUT), accept=("6 104\nTrue",)), "6 104\nTrue\n", 1.0),
    (
        replace(bare(ItemType.CLOZE), cloze="<<1>>, <<2>>", blanks=(Blank(("a",)), Blank(("b",)))),
        "a\x1fc",
        0.5,
    ),
    (
        replace(bare(ItemType.MATCHING), pairs=(Pair("a", "A"), Pair("b", "B")), extra=("C",)),
        "0.0",
        0.5,
    ),
    (
        replace(
            bare(ItemType.ORDERING),
            steps=tuple(Step(each, each) for each in "abc"),
            step_order=("a", "b", "c"),
        ),
        "0.1.2",
        0.0,
    ),
    (
        replace(
            bare(ItemType.TRUE_FALSE),
            options=(
                Option("a", "True, because a", "", is_key=True, says=True),
                Option("b", "True, because b", "", says=True),
                Option("c", "False", "", says=False),
            ),
        ),
        "?",
        0.0,
    ),
]


async def asked(world: World, item: Item) -> QuestionRef:
    """Nora and Sam learn; this item is the question of the day."""
    world.library.curriculum = curriculum((item,))
    await world.set_up()
    await world.enroll()
    await world.enroll(SAM)
    [post_id] = await world.tick()
    return QuestionRef("p", post_id)


async def answered(world: World, ref: QuestionRef, given: str) -> Verdict:
    return await world.services.attempt.submit(ref, NORA, given)


@pytest.mark.parametrize(("item", "given", "score"), TYPES, ids=lambda value: getattr(value, "type", None))
async def test_an_answer_of_every_type_is_graded_stored_and_shown_again(
    world: World, item: Item, given: str, score: float
) -> None:
    ref = await asked(world, item)

    verdict = await answered(world, ref, given)
    again = await answered(world, ref, "whatever")

    assert verdict.source is Source.DAILY
    if item.type in (ItemType.MATCHING, ItemType.ORDERING):
        assert verdict.grade == grade(item, verdict.response)
    else:
        assert verdict.grade.score == score
    assert again.is_repeat_tap
    assert (again.response, again.grade) == (verdict.response, verdict.grade)
    assert again.shown == verdict.shown


async def test_not_knowing_earns_nothing_but_keeps_the_streak(world: World) -> None:
    ref = await asked(world, WITH_HINTS)

    verdict = await answered(world, ref, "?")

    assert verdict.response == Response(is_unknown=True)
    assert (verdict.grade.score, verdict.points, verdict.streak.current) == (0, 0, 1)


async def test_a_slip_is_asked_about_and_costs_nothing(world: World) -> None:
    ref = await asked(world, SHORT)

    with pytest.raises(UnreadableAnswer) as asked_about:
        await answered(world, ref, "early stoping")
    assert await world.services.attempt.again(ref, NORA) is None
    verdict = await answered(world, ref, f"!{asked_about.value.given}")

    assert asked_about.value.problem == "near-miss"
    assert verdict.response.text == "early stoping"
    assert not verdict.grade.is_correct


# hints


async def test_each_hint_takes_a_third_of_the_points_which_is_said_beforehand(world: World) -> None:
    ref = await asked(world, WITH_HINTS)

    first = await world.services.hint.reveal(ref, NORA)
    second = await world.services.hint.reveal(ref, NORA)
    verdict = await world.answer(ref.id)

    assert (first.hints, first.total, first.points, first.points_after_next) == (("Not that.",), 3, 10, 5)
    assert (second.hints, second.points, second.points_after_next) == (("Not that.", "Not neither."), 5, 0)
    assert (verdict.points, verdict.response.hints_used) == (5, 2)
    assert verdict.grade.is_correct


async def test_asking_for_a_hint_again_costs_nothing_more(world: World) -> None:
    ref = await asked(world, WITH_HINTS)

    views = await asyncio.gather(*(world.services.hint.reveal(ref, NORA, 1) for _ in range(5)))
    again = await world.services.hint.reveal(ref, NORA, 1)

    assert sum(view.is_new for view in views) == 1
    assert {view.hints for view in (*views, again)} == {("Not that.",)}
    assert again.points == 10


async def test_after_the_last_hint_there_is_nothing_new(world: World) -> None:
    ref = await asked(world, WITH_HINTS)

    views = [await world.services.hint.reveal(ref, NORA) for _ in range(4)]
    verdict = await world.answer(ref.id)

    assert [view.is_new for view in views] == [True, True, True, False]
    assert not views[-1].has_more
    assert (views[-1].points, verdict.points) == (0, 0)


async def test_an_item_without_hints_has_none(world: World) -> None:
    ref = await asked(world, single(FIRST))

    view = await world.services.hint.reveal(ref, NORA)

    assert (view.hints, view.total, view.is_new, view.points) == ((), 0, False, 15)


async def test_hints_are_each_learners_own(world: World) -> None:
    ref = await asked(world, WITH_HINTS)
    await world.services.hint.reveal(ref, NORA)

    view = await world.services.hint.reveal(ref, SAM)
    verdict = await world.answer(ref.id, SAM)

    assert view.hints == ("Not that.",)
    assert verdict.response.hints_used == 1
    assert (await world.answer(ref.id, NORA)).response.hints_used == 1


async def test_after_the_answer_hints_are_free_and_change_nothing(world: World) -> None:
    ref = await asked(world, WITH_HINTS)
    verdict = await world.answer(ref.id)

    view = await world.services.hint.reveal(ref, NORA, 3)
    again = await world.services.attempt.again(ref, NORA)

    assert view.is_answered
    assert len(view.hints) == 3
    assert again is not None
    assert (verdict.points, again.points, again.response.hints_used) == (15, 15, 0)
    assert await world.rows("SELECT * FROM hint_uses") == []


async def test_hints_are_for_learners_on_questions_that_are_theirs(world: World) -> None:
    ref = await asked(world, WITH_HINTS)
    stranger = replace(NORA, discord_id=999)

    with pytest.raises(NotEnrolled):
        await world.services.hint.reveal(ref, stranger)
    with pytest.raises(QuestionGone):
        await world.services.hint.reveal(QuestionRef("p", 12_345), NORA)


async def test_a_private_questions_hints_are_not_for_others(world: World) -> None:
    await world.set_up()
    await world.enroll(pace=6)
    await world.enroll(SAM)
    [post_id] = await world.tick()
    await world.answer(post_id)
    today = await world.services.today.show(GUILD, NORA)
    assert today.question is not None

    with pytest.raises(NotYours):
        await world.services.hint.reveal(today.question.ref, SAM)


async def test_hints_shown_are_part_of_a_learners_data(world: World) -> None:
    ref = await asked(world, WITH_HINTS)
    await world.services.hint.reveal(ref, NORA)

    export = await world.services.privacy.export(NORA)
    await world.services.privacy.delete(NORA)

    assert [row["ref"] for row in export["hint_uses"]] == [str(ref)]
    assert await world.rows("SELECT * FROM hint_uses") == []


# variants


async def test_a_daily_post_has_one_variant_for_everybody_and_for_ever(world: World) -> None:
    ref = await asked(world, VARIED)

    forms = [await world.services.attempt.open_form(ref, person) for person in (NORA, SAM, NORA)]
    stems = {form.shown.item.stem if isinstance(form, Verdict) else form.item.stem for form in forms}
    [seed] = {form.shown.seed if isinstance(form, Verdict) else form.seed for form in forms}
    verdict = await answered(world, ref, repr(concrete(VARIED, seed).key))

    assert stems == {concrete(VARIED, seed).stem}
    assert "<<" not in verdict.shown.item.stem
    assert verdict.grade.is_correct


async def test_an_attempt_can_be_shown_and_graded_again_from_what_is_stored(world: World) -> None:
    ref = await asked(world, VARIED)
    verdict = await answered(world, ref, "0.125")

    [row] = await world.database.read(lambda connection: attempts_at_item(connection, 1, GUILD, VARIED.id))
    stored = await world.database.read(
        lambda connection: type(world.context.versions)().get(connection, row.version)
    )

    assert stored == VARIED
    assert concrete(stored, row.seed) == verdict.shown.item
    assert grade(concrete(stored, row.seed), row.response) == verdict.grade


async def test_a_private_question_draws_a_variant_of_its_own(world: World) -> None:
    items = [replace(VARIED, id=f"p1.base.one.00{n}", version=f"v{n}") for n in range(10, 22)]
    world.library.curriculum = curriculum(tuple(items))
    await world.set_up()
    for person in (NORA, SAM):
        await world.enroll(person, pace=6)
    [post_id] = await world.tick()
    seen = []
    for person in (NORA, SAM):
        await world.services.attempt.submit(QuestionRef("p", post_id), person, "?")
        today = await world.services.today.show(GUILD, person)
        assert today.question is not None
        assert not today.question.item.has_variants
        seen.append(today.question)

    assert seen[0].seed != seen[1].seed
    assert [each.item for each in seen] == [
        concrete(next(item for item in items if item.id == each.item.id), each.seed) for each in seen
    ]


async def test_a_made_up_hint_number_shows_and_costs_one_hint_at_a_time(world: World) -> None:
    ref = await asked(world, WITH_HINTS)
    view = await world.services.hint.reveal(ref, NORA, 99)
    assert len(view.hints) == 1
    assert view.total > 1
