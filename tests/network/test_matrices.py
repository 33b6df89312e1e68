"""Travel times and distances, worked out by hand."""

from __future__ import annotations

import random
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from optimizer.domain import NO_WAY, RoadRules, SiteStatus
from optimizer.errors import NetworkError
from tests.network.graphs import graph, network, roads

A, B, C, D = (114.00, 24.00), (114.01, 24.00), (114.02, 24.00), (114.01, 24.01)
CROSS = {1: A, 2: B, 3: C, 4: D}


def test_time_is_length_over_the_speed_of_the_class(tmp_path):
    """1 000 m of trunk at 50 km/h take 72 s; 2 000 m of tertiary at 40 km/h take 180 s."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000), (2, 3, "tertiary", 2000))
    travel = drawn.travel_matrices(network(A, B, C))
    assert travel["van"].duration.tolist() == [[0, 72, 252], [72, 0, 180], [252, 180, 0]]
    assert travel["van"].distance.tolist() == [[0, 1000, 3000], [1000, 0, 2000], [3000, 2000, 0]]
    # The truck makes 30 km/h on a tertiary road.
    assert travel["truck"].duration.tolist() == [[0, 72, 312], [72, 0, 240], [312, 240, 0]]


def test_times_are_rounded_up_once(tmp_path):
    """Two roads of 50 004 ms and 50 400 ms take 100.404 s together, so 101 s, not 102 s."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 694.5), (2, 3, "trunk", 700))
    travel = drawn.travel_matrices(network(A, B, C))["van"]
    assert travel.duration[0].tolist() == [0, 51, 101]
    assert travel.distance[0].tolist() == [0, 695, 1395]


def test_one_way_roads_make_the_matrix_asymmetric(tmp_path):
    """From 1 to 2 it is 1 000 m down the one-way, back it is 3 000 m round by 4."""
    drawn = roads(
        tmp_path,
        CROSS,
        (1, 2, "trunk", 1000, {"oneway": True}),
        (2, 4, "trunk", 1500),
        (4, 1, "trunk", 1500),
    )
    travel = drawn.travel_matrices(network(A, B))["van"]
    assert travel.duration.tolist() == [[0, 72], [216, 0]]
    assert travel.distance.tolist() == [[0, 1000], [3000, 0]]


@pytest.mark.parametrize(
    "closure", [{"road_profiles": "van;trike"}, {"access_truck": "no"}, {"road_profiles": "van"}]
)
def test_a_road_closed_to_a_profile_is_driven_round(tmp_path, closure):
    """The van takes the 1 000 m, the truck the 3 000 m that are open to it."""
    drawn = roads(
        tmp_path,
        CROSS,
        (1, 2, "trunk", 1000, closure),
        (2, 4, "trunk", 1500, {"road_profiles": ""}),
        (4, 1, "trunk", 1500),
    )
    travel = drawn.travel_matrices(network(A, B))
    assert travel["van"].duration[0, 1] == 72
    assert travel["truck"].duration[0, 1] == 216


def test_a_class_without_a_speed_is_closed_to_the_profile(tmp_path):
    """The truck has no speed on tracks: beyond one there is no way for it."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000), (2, 3, "track", 1000), (3, 4, "trunk", 9))
    travel = drawn.travel_matrices(network(A, C))
    assert travel["van"].duration[0, 1] == 72 + 180
    assert travel["truck"].duration[0, 1] == travel["truck"].distance[0, 1] == NO_WAY


def test_links_count_as_their_class_and_merged_classes_as_the_slowest(tmp_path):
    """A trunk_link is driven at 50 km/h; trunk merged with track at 20, closed to the truck."""
    drawn = roads(
        tmp_path, CROSS, (1, 2, "trunk_link", 1000), (2, 3, ["trunk", "track"], 1000),
        (3, 4, "trunk", 9),
    )  # fmt: skip
    travel = drawn.travel_matrices(network(A, B, C))
    assert travel["van"].duration[1].tolist() == [72, 0, 180]
    assert travel["truck"].duration[1].tolist() == [72, 0, NO_WAY]


def test_parts_without_a_connection_have_no_way(tmp_path):
    """Between two islands of roads both time and distance are NO_WAY, the diagonal is zero."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000), (3, 4, "trunk", 1000))
    travel = drawn.travel_matrices(network(A, B, C))["van"]
    assert travel.duration.tolist() == [[0, 72, NO_WAY], [72, 0, NO_WAY], [NO_WAY, NO_WAY, 0]]
    assert travel.reachable[2].tolist() == [False, False, True]


def test_two_sites_on_one_road_take_the_direct_way(tmp_path):
    """At 3/10 and 7/10 of 1 000 m the sites are 400 m apart: 28.8 s."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000))
    travel = drawn.travel_matrices(network((114.003, 24.0), (114.007, 24.0), A))["van"]
    assert travel.duration.tolist() == [[0, 29, 22], [29, 0, 51], [22, 51, 0]]
    assert travel.distance.tolist() == [[0, 400, 300], [400, 0, 700], [300, 700, 0]]


def test_two_sites_on_a_one_way_road_drive_round_to_go_back(tmp_path):
    """400 m with the one-way; back it is 300 + 3 000 + 300 m round by 4."""
    drawn = roads(
        tmp_path,
        CROSS,
        (1, 2, "trunk", 1000, {"oneway": True}),
        (2, 4, "trunk", 1500),
        (4, 1, "trunk", 1500),
    )
    travel = drawn.travel_matrices(network((114.003, 24.0), (114.007, 24.0)))["van"]
    assert travel.distance.tolist() == [[0, 400], [3600, 0]]


def test_a_site_on_a_loop_takes_the_shorter_way_round(tmp_path):
    """A fifth into a loop of 1 000 m it is 200 m to the junction, not 800 m."""
    bend = {"via": [(114.01, 24.01), (114.02, 24.01), (114.02, 24.0)]}
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000), (2, 2, "trunk", 1000, bend))
    travel = drawn.travel_matrices(network(B, (114.01, 24.008)))["van"]
    assert travel.distance[0, 1] == travel.distance[1, 0] == pytest.approx(209, abs=1)


def test_the_way_from_site_to_road_counts_at_both_ends(tmp_path):
    """111.2 m at 15 km/h are 26.688 s; with 600 m of trunk 43.2 s + 2 x 26.688 s = 97 s."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000))
    sites = (114.002, 24.001), (114.008, 23.999)
    travel = drawn.travel_matrices(network(*sites))["van"]
    assert travel.duration.tolist() == [[0, 97], [97, 0]]
    assert travel.distance.tolist() == [[0, 822], [822, 0]]
    slow = drawn.travel_matrices(network(*sites, access_speed_kmh=5.0))["van"]
    assert slow.duration[0, 1] == 204  # 43.2 s + 2 x 80.064 s


def test_a_site_meets_the_nearest_road_that_its_profile_may_drive(tmp_path):
    """The truck cannot use the track at the door and drives up from the trunk road beyond it."""
    nodes = {1: A, 2: B, 3: (114.0, 24.002), 4: (114.01, 24.002)}
    drawn = roads(
        tmp_path, nodes, (1, 2, "trunk", 1000), (3, 4, "track", 1000), (1, 3, "track", 200)
    )
    travel = drawn.travel_matrices(network(A, (114.005, 24.002)))
    assert travel["van"].distance[0, 1] == 200 + 500
    assert travel["truck"].distance[0, 1] == 500 + 222  # 0.002 degrees of latitude


def test_sites_at_one_place_are_zero_apart(tmp_path):
    """Both ways to the road cancel out; a closed site keeps its row."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000))
    here = (114.005, 24.001)
    county = network(here, here, A)
    closed = replace(county.sites[1], status=SiteStatus.CLOSED)
    county = replace(county, sites=(county.sites[0], closed, county.sites[2]))
    travel = drawn.travel_matrices(county)["van"]
    assert travel.duration.tolist() == [[0, 0, 63], [0, 0, 63], [63, 63, 0]]  # 36 s + 26.688 s


def test_of_equally_quick_ways_the_shorter_counts(tmp_path):
    """1 000 m at 50 km/h and 800 m at 40 km/h both take 72 s."""
    drawn = roads(
        tmp_path,
        CROSS,
        (1, 2, "trunk", 1000),
        (1, 4, "tertiary", 400),
        (4, 2, "tertiary", 400),
    )
    travel = drawn.travel_matrices(network(A, B))["van"]
    assert (travel.duration[0, 1], travel.distance[0, 1]) == (72, 800)


def test_of_parallel_roads_the_quicker_counts(tmp_path):
    """Weights of parallel edges are compared, never added up."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000), (1, 2, "tertiary", 900, {"via": [D]}))
    travel = drawn.travel_matrices(network(A, B))["van"]
    assert (travel.duration[0, 1], travel.distance[0, 1]) == (72, 1000)


def test_a_road_without_length_is_no_gap(tmp_path):
    """An edge of 0 m still connects its ends."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 0), (2, 3, "trunk", 1000))
    travel = drawn.travel_matrices(network(A, C))["van"]
    assert (travel.duration[0, 1], travel.distance[0, 1]) == (73, 1000)  # 72.001 s, rounded up


def test_matrices_agree_with_networkx_on_a_random_graph(tmp_path):
    """All pairs of 40 nodes, a third of the roads one-way, as an independent Dijkstra has it."""
    drawn, made = random_roads(tmp_path, seed=7)
    nodes = [node for node in made.nodes if made.degree(node)]
    places = [(made.nodes[node]["x"], made.nodes[node]["y"]) for node in nodes]
    county = network(*places, roads=RoadRules(connected_only=False))
    travel = drawn.travel_matrices(county)["van"]
    speeds = county.rules.speeds_kmh["van"]

    def time(_tail, _head, edges):
        return min(edge["length"] * 3.6 / speeds[edge["highway"]] for edge in edges.values())

    for i, node in enumerate(nodes):
        expected = nx.single_source_dijkstra_path_length(made, node, weight=time)
        for j, other in enumerate(nodes):
            assert travel.reachable[i, j] == (other in expected)
            if travel.reachable[i, j]:
                # Up to a millisecond per edge is lost to rounding, up to a second is added.
                assert -0.04 <= travel.duration[i, j] - expected[other] <= 1.04
    assert travel.reachable.mean() > 0.5


def random_roads(folder, *, seed):
    """Return roads between 40 random places, and the graph that they were read from."""
    source = random.Random(seed)
    nodes = {n: (114 + source.random() / 10, 24 + source.random() / 10) for n in range(40)}
    edges = [
        (
            *source.sample(range(40), 2),
            source.choice(["trunk", "tertiary", "track"]),
            source.randint(100, 20_000) / 10,
            {"oneway": source.random() < 0.3},
        )
        for _ in range(75)
    ]
    return roads(folder, nodes, *edges), graph(nodes, *edges)


def test_everything_that_a_network_lacks_is_said_at_once(tmp_path):
    """A profile without speeds, a speed of zero and two sites without coordinates: 4 issues."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000))
    county = network(A, (None, None), (114.0, None), speeds_kmh={"van": {"trunk": 0.0}})
    with pytest.raises(NetworkError) as error:
        drawn.travel_matrices(county)
    text = str(error.value)
    assert [text.count(code) for code in ("E210", "E211", "E213")] == [1, 1, 2]
    assert "speeds_kmh.truck" in text
    assert "row 3" in text
    assert "'s2'" in text


def test_a_profile_that_may_drive_nothing_is_an_error(tmp_path):
    """Speeds for tracks only are of no use on a trunk road; the classes there are named."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000))
    speeds = {"van": {"trunk": 50.0}, "truck": {"track": 10.0}}
    with pytest.raises(NetworkError, match=r"E212 .*'truck'.*trunk"):
        drawn.travel_matrices(network(A, B, speeds_kmh=speeds))


def test_ways_too_long_to_add_up_exactly_are_refused(tmp_path):
    """Beyond 1 677 km the length would spill into the time: an error, not a wrong number."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 900_000), (2, 3, "trunk", 900_000))
    assert drawn.travel_matrices(network(A, B))["van"].distance[0, 1] == 900_000
    with pytest.raises(NetworkError, match="E214"):
        drawn.travel_matrices(network(A, B, C))


def test_asking_again_gives_the_same_answer(tmp_path):
    """What is kept between calls changes nothing, and other speeds are not mixed up with it."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000))
    first = drawn.travel_matrices(network(A, B))["van"].duration
    slow = {profile: {"trunk": 25.0} for profile in ("van", "truck")}
    assert drawn.travel_matrices(network(A, B, speeds_kmh=slow))["van"].duration[0, 1] == 144
    assert np.array_equal(drawn.travel_matrices(network(A, B))["van"].duration, first)
