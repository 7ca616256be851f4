"""The daily post: as it appears, as it is revealed, and what moderators see of it beforehand."""

import discord

from bot.domain.daily_post import DuePost, PostPreview, Reveal
from bot.domain.item import ItemType, ShownItem
from bot.ui import custom_ids
from bot.ui.messages import asking, question, words
from bot.ui.messages.layout import (
    Style,
    button,
    card,
    line,
    lines,
    message,
    paragraphs,
    phase_colour,
    rows,
    small,
)
from bot.ui.messages.permissions import Missing, mend

_BAR = "█"
_BAR_LENGTH = 10
PRACTICE = "The buttons still work, as practice: an answer counts for your streak, not for points."


def post(due: DuePost) -> discord.ui.LayoutView:
    """The question of the day, with the ping of the group's role when it has one."""
    ping = f"<@&{due.ping_role_id}> The next question is out." if due.ping_role_id else ""
    return message(ping, asking.question_card(due.shown))


def mentions(due: DuePost) -> discord.AllowedMentions:
    """Whom the post may ping: the group's role and nobody else."""
    roles = [discord.Object(due.ping_role_id)] if due.ping_role_id else []
    return discord.AllowedMentions(everyone=False, users=False, roles=roles)


def revealed(reveal: Reveal) -> discord.ui.LayoutView:
    """The closed post: key, explanation, references and how the group answered; never names."""
    shown = reveal.shown
    item = shown.item
    marks = ["✓" if one in item.key_ids else "" for one in shown.order]
    group = _group_answers(reveal)
    answer = _the_answer(shown)
    return message(
        card(
            question.head(shown, "revealed"),
            question.stem(item),
            question.options(shown, marks),
            line(),
            paragraphs(answer, item.explanation.strip(), question.references(item)),
            *((line(), group) if group else ()),
            small(PRACTICE),
            *asking.answer_rows(shown, is_revealed=True),
            colour=phase_colour(shown.phase),
        )
    )


def preview(upcoming: PostPreview) -> discord.ui.LayoutView:
    """What a phase gets next, for moderators: as it will look, when, where, and what else can be done."""
    shown = upcoming.shown
    when = f"{words.day(upcoming.post_date)}, {words.relative(upcoming.due_at)}"
    left = words.count(upcoming.unseen_left, "question") if upcoming.unseen_left else "no question"
    fate = f"Phase {shown.phase} skips {when}." if upcoming.is_skipped else f"Phase {shown.phase}, {when}"
    place = "" if upcoming.is_skipped else f", in <#{upcoming.channel_id}>."
    steps = [button("Post now", _step(upcoming, "post"), Style.primary)]
    if not upcoming.is_skipped:
        steps.append(button("Skip this day", _step(upcoming, "skip")))
    return message(
        f"{fate}{place}\n{small(words.capital(f'{left} new to the group, this one included.'))}",
        card(
            question.head(shown),
            question.stem(shown.item),
            question.options(shown),
            lines(small(f"`{shown.item.id}`, revision {shown.item.rev}."), _the_answer(shown)),
            colour=phase_colour(shown.phase),
        ),
        *rows(steps),
    )


def posted(due: DuePost) -> discord.ui.LayoutView:
    """To the moderator who posted a question at once."""
    return message(f"Phase {due.shown.phase}’s question is out in <#{due.channel_id}>.")


def not_posted(due: DuePost, missing: Missing | None = None) -> discord.ui.LayoutView:
    """To the moderator whose post Discord did not take, or not yet."""
    what = f"Phase {due.shown.phase}’s question could not be posted in <#{due.channel_id}>."
    if missing is None:
        return message(f"{what} Discord did not take it; it is tried again in a moment.")
    return message(lines(what, f"Missing: {mend(missing)}"))


def skipped(upcoming: PostPreview) -> discord.ui.LayoutView:
    """To the moderator who skipped a day."""
    return message(
        lines(
            f"Phase {upcoming.shown.phase} gets no question on {words.day(upcoming.post_date)}.",
            small("Nobody’s streak suffers. The question keeps its place and comes on the next post day."),
        )
    )


def _the_answer(shown: ShownItem) -> str:
    # A block of output begins its own line.
    between = "\n" if shown.item.type is ItemType.CODE_OUTPUT else " "
    return f"The answer:{between}{question.key(shown)}"


def _step(upcoming: PostPreview, what: custom_ids.DailyStep) -> custom_ids.Daily:
    return custom_ids.Daily(upcoming.shown.guild_id, upcoming.shown.phase, what)


def _group_answers(reveal: Reveal) -> str:
    if reveal.answers < 5:
        return ""
    right = f"{words.number(reveal.correct) if reveal.correct else 'none'} of {words.number(reveal.answers)}"
    told = f"**How the group answered:** {right} right at the first try."
    if not reveal.counts:
        return told
    counts = {count.option_id: count.count for count in reveal.counts}
    width = len(str(max(counts.values())))
    bars = []
    for option_id in reveal.shown.order:
        chosen = counts.get(option_id, 0)
        length = max(round(_BAR_LENGTH * chosen / reveal.answers), 1) if chosen else 0
        key = " ✓" if option_id in reveal.shown.item.key_ids else ""
        bars.append(
            f"{question.letter(reveal.shown, option_id)} {chosen:>{width}} {_BAR * length}{key}".rstrip()
        )
    return lines(told, "```\n" + "\n".join(bars) + "\n```")
