"""The curriculum that ships is good, whole, and covers what it says."""

from collections import Counter
from functools import cache
from pathlib import Path

from bot.content.folder import load_folder
from bot.domain.curriculum import PHASES, Curriculum, Strand
from bot.domain.item import ItemType, Track

FOLDER = Path(__file__).parent.parent.parent / "curriculum"


@cache
def shipped() -> Curriculum:
    loaded, _ = load_folder(FOLDER)
    assert "\n".join(map(str, loaded.problems)) == ""
    assert loaded.curriculum is not None
    return loaded.curriculum


def test_it_has_no_problem_and_the_whole_roadmap() -> None:
    curriculum = shipped()

    assert tuple(phase.number for phase in curriculum.phases) == PHASES
    assert [len(phase.modules) for phase in curriculum.phases] == [14, 13, 12, 12]
    assert len(curriculum.modules) == 51
    assert len(curriculum.topics) == 153
    assert {len(module.topics) for module in curriculum.modules.values()} == {3}
    assert {topic.strand for topic in curriculum.topics.values()} == set(Strand)


def test_it_has_questions_enough_to_begin_with() -> None:
    per_phase = Counter(item.phase for item in shipped().items.values())

    assert len(shipped().items) >= 60
    assert per_phase[1] >= 30
    assert set(per_phase) == set(PHASES)


def test_it_has_questions_of_several_types_and_for_both_tracks() -> None:
    items = shipped().items.values()

    assert {item.type for item in items} >= {ItemType.SINGLE, ItemType.MULTI, ItemType.NUMERIC}
    assert {item.track for item in items} == set(Track)


def test_every_topic_can_be_reached_in_an_order_that_respects_prerequisites() -> None:
    curriculum = shipped()
    place = {topic: index for index, topic in enumerate(curriculum.topic_order)}

    assert len(place) == 153
    assert all(
        place[needed] < place[topic.id]
        for topic in curriculum.topics.values()
        for needed in topic.prerequisites
    )
