"""Closed and slow roads: what they change, how little is worked out again, who is cut off."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import NO_WAY
from optimizer.errors import NetworkError
from optimizer.network import Closure, Roads, load_roads, matrices
from tests.network.graphs import graph, network, roads, save
from tests.network.test_matrices import random_roads

A, B, C, D = (114.00, 24.00), (114.01, 24.00), (114.02, 24.00), (114.01, 24.01)
NODES = {1: A, 2: B, 3: C, 4: D}
ROUND = [(1, 2, "trunk", 1000), (2, 4, "trunk", 1500), (4, 1, "trunk", 1500), (2, 3, "trunk", 1000)]
"""From 1 to 2 it is 72 s, round by 4 it is 216 s; 3 lies behind 2, 72 s on."""


def times(drawn, *closures, **rules) -> list[int]:
    """Return the van's times from 1 to 2 and from 1 to 3 with these closures."""
    travel = drawn.with_closures(closures).travel_matrices(network(A, B, C, **rules))
    return travel["van"].duration[0, 1:].tolist()


@pytest.mark.parametrize(
    "named",
    [
        {"edges": (("1", "2"),)},
        {"edges": (("2", "1", "0"),)},
        {"ways": ("1",)},
        {"polygon": ((114.004, 23.999), (114.006, 23.999), (114.006, 24.001), (114.004, 24.001))},
        {"between": ((114.002, 24.0), (114.008, 24.0))},
        {"between": ((114.0, 24.0001), (114.01, 24.0001))},
    ],
)
def test_a_closed_road_is_driven_round_however_it_is_named(tmp_path, named):
    """By edge, way back, OSM way, polygon or two points: 216 s round by 4."""
    drawn = roads(tmp_path, NODES, *ROUND)
    assert times(drawn) == [72, 144]
    assert times(drawn, Closure("slide", **named)) == [216, 288]
    assert times(drawn) == [72, 144]


def test_a_slow_road_takes_longer_until_the_way_round_is_quicker(tmp_path):
    """At half speed 144 s; at a quarter 288 s would be more than the 216 s round."""
    drawn = roads(tmp_path, NODES, *ROUND)
    assert times(drawn, Closure("works", ways=("1",), factor=0.5)) == [144, 216]
    assert times(drawn, Closure("works", ways=("1",), factor=0.25)) == [216, 288]
    assert times(drawn, Closure("nothing", ways=("1",), factor=1.0)) == [72, 144]


def test_only_the_piece_that_was_named_is_slow(tmp_path):
    """The middle fifth of 1 000 m at half speed: 72 s and another 14.4 s."""
    drawn = roads(tmp_path, NODES, *ROUND)
    middle = Closure("works", between=((114.004, 24.0), (114.006, 24.0)), factor=0.5)
    assert times(drawn, middle) == [87, 159]


def test_a_site_beside_the_closed_piece_is_still_reached(tmp_path):
    """A site 300 m into the road is reached over its own end when the rest is closed."""
    drawn = roads(tmp_path, NODES, *ROUND)
    closure = Closure("slide", between=((114.005, 24.0), (114.009, 24.0)))
    county = network(A, B, (114.003, 24.0))
    travel = drawn.with_closures([closure]).travel_matrices(county)["van"]
    assert travel.distance[0].tolist() == [0, 3000, 300]
    assert travel.distance[2].tolist() == [300, 3300, 0]


def test_a_closure_holds_for_its_profiles(tmp_path):
    """A bridge closed to trucks leaves the van its way."""
    drawn = roads(tmp_path, NODES, *ROUND)
    closure = Closure("bridge", ways=("1",), profiles=frozenset({"truck"}))
    travel = drawn.with_closures([closure]).travel_matrices(network(A, B))
    assert (travel["van"].duration[0, 1], travel["truck"].duration[0, 1]) == (72, 216)


def test_a_site_that_is_cut_off_has_no_way_and_names_the_closure(tmp_path):
    """Behind the closed road 2-3 is 3: NO_WAY, and E222 says which closure does it."""
    drawn = roads(tmp_path, NODES, *ROUND)
    pass_road, other = Closure("pass", ways=("4",)), Closure("other", ways=("3",))
    closed = drawn.with_closures([other, pass_road])
    county = network(A, B, C)
    assert closed.travel_matrices(county)["van"].duration[0].tolist() == [0, 72, NO_WAY]
    assert closed.cut_off(county) == {2: ("pass",)}
    found = [issue for issue in closed.warnings(county) if issue.code == "E222"]
    assert [issue.row for issue in found] == [4]
    assert "'pass'" in found[0].message
    assert drawn.cut_off(county) == {}


def test_what_only_several_closures_do_names_all_of_them(tmp_path):
    """2 and 3 are behind two roads: each alone may be closed."""
    drawn = roads(tmp_path, NODES, *ROUND)
    both = [Closure("north", ways=("3",)), Closure("south", ways=("1",))]
    assert drawn.with_closures(both).cut_off(network(A, B)) == {1: ("north", "south")}


def test_geometry_follows_the_closure(tmp_path):
    """The leg goes round by 4 as the matrix says."""
    drawn = roads(tmp_path, NODES, *ROUND)
    county = network(A, B)
    closed = drawn.with_closures([Closure("slide", ways=("1",))])
    assert closed.geometry(county, "van", 0, 1) == [A, D, B]
    assert drawn.geometry(county, "van", 0, 1) == [A, B]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_changed_is_what_working_everything_out_again_gives(tmp_path, seed):
    """Five random closures and slow-downs on random roads, cell by cell and leg by leg."""
    drawn, _ = random_roads(tmp_path, seed=seed)
    source = np.random.default_rng(seed)
    county = network(*(source.random((25, 2)) / 10 + (114, 24)).tolist())
    drawn.travel_matrices(county)
    edges = source.choice(drawn.segments.edge_ids, 3)
    x, y = source.random(2) / 10 + (114, 24)
    closures = [
        Closure("a", edges=(tuple(edges[0].split()),)),
        Closure("b", edges=(tuple(edges[1].split()),), factor=0.3),
        Closure("c", edges=(tuple(edges[2].split()[:2]),), profiles=frozenset({"van"})),
        Closure("d", polygon=((x, y), (x + 0.01, y), (x, y + 0.01))),
        Closure("e", between=((x, y), (y - 24 + 114, x - 114 + 24)), factor=0.7),
    ]
    for used in (closures[:1], closures[1:2], closures[3:4], closures):
        changed = drawn.with_closures(used)
        fresh = Roads(drawn.segments, (), used)
        expected = fresh.travel_matrices(county)
        for profile, matrix in changed.travel_matrices(county).items():
            assert np.array_equal(matrix.duration, expected[profile].duration)
            assert np.array_equal(matrix.distance, expected[profile].distance)
        assert changed.cut_off(county) == fresh.cut_off(county)
        assert changed.geometry(county, "van", 0, 7) == fresh.geometry(county, "van", 0, 7)


def test_one_closed_edge_searches_from_few_sites_only(tmp_path, monkeypatch):
    """The last edge to one of 30 sites changes its row and its column: 2 searches, not 30."""
    nodes = {n: (114 + n / 1000, 24.0) for n in range(31)}
    edges = [(n, n + 1, "trunk", 100) for n in range(30)]
    drawn = roads(tmp_path, nodes, *edges)
    county = network(*[nodes[n] for n in range(31)])
    drawn.travel_matrices(county)
    searched: list[int] = []
    original = matrices.dijkstra

    def counted(arcs, indices):
        searched.append(len(indices))
        return original(arcs, indices=indices)

    monkeypatch.setattr(matrices, "dijkstra", counted)
    closed = drawn.with_closures([Closure("end", edges=(("29", "30"),), profiles={"van"})])
    travel = closed.travel_matrices(county)["van"]
    assert travel.duration[0, 30] == NO_WAY
    assert travel.duration[0, 29] == 209  # 2 900 m at 50 km/h: 208.8 s
    # To and from both ends of the edge, then one row and one column.
    assert sum(searched) == 4 + 2


def folder_with(tmp_path, text: str):
    """Return a network folder with roads and a closures.toml."""
    save(tmp_path, graph(NODES, *ROUND))
    (tmp_path / "closures.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_closures_of_a_folder_count(tmp_path):
    """What closures.toml lists is closed when the roads are loaded."""
    text = (
        '[[closure]]\nname = "塌方"\nedges = [[1, 2]]\nnote = "until May"\n'
        '[[closure]]\nname = "限行"\nways = [4]\nfactor = 0.5\nprofiles = ["van"]\n'
    )
    drawn = load_roads(folder_with(tmp_path, text))
    assert [each.name for each in drawn.closures] == ["塌方", "限行"]
    travel = drawn.travel_matrices(network(A, B, C))
    assert travel["van"].duration[0].tolist() == [0, 216, 216 + 144]
    assert travel["truck"].duration[0].tolist() == [0, 216, 216 + 72]


def test_a_closure_that_names_no_road_is_a_warning(tmp_path):
    """Edges of another import: E221 names the closure, everything else goes on."""
    drawn = load_roads(folder_with(tmp_path, '[[closure]]\nname = "old"\nedges = [[77, 78]]\n'))
    found = drawn.warnings(network(A, B))
    assert [(issue.code, issue.value) for issue in found] == [("E221", "old")]


@pytest.mark.parametrize(
    "text",
    [
        "[[closure]\n",
        "closure = 3\n",
        "closure = [3]\n",
        "[[closure]]\nways = [1]\n",
        '[[closure]]\nname = ""\nways = [1]\n',
        '[[closure]]\nname = "x"\n',
        '[[closure]]\nname = "x"\nway = [1]\n',
        '[[closure]]\nname = "x"\nways = 1\n',
        '[[closure]]\nname = "x"\nways = [1.5]\n',
        '[[closure]]\nname = "x"\nways = [1]\nfactor = -1\n',
        '[[closure]]\nname = "x"\nways = [1]\nfactor = nan\n',
        '[[closure]]\nname = "x"\nways = [1]\nfactor = 3\n',
        '[[closure]]\nname = "x"\nedges = [[1]]\n',
        '[[closure]]\nname = "x"\npolygon = [[114, 24], [115, 24]]\n',
        '[[closure]]\nname = "x"\nbetween = [[114, 24], [24, 114]]\n',
        '[[closure]]\nname = "x"\nbetween = [[114, 24]]\n',
        '[[closure]]\nname = "x"\nways = [1]\n[[closure]]\nname = "x"\nways = [2]\n',
        "road = 1\n",
    ],
)
def test_mistakes_in_closures_are_refused(tmp_path, text):
    """Every mistake is E220."""
    with pytest.raises(NetworkError, match="E220"):
        load_roads(folder_with(tmp_path, text))


def test_all_mistakes_in_closures_are_said_at_once(tmp_path):
    """An unknown key with a suggestion, a missing name, a factor: three issues."""
    text = '[[closure]]\nname = "x"\nwys = [1]\nways = [1]\n[[closure]]\nways = [2]\nfactor = 2\n'
    with pytest.raises(NetworkError) as error:
        load_roads(folder_with(tmp_path, text))
    assert str(error.value).count("E220") == 3
    assert 'did you mean "ways"?' in str(error.value)
