"""Zones by name and by city."""

from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.zones import canonical, find_zones, is_zone


@pytest.mark.parametrize(
    ("query", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("bombay", "Asia/Kolkata"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Kiev", "Europe/Kyiv"),
        ("san francisco", "America/Los_Angeles"),
        ("São Paulo", "America/Sao_Paulo"),
        ("ZÜRICH", "Europe/Zurich"),
        ("Köln", "Europe/Berlin"),
        ("st. louis", "America/Chicago"),
        ("port-au-prince", "America/Port-au-Prince"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("eastern time", "America/New_York"),
        ("gmt", "UTC"),
        ("utc", "UTC"),
        ("europe/london", "Europe/London"),
    ],
)
def test_a_whole_name_or_city_leads_to_its_zone(query: str, zone: str) -> None:
    assert find_zones(query)[0] == zone
    assert canonical(query) == zone


@pytest.mark.parametrize(
    ("query", "zone"),
    [("ber", "Europe/Berlin"), ("america/los", "America/Los_Angeles"), ("york", "America/New_York")],
)
def test_a_part_of_a_name_finds_it_but_is_not_taken_for_it(query: str, zone: str) -> None:
    assert zone in find_zones(query)
    assert canonical(query) is None


def test_a_city_that_could_be_two_is_offered_twice_and_taken_for_neither() -> None:
    assert find_zones("victoria")[:2] == ["America/Vancouver", "Australia/Melbourne"]
    assert canonical("victoria") is None


def test_nothing_typed_yet_offers_zones_all_round_the_world() -> None:
    offered = find_zones("")

    assert len(offered) == 25
    assert {zone.split("/")[0] for zone in offered} >= {"Africa", "America", "Asia", "Australia", "Europe"}


def test_former_names_are_zones_but_are_not_offered() -> None:
    assert is_zone("Asia/Calcutta")
    assert "Asia/Calcutta" not in find_zones("calcutta")


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "/etc/localtime",
        "Europe",
        "europe/berlin",
        "Europe/Berlin\0",
        "Factory",
        "a" * 9999,
    ],
)
def test_odd_names_are_no_zones(name: str) -> None:
    assert not is_zone(name)


@settings(max_examples=100, deadline=None)
@given(query=st.text(max_size=80), limit=st.integers(1, 25))
def test_whatever_is_typed_only_real_zones_are_offered(query: str, limit: int) -> None:
    offered = find_zones(query, limit)

    assert len(offered) == len(set(offered)) <= limit
    assert all(ZoneInfo(zone).key == zone for zone in offered)
    assert canonical(query) is None or is_zone(canonical(query) or "")


def test_every_zone_is_its_own_name_or_leads_to_the_present_one() -> None:
    names = {canonical(name) for name in available_timezones() if is_zone(name)}

    assert None not in names
    assert {"Europe/Berlin", "UTC", "America/Argentina/Ushuaia"} <= names
