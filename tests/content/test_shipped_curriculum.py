"""The curriculum that ships is good, whole, and covers what it says."""

from collections import Counter
from functools import cache
from pathlib import Path

from bot.authoring.bank import read_bank
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


def test_every_topic_has_three_questions_for_whoever_learns_it() -> None:
    curriculum = shipped()
    for track in (Track.PYTORCH, Track.TENSORFLOW):
        asked = Counter(
            item.topic for item in curriculum.items.values() if item.track in (Track.COMMON, track)
        )
        assert {topic for topic in curriculum.topics if asked[topic] < 3} == set()


def test_a_year_at_one_question_a_day_never_repeats_one() -> None:
    for track in (Track.PYTORCH, Track.TENSORFLOW):
        asked = [item for phase in PHASES for item in shipped().items_of(phase, (Track.COMMON, track))]
        assert len(asked) >= 365


def test_it_has_every_type_and_most_numbers_are_the_learners_own() -> None:
    items = shipped().items.values()
    assert {item.type for item in items} == set(ItemType)
    numeric = [item.has_variants for item in items if item.type is ItemType.NUMERIC]
    assert sum(numeric) >= len(numeric) / 2


def test_every_number_output_and_order_has_a_program_that_reaches_it() -> None:
    proved = {ItemType.NUMERIC, ItemType.CODE_OUTPUT, ItemType.ORDERING}
    entries = read_bank(FOLDER).entries
    assert {
        entry.id for entry in entries if entry.item.type in proved and entry.check in ("", "none")
    } == set()


def test_every_option_says_why_and_every_item_where_it_comes_from() -> None:
    for item in shipped().items.values():
        assert all(option.why for option in item.options), item.id
        assert item.explanation, item.id
        assert item.references, item.id


def test_there_is_something_to_read_of_every_topic_and_something_to_build_in_every_phase() -> None:
    reading = shipped().reading
    assert reading.topics.keys() == shipped().topics.keys()
    assert reading.modules.keys() == shipped().modules.keys()
    projects = Counter(project.phase for project in reading.projects)
    assert projects[3] >= 8
    assert set(projects) == set(PHASES)
    assert len(reading.questions) >= 20
    assert len(reading.terms) >= 200


def test_every_topic_can_be_reached_in_an_order_that_respects_prerequisites() -> None:
    curriculum = shipped()
    place = {topic: index for index, topic in enumerate(curriculum.topic_order)}

    assert len(place) == 153
    assert all(
        place[needed] < place[topic.id]
        for topic in curriculum.topics.values()
        for needed in topic.prerequisites
    )
