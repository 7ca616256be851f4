from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import limits
from bot.domain.item import QuestionRef
from bot.domain.leaderboard import Cursor, Period
from bot.ui import custom_ids as ids

LARGEST = 2**63 - 1
numbers = st.integers(0, LARGEST)
refs = st.builds(QuestionRef, st.sampled_from("pq"), numbers)
typed = st.text(max_size=40)
settings = st.sampled_from(get_args(ids.Setting))
data_steps = st.sampled_from(get_args(ids.DataStep))
any_id = st.one_of(
    st.builds(ids.Answer, refs, typed),
    st.builds(ids.Form, refs),
    st.builds(ids.Order, refs, typed),
    st.builds(ids.Hint, refs, numbers),
    st.builds(ids.Enroll, refs, typed),
    st.builds(ids.Join, st.none() | numbers),
    st.builds(ids.Resume, refs, typed),
    st.builds(ids.Resume, guild_id=st.none() | numbers),
    st.builds(ids.Today, numbers),
    st.builds(ids.Report, refs),
    st.builds(ids.Reported, refs),
    st.builds(ids.Discuss, refs),
    st.builds(ids.Primer, numbers, st.text("abcp123.-", min_size=1, max_size=60)),
    st.builds(ids.Ping, numbers, st.booleans()),
    st.builds(ids.Board, numbers, st.sampled_from(Period)),
    st.builds(
        ids.Board,
        numbers,
        st.sampled_from(Period),
        st.sampled_from(["after", "before"]),
        st.builds(Cursor, numbers, numbers),
    ),
    st.builds(ids.Set, numbers, settings),
    st.builds(ids.SetTimezone, numbers),
    st.builds(ids.Data, numbers, data_steps),
    st.builds(ids.Left, numbers, st.sampled_from(["sure", "cancel"])),
    st.builds(ids.NextPhase, numbers, st.integers(1, 4)),
    st.builds(ids.Daily, numbers, st.integers(1, 4), st.sampled_from(["preview", "post", "skip"])),
    st.builds(ids.Fixed, numbers),
    st.builds(ids.InGroup, numbers, st.sampled_from(get_args(ids.Shown)), typed),
)


@given(any_id)
def test_what_was_built_is_read_back_and_fits_discord(custom_id: ids.CustomId) -> None:
    text = str(custom_id)
    assert ids.parse(text) == custom_id
    assert 1 <= len(text) <= limits.CUSTOM_ID


def test_a_colon_in_what_was_typed_survives() -> None:
    ref = QuestionRef("p", 12)
    assert ids.parse("answer:v1:p12:1:2:") == ids.Answer(ref, "1:2:")
    assert ids.parse(str(ids.Enroll(ref, "::"))) == ids.Enroll(ref, "::")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("answer:v1:q34:form", ids.Answer(QuestionRef("q", 34), ids.FORM)),
        ("resume:v1:-:", ids.Resume()),
        ("join:v1", ids.Join()),
        ("board:v1:7:week:after:30:4", ids.Board(7, Period.WEEK, "after", Cursor(30, 4))),
        ("ping:v1:7:no", ids.Ping(7, wants=False)),
    ],
)
def test_the_forms_that_stand_under_messages_are_understood(text: str, expected: ids.CustomId) -> None:
    assert ids.parse(text) == expected


@given(st.text(max_size=120))
def test_any_other_text_is_read_as_nothing_or_as_itself(text: str) -> None:
    parsed = ids.parse(text)
    assert parsed is None or ids.parse(str(parsed)) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "answer",
        "answer:v2:p1:0",
        "answer:v1:x1:0",
        "answer:v1:p1",
        "form:v1:p",
        "hint:v1:p1",
        "hint:v1:p1:-1",
        "today:v1:-1",
        "today:v1:１",
        "board:v1:1:month:first:0:0",
        "set:v1:1:nonsense",
        "data:v1:1",
        "ping:v1:1:maybe",
        "join:v1:x",
        "resume:v1:-:x",
        "daily:v1:1:1:delete",
    ],
)
def test_a_malformed_or_foreign_name_is_nobodys(text: str) -> None:
    assert ids.parse(text) is None


def test_a_name_that_discord_would_refuse_is_never_built() -> None:
    with pytest.raises(ValueError, match="characters"):
        str(ids.Answer(QuestionRef("p", 1), "x" * 100))
