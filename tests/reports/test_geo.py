"""GeoJSON and GPX, read back by parsers that know the standards."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from optimizer.reports import plan_document
from optimizer.reports.geo import write_geojson, write_gpx
from optimizer.reports.reading import PlanReading
from optimizer.reports.ways import Ways
from tests.instances import travel
from tests.reports.hostile import SCRIPT, hostile_case
from tests.reports.made_up import StraightLines
from tests.reports.plans import four_stop_instance, four_stop_plan

GPX = {"g": "http://www.topografix.com/GPX/1/1"}


def reading(document, instance) -> tuple[PlanReading, Ways]:
    plan = PlanReading(document, instance)
    return plan, Ways(plan, StraightLines(instance.network))


@pytest.fixture
def case():
    instance = four_stop_instance()
    return reading(plan_document(four_stop_plan(), instance, travel()), instance)


def test_geojson_has_a_line_per_trip_and_a_point_per_stop(case, tmp_path):
    """T3 runs from A over the bend to P and back, and stops three times."""
    write_geojson(*case, tmp_path / "trips.geojson")
    features = json.loads((tmp_path / "trips.geojson").read_text())["features"]
    kinds = [feature["geometry"]["type"] for feature in features]
    assert kinds == ["LineString", *["Point"] * 3] * 3
    line = features[8]
    assert line["properties"]["trip_id"] == "T3"
    assert line["geometry"]["coordinates"] == [
        [114.0, 24.3],
        [113.994, 24.29],
        [113.98, 24.28],
        [113.994, 24.29],
        [114.0, 24.3],
    ]
    assert features[10]["properties"]["orders_unloaded"] == 1


def test_gpx_is_well_formed(case, tmp_path):
    """GPX has the three sites called at, a timed route and a track per trip; times are UTC."""
    write_gpx(*case, tmp_path / "trips.gpx")
    root = ElementTree.parse(tmp_path / "trips.gpx").getroot()
    assert [name.text for name in root.findall("g:wpt/g:name", GPX)] == [
        "甲中转站 A",
        "县中心 H",
        "丙村 P",
    ]
    assert [len(track.findall(".//g:trkpt", GPX)) for track in root.findall("g:trk", GPX)] == [
        5
    ] * 3
    times = [time.text for time in root.findall("g:rte[3]/g:rtept/g:time", GPX)]
    assert times == ["2026-11-22T23:35:30Z", "2026-11-23T00:01:00Z", "2026-11-23T00:17:48Z"]


def test_unknown_places_are_null(tmp_path):
    """Where P has no coordinates its point is null, and the trips that can be are still drawn."""
    instance = four_stop_instance()
    network = instance.network.with_site("P", latitude=None, longitude=None)
    instance = replace(instance, network=network)
    case = reading(plan_document(four_stop_plan(), instance, travel()), instance)
    write_geojson(*case, tmp_path / "trips.geojson")
    write_gpx(*case, tmp_path / "trips.gpx")
    features = json.loads((tmp_path / "trips.geojson").read_text())["features"]
    assert [feature["geometry"] is None for feature in features[8:]] == [True, False, True, False]
    assert ElementTree.parse(tmp_path / "trips.gpx").findall(".//g:trk", GPX)


def test_names_cannot_break_out_of_xml(tmp_path):
    """Markup in names is text in GPX; a control character is dropped."""
    document, instance = hostile_case()
    write_gpx(*reading(document, instance), tmp_path / "trips.gpx")
    root = ElementTree.parse(tmp_path / "trips.gpx").getroot()
    names = [name.text for name in root.findall("g:wpt/g:name", GPX)]
    assert names[2] == f"丙村{SCRIPT} P"


def test_distance_of_a_trip_is_shared_by_its_ways(case):
    """The drives of a trip add up to its distance; out and back are equal."""
    plan, ways = case
    assert ways.metres(plan.document["trips"][2]) == [5_000, 5_000]
