"""Every type of item as learners meet it: daily and in /today, right, wrong, half right, and not knowing at all."""

import re
from pathlib import Path

import pytest
from simcord.results import ResponseMessage

from bot.domain.item import ItemType, QuestionRef, ShownItem
from bot.domain.points import points_for
from bot.settings import Settings
from bot.storage.tables import attempts
from bot.ui import custom_ids
from bot.ui.messages import question
from tests.journeys.learner_steps import (
    Restart,
    all_messages,
    close_posts,
    count,
    latest,
    press,
    reply_of,
    roles_of,
    said,
    the_question_in,
)
from tests.journeys.town import Town, control, ids_of, question_of
from tests.journeys.type_steps import (
    CASES,
    CLOZE,
    MATCHING,
    MULTI,
    NUMERIC,
    ORDERING,
    OUTPUT,
    SHORT,
    SINGLE,
    TRUTH,
    VARIANTS,
    Case,
    answer_with,
    given_of,
    open_form,
    order,
    sent,
    values,
    write_pack,
)

pytestmark = pytest.mark.usefixtures("discreet")

of_each_type = pytest.mark.parametrize("case", CASES, ids=str)
PARTLY = [case for case in CASES if case.score]
FORMS = [case for case in CASES if case not in (SINGLE, TRUTH, ORDERING)]
HOSTILE = "@everyone <@1> **bold** ||x|| [a](https://evil.example) `code` ```\n# heading"


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path, case: Case) -> Settings:
    folder = tmp_path / "curriculum"
    write_pack(folder, case)
    return Settings.model_validate({"EPOCH_DATABASE_URL": sqlite_url, "EPOCH_CURRICULUM": folder})


async def first_post(town: Town, **choices: object) -> tuple[ResponseMessage, ShownItem]:
    """Nora is enrolled and the question is out."""
    await town.set_up()
    await town.nora.slash(town.channel, "enroll", **choices)
    await town.tick()
    post = latest(town)
    return post, await town.question(post)


def one_line(text: str) -> str:
    return " ".join(text.split())


@of_each_type
async def test_a_right_answer_is_told_as_such_explained_and_worth_all_points(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    told = said(await answer_with(town, town.nora, post, shown, values(shown)))
    assert "✓ Right." in told
    assert one_line(shown.item.explanation) in one_line(told)
    assert f"**+{points_for(shown.item.difficulty, 1.0)}** points, and it counts for your streak." in told
    assert "**Streak 1**" in told


@of_each_type
async def test_a_wrong_answer_is_told_the_key_and_the_reason_and_keeps_the_streak(
    town: Town, case: Case
) -> None:
    post, shown = await first_post(town)
    told = said(await answer_with(town, town.nora, post, shown, values(shown, "wrong")))
    assert "Not this time." in told
    assert "**+2** points for an honest try. Right or wrong, it counts for your streak." in told
    assert one_line(shown.item.explanation) in one_line(told)
    assert question.key(shown) in told
    assert "\n> " in told
    assert "**Streak 1**" in told


@pytest.mark.parametrize("case", PARTLY, ids=str)
async def test_some_of_it_is_partly_right_and_earns_its_share(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    told = said(await answer_with(town, town.nora, post, shown, values(shown, "partly")))
    points = points_for(shown.item.difficulty, case.score)
    assert "Partly right." in told
    assert f"**+{points}** points. Right or wrong" in told
    assert question.key(shown) in told


@of_each_type
async def test_not_knowing_is_an_honest_answer(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    told = said(await press(town, town.nora, control(post, custom_ids.Answer, given="?")))
    assert "Here is how it goes." in told
    assert "Not knowing yet is an honest answer." in told
    assert question.key(shown) in told
    assert one_line(shown.item.explanation) in one_line(told)
    assert "Right or wrong, it counts for your streak." in told
    assert "**Streak 1**" in told
    assert "**+" not in told
    assert "You have no points yet" in said(await town.nora.slash(town.channel, "leaderboard"))


@of_each_type
async def test_nothing_that_is_sent_before_the_answer_holds_the_key(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    if case in FORMS:
        await open_form(town.nora, post, shown)
    elif case is ORDERING:
        await order(town.nora, post, shown, list(range(len(shown.order))))
    told, item = sent(town, shown), shown.item
    secrets = [item.explanation, *item.hints, *(option.why for option in item.options)]
    secrets += [*item.accept, *(text for blank in item.blanks for text in blank.accept)]
    secrets += [*(pair.why for pair in item.pairs), *(step.why for step in item.steps)]
    secrets += [f"{item.key:g}"] if item.key is not None else []
    for secret in secrets:
        assert secret.strip() not in told, secret
    for name in re.findall(r'"(?:custom_id|value)": "([^"]*)"', told):
        pattern = r"(?:answer|form|order|hint):v1:p\d+(?::(?:form|\?|\d(?:\.\d)*)?)?|given\d?|\d"
        assert re.fullmatch(pattern, name), name


@of_each_type
async def test_the_second_answer_shows_the_first(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    first = values(shown, "wrong")
    panel = await order(town.nora, post, shown, first) if isinstance(first, list) else None
    if panel is None:
        await answer_with(town, town.nora, post, shown, first)
    else:
        await town.nora.click(
            reply_of(panel), custom_id=control(panel, custom_ids.Answer, given=given_of(first))
        )
    for pressed in ("?", "form", given_of(values(shown)), "nonsense"):
        told = said(await press(town, town.nora, f"answer:v1:{shown.ref}:{pressed}"[:100]))
        assert "Your first answer stands." in told
        assert "it was not right" in told
    assert await count(town, attempts) == 1


@of_each_type
async def test_a_stranger_enrolls_and_the_answer_counts(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    filled = values(shown)
    asked = await answer_with(town, town.sam, post, shown, filled)
    assert await count(town, attempts) == 0
    button = control(asked, custom_ids.Enroll)
    assert ("Enroll and count it" in said(asked)) is case.is_kept
    told = await town.sam.click(reply_of(asked), custom_id=button)
    if not case.is_kept:
        assert isinstance(filled, dict)
        assert "Enroll and answer" in said(asked)
        assert roles_of(town, town.sam) == {"Epoch phase 1"}
        told = await town.sam.submit_modal(told, filled)
    assert "✓ Right." in said(told)
    assert roles_of(town, town.sam) == {"Epoch phase 1"}
    assert await count(town, attempts) == 1


@of_each_type
async def test_on_a_pause_it_can_be_ended_with_the_answer(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    await town.nora.slash(town.channel, "pause", until="5")
    filled = values(shown)
    asked = await answer_with(town, town.nora, post, shown, filled)
    assert "You are on a pause until" in said(asked)
    told = await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Resume))
    if not case.is_kept:
        assert isinstance(filled, dict)
        told = await town.nora.submit_modal(told, filled)
    assert "✓ Right." in said(told)


@of_each_type
async def test_what_was_open_before_a_restart_is_answered_after_it(
    town: Town, case: Case, restart: Restart
) -> None:
    post, shown = await first_post(town)
    filled = values(shown)
    if isinstance(filled, dict):
        form = await open_form(town.nora, post, shown)
        await restart(town)
        told = await town.nora.submit_modal(form, filled)
    elif isinstance(filled, list):
        panel = await order(town.nora, post, shown, filled)
        await restart(town)
        submit = control(panel, custom_ids.Answer, given=given_of(filled))
        told = await town.nora.click(reply_of(panel), custom_id=submit)
    else:
        await restart(town)
        told = await answer_with(town, town.nora, post, shown, filled)
    assert "✓ Right." in said(told)
    assert (await question_of(town.app, shown.ref)) == shown


@of_each_type
async def test_a_question_of_ones_own_is_answered_in_today(town: Town, case: Case) -> None:
    _, shown = await first_post(town, pace=6)
    opened = await town.nora.slash(town.channel, "today")
    assert the_question_in(opened) == shown.ref
    await answer_with(town, town.nora, reply_of(opened), shown, values(shown))
    opened = await town.nora.slash(town.channel, "today")
    own = await question_of(town.app, the_question_in(opened))
    assert own.ref.kind == "q"
    assert question.option_list(own) in said(opened)
    told = said(await answer_with(town, town.nora, reply_of(opened), own, values(own, "wrong")))
    assert "Not this time." in told
    assert question.key(own) in told
    stolen = str(custom_ids.Answer(own.ref, "?"))
    assert "This was put to somebody else." in said(await press(town, town.sam, stolen))


@of_each_type
async def test_the_reveal_shows_the_key_and_the_buttons_go_on_as_practice(town: Town, case: Case) -> None:
    _, shown = await first_post(town)
    await close_posts(town)
    [post] = [one for one in all_messages(town, town.channel) if shown.ref in refs_in(one)]
    told = said(post)
    assert question.key(shown) in told
    assert "revealed" in told
    assert one_line(shown.item.explanation) in one_line(told)
    assert "I don’t know" not in told
    assert "Hint" not in told
    verdict = said(await answer_with(town, town.nora, post, shown, values(shown)))
    assert "Practice, since the answer was already out" in verdict


def refs_in(message: ResponseMessage) -> list[QuestionRef]:
    return [one.ref for one in ids_of(message) if isinstance(one, custom_ids.Answer | custom_ids.Order)]


@of_each_type
async def test_everybody_gets_the_same_order_and_the_same_numbers(
    town: Town, case: Case, restart: Restart
) -> None:
    post, shown = await first_post(town)
    await town.sam.slash(town.channel, "enroll")
    panels = []
    for who in (town.nora, town.sam):
        if case in FORMS:
            form = await open_form(who, post, shown)
            panels.append(form.modal)
            await restart(town)
    assert panels == panels[:1] * len(panels)
    assert question.option_list(shown) in said(post)
    told = [said(await answer_with(town, who, post, shown, values(shown))) for who in (town.nora, town.sam)]
    assert all("✓ Right." in one for one in told)
    rows = await town.app.database.read(
        lambda connection: connection.execute(attempts.select()).mappings().all()
    )
    assert {row["seed"] for row in rows} == {shown.seed}
    assert {tuple(row["option_order"] or ()) for row in rows} == {shown.order}


TAMPERED = {
    SINGLE: ["9", "0.1", "-1", "", "²", "form", "0" * 60],
    TRUTH: ["9", "0.1", "-1", "", "²", "form"],
    MULTI: ["9.9.9", "0.9", "-1", "", ".", "0..1", "x"],
    MATCHING: ["9.9.9", "0", "0.1", "0.1.2.3", "", "..", "²"],
    ORDERING: ["0.0.1.1", "0.1.2", "9.9.9.9", "0.1.2.3.0", "", "x", "²"],
    NUMERIC: ["many", "", "1 or 2", "9e999", "1/0", "٣x"],
    CLOZE: ["", " ", "root"],
    SHORT: ["", " ", "\u200b"],
    OUTPUT: ["", " ", "\u200b"],
}


@pytest.mark.parametrize("case", TAMPERED, ids=str)
async def test_what_was_tampered_with_is_refused_politely_and_costs_nothing(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    for given in TAMPERED[case]:
        refused = await press(town, town.nora, f"answer:v1:{shown.ref}:{given}")
        if given == "form":
            assert question.option_list(shown) in said(refused)
            continue
        assert "This cost nothing" in said(refused), given
        opened = await town.nora.click(reply_of(refused), custom_id=control(refused, custom_ids.Answer))
        assert opened.modal or opened.response
    assert await count(town, attempts) == 0
    assert "✓ Right." in said(await answer_with(town, town.nora, post, shown, values(shown)))


@pytest.mark.parametrize("case", [ORDERING], ids=str)
async def test_the_panel_takes_each_tap_takes_it_back_and_counts_only_on_submit(
    town: Town, case: Case
) -> None:
    post, shown = await first_post(town)
    panel = await order(town.nora, post, shown, [])
    assert "Tap the step that comes first." in said(panel)
    assert "Undo" not in said(panel)
    for taps in range(1, 5):
        panel = await order(town.nora, post, shown, list(range(taps)))
        told = said(panel)
        for number, step in enumerate(shown.steps[:taps], 1):
            assert f"{number}. {step.text}" in told
        assert ("Submit" in told) is (taps == 4)
    for taps in (3, 2, 1, 0):
        back = control(panel, custom_ids.Order, pressed=given_of(list(range(taps))))
        panel = await town.nora.click(reply_of(panel), custom_id=back)
        assert "Submit" not in said(panel)
    assert await count(town, attempts) == 0


@pytest.mark.parametrize("case", [ORDERING], ids=str)
async def test_stale_and_tampered_buttons_of_the_panel_do_no_harm(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    panel = await order(town.nora, post, shown, [0, 1])
    for pressed in ("0.0.0", "9.9", "²", "x.y", "...", "0" * 60, "-1"):
        told = said(await press(town, town.nora, f"order:v1:{shown.ref}:{pressed}"))
        assert "Your order" in told or "Tap the step that comes first." in told
        assert "2." not in told.partition("Your order")[2]
    stale = control(panel, custom_ids.Order, pressed="0.1.2")
    filled = values(shown)
    await answer_with(town, town.nora, post, shown, filled)
    assert "Your first answer stands." in said(await town.nora.click(reply_of(panel), custom_id=stale))
    assert "Your first answer stands." in said(
        await press(town, town.nora, f"order:v1:{shown.ref}:{given_of(filled)}")
    )
    assert await count(town, attempts) == 1


@pytest.mark.parametrize("case", [ORDERING], ids=str)
async def test_another_accepted_order_is_right_too(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    places = [shown.order.index(step) for step in shown.item.orders[0]]
    assert "✓ Right." in said(await answer_with(town, town.nora, post, shown, places))


@pytest.mark.parametrize("case", [SHORT, OUTPUT, CLOZE], ids=str)
@pytest.mark.parametrize(
    "typed", [HOSTILE, "\x00\x07\u202egnippiks\u2066", "`" * 9, "‮שלום‬", "x" * 200, "😀" * 100, "__init__ # x"]
)
async def test_whatever_is_typed_is_shown_harmlessly(town: Town, case: Case, typed: str) -> None:
    post, shown = await first_post(town)
    fields = values(shown)
    assert isinstance(fields, dict)
    told = said(await answer_with(town, town.nora, post, shown, dict.fromkeys(fields, typed)))
    assert "Not this time." in told
    assert told.count("```") in (0, 4)
    outside = "".join(told.split("```")[::2])
    for sign in (
        "@everyone",
        "<@1>",
        "**bold**",
        "||x||",
        "](https://evil",
        "`code`",
        "\n# heading",
        "\u202e",
    ):
        assert sign not in outside
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", told)


@pytest.mark.parametrize("case", [OUTPUT], ids=str)
async def test_a_huge_output_is_graded_and_shown_in_part(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    huge = {custom_ids.ANSWER_FIELD: ("0123456789\n" * 200)[:2000]}
    asked = await answer_with(town, town.sam, post, shown, huge)
    assert "Enroll and answer" in said(asked)
    told = said(await answer_with(town, town.nora, post, shown, huge))
    assert "Not this time." in told
    assert "…" in told


@pytest.mark.parametrize("case", [SHORT, CLOZE], ids=str)
async def test_a_slip_of_the_fingers_is_asked_about_and_may_be_mended(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    asked = await answer_with(town, town.nora, post, shown, slip(shown))
    assert "Did you mean" in said(asked)
    assert "Nothing is counted yet." in said(asked)
    assert await count(town, attempts) == 0
    form = await town.nora.click(reply_of(asked), custom_id=control(asked, custom_ids.Answer, given="form"))
    filled = values(shown)
    assert isinstance(filled, dict)
    assert "✓ Right." in said(await town.nora.submit_modal(form, filled))


@pytest.mark.parametrize("case", [SHORT], ids=str)
async def test_a_slip_may_stand_as_it_was_typed(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    asked = await answer_with(town, town.nora, post, shown, slip(shown))
    as_typed = control(asked, custom_ids.Answer, given="!early stoping")
    assert "Not this time." in said(await town.nora.click(reply_of(asked), custom_id=as_typed))


def slip(shown: ShownItem) -> dict[str, str]:
    if shown.item.type is ItemType.SHORT:
        return {custom_ids.ANSWER_FIELD: "early stoping"}
    return {custom_ids.part(0): "root", custom_ids.part(1): "absolut"}


@pytest.mark.parametrize("case", [VARIANTS], ids=str)
async def test_each_variant_has_numbers_of_its_own_in_every_text(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    assert "<<" not in said(post)
    assert shown.item.stem in said(post)
    told = said(await answer_with(town, town.nora, post, shown, values(shown, "wrong")))
    assert one_line(shown.item.near[0].why) in told
    assert shown.item.explanation in told
    assert "<<" not in told


@pytest.mark.parametrize("case", [SINGLE], ids=str)
async def test_hints_come_one_by_one_each_with_its_price(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    first, second, third = shown.item.hints
    offer = await town.nora.click(post, custom_id=control(post, custom_ids.Hint))
    assert "Each hint takes a third of the points." in said(offer)
    assert "worth **12 points** now, 8 after the next" in said(offer)
    assert first not in said(offer)
    show_first = control(offer, custom_ids.Hint)
    one = await town.nora.click(reply_of(offer), custom_id=show_first)
    assert f"**Hint 1 of 3** {first}" in said(one)
    assert second not in said(one)
    # The same press once more shows the same and costs no more.
    again = await press(town, town.nora, show_first)
    assert second not in said(again)
    two = await town.nora.click(reply_of(one), custom_id=control(one, custom_ids.Hint))
    assert f"**Hint 2 of 3** {second}" in said(two)
    assert third not in said(two)
    reopened = said(await press(town, town.nora, control(post, custom_ids.Hint)))
    assert second in reopened
    assert third not in reopened
    told = said(await answer_with(town, town.nora, post, shown, values(shown)))
    assert "**+4** points after two hints, and it counts for your streak." in told
    free = said(await press(town, town.nora, control(post, custom_ids.Hint)))
    assert "You have answered already, so hints cost nothing." in free


@pytest.mark.parametrize("case", [SHORT], ids=str)
async def test_a_stranger_enrolls_before_a_hint(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    asked = await town.sam.click(post, custom_id=control(post, custom_ids.Hint))
    assert "Enroll, and hints open." in said(asked)
    offer = await town.sam.click(reply_of(asked), custom_id=control(asked, custom_ids.Enroll))
    assert "Each hint takes a third of the points." in said(offer)
    assert roles_of(town, town.sam) == {"Epoch phase 1"}
    hint = await town.sam.click(reply_of(offer), custom_id=control(offer, custom_ids.Hint))
    assert shown.item.hints[0] in said(hint)
    assert "That was the last hint." in said(hint)


@pytest.mark.parametrize("case", [NUMERIC], ids=str)
async def test_a_question_without_hints_offers_none(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    assert not [one for one in ids_of(post) if isinstance(one, custom_ids.Hint)]
    told = said(await press(town, town.nora, custom_ids.Hint(shown.ref, 1)))
    assert told == "This question has no hints."
    assert "This question is gone" in said(await press(town, town.nora, "hint:v1:p999:1"))


@pytest.mark.parametrize("case", [MATCHING], ids=str)
async def test_the_form_of_a_matching_item_has_every_row_and_all_choices(town: Town, case: Case) -> None:
    post, shown = await first_post(town)
    form = await open_form(town.nora, post, shown)
    assert form.modal
    told = sent(town, shown).splitlines()[-1]
    for pair in shown.item.pairs:
        assert pair.left in told
    for choice in shown.choices:
        assert choice in told
