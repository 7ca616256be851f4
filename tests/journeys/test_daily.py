"""/daily preview, post and skip, as commands and as buttons."""

from bot.ui import custom_ids
from tests.journeys.moderator_steps import overwrite, reply, rows, take_roles
from tests.journeys.town import Town, control, response_of, text_of


async def ready(town: Town) -> None:
    """A group with a learner, before today's question is out."""
    await town.set_up()
    await town.sam.slash(town.channel, "enroll")


async def test_a_preview_shows_the_question_its_key_its_hour_and_its_place_to_the_moderator_alone(
    town: Town,
) -> None:
    await ready(town)
    await town.tick()
    result = await town.mia.slash(town.mods, "daily preview")

    said = text_of(result)
    assert result.ephemeral
    assert "The answer:" in said
    assert f"<#{town.channel.id}>" in said
    assert "Fri 2 Jan" in said
    assert "Post now" in said
    assert "Skip this day" in said
    assert len(town.posts()) == 1


async def test_what_is_previewed_is_what_is_posted(town: Town) -> None:
    await ready(town)
    await town.tick()
    said = text_of(await town.mia.slash(town.mods, "daily preview"))
    await town.go_on(24)

    asked = (await town.question(town.posts()[-1])).item
    assert f"`{asked.id}`" in said


async def test_before_todays_question_is_out_post_brings_it_and_the_hour_brings_no_second(town: Town) -> None:
    await town.set_up(time="18:00")
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    assert town.posts() == []
    result = await town.mia.slash(town.mods, "daily post")

    assert f"out in <#{town.channel.id}>" in text_of(result)
    assert len(town.posts()) == 1
    await town.go_on(14)
    assert len(town.posts()) == 1


async def test_after_todays_question_post_brings_one_more_and_leaves_the_first_open(town: Town) -> None:
    await ready(town)
    await town.tick()
    await town.go_on(2)
    await town.mia.slash(town.mods, "daily post")

    first, second = town.posts()
    assert (await town.question(first)).item.id != (await town.question(second)).item.id
    assert await rows(town, "SELECT state, slot FROM daily_posts WHERE state != 'planned' ORDER BY id") == [
        ("sent", 0),
        ("sent", 1),
    ]
    await town.go_on(24)
    assert "revealed" in text_of(town.posts()[0])
    assert "revealed" in text_of(town.posts()[1])


async def test_posting_twice_in_a_row_posts_once_and_says_where_it_stands(town: Town) -> None:
    await ready(town)
    await town.tick()
    for _ in range(2):
        result = await town.mia.slash(town.mods, "daily post")
        assert "already out" in text_of(result)
        assert f"<#{town.channel.id}>" in text_of(result)
    assert len(town.posts()) == 1


async def test_the_buttons_of_a_preview_post_once_and_skip_once(town: Town) -> None:
    await town.set_up(time="18:00")
    await town.sam.slash(town.channel, "enroll")
    await town.tick()
    preview = await town.mia.slash(town.mods, "daily preview")
    post = control(preview, custom_ids.Daily, what="post")
    assert "is out" in text_of(await town.mia.click(response_of(preview), custom_id=post))
    assert "already out" in text_of(await town.mia.click(response_of(preview), custom_id=post))
    assert len(town.posts()) == 1

    preview = await town.mia.slash(town.mods, "daily preview")
    skipped = await town.mia.click(reply(preview), custom_id=control(preview, custom_ids.Daily, what="skip"))
    assert "gets no question" in text_of(skipped)
    await town.go_on(34)
    assert len(town.posts()) == 1


async def test_a_skipped_day_has_no_question_costs_no_streak_and_keeps_the_question(town: Town) -> None:
    await ready(town)
    await town.tick()
    await town.answer(town.sam, town.posts()[0])
    preview = text_of(await town.mia.slash(town.mods, "daily preview"))
    assert "gets no question" in text_of(await town.mia.slash(town.mods, "daily skip"))
    await town.go_on(30)
    assert len(town.posts()) == 1
    await town.go_on(18)

    _, second = town.posts()
    assert f"`{(await town.question(second)).item.id}`" in preview
    verdict = await town.answer(town.sam, second)
    assert "Streak 2" in text_of(verdict)


async def test_skipping_twice_in_a_row_skips_one_day(town: Town) -> None:
    await ready(town)
    await town.tick()
    await town.mia.slash(town.mods, "daily skip")
    assert "nothing to post or skip" in text_of(await town.mia.slash(town.mods, "daily skip"))
    await town.go_on(48)

    assert len(town.posts()) == 2


async def test_a_phase_that_does_not_exist_is_refused_by_discord_and_one_without_learners_can_be_posted(
    town: Town,
) -> None:
    await ready(town)
    result = await town.mia.slash(town.mods, "daily post", phase=3)

    assert "Phase 3" in text_of(result)
    [post] = town.posts()
    assert (await town.question(post)).phase == 3


async def test_a_refused_post_is_said_with_its_mend(town: Town) -> None:
    await ready(town)
    overwrite(town, town.channel, deny="send_messages")
    await town.env.settle()
    result = await town.mia.slash(town.mods, "daily post")

    assert f"Missing: **Send Messages** in <#{town.channel.id}>" in text_of(result)


async def test_before_setup_the_group_is_told_how_to_begin(town: Town) -> None:
    for command in ("daily preview", "daily post", "daily skip"):
        assert "`/setup` chooses one" in text_of(await town.ada.slash(town.mods, command))


async def test_nobody_but_a_moderator_previews_posts_or_skips(town: Town) -> None:
    await ready(town)
    await town.tick()
    for command in ("daily preview", "daily post", "daily skip", "group overview"):
        result = await town.nora.slash(town.channel, command)
        assert "for the group’s moderators" in text_of(result)
        assert f"<@&{town.role.id}>" in text_of(result)
        assert "answer:" not in text_of(result).lower()
    assert len(town.posts()) == 1


async def test_the_role_is_checked_again_at_every_press(town: Town) -> None:
    await ready(town)
    await town.tick()
    preview = await town.mia.slash(town.mods, "daily preview")
    take_roles(town, town.mia)
    for what in ("post", "skip"):
        pressed = await town.mia.click(
            reply(preview), custom_id=control(preview, custom_ids.Daily, what=what)
        )
        assert "for the group’s moderators" in text_of(pressed)
    await town.go_on(24)
    assert len(town.posts()) == 2


async def test_whoever_manages_the_server_moderates_without_the_role(town: Town) -> None:
    await ready(town)
    await town.tick()

    assert "Post now" in text_of(await town.ada.slash(town.mods, "daily preview"))
