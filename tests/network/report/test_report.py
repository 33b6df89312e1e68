"""
What the report says of roads that can be worked out by hand.

::

    2 -- 2 000 m, tertiary -- 3
    |                         |
    1 000 m, trunk, 60 km/h   |
    |                         |
    1 === 1 200 m, trunk ===> 3      one-way

The van drives trunk roads at 50 km/h and no faster, tertiary ones at 40.
"""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from optimizer.domain import NO_WAY, SiteKind, TravelMatrix
from optimizer.network.report import report_lines, report_object, road_report
from optimizer.network.report.legs import look_at
from tests.network.graphs import graph, network, save

NODES = {1: (114.00, 24.00), 2: (114.01, 24.01), 3: (114.02, 24.00)}
EDGES = (
    (1, 2, "trunk", 1000, {"maxspeed": "60", "name": "国道"}),
    (2, 3, "tertiary", 2000),
    (1, 3, "trunk", 1200, {"oneway": True}),
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    """Keep matrices out of the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def county(*places, **rules):
    """Return a network whose first site is the hub."""
    made = network(*(places or (NODES[1], NODES[3])), **rules)
    return replace(made, sites=(replace(made.sites[0], kind=SiteKind.HUB), *made.sites[1:]))


def reported(folder, made=None, edges=EDGES, **attributes):
    """Return the report of a folder with these roads."""
    roads = graph(NODES, *edges)
    roads.graph |= attributes
    save(folder, roads)
    return road_report(folder, made or county())


def test_lengths_by_class_count_a_road_once(tmp_path):
    """2 200 m of trunk and 2 000 m of tertiary, 1 200 m of it one-way."""
    report = reported(tmp_path)
    assert (report.roads, report.nodes, report.metres) == (3, 3, 4200)
    assert report.one_way_metres == 1200
    assert [(each.road_class, each.roads, each.metres) for each in report.classes] == [
        ("trunk", 2, 2200),
        ("tertiary", 1, 2000),
    ]
    assert report.classes[1].speeds_kmh == {"truck": 30.0, "van": 40.0}


def test_a_class_that_a_profile_may_not_drive_has_no_speed(tmp_path):
    """The truck has no speed on tracks."""
    report = reported(tmp_path, edges=(*EDGES, (2, 3, "track", 500)))
    track = next(each for each in report.classes if each.road_class == "track")
    assert track.speeds_kmh == {"truck": None, "van": 20.0}


def test_missing_tags_are_counted_in_metres(tmp_path):
    """The speed limit is known on 1 000 m, the surface nowhere."""
    gaps = {gap.tag: (gap.given, gap.missing) for gap in reported(tmp_path).tags}
    assert gaps["maxspeed"] == (1000, 3200)
    assert gaps["name"] == (1000, 3200)
    assert gaps["surface"] == (0, 4200)


def test_the_way_back_that_is_longer_is_told(tmp_path):
    """There 1 200 m in 87 s; back 3 000 m, 72 s of trunk and 180 s of tertiary."""
    van = next(each for each in reported(tmp_path).profiles if each.road_profile == "van")
    assert (van.one_way, van.unequal, van.unreached) == (0, 1, ())
    leg = van.unequal_legs[0]
    assert (leg.origin, leg.destination) == ("s1", "s0")
    assert (leg.distance, leg.duration, leg.back) == (3000, 252, 1200)
    assert leg.straight == pytest.approx(2032, abs=1)
    assert leg.speed_kmh == pytest.approx(42.86, abs=0.01)
    assert van.longest == van.slowest == van.detours == (leg,)


def test_sites_far_from_their_road_are_listed(tmp_path):
    """0.02 degrees south of the road are 2 224 m; the limit is 500 m."""
    report = reported(tmp_path, county(NODES[1], NODES[3], (114.00, 23.98)))
    assert [(each.site_id, each.metres) for each in report.far_sites] == [
        ("s2", 2224),
        ("s2", 2224),
    ]
    assert {each.road_profile for each in report.far_sites} == {"truck", "van"}
    assert report.profiles[0].snap_most == 2224
    assert report.profiles[0].snap_median == 0


def test_pairs_that_go_one_way_only_are_told():
    """From hub to s1 and not back: s1 is not reached, and the pair is one-way."""
    durations = np.array([[0, 60, NO_WAY], [NO_WAY, 0, NO_WAY], [NO_WAY, NO_WAY, 0]])
    matrix = TravelMatrix(durations, np.where(durations == 60, 2000, durations))
    look = look_at(county(NODES[1], NODES[2], NODES[3]), "van", matrix, np.array([0.0, 40.0, 90.0]))
    assert look.unreached == ("s1", "s2")
    assert (look.one_way, look.unequal) == (1, 0)
    assert (look.one_way_legs[0].origin, look.one_way_legs[0].back) == ("s0", None)
    assert (look.snap_median, look.snap_most) == (40, 90)


def test_sites_that_do_not_admit_a_profile_are_no_legs_of_it():
    """Nobody need look at ways that are never driven."""
    made = county(NODES[1], NODES[2])
    made = replace(
        made, sites=(made.sites[0], replace(made.sites[1], road_profiles=frozenset({"truck"})))
    )
    matrix = TravelMatrix(
        np.array([[0, NO_WAY], [NO_WAY, 0]]), np.array([[0, NO_WAY], [NO_WAY, 0]])
    )
    assert look_at(made, "van", matrix, np.zeros(2)).unreached == ()
    assert look_at(made, "truck", matrix, np.zeros(2)).unreached == ("s1",)


def test_a_schematic_says_so(tmp_path):
    """Drawn roads are called drawn, in both languages; real ones are not."""
    drawn = reported(tmp_path, schematic=True)
    assert drawn.is_schematic
    assert "schematic" in report_lines(drawn, "en")[1]
    assert "示意路网" in report_lines(drawn, "zh")[1]
    assert not reported(tmp_path).is_schematic


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_is_told(tmp_path, lang):
    """Classes, assumptions, far sites and legs stand in the text, aligned."""
    report = reported(tmp_path, county(NODES[1], NODES[3], (114.00, 23.98)))
    text = "\n".join(report_lines(report, lang))
    for expected in ("trunk", "tertiary", "maxspeed", "s2", "2,224 m", "3.0 km", "43 km/h"):
        assert expected in text
    assert "{" not in text


def test_machines_get_the_same(tmp_path):
    """The object is plain JSON with the figures of the value."""
    report = reported(tmp_path)
    told = json.loads(json.dumps(report_object(report)))
    assert told["classes"][0]["metres"] == 2200
    assert told["profiles"][1]["longest"][0]["distance"] == 3000


def test_speed_limits_that_do_not_count_are_told(tmp_path):
    """Where the rules ignore maxspeed, its lack is no assumption about speed."""
    rules = county().rules
    unused = replace(rules.roads, use_maxspeed=False)
    report = reported(tmp_path, county(roads=unused))
    assert any("use_maxspeed" in line for line in report_lines(report, "en"))


def test_travel_tables_beside_the_roads_are_told(tmp_path):
    """Nobody should wonder why an import changed nothing."""
    (tmp_path / "travel_van.csv").write_text("origin,destination,seconds,metres\n", "utf-8")
    assert "E266" in {issue.code for issue in reported(tmp_path).warnings}


def test_roads_of_a_corner_of_the_county_are_told(tmp_path):
    """The boundary reaches far beyond the roads."""
    (tmp_path / "boundary.geojson").write_text(
        '{"type": "Polygon", "coordinates": [[[114, 24], [115, 24], [115, 25], [114, 24]]]}'
    )
    assert "E265" in {issue.code for issue in reported(tmp_path).warnings}


@pytest.mark.parametrize("text", ["", "[]", '{"source": 1}', '{"dropped": 5}', "no json"])
def test_a_graph_that_lies_about_its_import_is_none(tmp_path, text):
    """What the file says of itself is read with care."""
    assert reported(tmp_path, imported=text).provenance is None


def test_much_that_was_left_out_is_told(tmp_path):
    """1 km lost beside 4.2 km is more than a tenth."""
    lost = {"road_profile": "van", "parts": 1, "metres": 1000, "largest": []}
    told = {"source": "x.osm", "attribution": "", "margin_km": 5, "lacking": 2, "dropped": [lost]}
    report = reported(tmp_path, imported=json.dumps(told))
    assert [issue.code for issue in report.warnings] == ["E267"]
    lines = report_lines(report, "en")
    assert any("2 points" in line for line in lines)
    assert any("van: 1 parts, 1.0 km" in line for line in lines)
