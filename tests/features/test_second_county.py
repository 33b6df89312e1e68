"""
Andorra, a county of real places on real roads, from the extract to a checked plan.

Everything goes through the command line, as a user would do it. What is said of the
country can be looked up on any map of it.
"""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.inputs import read_network
from optimizer.network import Roads, load_roads
from tests import andorra

AT = ("--at", "2026-11-23T05:00")


def route48(*arguments):
    """Run the command line in this process; it must end well."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> tuple[Path, dict]:
    """The network folder after its roads were imported, and the report of that."""
    folder = andorra.write(tmp_path_factory.mktemp("second") / "andorra", andorra.network())
    result = route48("roads", "import", andorra.extract(), "--into", folder, "--json")
    return folder, json.loads(result.stdout)


@pytest.fixture(scope="module")
def folder(report) -> Path:
    """The network folder with its roads."""
    return report[0]


@pytest.fixture(scope="module")
def orders(folder) -> Path:
    """Two days of orders drawn for the county."""
    file = folder.parent / "orders.csv"
    route48(
        *("demand", folder, "--days", 2, "--seed", 1),
        *("--first-day", "2026-11-23", "--out", file),
    )
    return file


def planned(folder: Path, orders: Path, out: Path) -> dict:
    """Plan and check; return the document."""
    route48("plan", folder, orders, *AT, "--out", out, "--effort", 1, "--seed", 1)
    route48("check", folder, orders, out / "plan.json")
    return json.loads((out / "plan.json").read_text(encoding="utf-8"))


def seconds_and_metres(roads: Roads, folder: Path, origin: str, destination: str):
    """Return travel by van between two places by name."""
    network = read_network(folder)
    names = [site.name_zh for site in network.sites]
    pair = names.index(origin), names.index(destination)
    matrix = roads.travel_matrices(network)["van"]
    return int(matrix.duration[pair]), int(matrix.distance[pair])


def test_the_roads_of_a_country_are_imported(report):
    """Most of its 270 km of main roads are there, and OSMnx reads the file too."""
    import osmnx

    folder, told = report
    graph = osmnx.load_graphml(folder / "roads.graphml")
    assert {"highway", "length", "osmid"} <= set(next(iter(graph.edges(data=True)))[2])
    assert all(cell["length"] >= 0 for *_, cell in graph.edges(data=True))
    assert "OpenStreetMap" in json.dumps(told, ensure_ascii=False)


def test_ways_are_as_long_as_on_the_map(folder):
    """From the capital to Soldeu the CG2 climbs 19 km, to Sant Julià the CG1 runs 6 km."""
    roads = load_roads(folder)
    _, up = seconds_and_metres(roads, folder, andorra.HUB, "Soldeu")
    _, down = seconds_and_metres(roads, folder, andorra.HUB, "Sant Julià de Lòria")
    assert 17_000 < up < 21_000
    assert 5_000 < down < 7_500


def test_every_place_reaches_every_other(folder):
    """All 35 places are connected both ways for vans, each within 70 minutes."""
    matrix = load_roads(folder).travel_matrices(read_network(folder))["van"]
    assert matrix.duration.shape == (35, 35)
    assert matrix.reachable.all()
    assert matrix.duration.max() < 70 * 60


def test_a_day_is_planned_and_holds(folder, orders, tmp_path):
    """Of two days' orders each is brought on time or put off, over stations too; it checks."""
    document = planned(folder, orders, tmp_path / "out")
    statuses = [order["status"] for order in document["orders"]]
    assert len(statuses) > 1_000
    assert set(statuses) <= {"on_time", "deferred"}
    assert {trip["echelon"] for trip in document["trips"]} == {"linehaul", "local"}
    villages = {site for site in document["sites_used"] if site.startswith("V")}
    assert len(villages) == andorra.NUM_VILLAGES


def test_the_drawn_ways_are_the_measured_ones(folder):
    """The line of a leg is as long as the matrix says, to 1 % and 20 m for rounding."""
    from tests.network.plain import haversine

    roads, network = load_roads(folder), read_network(folder)
    distance = roads.travel_matrices(network)["van"].distance
    for origin, destination in ((0, 4), (4, 0), (7, 20), (33, 12), (30, 2)):
        line = roads.geometry(network, "van", origin, destination)
        drawn = sum(haversine(*ends) for ends in pairwise(line))
        assert drawn == pytest.approx(distance[origin, destination], rel=0.01, abs=20)


def test_a_closed_valley_is_unserved_and_named(folder, orders, tmp_path):
    """With the road into the valley of Arinsal closed its orders say which closure it was."""
    closures = folder / "closures.toml"
    closures.write_text(
        '[[closure]]\nname = "Esllavissada d\'Arinsal"\n'
        "polygon = [[1.45, 42.565], [1.50, 42.565], [1.50, 42.59], [1.45, 42.59]]\n",
        encoding="utf-8",
    )
    try:
        document = planned(folder, orders, tmp_path / "closed")
    finally:
        closures.unlink()
    with (folder / "sites.csv").open(encoding="utf-8", newline="") as opened:
        arinsal = next(r["site_id"] for r in csv.DictReader(opened) if r["name_zh"] == "Arinsal")
    with orders.open(encoding="utf-8", newline="") as opened:
        there = {
            row["order_id"]
            for row in csv.DictReader(opened)
            if arinsal in (row["origin"], row["destination"])
        }
    cut_off = [order for order in document["orders"] if order["order_id"] in there]
    assert cut_off
    for order in cut_off:
        assert order["status"] == "unserved"
        assert order["reason"]["code"] == "U101"
        assert "Esllavissada d'Arinsal" in order["reason"]["message_zh"]
        assert "Esllavissada d'Arinsal" in order["reason"]["message_en"]
