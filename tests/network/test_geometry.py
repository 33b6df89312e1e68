"""The course of legs, and the lines of the map."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from optimizer.network import Closure, StraightRoads, load_roads
from tests.network.graphs import graph, network, roads, save
from tests.network.test_matrices import random_roads

A, B, C, D = (114.00, 24.00), (114.01, 24.00), (114.02, 24.00), (114.01, 24.01)
CROSS = {1: A, 2: B, 3: C, 4: D}
BEND = (114.005, 24.002)


def test_a_leg_follows_the_bends_of_its_roads_both_ways(tmp_path):
    """From 1 over the bend to 2 and on to 3; the way back is the same reversed."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1100, {"via": [BEND]}), (2, 3, "trunk", 1000))
    county = network(A, C)
    assert drawn.geometry(county, "van", 0, 1) == [A, BEND, B, C]
    assert drawn.geometry(county, "van", 1, 0) == [C, B, BEND, A]


def test_a_leg_begins_and_ends_at_its_sites(tmp_path):
    """Site, foot on the road, foot of the other, other site: no more and no less."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000))
    places = (114.002, 24.001), (114.008, 23.999)
    leg = drawn.geometry(network(*places), "van", 0, 1)
    expected = np.array([places[0], (114.002, 24.0), (114.008, 24.0), places[1]])
    assert np.array(leg) == pytest.approx(expected)


def test_a_course_against_its_edge_is_turned(tmp_path):
    """Some tools keep the geometry of the way on the edge back: it is drawn right anyway."""
    made = graph(CROSS, (1, 2, "trunk", 1100, {"via": [BEND]}), (2, 3, "trunk", 1000))
    made.edges[2, 1, 0]["geometry"] = made.edges[1, 2, 0]["geometry"]
    save(tmp_path, made)
    assert load_roads(tmp_path).geometry(network(A, C), "van", 1, 0) == [C, B, BEND, A]


def test_one_way_roads_are_driven_round(tmp_path):
    """Against the one-way road the leg goes round by 4."""
    drawn = roads(
        tmp_path,
        CROSS,
        (1, 2, "trunk", 1000, {"oneway": True}),
        (2, 4, "trunk", 1500),
        (4, 1, "trunk", 1500),
    )
    assert drawn.geometry(network(A, B), "van", 1, 0) == [B, D, A]


def test_profiles_take_their_own_ways(tmp_path):
    """The road over 4 is the truck's, because the direct one is closed to it."""
    drawn = roads(
        tmp_path,
        CROSS,
        (1, 2, "trunk", 1000, {"road_profiles": "van"}),
        (2, 4, "trunk", 1500),
        (4, 1, "trunk", 1500),
    )
    assert drawn.geometry(network(A, B), "van", 0, 1) == [A, B]
    assert drawn.geometry(network(A, B), "truck", 0, 1) == [A, D, B]


def test_no_way_is_an_empty_leg_and_one_place_no_way_at_all(tmp_path):
    """Islands are not connected by a line; sites at one place are two equal points."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1000), (3, 4, "trunk", 1000))
    county = network(A, C, A)
    assert drawn.geometry(county, "van", 0, 1) == []
    assert drawn.geometry(county, "van", 0, 2) == [A, A]


def test_legs_are_as_long_as_the_matrix_says(tmp_path):
    """Where lengths are measured, every leg on a random graph measures its matrix distance."""
    import osmnx

    _, made = random_roads(tmp_path, seed=11)
    save(tmp_path, osmnx.distance.add_edge_lengths(made))
    drawn = load_roads(tmp_path)
    source = np.random.default_rng(3)
    county = network(*(source.random((12, 2)) / 10 + (114, 24)).tolist())
    travel = drawn.travel_matrices(county)
    compared = 0
    for profile, matrix in travel.items():
        for i, j in np.argwhere(matrix.reachable & (matrix.distance > 0)).tolist():
            leg = np.array(drawn.geometry(county, profile, i, j))
            measured = osmnx.distance.great_circle(
                leg[:-1, 1], leg[:-1, 0], leg[1:, 1], leg[1:, 0]
            ).sum()
            assert measured == pytest.approx(matrix.distance[i, j], rel=0.002, abs=3)
            compared += 1
    assert compared > 150


def test_legs_take_as_long_as_the_matrix_says(tmp_path):
    """Along the pieces of every leg, closures and access included, times add up to its cell."""
    drawn, _ = random_roads(tmp_path, seed=5)
    source = np.random.default_rng(5)
    places = source.random((12, 2)) / 10 + (114, 24)
    county = network(*places.tolist())
    works = Closure("works", polygon=((114.02, 24.0), (114.06, 24.0), (114.06, 24.1)), factor=0.6)
    slow = drawn.with_closures([works])
    for profile, matrix in slow.travel_matrices(county).items():
        graph = slow._ways.graph(county, profile)
        access = slow.snap_distances(county)[profile] * 3_600 / 15
        compared = 0
        for origin in range(12):
            before = graph.predecessors(origin)
            for target in np.flatnonzero(matrix.reachable[origin]).tolist():
                if origin == target:
                    continue
                way = graph.way(origin, target, before)
                weights = graph.arcs.data[way].astype(np.int64)
                taken = int((weights.sum()) >> 24) + access[[origin, target]].sum()
                assert matrix.duration[origin, target] == pytest.approx(
                    taken / 1000 + 0.5, abs=0.51
                )
                leg = slow.geometry(county, profile, origin, target)
                assert leg[0] == tuple(places[origin])
                assert leg[-1] == tuple(places[target])
                compared += 1
        assert compared > 50


def test_two_way_roads_are_drawn_once(tmp_path):
    """Three roads, one of them one-way, are three lines with their classes."""
    drawn = roads(
        tmp_path,
        CROSS,
        (1, 2, "trunk", 1100, {"via": [BEND]}),
        (2, 3, "tertiary", 1000, {"oneway": True}),
        (2, 4, ["unclassified", "track"], 1000),
    )
    lines = dict(drawn.lines())
    assert len(drawn.lines()) == 3
    assert lines["trunk"] == [A, BEND, B]
    assert lines["tertiary"] == [B, C]
    assert lines["track"] == [B, D]


def test_roads_can_be_sent_to_another_process(tmp_path):
    """What a worker process unpacks answers as the original does."""
    drawn = roads(tmp_path, CROSS, (1, 2, "trunk", 1100, {"via": [BEND]}))
    county = network(A, B)
    leg = drawn.geometry(county, "van", 0, 1)
    assert pickle.loads(pickle.dumps(drawn)).geometry(county, "van", 0, 1) == leg


def test_without_roads_legs_are_straight():
    """Two points between sites that stand somewhere, none where one does not; no map."""
    county = network(A, D, (None, None))
    assert StraightRoads().geometry(county, "van", 0, 1) == [A, D]
    assert StraightRoads().geometry(county, "van", 0, 2) == []
    assert StraightRoads().lines() == []
