"""OSM files become roads: read in every packing, cut at junctions, with their tags."""

from __future__ import annotations

import bz2
import gzip

import pytest

from optimizer.network.importing import import_roads
from tests.network.importing.village import (
    LANE,
    NODES,
    TRUNK,
    county,
    imported,
    loaded,
    place,
    roads_of,
)
from tests.network.osm import osm_xml, write_osm


def test_roads_run_from_junction_to_junction(tmp_path):
    """Node 9 only draws the bend: it is in the geometry, and no node of the graph."""
    graph = imported(tmp_path)
    assert set(graph.nodes) == {1, 2, 3, 4}
    assert roads_of(graph) == {(1, 2), (2, 1), (2, 3), (3, 2), (2, 4), (4, 2)}
    assert list(graph.edges[2, 3, 0]["geometry"].coords) == [NODES[2], NODES[9], NODES[3]]
    assert list(graph.edges[3, 2, 0]["geometry"].coords) == [NODES[3], NODES[9], NODES[2]]
    assert "geometry" not in graph.edges[2, 4, 0]
    assert graph.graph["simplified"] is True
    assert {node: cell["street_count"] for node, cell in graph.nodes(data=True)} == {
        1: 1, 2: 3, 3: 1, 4: 1,
    }  # fmt: skip


def test_lengths_follow_the_course(tmp_path):
    """0.01 degrees of latitude are 1 111.95 m on OSMnx's sphere; a bend adds to the line."""
    graph = imported(tmp_path)
    assert graph.edges[2, 4, 0]["length"] == pytest.approx(1111.95, abs=0.01)
    assert graph.edges[1, 2, 0]["length"] == pytest.approx(1015.8, abs=0.1)
    # Twice the hypotenuse of 507.9 m and 111.2 m.
    assert graph.edges[2, 3, 0]["length"] == pytest.approx(1039.9, abs=0.1)


def test_lengths_are_those_of_osmnx(tmp_path):
    """What OSMnx measures on the straight roads is what was written."""
    import osmnx

    graph = imported(tmp_path)
    written = graph.edges[1, 2, 0]["length"]
    osmnx.distance.add_edge_lengths(graph)
    assert graph.edges[1, 2, 0]["length"] == pytest.approx(written, abs=0.01)


def test_tags_go_through(tmp_path):
    """Every road has the tags of its way, and the way's number."""
    graph = imported(tmp_path)
    trunk, lane = graph.edges[1, 2, 0], graph.edges[2, 4, 0]
    assert (trunk["highway"], trunk["name"], trunk["maxspeed"]) == ("trunk", "国道", "60")
    assert (lane["surface"], lane["osmid"], lane["oneway"]) == ("gravel", 2, False)
    assert "maxspeed" not in lane


@pytest.mark.parametrize("tag", ["hgv", "maxweight", "maxheight", "maxwidth", "access", "incline"])
def test_limits_go_through(tmp_path, tag):
    """Access and limits are kept as the mapper wrote them."""
    graph = imported(tmp_path, TRUNK, (LANE[0], LANE[1] | {tag: "3.5"}))
    assert graph.edges[2, 4, 0][tag] == "3.5"


def test_a_ban_on_vehicles_is_a_ban_on_motor_vehicles(tmp_path):
    """vehicle=no says more than motor_vehicle=no, unless the latter is given too."""
    graph = imported(
        tmp_path,
        TRUNK,
        (LANE[0], {"highway": "tertiary", "vehicle": "destination"}),
    )
    assert graph.edges[2, 4, 0]["motor_vehicle"] == "destination"


def test_where_a_tag_changes_there_is_a_node(tmp_path):
    """Two ways in a line stay two roads: closing one closes nothing of the other."""
    graph = imported(
        tmp_path,
        ((1, 2), {"highway": "trunk", "maxspeed": "60"}),
        ((2, 9, 3), {"highway": "trunk", "maxspeed": "40"}),
    )
    assert graph.edges[1, 2, 0]["maxspeed"] == "60"
    assert graph.edges[2, 3, 0]["maxspeed"] == "40"


CIRCLE = (4, 1, 2, 4)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"oneway": "yes"}, {(4, 1), (1, 2), (2, 4)}),
        ({"oneway": "-1"}, {(1, 4), (2, 1), (4, 2)}),
        ({"junction": "roundabout"}, {(4, 1), (1, 2), (2, 4)}),
        ({"highway": "motorway"}, {(4, 1), (1, 2), (2, 4)}),
        (
            {"highway": "motorway", "oneway": "no"},
            {(4, 1), (1, 2), (2, 4), (1, 4), (2, 1), (4, 2)},
        ),
    ],
    ids=str,
)
def test_one_way_roads(tmp_path, tags, expected):
    """A circle that is driven one way only, as OSM says it or implies it."""
    ways = [(CIRCLE, {"highway": "trunk"} | tags)]
    ways += [((node, node + 10), {"highway": "trunk"}) for node in (1, 2, 4)]
    stubs = {node + 10: (NODES[node][0], NODES[node][1] + 0.02) for node in (1, 2, 4)}
    speeds = {"van": {"trunk": 50.0, "motorway": 80.0}, "truck": {"trunk": 50.0, "motorway": 80.0}}
    graph = imported(tmp_path, *ways, nodes=NODES | stubs, network=county(speeds_kmh=speeds))
    assert {pair for pair in roads_of(graph) if max(pair) < 10} == expected
    assert graph.edges[(*min(expected), 0)]["oneway"] is (len(expected) == 3)


def test_every_packing_gives_the_same_roads(tmp_path):
    """OSM XML and PBF, bare, gzipped or bzipped, whatever they are called."""
    import osmium

    text = osm_xml(NODES, TRUNK, LANE).encode()
    plain = tmp_path / "plain.osm"
    plain.write_bytes(text)
    binary = tmp_path / "roads.osm.pbf"
    with osmium.SimpleWriter(str(binary)) as writer:
        for item in osmium.FileProcessor(str(plain)):
            writer.add(item)
    packed = {
        "roads.osm.xml": text,
        "roads.osm.gz": gzip.compress(text),
        "roads.osm.bz2": bz2.compress(text),
        "roads.osm.pbf.gz": gzip.compress(binary.read_bytes()),
        "no ending": binary.read_bytes(),
    }
    for name, content in packed.items():
        (tmp_path / name).write_bytes(content)
    graphs = [
        loaded(import_roads(tmp_path / name, place(tmp_path / f"into {name}")))
        for name in ("plain.osm", "roads.osm.pbf", *packed)
    ]
    first = sorted((*ends, str(cell)) for *ends, cell in graphs[0].edges(data=True))
    assert len(first) == 6
    for graph in graphs[1:]:
        assert sorted((*ends, str(cell)) for *ends, cell in graph.edges(data=True)) == first


def test_ways_may_come_before_their_nodes(tmp_path):
    """Overpass lists the ways first when asked to."""
    lines = osm_xml(NODES, TRUNK, LANE).splitlines()
    ways = [line for line in lines if line.startswith("<way")]
    rest = [line for line in lines if not line.startswith("<way")]
    (tmp_path / "source.osm").write_text("\n".join([*rest[:2], *ways, *rest[2:]]), "utf-8")
    graph = loaded(import_roads(tmp_path / "source.osm", place(tmp_path / "county")))
    assert set(graph.nodes) == {1, 2, 3, 4}


def test_a_road_ends_where_the_file_lacks_its_node(tmp_path):
    """Node 5 of the lane is not in the file: what lies behind it is not joined to the rest."""
    graph = imported(tmp_path, TRUNK, ((2, 4, 5, 3), LANE[1]))
    assert roads_of(graph) >= {(2, 4), (4, 2)}
    assert '"lacking": 1' in graph.graph["imported"]


def test_a_road_ends_at_a_node_that_is_nowhere_on_earth(tmp_path):
    """One slip of a mapper's hand does not spoil the file."""
    graph = imported(tmp_path, TRUNK, ((2, 4, 5), LANE[1]), nodes=NODES | {5: (114.01, 124.0)})
    assert set(graph.nodes) == {1, 2, 3, 4}


def test_roads_are_cut_to_county_and_margin(tmp_path):
    """A road to the south leaves the village at node 20, 5.6 km away, and ends at the next."""
    far = {number: (114.00, 24.00 - 0.05 * (number - 19)) for number in range(20, 30)}
    south = ((1, *far), {"highway": "trunk"})
    graph = imported(tmp_path, TRUNK, LANE, south, nodes=NODES | far)
    # The margin is 5 km: the first step lies inside with one end, the second does not.
    assert set(graph.nodes) == {1, 2, 3, 4, 20}
    wide = imported(tmp_path, TRUNK, LANE, south, nodes=NODES | far, margin_km=12.0)
    assert set(wide.nodes) == {1, 2, 3, 4, 22}


def test_a_boundary_counts_with_the_sites(tmp_path):
    """Roads inside the boundary stay although no site is near."""
    (tmp_path / "county").mkdir()
    (tmp_path / "county" / "boundary.geojson").write_text(
        '{"type": "Polygon", "coordinates": [[[114, 23.8], [114.1, 23.8], [114.1, 24], '
        "[114, 24], [114, 23.8]]]}"
    )
    far = {20: (114.00, 23.82)}
    graph = imported(tmp_path, TRUNK, LANE, ((1, 20), {"highway": "trunk"}), nodes=NODES | far)
    assert 20 in graph.nodes


def test_only_classes_with_a_speed_are_roads(tmp_path):
    """A footway is no road, an area is none, a link counts as its class."""
    graph = imported(
        tmp_path,
        TRUNK,
        LANE,
        ((1, 4), {"highway": "footway"}),
        ((3, 4), {"highway": "trunk_link"}),
        ((1, 4, 3, 1), {"highway": "tertiary", "area": "yes"}),
    )
    assert roads_of(graph) == {(1, 2), (2, 1), (2, 3), (3, 2), (2, 4), (4, 2), (3, 4), (4, 3)}


def test_names_cannot_break_the_file(tmp_path):
    """A name that looks like a list stays one name, and line breaks become blanks."""
    name = "[1, 2]"
    graph = imported(
        tmp_path,
        ((1, 2), {"highway": "trunk", "name": name}),
        ((2, 4), {"highway": "trunk", "name": "a\nb <&> \"'"}),
    )
    assert graph.edges[1, 2, 0]["name"] == "(1, 2)"
    assert graph.edges[2, 4, 0]["name"] == "a b <&> \"'"


def test_points_that_repeat_count_once(tmp_path):
    """A mapper's double click is no road of its own."""
    graph = imported(tmp_path, ((1, 1, 2, 2, 9, 3), TRUNK[1]), LANE)
    assert roads_of(graph) == {(1, 2), (2, 1), (2, 3), (3, 2), (2, 4), (4, 2)}


def test_the_licence_of_the_source_is_kept(tmp_path):
    """The graph names its file and the contributors."""
    graph = imported(tmp_path)
    assert "OpenStreetMap" in graph.graph["imported"]
    assert "source.osm" in graph.graph["imported"]


def test_the_same_file_gives_the_same_bytes(tmp_path):
    """An import says nothing of when or where it was made."""
    source = write_osm(tmp_path / "source.osm", NODES, TRUNK, LANE)
    files = [import_roads(source, place(tmp_path / name)) for name in ("one", "two")]
    assert files[0].read_bytes() == files[1].read_bytes()
