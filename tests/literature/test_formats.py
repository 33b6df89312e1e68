"""Each file format, by a file small enough to be read by eye."""

from __future__ import annotations

import gzip

import numpy as np

from benchmarks.literature.tables import (
    read_cordeau,
    read_jd,
    read_solomon,
    read_taillard,
    read_wang_chen,
)
from benchmarks.literature.vrplib_files import (
    read_cvrp,
    read_exact,
    read_mixed_fleet,
    read_pickups,
    read_trunc1,
)

POINTS = "NODE_COORD_SECTION\n1 0 0\n2 0 1\n3 1 1\n"
RICH = f"""NAME: small
DIMENSION: 3
VEHICLES: 2
CAPACITY: 10
SERVICE_TIME: 9
VEHICLES_MAX_DURATION: 45
{POINTS}DEMAND_SECTION
1 0
2 4
3 5
TIME_WINDOW_SECTION
1 0 90
2 5 20
3 6 21
RELEASE_TIME_SECTION
1 0
2 0
3 7
VEHICLES_DEPOT_SECTION
1 1
2 1
VEHICLES_ALLOWED_CLIENTS_SECTION
1 2 3
2 3
DEPOT_SECTION
1
EOF
"""


def written(folder, name, text):
    """Write a file and return its path."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_set_x_rounds_distances(tmp_path):
    """The diagonal of a unit square is 1, and every customer could have a vehicle."""
    text = f"DIMENSION : \t3\nCAPACITY : 9\n{POINTS}DEMAND_SECTION\n1 0\n2 4\n3 5\n"
    case = read_cvrp(written(tmp_path, "x.vrp", f"{text}DEPOT_SECTION\n 1\n -1\nEOF\n"))
    assert case.distance.tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    assert (case.depots, case.fleet.size, case.has_windows) == ((0,), 2, False)


def test_trunc1_cuts_after_the_first_decimal(tmp_path):
    """Root 2 is 14 tenths, a window from 5 to 20 is 50 to 200, and service at the depot none."""
    case = read_trunc1(written(tmp_path, "small.vrp", RICH))
    assert case.distance[0].tolist() == [0, 10, 14]
    assert (case.ready[1], case.due[1], case.release[2]) == (50, 200, 70)
    assert case.service.tolist() == [0, 90, 90]


def test_exact_rounds_to_thousandths(tmp_path):
    """Root 2 is 1414, and 45 out are 45 000; vehicle 2 serves only customer 2."""
    case = read_exact(written(tmp_path, "small.vrp", RICH))
    assert case.distance[0].tolist() == [0, 1000, 1414]
    assert case.fleet.most_duration.tolist() == [45_000, 45_000]
    assert case.fleet.serves[case.fleet.kind[1]].tolist() == [False, False, True]


def test_mixed_fleets_have_costs_in_hundredths(tmp_path):
    """Fixed and unit costs stand by vehicle; time plays no role."""
    text = RICH.replace("CAPACITY: 10\n", "").partition("TIME_WINDOW")[0]
    text += "CAPACITY_SECTION\n1 5\n2 9\nVEHICLES_FIXED_COST_SECTION\n1 300\n2 400\n"
    text += "VEHICLES_UNIT_DISTANCE_COST_SECTION\n1 100\n2 120\nDEPOT_SECTION\n1\nEOF\n"
    case = read_mixed_fleet(written(tmp_path, "mixed.vrp", text))
    assert case.fleet.capacity.tolist() == [5, 9]
    assert case.fleet.fixed.tolist() == [300, 400]
    assert case.fleet.rate.tolist() == [100, 120]
    assert (case.unit, case.duration) == (100.0, None)


def test_pickups_stand_before_deliveries(tmp_path):
    """In LKH-3's layout the sixth number is picked up, the seventh delivered."""
    text = f"DIMENSION : 3\nCAPACITY : 9\nEDGE_WEIGHT_TYPE : EXACT_2D\n{POINTS}"
    text += "PICKUP_AND_DELIVERY_SECTION\n1 0 0 9 0 0 0\n2 0 0 9 0 1 2\n3 0 0 9 0 3 4\n"
    (tmp_path / "set").mkdir()
    path = written(tmp_path / "set", "a.vrpspd", f"{text}DEPOT_SECTION\n1\n-1\nEOF\n")
    case = read_pickups(path)
    assert (case.pickup.tolist(), case.delivery.tolist()) == ([0, 1, 3], [0, 2, 4])
    assert (case.name, case.unit) == ("set/a", 1.0)


def test_solomon_in_tenths_and_in_doubles(tmp_path):
    """The same file gives 14 or the root of 2, and a fleet of its own or of the record."""
    text = "C1\n\nVEHICLE\nNUMBER CAPACITY\n 25 200\n\nCUST NO. XCOORD.\n"
    path = written(tmp_path, "C1.txt", f"{text} 0 0 0 0 0 90 0\n 1 1 1 7 5 20 9\n")
    tenths, double = read_solomon(path, tenths=True), read_solomon(path, vehicles=3)
    assert (tenths.distance[0, 1], double.distance[0, 1]) == (14, np.sqrt(2))
    assert (tenths.due[1], double.due[1]) == (200, 20)
    assert (tenths.fleet.size, double.fleet.size) == (25, 3)
    assert (tenths.unit, tenths.service[1], double.service[1]) == (10.0, 90, 9)


def test_wang_and_chen_number_customers_by_row(tmp_path):
    """Customer number 30 of the file is node 1, and pickups follow deliveries."""
    text = "RC\n\nCUSTOMER VEHICLE\n 2 3 200\n\n 0 0 0 0 0 0 240 0\n 30 3 4 8 2 74 104 10\n"
    case = read_wang_chen(written(tmp_path, "rc.txt", text), vehicles=2)
    assert (case.delivery[1], case.pickup[1], case.distance[0, 1]) == (8, 2, 5)
    assert (case.ready[1], case.due[1], case.service[1], case.fleet.size) == (74, 104, 10, 2)


def test_jd_has_a_way_each_way(tmp_path):
    """From 0 to 1 it is 700 m in 9 minutes, back 800 m in 11; a route costs 300."""
    text = "DIMENSION : 2\nVEHICLES : 500\nDISPATCHINGCOST : 300\nUNITCOST : 0.014\n"
    text += "CAPACITY : 2.5\nNODE_SECTION\n0,0,0,0,960,0\n1,0.0233,0.0396,210,240,30\n"
    text += "DISTANCETIME_SECTION\n0,1,700,9\n1,0,800,11\nDEPOT_SECTION\n0\n"
    path = tmp_path / "2_1.vrpsdptw.gz"
    path.write_bytes(gzip.compress(text.encode()))
    case = read_jd(path)
    assert case.distance.tolist() == [[0, 700], [800, 0]]
    assert case.duration is not None
    assert case.duration.tolist() == [[0, 9], [11, 0]]
    assert (case.name, case.fleet.fixed[0], case.fleet.rate[0]) == ("2_1", 300, 0.014)


def test_cordeau_puts_the_depots_first(tmp_path):
    """Two depots with two vehicles each; the customer is node 2; no limit of duration is none."""
    text = "2 2 1 2\n0 80\n500 60\n 1 3 4 9 7 1 4 1 2\n 2 0 0 0 0 0 0\n 3 3 0 0 0 0 0\n"
    case = read_cordeau(written(tmp_path, "p.txt", text))
    assert (case.depots, case.fleet.depot.tolist()) == ((0, 1), [0, 0, 1, 1])
    assert case.fleet.capacity.tolist() == [80, 80, 60, 60]
    assert case.fleet.most_duration.tolist() == [np.inf, np.inf, 500, 500]
    assert (case.distance[0, 2], case.delivery[2], case.service[2]) == (5, 7, 9)


def test_taillard_gives_each_type_its_vehicles(tmp_path):
    """A type that is there 20 times gets no more vehicles than customers could use."""
    text = " //Line 1 : comment\n 2 2 999999.0 0.0 1 1\n 1 20 5 1.0\n 20 30 8 1.5\n 0 0\n"
    case = read_taillard(written(tmp_path, "v.txt", f"{text} 3 4 18\n 6 8 26\n"))
    assert case.fleet.capacity.tolist() == [20, 30, 30]
    assert (case.fleet.fixed[2], case.fleet.rate[2]) == (8, 1.5)
    assert (case.distance[0, 2], case.delivery[2]) == (10, 26)
