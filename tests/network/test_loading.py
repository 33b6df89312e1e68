"""What is read as roads, and what is refused."""

from __future__ import annotations

import gzip

import networkx as nx
import pytest

from optimizer.errors import NetworkError
from optimizer.network import graphml, load_boundary, load_roads
from tests.network.graphs import graph, network, save

NODES = {1: (114.00, 24.00), 2: (114.01, 24.00), 3: (114.02, 24.00)}
BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY a "hahahahahahahahaha">
 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
 <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
 <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
 <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
 <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
]>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">
<node id="&f;"/></graph></graphml>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE graphml SYSTEM "file:///etc/passwd">
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>"""


def road(**attributes) -> nx.MultiDiGraph:
    """Return one road of 1 000 m; an attribute None is left out."""
    made = graph(NODES, (1, 2, "trunk", 1000))
    for _, _, cells in made.edges(data=True):
        cells.update(attributes)
        for name, value in attributes.items():
            if value is None:
                del cells[name]
    return made


def refused(folder) -> str:
    """Return why the roads of a folder are refused."""
    with pytest.raises(NetworkError) as error:
        load_roads(folder)
    assert error.value.exit_status == 3
    return str(error.value)


def test_gzipped_roads_are_the_same_roads(tmp_path):
    """roads.graphml.gz gives the matrix of roads.graphml."""
    save(tmp_path, road(), "roads.graphml.gz")
    assert [file.name for file in tmp_path.iterdir()] == ["roads.graphml.gz"]
    travel = load_roads(tmp_path).travel_matrices(network(NODES[1], NODES[2]))
    assert travel["van"].duration[0, 1] == 72


def test_typed_values_and_foreign_node_names_are_read(tmp_path):
    """A graph that networkx wrote, with doubles and text ids, is as good as one of OSMnx."""
    made = nx.relabel_nodes(road(), {1: "north", 2: "south", 3: "west"})
    for _, _, cells in made.edges(data=True):
        cells["note"] = "[not a list"
    nx.write_graphml(made, tmp_path / "roads.graphml")
    travel = load_roads(tmp_path).travel_matrices(network(NODES[1], NODES[2]))
    assert travel["van"].distance[0, 1] == 1000


def test_an_undirected_graph_is_two_way_throughout(tmp_path):
    """Edges without direction are driven both ways and drawn once."""
    nx.write_graphml(road().to_undirected(), tmp_path / "roads.graphml")
    drawn = load_roads(tmp_path)
    travel = drawn.travel_matrices(network(NODES[1], NODES[2]))
    assert travel["van"].distance.tolist() == [[0, 1000], [1000, 0]]
    assert len(drawn.lines()) == 1


def test_a_network_without_roads_and_tables_is_told_both_ways_out(tmp_path):
    """The error names the graph and the tables that would do."""
    text = refused(tmp_path)
    assert "E201" in text
    assert "roads.graphml" in text
    assert "travel_PROFILE.csv" in text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E204"),
        (b"not xml at all", "E204"),
        (b"\x00\xff\xfe", "E204"),
        (b"<html><body>404</body></html>", "E204"),
        (b"<graphml xmlns='http://graphml.graphdrawing.org/xmlns'><graph", "E204"),
        (b"<graphml xmlns='http://graphml.graphdrawing.org/xmlns'></graphml>", "E204"),
        (BOMB.encode(), "E203"),
        (BOMB.encode("utf-16"), "E203"),
        (OUTSIDE.encode(), "E203"),
        (gzip.compress(b"<graphml></graphml>" * 99, mtime=0)[:-20], "E202"),
        (b"\x1f\x8bdamaged", "E202"),
    ],
)
def test_what_is_no_graph_is_refused(tmp_path, content, code):
    """Whatever the file holds, one clear error names it, without a traceback or a hang."""
    (tmp_path / "roads.graphml").write_bytes(content)
    text = refused(tmp_path)
    assert code in text
    assert "roads.graphml has 1 issue" in text


def test_a_graph_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    """A gzip that grows beyond the limit is not read further."""
    monkeypatch.setattr(graphml, "MOST_BYTES", 1000)
    (tmp_path / "roads.graphml.gz").write_bytes(gzip.compress(b" " * 1_000_000))
    assert "E202" in refused(tmp_path)


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"length": None}, "E206"),
        ({"length": "nan"}, "E206"),
        ({"length": -1.0}, "E206"),
        ({"length": "about a mile"}, "E206"),
        ({"highway": None}, "E207"),
        ({"highway": ""}, "E207"),
        ({"geometry": "LINESTRING (114 24"}, "E208"),
        ({"geometry": "POINT (114 24)"}, "E208"),
        ({"geometry": "LINESTRING (400000 2600000, 400100 2600000)"}, "E208"),
    ],
)
def test_edges_that_lack_something_are_refused(tmp_path, attributes, code):
    """Both directions of the road are counted and the first is named."""
    save(tmp_path, road(**attributes))
    text = refused(tmp_path)
    assert f"{code} 2 of 2 edges" in text
    assert "node 1 to 2" in text


def test_all_that_a_graph_lacks_is_said_at_once(tmp_path):
    """Projected nodes, no lengths and no classes are three issues of one error."""
    made = road(length=None, highway=None)
    for _, cells in made.nodes(data=True):
        cells["x"] = 400_000.0
    save(tmp_path, made)
    text = refused(tmp_path)
    assert all(code in text for code in ("E205 3 of 3 nodes", "E206", "E207"))


def test_a_graph_without_roads_is_refused(tmp_path):
    """Nodes alone lead nowhere."""
    save(tmp_path, graph(NODES))
    assert "E209" in refused(tmp_path)


def test_a_boundary_is_optional_and_its_rings_are_read(tmp_path):
    """No file gives no ring; a MultiPolygon in a FeatureCollection gives all of its rings."""
    assert load_boundary(tmp_path) == []
    ring = "[[114.0, 24.0], [114.1, 24.0], [114.1, 24.1], [114.0, 24.0]]"
    (tmp_path / "boundary.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, '
        f'"geometry": {{"type": "MultiPolygon", "coordinates": [[{ring}], [{ring}]]}}}}]}}'
    )
    rings = load_boundary(tmp_path)
    assert len(rings) == 2
    assert rings[0][1] == (114.1, 24.0)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon"}']
)
def test_a_boundary_that_is_none_is_refused(tmp_path, text):
    """Anything but GeoJSON polygons is an error with its code."""
    (tmp_path / "boundary.geojson").write_text(text)
    with pytest.raises(NetworkError, match="E215"):
        load_boundary(tmp_path)
