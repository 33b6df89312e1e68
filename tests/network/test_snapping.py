"""Where sites meet the road, and what is said of those that stand apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.domain import NO_WAY, RoadRules, SiteStatus
from tests.network.graphs import network, roads

A, B = (114.00, 24.00), (114.01, 24.00)
NODES = {
    1: A,
    2: B,
    3: (114.002, 24.002),
    4: (114.006, 24.002),
    5: (114.0, 24.02),
    6: (114.01, 24.02),
}
STUB = (3, 4, "trunk", 400)
ISLAND = (5, 6, "trunk", 900)
DOOR = (114.004, 24.0021)


def codes(drawn, county) -> list[str]:
    """Return the codes of what is worth a look."""
    return [issue.code for issue in drawn.warnings(county)]


def test_a_road_that_leads_nowhere_is_passed_over(tmp_path):
    """The stub at the door is no way to anywhere: 400 m of road, then 234 m to the door."""
    drawn = roads(tmp_path, NODES, (1, 2, "trunk", 1000), STUB)
    travel = drawn.travel_matrices(network(A, DOOR))["van"]
    assert travel.distance[0, 1] == 400 + 234  # 0.0021 degrees of latitude
    assert drawn.snap_distances(network(A, DOOR))["van"] == pytest.approx([0, 233.5], abs=0.1)


def test_a_way_without_return_is_no_part_of_the_connected_roads(tmp_path):
    """A one-way stub is nearer, but nobody would come back from it."""
    stub = (1, 3, "trunk", 300, {"oneway": True})
    drawn = roads(tmp_path, NODES, (1, 2, "trunk", 1000), stub)
    site = (114.0018, 24.0018)
    travel = drawn.travel_matrices(network(B, site))["van"]
    assert travel.reachable.all()
    alone = drawn.travel_matrices(network(B, site, roads=RoadRules(connected_only=False)))["van"]
    assert alone.reachable.tolist() == [[True, True], [False, True]]


def test_a_site_on_an_island_stays_there_and_is_named(tmp_path):
    """2 km off the other roads the site keeps its own: no way, and a warning says so."""
    drawn = roads(tmp_path, NODES, (1, 2, "trunk", 1000), ISLAND)
    county = network(A, (114.005, 24.0201))
    assert drawn.travel_matrices(county)["van"].duration[0, 1] == NO_WAY
    found = [issue for issue in drawn.warnings(county) if issue.code == "E227"]
    assert len(found) == 1
    assert found[0].row == 3
    assert "s1" in found[0].message
    assert "truck, van" in found[0].message


def test_a_site_far_from_its_road_is_named_with_the_distance(tmp_path):
    """0.006 degrees north of the road are 667 m; a limit of 700 m is silent."""
    drawn = roads(tmp_path, NODES, (1, 2, "trunk", 1000))
    place = (114.005, 24.006)
    found = [each for each in drawn.warnings(network(A, place)) if each.code == "E226"]
    assert [each.row for each in found] == [3]
    assert "667 m" in found[0].message
    assert codes(drawn, network(A, place, roads=RoadRules(snap_limit=700.0))) == []


def test_closed_sites_and_doors_of_others_are_not_mentioned(tmp_path):
    """Nobody drives to a closed site: it may stand where it likes."""
    drawn = roads(tmp_path, NODES, (1, 2, "trunk", 1000))
    county = network(A, (114.005, 24.006)).with_site("s1", status=SiteStatus.CLOSED)
    assert codes(drawn, county) == []


def test_a_profile_that_may_not_come_is_not_mentioned(tmp_path):
    """The truck's only road is far, but the site admits vans only."""
    drawn = roads(
        tmp_path, NODES, (5, 6, "trunk", 900), (5, 1, "track", 2300), (1, 2, "track", 900)
    )
    county = network((114.005, 24.02), (114.005, 24.0))
    assert codes(drawn, county) == ["E226"]
    site = replace(county.sites[1], road_profiles=frozenset({"van"}))
    assert codes(drawn, replace(county, sites=(county.sites[0], site))) == []
