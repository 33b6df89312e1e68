"""Graphs that others saved become roads too."""

from __future__ import annotations

import gzip

import networkx as nx
import pytest

from optimizer.errors import NetworkError
from optimizer.network.importing import import_roads
from tests.network.graphs import graph, save
from tests.network.importing.village import NODES, loaded, place, roads_of

BENT = {1: (114.00, 24.00), 2: (114.01, 24.00), 9: (114.015, 24.001), 3: (114.02, 24.00)}


def from_graph(folder, made, name="foreign.graphml"):
    """Return the imported graph of a graph that OSMnx saved."""
    return loaded(import_roads(save(folder, made, name), place(folder / "county")))


@pytest.mark.parametrize("name", ["foreign.graphml", "foreign.graphml.gz"])
def test_a_graph_of_osmnx_goes_through(tmp_path, name):
    """Nodes, classes, stated lengths and courses stay, gzipped or not."""
    course = {"via": [(114.015, 24.001)], "name": "国道"}
    made = graph(
        {n: BENT[n] for n in (1, 2, 3)},
        (1, 2, "trunk", 1000, {"oneway": True}),
        (2, 1, "trunk", 1100, {"oneway": True}),
        (2, 3, "tertiary", 1200, course),
    )
    result = from_graph(tmp_path, made, name)
    assert roads_of(result) == {(1, 2), (2, 1), (2, 3), (3, 2)}
    assert [result.edges[ends]["length"] for ends in ((1, 2, 0), (2, 1, 0))] == [1000, 1100]
    assert result.edges[2, 3, 0]["name"] == "国道"
    assert list(result.edges[2, 3, 0]["geometry"].coords)[1] == (114.015, 24.001)


def test_a_graph_that_was_not_simplified_is(tmp_path):
    """Nodes between two roads of one kind vanish into the course; their lengths add up."""
    made = graph(
        BENT,
        (1, 2, "trunk", 1000),
        (2, 9, "tertiary", 500),
        (9, 3, "tertiary", 600),
    )
    made.graph["simplified"] = False
    for *_, cell in made.edges(data=True):
        cell["osmid"] = 7
    result = from_graph(tmp_path, made)
    assert set(result.nodes) == {1, 2, 3}
    assert result.edges[2, 3, 0]["length"] == 1100
    assert list(result.edges[2, 3, 0]["geometry"].coords) == [BENT[2], BENT[9], BENT[3]]
    assert result.edges[1, 2, 0]["highway"] == "trunk"


def test_simplifying_stops_where_a_limit_changes(tmp_path):
    """Node 9 stays when the speed limit changes there."""
    made = graph(BENT, (2, 9, "tertiary", 500), (9, 3, "tertiary", 600, {"maxspeed": "20"}))
    made.remove_node(1)
    made.graph["simplified"] = False
    assert set(from_graph(tmp_path, made).nodes) == {2, 9, 3}


def test_foreign_names_of_nodes_become_numbers(tmp_path):
    """OSMnx reads only numbers; the graph is the same otherwise."""
    made = nx.relabel_nodes(graph(BENT, (1, 2, "trunk", 1000)), {1: "north", 2: "south"})
    made.remove_nodes_from([9, 3])
    for *_, cell in made.edges(data=True):
        cell["osmid"] = "way/12"
    nx.write_graphml(made, tmp_path / "foreign.graphml")
    result = loaded(import_roads(tmp_path / "foreign.graphml", place(tmp_path / "county")))
    assert set(result.nodes) == {1, 2}
    assert "osmid" not in result.edges[1, 2, 0]


def test_lengths_that_are_missing_are_measured(tmp_path):
    """A straight road of 0.01 degrees of longitude at 24 degrees is 1 015.8 m."""
    made = graph(BENT, (1, 2, "trunk", 1))
    for *_, cell in made.edges(data=True):
        del cell["length"]
    result = from_graph(tmp_path, made)
    assert result.edges[1, 2, 0]["length"] == pytest.approx(1015.8, abs=0.1)


def test_an_undirected_graph_is_driven_both_ways(tmp_path):
    """Edges without direction become two."""
    made = graph(BENT, (1, 2, "trunk", 1000)).to_undirected()
    nx.write_graphml(made, tmp_path / "foreign.graphml")
    result = loaded(import_roads(tmp_path / "foreign.graphml", place(tmp_path / "county")))
    assert roads_of(result) == {(1, 2), (2, 1)}


def test_blanks_of_python_are_no_tags(tmp_path):
    """None and nan are how a program writes that it has nothing."""
    made = graph(BENT, (1, 2, "trunk", 1000, {"maxspeed": "nan", "name": "None"}))
    cell = from_graph(tmp_path, made).edges[1, 2, 0]
    assert "maxspeed" not in cell
    assert "name" not in cell


def test_a_large_graph_is_cut(tmp_path):
    """What lies 50 km off is not needed; a road over the edge of the area stays whole."""
    far = BENT | {20: (114.00, 24.30), 21: (114.00, 24.50)}
    made = graph(far, (1, 2, "trunk", 1000), (2, 20, "trunk", 33000), (20, 21, "trunk", 22000))
    assert set(from_graph(tmp_path, made).nodes) == {1, 2, 20}


def test_a_schematic_stays_one(tmp_path):
    """Importing the drawn roads of another folder does not make them real."""
    made = graph(BENT, (1, 2, "trunk", 1000))
    made.graph["schematic"] = True
    result = from_graph(tmp_path, made)
    assert result.graph["schematic"] == "True"


@pytest.mark.parametrize(
    ("cells", "code"),
    [({"highway": None}, "E207"), ({"length": "long"}, "E206"), ({"geometry": "POINT"}, "E208")],
)
def test_what_is_no_road_graph_is_refused(tmp_path, cells, code):
    """What would be refused when planning is refused on the way in."""
    made = graph(BENT, (1, 2, "trunk", 1000))
    for *_, cell in made.edges(data=True):
        cell.update({key: value for key, value in cells.items() if value is not None})
        for key in [key for key, value in cells.items() if value is None]:
            del cell[key]
    with pytest.raises(NetworkError, match=code):
        from_graph(tmp_path, made)
    assert not (tmp_path / "county" / "roads.graphml").exists()


def test_packed_graphs_are_told_by_their_bytes(tmp_path):
    """A gzipped graph is read whatever it is called."""
    file = save(tmp_path, graph(NODES, (1, 2, "trunk", 1000)), "foreign.graphml")
    (tmp_path / "foreign.bin").write_bytes(gzip.compress(file.read_bytes()))
    result = loaded(import_roads(tmp_path / "foreign.bin", place(tmp_path / "county")))
    assert roads_of(result) == {(1, 2), (2, 1)}
