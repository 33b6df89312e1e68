"""What tags, limits, seasons and slopes make of speeds."""

from __future__ import annotations

import pytest

from optimizer.domain import NO_WAY, ProfileRules, RoadRules
from optimizer.errors import NetworkError
from optimizer.network import load_roads
from tests.network.graphs import graph, network, roads, save

A, B, C, D = (114.00, 24.00), (114.01, 24.00), (114.02, 24.00), (114.01, 24.01)
NODES = {1: A, 2: B, 3: C, 4: D}


def seconds(folder, tags, **rules) -> dict[str, int]:
    """Return the time for 1 000 m of tertiary road with these tags, by profile."""
    drawn = roads(folder, NODES, (1, 2, "tertiary", 1000, tags), (2, 3, "trunk", 1000))
    travel = drawn.travel_matrices(network(A, B, roads=RoadRules(**rules)))
    return {profile: int(matrix.duration[0, 1]) for profile, matrix in travel.items()}


@pytest.mark.parametrize(
    ("maxspeed", "expected"),
    [
        ("45", 80),  # 45 km/h, not the 40 of the class
        ("20 mph", 112),  # 32.19 km/h: 111.85 s
        ("90", 72),  # no van is faster than on its fastest class, 50 km/h
        ("['30', '20']", 180),  # merged edges: the slowest
        ("30;20", 180),
        ("walk", 600),
        ("CN:rural", 180),
        ("0", 90),  # no speed: that of the class, 40 km/h
        ("none", 90),
        ("signals", 90),
        ("DE:urban", 90),
        ("-5", 90),
        ("999999", 90),
        ("nonsense", 90),
    ],
)
def test_maxspeed_replaces_the_speed_of_the_class(tmp_path, maxspeed, expected):
    """1 000 m at the tagged speed; what is no speed leaves that of the class."""
    words = {"CN:rural": 20.0, "walk": 6.0}
    found = seconds(tmp_path, {"maxspeed": maxspeed}, maxspeed_words=words)
    assert found["van"] == expected


def test_maxspeed_counts_by_its_factor_or_not_at_all(tmp_path):
    """Half of 45 km/h take 160 s; ignored, the class has 40 km/h; a closed class stays closed."""
    tags = {"maxspeed": "45"}
    assert seconds(tmp_path, tags, maxspeed_factor=0.5)["van"] == 160
    assert seconds(tmp_path, tags, use_maxspeed=False)["van"] == 90
    own = {"van": ProfileRules(maxspeed_factor=0.5)}
    assert seconds(tmp_path, tags, profiles=own) == {"van": 160, "truck": 80}
    drawn = roads(tmp_path, NODES, (1, 2, "track", 1000, tags), (2, 3, "trunk", 1000))
    assert drawn.travel_matrices(network(A, C))["truck"].duration[0, 1] > 72


def test_strange_maxspeeds_are_counted_in_one_warning(tmp_path):
    """Two roads with 0 and one with a word that nobody explained: three roads, two values."""
    drawn = roads(
        tmp_path,
        NODES,
        (1, 2, "trunk", 1000, {"maxspeed": "0"}),
        (2, 3, "trunk", 1000, {"maxspeed": "0"}),
        (2, 4, "trunk", 1000, {"maxspeed": "CN:rural"}),
    )
    notes = [note for note in drawn.warnings(network(A, B)) if note.code == "E225"]
    assert len(notes) == 1
    assert notes[0].is_warning
    assert "3 roads" in notes[0].message
    assert "'0' on 2, 'CN:rural' on 1" in notes[0].message
    told = RoadRules(maxspeed_words={"CN:rural": 70.0})
    assert "CN:rural" not in drawn.warnings(network(A, B, roads=told))[0].message


def test_surfaces_slow_a_class_down_and_may_close_it(tmp_path):
    """Half of 40 km/h on gravel; the truck keeps off; merged surfaces count as the worst."""
    factors = {"gravel": 0.5, "mud": 0.25}
    own = {"truck": ProfileRules(surface_factors={"gravel": 0.0})}
    found = seconds(tmp_path, {"surface": "gravel"}, surface_factors=factors, profiles=own)
    # The truck meets the trunk road 1 016 m from the site, at 15 km/h.
    assert found == {"van": 180, "truck": 244}
    assert seconds(tmp_path, {"surface": "['asphalt', 'mud']"}, surface_factors=factors) == {
        "van": 360,
        "truck": 480,
    }


def test_season_and_top_speed_hold_everywhere(tmp_path):
    """At 0.8 of 40 km/h it is 112.5 s; a top speed of 10 km/h makes 360 s."""
    assert seconds(tmp_path, {}, season_factor=0.8)["van"] == 113
    own = {"van": ProfileRules(top_speed_kmh=10.0)}
    assert seconds(tmp_path, {"maxspeed": "50"}, profiles=own)["van"] == 360
    dry = {"van": ProfileRules(season_factor=1.0)}
    assert seconds(tmp_path, {}, season_factor=0.8, profiles=dry)["van"] == 90


@pytest.mark.parametrize(
    ("tags", "is_closed"),
    [
        ({"maxweight": "3.5"}, True),
        ({"maxweight": "3500 kg"}, True),
        ({"maxweight": "4.5"}, False),
        ({"maxweight": "none"}, False),
        ({"maxheight": "2.9 m"}, True),
        ({"maxheight": "9'"}, True),  # 2.74 m
        ({"maxheight": "10'6\""}, False),  # 3.2 m
        ({"maxwidth": "2"}, True),
        ({"access": "no"}, True),
        ({"access": "no", "motor_vehicle": "yes"}, False),
        ({"access": "yes", "motor_vehicle": "no"}, True),
        ({"hgv": "no"}, True),
        ({"motor_vehicle": "no", "hgv": "yes"}, False),
        ({"access": "private"}, False),
    ],
)
def test_limits_and_access_close_a_road_to_the_truck(tmp_path, tags, is_closed):
    """A truck of 4.5 t, 3.0 m high and 2.1 m wide goes round, or straight on."""
    own = {"truck": ProfileRules(weight_t=4.5, height_m=3.0, width_m=2.1, is_hgv=True)}
    drawn = roads(
        tmp_path,
        NODES,
        (1, 2, "trunk", 1000, tags),
        (2, 4, "trunk", 1500),
        (4, 1, "trunk", 1500),
    )
    county = network(A, B, roads=RoadRules(profiles=own))
    truck = drawn.travel_matrices(county)["truck"].duration[0, 1]
    assert truck == (216 if is_closed else 72)


def test_a_vehicle_of_unknown_size_passes_every_limit(tmp_path):
    """Without dimensions in network.toml no limit counts."""
    assert seconds(tmp_path, {"maxweight": "0.5", "maxheight": "1"})["truck"] == 120


def slope(folder, heights: str, name: str = "elevations.csv", **rules):
    """Return the van's time up and down 1 000 m of trunk road between two heights."""
    save(folder, graph(NODES, (1, 2, "trunk", 1000), (2, 3, "trunk", 1000)))
    (folder / name).write_text(heights, encoding="utf-8")
    county = network(A, B, roads=RoadRules(**rules))
    duration = load_roads(folder).travel_matrices(county)["van"].duration
    return int(duration[0, 1]), int(duration[1, 0])


HILL = (
    "longitude,latitude,metres\n"
    "113.99,23.9,-100\n113.99,24.1,-100\n114.03,23.9,300\n114.03,24.1,300\n"
)
GRADES = {"uphill_factors": ((0.05, 0.8), (0.09, 0.5)), "downhill_factors": ((0.05, 0.9),)}


def test_slopes_slow_down_both_ways_by_their_own_factors(tmp_path):
    """100 m in 1 000 m is a grade of 0.1: 72 s up at half speed is 144 s, down it is 80 s."""
    assert slope(tmp_path, HILL, **GRADES) == (144, 80)
    assert slope(tmp_path, HILL) == (72, 72)


def test_beyond_the_known_heights_roads_are_flat(tmp_path):
    """Heights of another place change nothing."""
    elsewhere = HILL.replace("113.", "103.").replace("114.", "104.")
    assert slope(tmp_path, elsewhere, **GRADES) == (72, 72)


def test_a_raster_does_as_well_as_a_table(tmp_path):
    """The same hill as an ESRI ASCII grid of cells of 0.02 degrees, the north first."""
    row = "-150 50 250 450"  # cells about 113.985, 114.005, 114.025, 114.045
    header = "ncols 4\nnrows 3\nxllcorner 113.975\nyllcorner 23.97\ncellsize 0.02\n"
    raster = header + f"{row}\n" * 3
    assert slope(tmp_path, raster, "elevations.asc", **GRADES) == (144, 80)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("elevations.csv", ""),
        ("elevations.csv", "lon,lat,height\n1,2,3\n"),
        ("elevations.csv", "longitude,latitude,metres\n114,24,high\n"),
        ("elevations.csv", "longitude,latitude,metres\n114,24,1\n114,25,2\n114,26,3\n"),
        ("elevations.asc", "ncols 2\nnrows 2\n1 2 3 4"),
        ("elevations.asc", "ncols 2\nnrows 2\nxllcorner 1\nyllcorner 1\ncellsize 1\n1 2 3"),
        ("elevations.asc", "\xff\xfe"),
    ],
)
def test_elevations_that_are_none_are_refused(tmp_path, name, text):
    """Whatever the file holds, E216 names it."""
    save(tmp_path, graph(NODES, (1, 2, "trunk", 1000)))
    (tmp_path / name).write_bytes(text.encode("latin-1"))
    with pytest.raises(NetworkError, match="E216"):
        load_roads(tmp_path)


def test_a_one_way_closed_uphill_is_driven_round(tmp_path):
    """Factor zero closes a slope in one direction only."""
    up, down = slope(tmp_path, HILL, uphill_factors=((0.05, 0.0),))
    assert (up, down) == (NO_WAY, 72)
