"""The embedded county is what its facts and its specification say."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import networkx as nx
import osmnx as ox
import pytest
from shapely.geometry import Point, shape
from shapely.ops import unary_union

DATA = Path(__file__).resolve().parents[2] / "data"
COUNTY = DATA / "wengyuan"

VILLAGES_BY_TOWN = {
    "龙仙镇": 17,
    "坝仔镇": 11,
    "江尾镇": 12,
    "官渡镇": 10,
    "周陂镇": 9,
    "翁城镇": 9,
    "新江镇": 10,
    "铁龙镇": 2,
}
"""80 shared out by 34, 22, 24, 19, 18, 17, 19 and 3 villages, largest remainders first."""


def read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def sites() -> dict[str, dict[str, str]]:
    return {row["site_id"]: row for row in read_rows(COUNTY / "sites.csv")}


@pytest.fixture(scope="module")
def roads() -> nx.MultiDiGraph:
    return ox.load_graphml(COUNTY / "roads.graphml")


def metres(a: dict[str, str], b: dict[str, str]) -> float:
    return float(ox.distance.great_circle(*place(a), *place(b)))


def place(row: dict[str, str]) -> tuple[float, float]:
    return float(row["latitude"]), float(row["longitude"])


def nearest_node(roads: nx.MultiDiGraph, row: dict[str, str]) -> tuple[float, int]:
    return min(
        (float(ox.distance.great_circle(*place(row), node["y"], node["x"])), name)
        for name, node in roads.nodes(data=True)
    )


def test_county_has_its_sites(sites):
    """One hub, four transfer stations, eight town stations, 80 villages."""
    assert Counter(row["kind"] for row in sites.values()) == {
        "hub": 1,
        "transfer_station": 4,
        "town_station": 8,
        "village_point": 80,
    }


def test_villages_are_shared_out_by_town(sites):
    """Towns have points in proportion to their villages, Tielong at least two."""
    villages = [row for row in sites.values() if row["kind"] == "village_point"]
    assert Counter(row["town"] for row in villages) == VILLAGES_BY_TOWN


def test_names_and_codes_are_those_of_the_facts(sites):
    """Every village keeps its id, its real name and its official code."""
    facts = {row["id"]: row for row in read_rows(DATA / "facts" / "sites.csv")}
    for site_id, row in sites.items():
        assert row["official_code"] == facts[site_id]["official_code"]
        assert row["name_zh"].removesuffix("服务站") == facts[site_id]["name_zh"]


def test_every_row_says_how_well_its_place_is_known(sites):
    """Known seats keep the coordinates of the facts; what is made up says so."""
    assert Counter(row["coordinate_quality"] for row in sites.values()) == {
        "town-seat": 12,
        "estimated": 2,
        "placeholder": 1,
        "synthetic": 78,
    }
    facts = {row["id"]: row for row in read_rows(DATA / "facts" / "sites.csv")}
    for site_id, row in sites.items():
        assert row["source"]
        if row["coordinate_quality"] in ("town-seat", "estimated"):
            known = float(facts[site_id]["lat"]), float(facts[site_id]["lon"])
            assert place(row) == pytest.approx(known, abs=1e-6)


def test_sites_are_inside_the_boundary(sites):
    """No site lies outside the county."""
    document = json.loads((COUNTY / "boundary.geojson").read_text(encoding="utf-8"))
    outline = shape(document["features"][0]["geometry"])
    for row in sites.values():
        latitude, longitude = place(row)
        assert outline.contains(Point(longitude, latitude)), row["site_id"]


def test_no_two_sites_stand_on_top_of_each_other(sites):
    """Sites are 450 m apart, but for town stations on the premises of a transfer station."""
    shared = {("T02", "S01"), ("T03", "S03"), ("T04", "S06")}
    assert {
        (row["premises"], row["site_id"]) for row in sites.values() if row["premises"]
    } == shared
    for a, b in combinations(sites, 2):
        if (a, b) in shared:
            assert place(sites[a]) == place(sites[b])
        else:
            assert metres(sites[a], sites[b]) >= 450, (a, b)


def test_synthetic_villages_stand_round_their_town(sites):
    """A drawn village is at most 12 km from a seat of its town, present or former."""
    seats = {row["town"]: [row] for row in sites.values() if row["kind"] == "town_station"}
    for town, longitude, latitude in (
        ("官渡镇", "113.96552", "24.31138"),
        ("江尾镇", "113.95705", "24.47147"),
        ("周陂镇", "114.03444", "24.18917"),
    ):
        seats[town].append({"longitude": longitude, "latitude": latitude})
    for row in sites.values():
        if row["coordinate_quality"] == "synthetic":
            nearest = min(metres(row, seat) for seat in seats[row["town"]])
            assert 850 <= nearest <= 12_000 * 1.003, row["site_id"]


def test_hub_stands_on_the_s245_between_longxian_and_jiangwei(sites, roads):
    """The placeholder is within half a km of the S245, and between the two seats."""
    hub = sites["H01"]
    lines = [edge["geometry"] for *_, edge in roads.edges(data=True) if edge.get("ref") == "S245"]
    latitude, longitude = place(hub)
    assert unary_union(lines).distance(Point(longitude, latitude)) < 0.005
    assert place(sites["S01"])[0] < latitude < place(sites["S03"])[0]


@pytest.mark.parametrize(
    ("origin", "destination", "km"), [("S02", "S01", 23), ("S04", "S01", 32), ("S08", "S01", 82)]
)
def test_known_distances_are_met(sites, roads, origin, destination, km):
    """Bazi, Guandu and Tielong are as far from Longxian as sources say, within 3 %."""
    ends = [nearest_node(roads, sites[site_id])[1] for site_id in (origin, destination)]
    assert nx.shortest_path_length(roads, *ends, "length") / 1000 == pytest.approx(km, rel=0.03)


def test_every_site_is_reached_by_every_way(sites, roads):
    """The graph is one piece in both directions, and no site is over 120 m from a node."""
    assert nx.is_strongly_connected(roads)
    assert all(nearest_node(roads, row)[0] <= 121 for row in sites.values())


def test_nearest_road_is_the_one_that_leads_there(sites, roads):
    """From a site no road is nearer than the node where its access begins."""
    whole = unary_union([edge["geometry"] for *_, edge in roads.edges(data=True)])
    for row in sites.values():
        latitude, longitude = place(row)
        degrees = whole.distance(Point(longitude, latitude))
        # A degree of longitude, the shorter one, is about 101 km here.
        assert nearest_node(roads, row)[0] - degrees * 111_300 < 15, row["site_id"]


def test_roads_bend(roads):
    """Every edge is longer than straight, and as long as its line."""
    for u, v, edge in roads.edges(data=True):
        ends = [roads.nodes[node] for node in (u, v)]
        straight = ox.distance.great_circle(*(end[axis] for end in ends for axis in ("y", "x")))
        line = [(lat, lon) for lon, lat in edge["geometry"].coords]
        along = sum(ox.distance.great_circle(*a, *b) for a, b in pairwise(line))
        assert edge["length"] > straight
        assert edge["length"] == pytest.approx(along, abs=0.2)
        assert line[0] == (ends[0]["y"], ends[0]["x"])


def test_roads_have_classes_and_some_are_closed_to_trucks(sites, roads):
    """Trunk, county, township and village roads; trucks may not enter some of the last."""
    highways = Counter(edge["highway"] for *_, edge in roads.edges(data=True))
    assert set(highways) == {"trunk", "tertiary", "unclassified", "track"}
    narrow = [edge for *_, edge in roads.edges(data=True) if "road_profiles" in edge]
    assert len(narrow) >= 10
    assert {(edge["highway"], edge["road_profiles"]) for edge in narrow} == {("track", "van;trike")}
    assert any(row["road_profiles"] == "van;trike" for row in sites.values())


def test_osmnx_routes_on_the_graph(sites, roads):
    """OSMnx adds speeds and times and finds a way, as on a downloaded graph."""
    graph = ox.add_edge_travel_times(ox.add_edge_speeds(roads.copy(), fallback=30))
    assert graph.graph["crs"] == "epsg:4326"
    ends = [nearest_node(roads, sites[site_id])[1] for site_id in ("H01", "S08")]
    route = ox.routing.shortest_path(graph, *ends, weight="travel_time")
    assert len(ox.routing.route_to_gdf(graph, route)) > 10


def test_orchid_points_are_visited_daily(sites):
    """About two dozen points of three towns ship orchids and are visited daily."""
    daily = [row for row in sites.values() if row["visits"] == "daily"]
    assert 20 <= len(daily) <= 26
    assert {row["town"] for row in daily} == {"江尾镇", "坝仔镇", "龙仙镇"}
    demand = tomllib.loads((COUNTY / "demand.toml").read_text(encoding="utf-8"))
    assert {row["site_id"] for row in daily} == set(demand["plants_from"])


def test_fleet_has_a_late_truck_and_two_shifts(sites):
    """Trucks run from the hub, the last until 21:00; all have two shifts and a known home."""
    fleet = read_rows(COUNTY / "vehicles.csv")
    assert all(len(row["shifts"].split(";")) == 2 for row in fleet)
    assert all(sites[row["home_site"]]["kind"] in ("hub", "transfer_station") for row in fleet)
    trucks = [row for row in fleet if row["echelon"] == "linehaul"]
    assert {row["home_site"] for row in trucks} == {"H01"}
    assert [row["shifts"] for row in trucks if row["shifts"].endswith("-21:00")]
    assert all(row["capacity_kg"] == "1500" for row in trucks)


def test_every_price_says_what_it_is():
    """Each text under [sources] that names a price or a parameter marks a fact or an assumption."""
    sources = tomllib.loads((COUNTY / "network.toml").read_text(encoding="utf-8"))["sources"]
    for key in ("penalties", "vehicles_box_truck", "vehicles_cost_per_hour", "speeds_trike"):
        assert any(word in sources[key] for word in ("fact", "assumption", "derived"))
