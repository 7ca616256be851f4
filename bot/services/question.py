"""Finding the question a button belongs to. Shared by the services; each runs inside their transaction."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.domain.attempt import Source
from bot.domain.curriculum import Curriculum
from bot.domain.daily_post import PostStatus
from bot.domain.enrollment import Enrollment
from bot.domain.errors import NotYours, QuestionGone
from bot.domain.formulas.items import with_plain_labels
from bot.domain.item import Item, QuestionRef, ShownItem
from bot.domain.variant_items import concrete
from bot.services.context import Context
from bot.storage.daily_post import PostRow, find_post
from bot.storage.prompt import PromptRow, find_prompt


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is out. `is_open`: answers to it still count for points."""

    shown: ShownItem
    is_open: bool
    post_id: int | None
    prompt_id: int | None

    @property
    def guild_id(self) -> int:
        """The group it belongs to."""
        return self.shown.guild_id


def load_question(
    context: Context, connection: Connection, ref: QuestionRef, discord_id: int | None = None
) -> Question:
    """The question with this reference.

    Raises:
        QuestionGone: it was never asked, or its data were deleted.
        NotYours: a private question of somebody other than `discord_id`.
    """
    if ref.is_daily:
        post = find_post(connection, ref.id)
        if post is None or post.state is PostStatus.PLANNED:
            raise QuestionGone
        return Question(
            shown_post(context, connection, post), post.state is not PostStatus.REVEALED, post.id, None
        )
    prompt = find_prompt(connection, ref.id)
    if prompt is None:
        raise QuestionGone
    if discord_id is not None and prompt.discord_id != discord_id:
        raise NotYours
    return Question(shown_prompt(context, connection, prompt), True, None, prompt.id)


def shown_post(context: Context, connection: Connection, post: PostRow) -> ShownItem:
    """A daily post's item as everyone sees it."""
    item = context.versions.get(connection, post.version)
    return show(
        context.library.for_guild(post.guild_id),
        QuestionRef("p", post.id),
        post.guild_id,
        post.phase,
        item,
        post.option_order,
        post.seed,
        post.is_repeat,
    )


def shown_prompt(context: Context, connection: Connection, prompt: PromptRow) -> ShownItem:
    """A prompt's item as its learner sees it."""
    item = context.versions.get(connection, prompt.version)
    return show(
        context.library.for_guild(prompt.guild_id),
        QuestionRef("q", prompt.id),
        prompt.guild_id,
        prompt.phase,
        item,
        prompt.option_order,
        prompt.seed,
    )


def show(
    curriculum: Curriculum,
    ref: QuestionRef,
    guild_id: int,
    phase: int,
    item: Item,
    order: tuple[str, ...],
    seed: int,
    is_repeat: bool = False,
) -> ShownItem:
    """Join the variant of an item that the seed chooses with its titles; a topic that is gone is shown by its id."""
    topic = curriculum.topics.get(item.topic)
    module = curriculum.modules.get(topic.module) if topic else None
    return ShownItem(
        ref=ref,
        guild_id=guild_id,
        phase=phase,
        item=with_plain_labels(concrete(item, seed)),
        order=order,
        seed=seed,
        topic_title=topic.title if topic else item.topic,
        module_title=module.title if module else "",
        is_repeat=is_repeat,
    )


def source_of(question: Question, enrollment: Enrollment, *, met_before: bool) -> tuple[Source, str]:
    """What an answer of this learner counts as and, where it is practice, why (see `Verdict.practice_reason`)."""
    if question.shown.phase != enrollment.phase:
        return Source.PRACTICE, "other-phase"
    if not question.is_open:
        return Source.PRACTICE, "revealed"
    if met_before:
        return Source.PRACTICE, "met-before"
    return (Source.DAILY if question.shown.ref.is_daily else Source.EXTRA), ""
