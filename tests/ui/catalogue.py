"""Every message there is, rendered with ordinary values and the largest legal ones; and with hostile names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import discord

from bot.content.text_checks import MAX_HINT
from bot.domain import errors
from bot.domain.attempt import Response
from bot.domain.discussion import Discussion
from bot.domain.enrollment import Enrollment
from bot.domain.hint import HintView
from bot.domain.item import Item, ItemType, Track
from bot.domain.leaderboard import Period
from bot.domain.phase_offer import PhaseOffer
from bot.domain.report import Notice, NoticeKind
from bot.ui.messages import (
    asking,
    daily_post,
    discussion,
    enrollment,
    group,
    help,
    hint,
    leaderboard,
    notices,
    pause,
    phase_offer,
    progress,
    refusals,
    report,
    settings,
    streak,
    study_guide,
    today,
    verdict,
)
from bot.ui.messages.layout import message
from bot.ui.messages.permissions import Missing
from tests.ui import reading
from tests.ui import specimens as s
from tests.ui.views import (
    TITLES,
    a_notice,
    a_report,
    board,
    group_value,
    overview,
    progress_view,
    today_view,
)

Rendered = discord.ui.LayoutView | discord.ui.Modal
Case = tuple[str, Callable[[], Rendered]]


def changed(after: Enrollment) -> Rendered:
    return enrollment.changed(s.enrollment_result(s.enrollment(), after))


ALL_REFUSALS: tuple[errors.StudyError, ...] = (
    errors.NotEnrolled(s.GUILD),
    errors.NotEnrolled(s.GUILD, s.HUGE_REF, "9" * 40),
    errors.Paused(s.TODAY),
    errors.Paused(s.TODAY, s.HUGE_REF, "1:2"),
    errors.UnreadableAnswer(s.HUGE_REF, "`" * 4000, "too-long", "x" * 20),
    errors.UnreadableAnswer(s.HUGE_REF, "early stoping", "near-miss", meant="early stopping"),
    errors.UnreadableAnswer(s.HUGE_REF, "a\x1f" + "b" * 200, "near-miss", meant="`b`"),
    errors.NotEnrolled(s.GUILD, s.HUGE_REF, "line\n" * 300),
    errors.Paused(s.TODAY, s.HUGE_REF, "x" * 300),
    errors.QuestionGone(),
    errors.NotYours(),
    errors.GroupNotSetUp(s.GUILD, can_set_up=True),
    errors.GroupNotSetUp(s.GUILD),
    errors.NeedsModerator(),
    errors.NeedsModerator(s.CHANNEL),
    errors.NeedsManageServer(),
    errors.BadChoice("timezone", "Berlln", ("Europe/Berlin", "Europe/Dublin")),
    errors.BadChoice("until", "@everyone " * 500),
    errors.WhichGroup(()),
    errors.WhichGroup(((1, "Engineers"), (2, "x" * 100))),
    errors.WhichGroup(tuple((n, "Engineers") for n in range(1, 31)), "pause", "2026-12-24"),
    errors.AnswerFirst(s.REF),
    errors.AlreadyReported(s.NOW),
    errors.NothingToPost(2),
    errors.AlreadyPosted(1, s.CHANNEL, s.GUILD),
)


def every_message() -> Iterator[Case]:
    """(name, how to render it): each function of `ui/messages`, small and large."""
    for index, item in enumerate(s.ITEMS):
        yield from _of_an_item(f"{item.type}-{'large' if index >= 3 else 'small'}", item)
    for item in s.other_types():
        yield from _of_an_item(str(item.type), item)
        unknown = replace(s.verdict(item, correct=False), response=Response(is_unknown=True))
        yield f"verdict-{item.type}-unknown", partial(verdict.verdict, unknown)
        if item.steps:
            for taps in range(len(item.steps) + 1):
                panel = partial(asking.order_panel, s.shown(item), list(range(taps)))
                yield f"order-panel-{taps}", panel
    for number, refusal in enumerate(ALL_REFUSALS):
        yield f"refusal-{number}-{type(refusal).__name__}", partial(refusals.refusal, refusal)
    for kind in NoticeKind:
        yield f"notice-{kind}", partial(notices.notice, a_notice(kind))
        yield f"notice-{kind}-unknown", partial(notices.notice, Notice(1, s.GUILD, kind, {}))
        yield f"notice-{kind}-long", partial(notices.notice, a_notice(kind, "<@1> " * 900))
    yield from _of_a_learner()
    yield from _of_a_group()
    yield from _of_reading()


def _of_an_item(label: str, item: Item) -> Iterator[Case]:
    shown = s.shown(item)
    talk = Discussion(shown, s.GUILD, s.CHANNEL, None)
    yield f"question-{label}", lambda: message(asking.question_card(shown, label="Today"))
    if item.type not in (ItemType.SINGLE, ItemType.TRUE_FALSE, ItemType.ORDERING):
        yield f"form-{label}", lambda: asking.form(shown)
    yield f"post-{label}", lambda: daily_post.post(s.due(item, ping=True))
    yield f"revealed-{label}", lambda: daily_post.revealed(s.reveal(item))
    yield f"preview-{label}", lambda: daily_post.preview(s.post_preview(item))
    yield f"preview-skipped-{label}", lambda: daily_post.preview(s.post_preview(item, skipped=True))
    yield f"posted-{label}", lambda: daily_post.posted(s.due(item))
    yield f"not-posted-{label}", lambda: daily_post.not_posted(s.due(item), Missing("send_messages", 1))
    yield f"skipped-{label}", lambda: daily_post.skipped(s.post_preview(item))
    for correct in (True, False):
        yield f"verdict-{label}-{correct}", partial(verdict.verdict, s.verdict(item, correct=correct))
        everything = s.everything_at_once(item, correct=correct)
        yield f"verdict-{label}-{correct}-full", partial(verdict.verdict, everything)
    yield f"today-{label}", lambda: today.today(today_view(question=shown, extras_due=2, phase_offer=2))
    yield f"hints-enroll-{label}", lambda: hint.enroll_first(shown.ref)
    for seen in range(4):
        view = HintView(shown, (s.prose(MAX_HINT),) * seen, 3, 22, 15)
        yield f"hints-{label}-{seen}", partial(hint.hints, view)
        yield f"hints-{label}-{seen}-free", partial(hint.hints, replace(view, points=0, points_after_next=0))
    yield f"discussion-{label}", lambda: discussion.starter(talk)
    yield f"discussion-opened-{label}", lambda: discussion.opened(talk, s.CHANNEL)
    large = len(item.stem) > 300
    yield f"report-{label}", lambda: report.for_moderators(a_report("`x` " * 250, large=large))
    yield f"report-closed-{label}", lambda: report.closed(a_report("x" * 1000, large=large), s.CHANNEL)


def _of_a_learner() -> Iterator[Case]:
    learner = s.enrollment()
    moved = replace(
        learner,
        phase=2,
        pace=6,
        track=Track.TENSORFLOW,
        next_timezone="America/New_York",
        next_timezone_at=s.DAY_END,
        is_hidden=True,
        wants_ping=True,
    )
    yield "ping-yes", lambda: verdict.ping_chosen(wants=True)
    yield "ping-no", lambda: verdict.ping_chosen(wants=False)
    yield "welcome", lambda: enrollment.enrolled(s.enrollment_result(None, learner))
    yield "changed", lambda: changed(moved)
    yield "unchanged", lambda: changed(learner)
    yield "left", lambda: enrollment.left(learner)
    yield "today-done", lambda: today.today(today_view(daily_verdict=s.verdict(s.single()), extras_done=1))
    yield "today-nothing", lambda: today.today(today_view(next_post_at=None, streak=s.streak(0, done=False)))
    yield "today-paused", lambda: today.today(today_view(paused_until=s.TODAY))
    yield "progress", lambda: progress.progress(progress_view())
    yield "progress-large", lambda: progress.progress(progress_view(large=True))
    yield "progress-new", lambda: progress.progress(replace(progress_view(), answered=0, correct=0))
    yield "streak", lambda: streak.streak(s.streak(12345))
    yield "streak-none", lambda: streak.streak(replace(s.streak(0, done=False), days=()))
    yield "board", lambda: leaderboard.leaderboard(board(*["x" * 32] * 25))
    yield "board-all", lambda: leaderboard.leaderboard(board("Nora", period=Period.ALL, cursors=False))
    yield "board-empty", lambda: leaderboard.leaderboard(board())
    yield "paused", lambda: pause.paused(replace(learner, paused_from=s.TODAY, paused_until=s.TODAY))
    yield "resumed", lambda: pause.resumed(learner)
    yield "settings", lambda: settings.settings(learner)
    yield "settings-changed", lambda: settings.settings(moved, note="Your pace is now **6 months**.")
    yield "settings-timezone", lambda: settings.timezone_form(learner)
    yield "data", lambda: settings.data_panel(s.GUILD)
    yield "exported", lambda: settings.exported("my-data.json")
    yield "delete", lambda: settings.delete_question(s.GUILD)
    yield "kept", lambda: settings.kept()
    yield "deleted", lambda: settings.deleted(1)
    yield "leave", lambda: settings.leave_question(s.GUILD)
    yield "help", lambda: help.help_page()
    yield "help-moderator", lambda: help.help_page(is_moderator=True)
    yield "report-form", lambda: report.form(s.HUGE_REF)
    yield "report-thanks", lambda: report.thanks(a_report())
    yield "broke", lambda: refusals.broke("7f3a")
    offer = PhaseOffer(1, s.GUILD, 1, 1, TITLES[0], 2, s.prose(120))
    yield "offer", lambda: phase_offer.offer(offer, "x" * 100)
    yield "accepted", lambda: phase_offer.accepted(2)


def _of_reading() -> Iterator[Case]:
    for large in (False, True):
        size = "large" if large else "small"
        yield f"guide-phase-{size}", partial(study_guide.phase, reading.phase_page(large=large))
        yield f"guide-topic-{size}", partial(study_guide.topic, reading.topic_page(large=large))
        yield f"guide-project-{size}", partial(study_guide.project, reading.project(large=large), "brief.md")
        yield f"guide-question-{size}", partial(study_guide.frequent_question, reading.question(large=large))
        yield (
            f"guide-term-{size}",
            partial(study_guide.term, reading.term(large=large), ["A topic"] * (3 * large)),
        )
    bare = replace(reading.topic_page(), guide=None, module_guide=None, before=())
    yield "guide-topic-bare", partial(study_guide.topic, bare)
    empty = replace(reading.phase_page(), guide=None, projects=())
    yield "guide-phase-bare", partial(study_guide.phase, empty)


def _of_a_group() -> Iterator[Case]:
    everywhere = [Missing("read_message_history", s.CHANNEL)] * 40 + [Missing("manage_roles")]
    yield "setup", lambda: group.set_up(group_value())
    yield "setup-missing", lambda: group.set_up(group_value(), everywhere)
    yield "setup-bare", lambda: group.set_up(group_value(ready=False))
    yield "group-welcome", lambda: group.welcome(group_value())
    yield "overview", lambda: group.overview(overview())
    yield "overview-large", lambda: group.overview(overview("*" * 32, quiet=15))
    yield "discussion-refused", lambda: discussion.refused(Missing("create_private_threads", s.CHANNEL))


def with_name(name: str) -> Iterator[Case]:
    """Each message that shows what somebody typed, with this as what was typed."""
    yield "welcome", lambda: enrollment.enrolled(s.enrollment_result(None, s.enrollment(name)))
    yield "left", lambda: enrollment.left(s.enrollment(name))
    yield "board", lambda: leaderboard.leaderboard(board(name, "Nora", name))
    yield "overview", lambda: group.overview(overview(name))
    yield "report", lambda: report.for_moderators(a_report(name))
    yield "notice", lambda: notices.notice(a_notice(NoticeKind.POST_REFUSED, name))
    yield "curriculum", lambda: notices.notice(a_notice(NoticeKind.CURRICULUM_BROKEN, name))
    yield "offer", lambda: phase_offer.offer(PhaseOffer(1, 1, 1, 1, "A", 2, "B"), name)
    yield "unreadable", lambda: refusals.refusal(errors.UnreadableAnswer(s.REF, name, "not-a-number"))
    yield "choice", lambda: refusals.refusal(errors.BadChoice("timezone", name))
    typed = replace(s.verdict(s.numeric()), response=Response(text=name, number=1.0))
    yield "verdict", lambda: verdict.verdict(typed)
