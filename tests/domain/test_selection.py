"""What is asked next."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.item import Item, Track
from bot.domain.selection import Choice, daily_pool, next_daily, next_extra, track_items_due
from tests.domain.items import choice

TODAY = date(2026, 5, 4)


def topic(name: str, common: int, own: int = 0) -> list[Item]:
    return [
        choice(
            f"p1.m.{name}.{number:04}",
            topic=f"p1.m.{name}",
            track=Track.COMMON if number <= common else Track.PYTORCH,
        )
        for number in range(1, common + own + 1)
    ]


phases = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=5).map(
    lambda sizes: [item for place, size in enumerate(sizes) for item in topic("abcde"[place], *size)]
)


def ids(items: list[Item] | tuple[Item, ...]) -> list[str]:
    return [item.id.removeprefix("p1.m.") for item in items]


def test_the_daily_pool_is_half_of_each_topic_and_common_to_all_tracks() -> None:
    items = [*topic("b", 3), *topic("a", 2, own=2), *topic("c", 0, own=1)]

    assert ids(daily_pool(items)) == ["b.0001", "b.0002", "a.0001"]


def test_the_pool_is_asked_first_then_the_rest_then_the_longest_unseen() -> None:
    items = [*topic("b", 2), *topic("a", 2, own=1)]
    first, second, third, fourth = (items[place] for place in (0, 2, 1, 3))

    assert next_daily(items, {}) == Choice(first, False, 4)
    assert next_daily(items, {first.id: TODAY}) == Choice(second, False, 3)
    assert next_daily(items, {first.id: TODAY, second.id: TODAY}) == Choice(third, False, 2)
    seen = {first.id: TODAY, second.id: TODAY - timedelta(days=1), third.id: TODAY, fourth.id: TODAY}
    assert next_daily(items, seen) == Choice(second, True, 0)
    assert next_daily(items, dict.fromkeys(seen, TODAY)) == Choice(first, True, 0)


def test_a_phase_without_common_items_has_nothing_to_ask() -> None:
    assert next_daily(topic("a", 0, own=2), {}) is None
    assert next_extra([], set(), set(), None) is None


@settings(max_examples=80, deadline=None)
@given(items=phases)
def test_nothing_comes_twice_before_everything_came_once_and_then_all_return(items: list[Item]) -> None:
    common = [item.id for item in items if item.track is Track.COMMON]
    seen: dict[str, date] = {}
    rounds: list[list[str]] = [[], []]
    for number in range(2 * len(common)):
        found = next_daily(items, seen)
        assert found is not None
        assert found.is_repeat == (number >= len(common))
        assert found.unseen_left == max(0, len(common) - number)
        rounds[number // len(common)].append(found.item.id)
        seen[found.item.id] = TODAY + timedelta(days=number)

    assert sorted(rounds[0]) == sorted(common)
    assert rounds[1] == rounds[0]


@settings(max_examples=80, deadline=None)
@given(items=phases, data=st.data())
def test_a_private_question_never_gives_away_one_the_group_has_yet_to_meet(
    items: list[Item], data: st.DataObject
) -> None:
    every = [item.id for item in items] or ["none"]
    posted = data.draw(st.sets(st.sampled_from(every)))
    open_item = data.draw(st.one_of(st.none(), st.sampled_from(every)))
    met: set[str] = set()
    while (item := next_extra(items, met, posted, open_item)) is not None:
        assert item.id not in met | {open_item}
        assert item.id in posted or item not in daily_pool(items)
        met.add(item.id)

    kept = {item.id for item in daily_pool(items)} - posted
    assert met == {item.id for item in items} - kept - {open_item}


@settings(max_examples=80, deadline=None)
@given(items=phases)
def test_private_questions_come_in_teaching_order(items: list[Item]) -> None:
    met: list[str] = []
    while (item := next_extra(items, met, [each.id for each in items], None)) is not None:
        met.append(item.id)

    assert met == [item.id for item in items]


@given(st.integers(0, 60), st.sampled_from([46, 69, 91]))
def test_items_of_a_track_spread_over_the_phase_and_all_come_up(items: int, days: int) -> None:
    met, gaps, last = 0, [], -1
    for day in range(days):
        due = track_items_due(items, met, day, days)
        assert due in (0, 1)
        if due:
            gaps.append(day - last)
            last = day
        met += due
    assert met == items if items <= days else met == days
    assert not gaps or max(gaps) <= days // min(items, days) + 1
