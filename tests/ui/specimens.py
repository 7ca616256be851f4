"""Values to render: ordinary ones, the largest legal ones, and hostile names."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.content.text_checks import (
    MAX_EXPLANATION,
    MAX_OPTION,
    MAX_RENDERED,
    MAX_TITLE,
    MAX_UNIT,
    MAX_WHY,
)
from bot.domain.answers import Rule
from bot.domain.attempt import Grade, Response, Source, Verdict
from bot.domain.daily_post import DuePost, OptionCount, PostPreview, Reveal
from bot.domain.enrollment import Enrollment, EnrollmentResult
from bot.domain.item import (
    Blank,
    Item,
    ItemType,
    Level,
    Option,
    Pair,
    QuestionRef,
    Reference,
    ShownItem,
    Step,
    Tolerance,
    Track,
)
from bot.domain.streak import DayKind, DayView, StreakView

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
DAY_END = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
GUILD = 2**63 - 1
CHANNEL = 2**63 - 2
REF = QuestionRef("p", 12)
HUGE_REF = QuestionRef("p", 2**63 - 1)
HOSTILE_NAMES = (
    "@everyone",
    "@here",
    "<@1>",
    "<@&123456789012345678>",
    "<#1>",
    "[x](https://evil.example)",
    "[[x](https://evil.example)](https://evil.example)",
    "https://evil.example",
    "`code` ```block",
    "**bold** __under__ ~~gone~~ ||hidden||",
    "# heading\n> quote\n- list\n-# small",
    "<:party:123456789012345678>",
    "<t:1:R>",
    "x" * 500,
    "\u202eabc\u200f\u2066",
    "שלום עולם",
    "\u200b\u200b",
    "",
)

_WORDS = "the gradient of the loss with respect to the weights "


def prose(length: int) -> str:
    return (_WORDS * (length // len(_WORDS) + 1))[: length - 1].rstrip().ljust(length - 1, "x") + "."


def single(*, large: bool = False) -> Item:
    texts = ["`[1, 2]`", "`[1, 2, 3]`", "an error"]
    whys = ["It is the same list.", "Both names mean one list.", "It is legal."]
    item = Item(
        id="p1.datamodel.aliasing.0001",
        type=ItemType.SINGLE,
        topic="p1.datamodel.aliasing",
        level=Level.APPLY,
        difficulty=2,
        stem="What does this print?",
        explanation="Assignment binds a second name to the same list.",
        code="a = [1, 2]\nb = a\nb.append(3)\nprint(a)",
        options=tuple(
            Option(chr(97 + at), text, why, is_key=at == 1)
            for at, (text, why) in enumerate(zip(texts, whys, strict=True))
        ),
        references=_references(large=large),
        version="abc",
    )
    return _largest(replace(item, difficulty=5), options=5, keys={1}) if large else item


def multi(*, large: bool = False) -> Item:
    item = Item(
        id="p2.validation.leakage.0005",
        type=ItemType.MULTI,
        topic="p2.validation.leakage",
        level=Level.ANALYSE,
        difficulty=4,
        stem="Which of these leak, done **before** the split?",
        explanation="A step leaks if changing a validation row changes a training row.",
        options=tuple(
            Option(chr(97 + at), f"Step number {at}", f"Reason number {at}.", is_key=at % 2 == 0)
            for at in range(4)
        ),
        references=_references(large=large),
    )
    return _largest(item, options=6, keys={0, 2, 4}) if large else item


def numeric(*, large: bool = False) -> Item:
    item = Item(
        id="p1.probability.bayes.0011",
        type=ItemType.NUMERIC,
        topic="p1.probability.bayes",
        level=Level.APPLY,
        difficulty=3,
        stem="What share of the alerts is fraud?",
        explanation="Count true and false alerts among 10,000 transactions.",
        key=28.8,
        tolerance=Tolerance(abs=0.1),
        unit="%",
        references=_references(large=large),
    )
    if not large:
        return item
    return replace(_largest(item, options=0, keys=set()), key=-123456789.123, unit="x" * MAX_UNIT)


def _largest(item: Item, *, options: int, keys: set[int]) -> Item:
    """The same item with every text as long as the curriculum's rules allow."""
    texts = [Option(chr(97 + at), prose(MAX_OPTION), prose(MAX_WHY), at in keys) for at in range(options)]
    code = "x = 1  # a line\n" * 10
    room = (
        MAX_RENDERED
        - sum(len(f"\n**A.** {one.text}") for one in texts)
        - len(f"\n```{item.lang}\n{code}\n```")
    )
    return replace(
        item, stem=prose(room), code=code, options=tuple(texts), explanation=prose(MAX_EXPLANATION)
    )


def _references(*, large: bool) -> tuple[Reference, ...]:
    page = Reference(title="The tutorial", url="https://docs.python.org/3/tutorial/")
    book = Reference(book="Huyen, Designing Machine Learning Systems", section="8")
    if not large:
        return (page, book)
    url = "https://example.org/" + "a" * 80
    return (Reference(title=prose(MAX_TITLE), url=url), Reference(title=prose(MAX_TITLE), url=url), book)


ITEMS = (single(), multi(), numeric(), single(large=True), multi(large=True), numeric(large=True))


def _ids(item: Item) -> list[str]:
    if item.pairs:
        return [str(place) for place in range(len(item.rights))]
    return [one.id for one in item.options or item.steps]


def shown(item: Item, *, ref: QuestionRef = REF, is_repeat: bool = False) -> ShownItem:
    is_large = item.explanation == prose(MAX_EXPLANATION)
    return ShownItem(
        ref=HUGE_REF if is_large else ref,
        guild_id=GUILD,
        phase=item.phase,
        item=item,
        order=tuple(reversed(_ids(item))),
        seed=1,
        topic_title=prose(MAX_TITLE) if is_large else "Names, objects and mutability",
        module_title=prose(MAX_TITLE) if is_large else "Python’s data model",
        is_repeat=is_repeat,
    )


def streak(current: int = 1, *, timezone: str = "Europe/Berlin", done: bool = True) -> StreakView:
    kinds = [kind for kind in DayKind if kind not in (DayKind.TODAY, DayKind.ACTIVE)]
    days = tuple(
        DayView(date(2026, 11, 10 + at), kinds[at % len(kinds)] if at % 2 else DayKind.ACTIVE, at % 2 ^ 1, 0)
        for at in range(13)
    )
    return StreakView(
        current=current,
        best=max(current, 9),
        active_days=max(current, 31),
        today=TODAY,
        is_today_done=done,
        day_ends_at=DAY_END,
        timezone=timezone,
        days=(*days, DayView(TODAY, DayKind.ACTIVE if done else DayKind.TODAY, int(done), int(done))),
    )


def wrong_response(item: Item) -> Response:
    match item.type:
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            return Response(text="`@everyone`\n```x " + "y" * 180)
        case ItemType.CLOZE:
            return Response(texts=("**@everyone**", ""))
        case ItemType.MATCHING:
            return Response(texts=tuple(reversed(item.rights))[: len(item.pairs)])
        case ItemType.ORDERING:
            return Response(option_ids=tuple(reversed(item.step_order)))
    if item.type is ItemType.NUMERIC:
        return Response(text="9" * 40 if len(item.unit) > 1 else "80", number=80.0)
    if item.type is ItemType.MULTI:
        return Response(option_ids=tuple(option.id for option in item.options if not option.is_key))
    return Response(option_ids=(item.options[0].id,))


def right_response(item: Item) -> Response:
    match item.type:
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            return Response(text=item.accept[0])
        case ItemType.CLOZE:
            return Response(texts=tuple(blank.accept[0] for blank in item.blanks))
        case ItemType.MATCHING:
            return Response(texts=tuple(pair.right for pair in item.pairs))
        case ItemType.ORDERING:
            return Response(option_ids=item.step_order)
    if item.type is ItemType.NUMERIC:
        return Response(text="28,8", number=28.8)
    return Response(option_ids=tuple(option.id for option in item.options if option.is_key))


def verdict(item: Item, *, correct: bool = True, score: float | None = None) -> Verdict:
    grade = Grade(score=float(correct) if score is None else score, is_correct=correct)
    if item.type is ItemType.NUMERIC and not correct:
        grade = replace(grade, feedback="That is P(alert | fraud), the transposed conditional.")
    return Verdict(
        attempt_id=1,
        shown=shown(item),
        source=Source.DAILY,
        response=right_response(item) if correct else wrong_response(item),
        grade=grade,
        answered_at=NOW,
        study_day=TODAY,
        points=3 if correct else 0,
        points_capped=False,
        streak=streak(),
    )


def everything_at_once(item: Item, *, correct: bool) -> Verdict:
    """A verdict with every note that a verdict may carry."""
    return replace(
        verdict(item, correct=correct),
        source=Source.PRACTICE,
        practice_reason="other-phase",
        is_repeat_tap=True,
        met_before_at=NOW,
        met_before=wrong_response(item),
        ask_about_ping=True,
        enrolled_now=True,
        resumed_now=True,
        has_more=True,
    )


def due(item: Item, *, ping: bool = False) -> DuePost:
    return DuePost(
        post_id=12,
        token=1,
        shown=shown(item),
        channel_id=CHANNEL,
        post_date=TODAY,
        due_at=NOW,
        first_attempt_at=NOW,
        ping_role_id=GUILD if ping else None,
    )


def reveal(item: Item, *, answers: int = 14) -> Reveal:
    few = answers < 5 or item.type is ItemType.NUMERIC
    counts = () if few else tuple(OptionCount(option.id, at) for at, option in enumerate(item.options))
    return Reveal(
        post_id=12,
        shown=shown(item),
        channel_id=CHANNEL,
        message_id=1,
        answers=answers,
        correct=answers // 2,
        counts=counts,
    )


def post_preview(item: Item, *, skipped: bool = False) -> PostPreview:
    return PostPreview(
        shown=shown(item),
        post_date=TODAY,
        due_at=NOW,
        channel_id=CHANNEL,
        unseen_left=4,
        is_skipped=skipped,
    )


def enrollment(name: str = "Nora") -> Enrollment:
    return Enrollment(
        id=1,
        guild_id=GUILD,
        learner_id=1,
        discord_id=CHANNEL,
        display_name=name,
        phase=1,
        phase_started_on=TODAY,
        pace=12,
        track=Track.PYTORCH,
        timezone="Europe/Berlin",
        next_timezone=None,
        next_timezone_at=None,
        is_hidden=False,
        wants_ping=None,
        paused_from=None,
        paused_until=None,
        enrolled_at=NOW,
    )


def enrollment_result(before: Enrollment | None, after: Enrollment) -> EnrollmentResult:
    return EnrollmentResult(
        before=before,
        after=after,
        role_ids_to_add=(),
        role_ids_to_remove=(),
        day_ends_at=DAY_END,
        next_post_at=NOW,
        finishes_on=date(2027, 11, 22),
    )


def other_types() -> tuple[Item, ...]:
    """One of each type that is answered otherwise: typed, in parts, in order, or as true or false."""
    base = replace(single(), hints=("Think of what is fitted where.",), options=())
    return (
        replace(base, type=ItemType.SHORT, accept=("early stopping",), normalise=(Rule.CASE, Rule.SPACE)),
        replace(base, type=ItemType.CODE_OUTPUT, code="print(6, 104)\nprint(7)", accept=("6 104\n7",)),
        replace(
            base,
            type=ItemType.CLOZE,
            cloze="RMSE = sqrt(<<1>>), and MAE is the mean of <<2>> errors.",
            blanks=(
                Blank(("MSE",), (Rule.CASE,), "The root of it."),
                Blank(("absolute",), (), "Not squared."),
            ),
        ),
        replace(
            base,
            type=ItemType.MATCHING,
            pairs=(
                Pair("Customers get older; P(y|x) unchanged", "Covariate shift", "Only P(x) moved."),
                Pair("Fraud rises 1 % → 4 %; P(x|y) unchanged", "Label shift"),
                Pair("The same x gets another y", "Concept drift", "P(y|x) moved."),
                Pair("Serving logs cents; training used euros", "Training–serving skew"),
            ),
            extra=("Feedback loop",),
        ),
        replace(
            base,
            type=ItemType.ORDERING,
            steps=tuple(
                Step(f"s{at}", f"`step_{at}(loss)` with a few words", f"Reason {at}.") for at in range(6)
            ),
            step_order=("s0", "s1", "s2", "s3", "s4", "s5"),
        ),
        replace(
            base,
            type=ItemType.TRUE_FALSE,
            options=(
                Option("a", "True, because it averages", "Right for the wrong reason.", says=True),
                Option("b", "True, because variance falls", "Yes.", is_key=True, says=True),
                Option("c", "False, because bias falls", "It does not.", says=False),
            ),
        ),
    )
