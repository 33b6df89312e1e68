"""What is left out because it is not connected both ways with the rest."""

from __future__ import annotations

import json

import pytest

from optimizer.errors import NetworkError
from tests.network.importing.village import LANE, NODES, TRUNK, county, imported, roads_of

VILLAGE = {(1, 2), (2, 1), (2, 3), (3, 2), (2, 4), (4, 2)}
TRACK = {"highway": "track"}
MORE = NODES | {5: (114.03, 24.00), 6: (114.03, 24.01), 7: (114.04, 24.01)}


def dropped(graph):
    """Return what each profile lost, by profile: parts and metres."""
    told = json.loads(graph.graph["imported"])["dropped"]
    return {each["road_profile"]: (each["parts"], each["metres"]) for each in told}


def test_an_island_is_left_out_and_told(tmp_path):
    """A road that touches no other is 1 112 m less, and the report knows where it was."""
    graph = imported(tmp_path, TRUNK, LANE, ((5, 6), {"highway": "trunk"}), nodes=MORE)
    assert roads_of(graph) == VILLAGE
    assert dropped(graph) == {"truck": (1, 1112), "van": (1, 1112)}
    island = json.loads(graph.graph["imported"])["dropped"][0]["largest"][0]
    assert (island["longitude"], island["latitude"]) == pytest.approx(MORE[5])


def test_the_larger_part_stays(tmp_path):
    """Of two parts it is the metres that count, not the number of nodes."""
    far = NODES | {5: (114.03, 24.00), 6: (114.03, 23.90)}
    graph = imported(
        tmp_path, TRUNK, LANE, ((5, 6), {"highway": "trunk"}), nodes=far, margin_km=20.0
    )
    assert roads_of(graph) == {(5, 6), (6, 5)}


def test_a_one_way_road_that_leads_nowhere_is_left_out(tmp_path):
    """Who drives in cannot turn back, and who comes out was never there."""
    oneway = {"highway": "trunk", "oneway": "yes"}
    graph = imported(tmp_path, TRUNK, LANE, ((3, 5), oneway), ((6, 5), oneway), nodes=MORE)
    assert roads_of(graph) == VILLAGE


def test_what_one_profile_can_use_stays_for_it_alone(tmp_path):
    """Behind a track that no truck may drive lies a street: it is the van's alone."""
    graph = imported(
        tmp_path, TRUNK, LANE, ((3, 5), TRACK), ((5, 6), {"highway": "trunk"}), nodes=MORE
    )
    assert roads_of(graph) == VILLAGE | {(3, 5), (5, 3), (5, 6), (6, 5)}
    assert graph.edges[5, 6, 0]["access_truck"] == graph.edges[6, 5, 0]["access_truck"] == "no"
    # The truck has no speed on tracks: nothing need be said of it there.
    assert "access_truck" not in graph.edges[3, 5, 0]
    assert not [key for *_, cell in graph.edges(data=True) for key in cell if key == "access_van"]
    assert dropped(graph) == {"truck": (1, 1112), "van": (0, 0)}


def test_closed_roads_stay_where_they_touch_others(tmp_path):
    """A private road may be opened by the rules later; one behind it as well is gone."""
    private = {"highway": "tertiary", "access": "no"}
    graph = imported(tmp_path, TRUNK, LANE, ((3, 5), private), ((6, 7), private), nodes=MORE)
    assert roads_of(graph) == VILLAGE | {(3, 5), (5, 3)}


def test_each_profile_is_strongly_connected(tmp_path):
    """Whatever a profile may drive, it can drive to from everywhere and back."""
    import networkx as nx

    from optimizer.network import load_roads
    from optimizer.network.profiles import profile_speeds

    oneway = {"highway": "trunk", "oneway": "yes"}
    imported(
        tmp_path,
        TRUNK,
        LANE,
        ((3, 5), TRACK),
        ((5, 6), oneway),
        ((6, 7), oneway),
        ((7, 5), oneway),
        nodes=MORE,
    )
    segments = load_roads(tmp_path / "county").segments
    # Behind the track lies a ring that is longer than the village: the truck keeps the ring.
    for profile, nodes in (("van", 7), ("truck", 3)):
        drivable = nx.DiGraph()
        for at in profile_speeds(segments, profile, county().rules)[:, 0].nonzero()[0].tolist():
            ends = int(segments.tail[at]), int(segments.head[at])
            drivable.add_edge(*ends)
            if segments.two_way[at]:
                drivable.add_edge(*ends[::-1])
        assert nx.is_strongly_connected(drivable)
        assert len(drivable) == nodes


def test_bad_speeds_are_refused_before_anything_is_written(tmp_path):
    """A speed of zero, and a profile without any, are listed together."""
    with pytest.raises(NetworkError) as error:
        imported(tmp_path, network=county(speeds_kmh={"van": {"trunk": 50.0, "tertiary": 0.0}}))
    assert "E211" in str(error.value)
    assert "E210" in str(error.value)
    assert list((tmp_path / "county").iterdir()) == []
