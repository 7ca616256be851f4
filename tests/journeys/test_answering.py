"""Answering: taps and forms, practice, pauses, second taps, and what the verdict says."""

from collections.abc import Iterator

import pytest
from simcord.results import ResponseMessage

from bot.domain.item import Item, ItemType
from bot.domain.points import points_for
from bot.storage.tables import attempts, enrollments
from bot.ui import custom_ids
from tests.journeys.learner_steps import (
    Requests,
    assert_acknowledged_first,
    close_posts,
    count,
    latest,
    post_until,
    press,
    reply_of,
    roles_of,
    said,
    tomorrow,
)
from tests.journeys.town import Town, control, ids_of

pytestmark = pytest.mark.usefixtures("discreet")

TYPES = (ItemType.SINGLE, ItemType.MULTI, ItemType.NUMERIC)


async def first_post(town: Town) -> ResponseMessage:
    """Nora is enrolled in phase 1 and its first question is out."""
    await town.set_up()
    await town.nora.slash(town.channel, "enroll")
    await town.tick()
    return latest(town)


def one_line(text: str) -> str:
    return " ".join(text.split())


def rationales(item: Item) -> Iterator[str]:
    return (one_line(option.why) for option in item.options)


@pytest.mark.parametrize("kind", TYPES)
async def test_a_stranger_enrolls_with_one_button_and_the_answer_counts(town: Town, kind: ItemType) -> None:
    await town.set_up()
    post = await post_until(town, kind)
    asked = await town.answer(town.nora, post)
    assert "Enroll, and this answer counts." in said(asked)
    assert await count(town, attempts) == 0
    verdict = await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    told = said(verdict)
    assert "✓ Right." in told
    assert "Streak 1" in told
    assert "You are enrolled" in told
    assert "one question a day, PyTorch, Berlin time" in told
    assert "Moderators see your last active day and counts" in told
    assert await count(town, attempts) == 1
    phase = (await town.question(post)).phase
    assert f"Phase {phase}" in said(await town.nora.slash(town.channel, "settings"))


async def test_the_stranger_who_enrolls_gets_the_role_of_the_phase_after_the_verdict(town: Town) -> None:
    await town.set_up()
    post = await post_until(town, ItemType.SINGLE)
    asked = await town.answer(town.nora, post)
    requests = Requests.since(town)
    await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    assert_acknowledged_first(requests)
    assert roles_of(town, town.nora) == {"Epoch phase 1"}


async def test_enrolling_meanwhile_does_not_lose_the_answer(town: Town) -> None:
    await town.set_up()
    post = await post_until(town, ItemType.SINGLE)
    asked = await town.answer(town.nora, post)
    await town.nora.slash(town.channel, "enroll", pace=6)
    verdict = await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    assert "✓ Right." in said(verdict)
    assert "You are enrolled" not in said(verdict)
    assert await count(town, enrollments) == 1


@pytest.mark.parametrize("kind", TYPES)
async def test_a_right_answer_is_told_with_rationale_explanation_references_points_and_streak(
    town: Town, kind: ItemType
) -> None:
    await town.set_up()
    post = await post_until(town, kind)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    told = said(await town.answer(town.nora, post))
    item = shown.item
    assert "✓ Right." in told
    for option in item.options:
        assert (one_line(option.why) in one_line(told)) is option.is_key
    assert one_line(item.explanation) in one_line(told)
    assert "Read more:" in told
    points = points_for(item.difficulty, 1.0)
    assert f"**+{points}** points, and it counts for your streak." in told
    assert "**Streak 1** · your day ends 04:00 Berlin" in told
    assert "Report" in told
    assert "Discuss" in told


@pytest.mark.parametrize("kind", TYPES)
async def test_a_wrong_answer_keeps_the_streak_and_is_told_why(town: Town, kind: ItemType) -> None:
    await town.set_up()
    post = await post_until(town, kind)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    told = said(await town.answer(town.nora, post, right=False))
    assert "✓ Right." not in told
    assert "Right or wrong, it counts for your streak." in told
    assert "**Streak 1**" in told
    assert "**+2** points for an honest try" in told
    if kind is ItemType.NUMERIC:
        assert "The answer is" in told
    else:
        key = next(option for option in shown.item.options if option.is_key)
        assert one_line(key.why) in one_line(told)


async def test_some_of_the_right_options_are_partly_right(town: Town) -> None:
    await town.set_up()
    post = await post_until(town, ItemType.MULTI)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    keys = [str(at) for at, option in enumerate(shown.options) if option.is_key]
    form = await town.nora.click(post, custom_id=str(custom_ids.Answer(shown.ref, custom_ids.FORM)))
    told = said(await town.nora.submit_modal(form, {custom_ids.ANSWER_FIELD: keys[:1]}))
    assert "Partly right." in told
    assert "Left out:" in told


@pytest.mark.parametrize("kind", TYPES)
async def test_a_second_tap_shows_the_first_answer_again(town: Town, kind: ItemType) -> None:
    await town.set_up()
    post = await post_until(town, kind)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    await town.answer(town.nora, post, right=False)
    if kind is ItemType.SINGLE:
        again = await town.answer(town.nora, post, right=True)
    else:
        # The form is not opened a second time: the verdict comes at once.
        again = await town.nora.click(post, custom_id=str(custom_ids.Answer(shown.ref, custom_ids.FORM)))
    told = said(again)
    assert "Your first answer stands." in told
    assert "it was not right" in told
    assert "**Streak 1**" in told
    assert await count(town, attempts) == 1


async def test_a_form_sent_after_an_answer_changes_nothing(town: Town) -> None:
    await town.set_up()
    post = await post_until(town, ItemType.NUMERIC)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    open_form = custom_id = str(custom_ids.Answer(shown.ref, custom_ids.FORM))
    form = await town.nora.click(post, custom_id=custom_id)
    late = await town.nora.click(post, custom_id=open_form)
    await town.nora.submit_modal(form, {custom_ids.ANSWER_FIELD: "99999"})
    told = said(await town.nora.submit_modal(late, {custom_ids.ANSWER_FIELD: repr(shown.item.key)}))
    assert "Your first answer stands." in told
    assert "99999" in told
    assert await count(town, attempts) == 1


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("about a dozen", "I look for a number"),
        ("3 or 4", ""),
        ("1/0", "divides by zero"),
        ("@everyone **<@1>** `x`", "I look for a number"),
        ("9e9999", "too large"),
        ("1,2.3,4", "two ways"),
        ("‮١٢‮ x", ""),
    ],
)
async def test_what_cannot_be_read_is_asked_again_and_costs_nothing(
    town: Town, typed: str, answer: str
) -> None:
    await town.set_up()
    post = await post_until(town, ItemType.NUMERIC)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    form = await town.nora.click(post, custom_id=str(custom_ids.Answer(shown.ref, custom_ids.FORM)))
    refused = await town.nora.submit_modal(form, {custom_ids.ANSWER_FIELD: typed})
    told = said(refused)
    assert answer in told
    assert "This cost nothing" in told
    assert await count(town, attempts) == 0
    form = await town.nora.click(reply_of(refused), custom_id=control(refused, custom_ids.Answer))
    verdict = await town.nora.submit_modal(form, {custom_ids.ANSWER_FIELD: repr(shown.item.key)})
    assert "✓ Right." in said(verdict)


async def test_a_stranger_whose_number_cannot_be_read_is_asked_again_before_enrolling(town: Town) -> None:
    await town.set_up()
    post = await post_until(town, ItemType.NUMERIC)
    shown = await town.question(post)
    form = await town.nora.click(post, custom_id=str(custom_ids.Answer(shown.ref, custom_ids.FORM)))
    refused = await town.nora.submit_modal(form, {custom_ids.ANSWER_FIELD: "many"})
    assert "This cost nothing" in said(refused)
    form = await town.nora.click(reply_of(refused), custom_id=control(refused, custom_ids.Answer))
    longest = f"{shown.item.key!r}".ljust(40, "0") if "." in repr(shown.item.key) else repr(shown.item.key)
    asked = await town.nora.submit_modal(form, {custom_ids.ANSWER_FIELD: longest})
    verdict = await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    assert "✓ Right." in said(verdict)


async def test_another_phases_question_is_practice(town: Town) -> None:
    post = await first_post(town)
    await town.sam.slash(town.channel, "enroll", phase=2)
    told = said(await town.answer(town.sam, post))
    assert "Practice, since this is another phase’s question" in told
    assert "it counts for your streak, not for points." in told
    assert "**Streak 1**" in told
    assert "points**" not in told
    assert "+" not in told.partition("Streak 1")[0].rpartition("Read more")[2]
    board = said(await town.sam.slash(town.channel, "leaderboard"))
    assert "You have no points yet" in board


async def test_after_the_reveal_an_answer_is_practice(town: Town) -> None:
    post = await first_post(town)
    await close_posts(town)
    told = said(await town.answer(town.nora, town.posts()[0]))
    assert post.id == town.posts()[0].id
    assert "Practice, since the answer was already out" in told
    assert "**Streak 1**" in told
    assert "You have no points yet" in said(await town.nora.slash(town.channel, "leaderboard"))


async def test_a_stranger_may_begin_with_practice_after_the_reveal(town: Town) -> None:
    post = await first_post(town)
    await close_posts(town)
    asked = await town.answer(town.sam, post)
    verdict = await town.sam.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    assert "Practice, since the answer was already out" in said(verdict)
    assert "**Streak 1**" in said(verdict)


@pytest.mark.parametrize("kind", TYPES)
async def test_on_a_pause_one_button_resumes_and_counts_the_answer(town: Town, kind: ItemType) -> None:
    await town.set_up()
    post = await post_until(town, kind)
    shown = await town.question(post)
    await town.nora.slash(town.channel, "enroll", phase=shown.phase)
    await town.nora.slash(town.channel, "pause", until="5")
    asked = await town.answer(town.nora, post)
    assert "You are on a pause until" in said(asked)
    assert await count(town, attempts) == 0
    verdict = await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Resume))
    assert "Your pause is over" in said(verdict)
    assert "✓ Right." in said(verdict)
    assert "on a pause" not in said(await town.nora.slash(town.channel, "today"))


async def test_a_second_tap_during_a_pause_shows_the_first_answer(town: Town) -> None:
    post = await first_post(town)
    await town.answer(town.nora, post)
    await town.nora.slash(town.channel, "pause", until="5")
    assert "Your first answer stands." in said(await town.answer(town.nora, post))


async def test_a_question_met_before_shows_the_answer_given_then(town: Town) -> None:
    """A moderator who posts each hour comes to the end of phase 4 within days, and meets the first again."""
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", phase=4)
    await town.mia.slash(town.mods, "daily post", phase=4)
    first = latest(town)
    item_id = (await town.question(first)).item.id
    await town.answer(town.nora, first, right=False)
    for _ in town.app.library.current.items_of(4):
        await town.go_on(1)
        await town.mia.slash(town.mods, "daily post", phase=4)
        if (await town.question(latest(town))).item.id == item_id:
            break
    again = latest(town)
    assert again.id != first.id
    assert "asked before" in said(again)
    told = said(await town.answer(town.nora, again))
    assert "✓ Right." in told
    assert "You met this on Thu 1 Jan and" in told
    assert "Practice, since you had met this one" in told


async def test_the_ping_is_asked_about_once_and_never_again(town: Town) -> None:
    post = await first_post(town)
    verdict = await town.answer(town.nora, post)
    assert "Asked only once" in said(verdict)
    assert "Asked only once" not in said(await town.answer(town.nora, post))
    await tomorrow(town)
    assert "Asked only once" not in said(await town.answer(town.nora, latest(town)))


async def test_who_wants_a_ping_gets_the_role_and_the_next_post_pings_it(town: Town) -> None:
    post = await first_post(town)
    verdict = await town.answer(town.nora, post)
    requests = Requests.since(town)
    chosen = await town.nora.click(reply_of(verdict), custom_id=control(verdict, custom_ids.Ping, wants=True))
    assert "You will be pinged" in said(chosen)
    assert_acknowledged_first(requests)
    guild = town.env.backend.get_guild(town.guild.id)
    assert "Epoch daily" in roles_of(town, town.nora)
    await tomorrow(town)
    stored = town.env.backend.get_message(town.channel.id, latest(town).id)
    assert [guild.roles[one].name for one in stored.ping_role_ids] == ["Epoch daily"]


async def test_who_wants_no_ping_gets_none(town: Town) -> None:
    post = await first_post(town)
    verdict = await town.answer(town.nora, post)
    chosen = await town.nora.click(
        reply_of(verdict), custom_id=control(verdict, custom_ids.Ping, wants=False)
    )
    assert "No pings, then." in said(chosen)
    assert roles_of(town, town.nora) == {"Epoch phase 1"}


async def test_points_stop_at_the_days_cap_and_the_streak_does_not(town: Town) -> None:
    post = await first_post(town)
    total = 0
    verdicts = []
    for _ in range(4):
        verdicts.append(said(await town.answer(town.nora, latest(town))))
        total += points_for((await town.question(latest(town))).item.difficulty, 1.0)
        await town.go_on(1)
        await town.mia.slash(town.mods, "daily post", phase=1)
    assert post.id
    assert total > 25
    assert "today’s cap is reached" in verdicts[-1]
    assert "No more points" in verdicts[-1]
    assert "Right or wrong, it counts for your streak." in verdicts[-1]
    assert "**You: rank 1**, 25 points." in said(await town.nora.slash(town.channel, "leaderboard"))


async def test_someone_who_left_is_taken_back_as_they_were(town: Town) -> None:
    post = await first_post(town)
    await town.sam.slash(town.channel, "enroll", phase=2, pace=6)
    await town.answer(town.sam, post)
    panel = await town.sam.slash(town.channel, "settings")
    asked = await town.sam.click(reply_of(panel), custom_id=control(panel, custom_ids.Set, what="leave"))
    await town.sam.click(reply_of(panel), custom_id=control(asked, custom_ids.Left, what="sure"))
    await tomorrow(town)
    [of_phase_one] = [
        one for one in town.posts()[1:] if (await town.question(one)).phase == 1 and one.id != post.id
    ]
    asked = await town.answer(town.sam, of_phase_one)
    verdict = await town.sam.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    told = said(verdict)
    assert "**Streak 2**" in told
    assert "Practice, since this is another phase’s question" in told
    assert "one question a day" not in told
    panel = await town.sam.slash(town.channel, "settings")
    assert "Phase 2" in said(panel)
    assert roles_of(town, town.sam) == {"Epoch phase 2"}


async def test_someone_who_left_during_a_pause_can_come_back_with_one_button(town: Town) -> None:
    post = await first_post(town)
    await town.nora.slash(town.channel, "pause", until="30")
    panel = await town.nora.slash(town.channel, "settings")
    asked = await town.nora.click(reply_of(panel), custom_id=control(panel, custom_ids.Set, what="leave"))
    await town.nora.click(reply_of(panel), custom_id=control(asked, custom_ids.Left, what="sure"))
    asked = await town.answer(town.nora, post)
    verdict = await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    assert "✓ Right." in said(verdict)
    assert "Resume" not in said(await town.nora.slash(town.channel, "today"))


async def test_a_button_of_a_question_that_never_was_says_so(town: Town) -> None:
    await first_post(town)
    for custom_id in ("answer:v1:p999999:0", "answer:v1:q999999:0", "answer:v9:p1:0", "", "nonsense"):
        assert "This question is gone" in said(await press(town, town.nora, custom_id))


async def test_an_option_that_was_never_shown_is_refused_and_costs_nothing(town: Town) -> None:
    post = await first_post(town)
    ref = (await town.question(post)).ref
    for given in ("9", "-1", "0.1", "", "²", "0" * 60):
        assert "This cost nothing" in said(await press(town, town.nora, f"answer:v1:{ref}:{given}"))
    assert await count(town, attempts) == 0


async def test_the_post_says_that_the_first_tap_counts(town: Town) -> None:
    assert "Your first tap counts." in said(await first_post(town))


async def test_an_answer_is_acknowledged_in_one_round_trip(town: Town) -> None:
    post = await first_post(town)
    requests = Requests.since(town)
    verdict = await town.answer(town.nora, post)
    assert len(requests.made) == 1
    assert_acknowledged_first(requests)
    assert ids_of(verdict)
