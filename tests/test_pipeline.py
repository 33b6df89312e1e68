"""The straight line itself: files in, a checked plan out, the same one every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from optimizer.domain import NO_WAY, Site, SiteKind, TravelMatrix, Visits
from optimizer.engines.ruin import RuinEngine
from optimizer.errors import InputError
from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan, open_county
from optimizer.units import CUBIC_METRE, KG, KM, MINUTE, YUAN
from optimizer.watch import Engines
from tests.folders import write_county
from tests.instances import clock, county, rules, travel, vehicles, window

ROOT = Path(__file__).resolve().parents[1]
DAY_OF_ORDERS = (
    {},
    {"destination": "Q", "pieces": 30, "weight": 200 * KG},
    {"origin": "P", "destination": "H", "ready": clock("09:00")},
    {"origin": "Q", "destination": "P", "ready": clock("09:00"), "priority": "urgent"},
    {"destination": "A", "handling_class": "agrochemicals"},
    {"handling_class": "food", "ready": clock("15:00")},
    {"weight": 900 * KG},
    {"ready": clock("20:00", 2)},
)


def without_times(document):
    """Return a document without what depends on the wall clock."""
    return {key: value for key, value in document.items() if key != "search_seconds"}


def plan_of(instance, roads, *, effort=150, seed=1, **more):
    """Return the plan of an instance, which breaks no rule."""
    limits = Limits(search_seconds=None, effort=effort, seed=seed, **more)
    plan = make_plan(County(instance, roads, StraightRoads()), limits)
    assert plan.violations == ()
    return plan


def test_the_same_effort_and_seed_give_the_same_document():
    """Two runs differ in nothing but the time that they took."""
    instance = county(*DAY_OF_ORDERS)
    one, two = (plan_of(instance, travel()).document for _ in range(2))
    assert without_times(one) == without_times(two)
    assert one["seed"] == 1


def test_the_same_document_in_other_processes():
    """Processes of their own make the same plan to the byte, whatever seed hashes have there."""
    code = (
        "import json\n"
        "from tests.test_pipeline import *\n"
        "plan = plan_of(county(*DAY_OF_ORDERS), travel())\n"
        "print(json.dumps(without_times(plan.document)))"
    )
    mine = json.dumps(without_times(plan_of(county(*DAY_OF_ORDERS), travel()).document))
    for hash_seed in ("0", "4711"):
        told = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == mine


def test_every_order_of_a_mixed_day_is_accounted_for():
    """Six orders on time, one too heavy for every van, one put off."""
    document = plan_of(county(*DAY_OF_ORDERS), travel()).document
    statuses = [entry["status"] for entry in document["orders"]]
    assert statuses == ["on_time"] * 6 + ["unserved", "deferred"]


def test_more_effort_is_not_dearer_here():
    """Ten times the effort costs no more on a county as small as this."""
    instance = county(*DAY_OF_ORDERS)
    costs = [plan_of(instance, travel(), effort=e).document["cost"]["total"] for e in (20, 400)]
    assert costs[1] <= costs[0] + 0.01


def test_progress_tells_the_phases_in_order():
    """A run tells what it does, from consolidation to the check, and a cost on its way."""
    heard = []
    limits = Limits(search_seconds=None, effort=100, seed=1)
    at = County(county(*DAY_OF_ORDERS), travel(), StraightRoads())
    make_plan(at, limits, heard.append)
    phases = list(dict.fromkeys(note.phase for note in heard))
    assert phases[-1] == "check"
    assert phases.index("consolidation") < phases.index("local") < phases.index("timetable")
    assert any(note.best_cost is not None for note in heard)


def test_a_stopped_run_returns_a_valid_plan():
    """Stopped before it begins it still plans what it can, and every rule holds."""
    stop = Event()
    stop.set()
    document = plan_of(county(*DAY_OF_ORDERS), travel(), effort=10**9, stop=stop).document
    assert len(document["orders"]) == len(DAY_OF_ORDERS)


def test_a_stop_in_mid_search_keeps_the_best():
    """Stopped at its first cost a search of a billion ruins ends at once."""
    stop = Event()

    def listen(note):
        if note.best_cost is not None:
            stop.set()

    limits = Limits(search_seconds=None, effort=10**9, seed=1, stop=stop)
    at = County(county(*DAY_OF_ORDERS), travel(), StraightRoads())
    plan = make_plan(at, limits, listen)
    assert plan.violations == ()
    assert plan.document["kpis"]["on_time"] >= 5


def test_seconds_bound_the_search():
    """A tenth of a second is enough for a county as small as this."""
    at = County(county(*DAY_OF_ORDERS), travel(), StraightRoads())
    plan = make_plan(at, Limits(search_seconds=0.1, seed=1))
    assert plan.violations == ()


def test_another_engine_may_be_brought():
    """What solves routing problems is an argument; the plan names it."""

    class Tired(RuinEngine):
        """An engine that never does more than place the tasks."""

        name = "tired"

        def solve(self, problem, limits, start=None):
            return super().solve(problem, replace(limits, iterations=0), start)

    at = County(county(*DAY_OF_ORDERS), travel(), StraightRoads())
    engines = Engines(search=Tired(), polish=Tired())
    plan = make_plan(at, Limits(search_seconds=None, effort=50), engines=engines)
    assert plan.violations == ()
    assert plan.document["engine"] == "tired"


SEATS = {"仓": (0, 0), "甲站": (30, 5), "乙站": (25, -30)}
VILLAGES = {"v1": (38, 9), "v2": (45, 2), "v3": (31, 20), "v4": (20, -38), "v5": (33, -35)}
PLACES = SEATS | VILLAGES


def other_county():
    """
    Return a county of other ids: a hub, two stations, five villages, one at a station's door.

    Two road profiles in tables as measured, not symmetric; no truck reaches v3, nothing v5.
    """
    base = {"stop_time": 10 * MINUTE, "piece_time": 1_500, "transfer_time": 15 * MINUTE}
    station = base | {"operating_cost_per_day": 90 * YUAN, "docks": 2}
    names = list(PLACES)
    sites = (
        Site("仓", SiteKind.HUB, "邻县总仓", hours=(window("05:00", "22:00"),), **base),
        *(
            Site(
                name, SiteKind.TRANSFER_STATION, name, hours=(window("06:00", "20:00"),), **station
            )
            for name in ("甲站", "乙站")
        ),
        *(
            Site(
                name,
                SiteKind.VILLAGE_POINT,
                f"村{name}",
                hours=(window("08:30", "17:30"),),
                stop_time=4 * MINUTE,
                piece_time=6_000,
                visits=Visits.DAILY if name == "v2" else Visits.BY_NEED,
                premises="乙站" if name == "v4" else None,
            )
            for name in VILLAGES
        ),
    )
    van = replace(
        vehicles()[1],
        road_profile="面包车",
        capacity_volume=3 * CUBIC_METRE,
        range=150 * KM,
        shifts=(window("07:30", "12:30"), window("13:00", "18:30")),
    )
    truck = replace(vehicles()[0], vehicle_id="卡1", home_site="仓", road_profile="货车")
    fleet = (
        truck,
        *(
            replace(van, vehicle_id=f"面{n}", plate=f"面{n}", home_site=home)
            for n, home in enumerate(("甲站", "甲站", "乙站", "仓"), 1)
        ),
    )
    standing = rules(name="邻县", speeds_kmh={}, onward_departures=(clock("19:00"),))
    at = np.array(list(PLACES.values()), dtype=float)
    apart = np.hypot(*(at[:, None] - at).transpose(2, 0, 1))
    metres = np.rint(apart * 900).astype(np.int64)
    seconds = np.rint(apart * 70 + 60 * (at[:, 1][None, :] > at[:, 1][:, None])).astype(np.int64)
    np.fill_diagonal(seconds, 0)
    for matrix in (seconds, metres):
        cut = names.index("v5")
        matrix[cut, :] = matrix[:, cut] = NO_WAY
        matrix[cut, cut] = 0
    slow = np.where(seconds >= NO_WAY, NO_WAY, seconds * 6 // 5)
    roads = {"面包车": TravelMatrix(seconds, metres), "货车": TravelMatrix(slow, metres)}
    rows = [
        {"origin": a, "destination": b, "ready": clock("06:00") + 40 * MINUTE * number}
        for number, (a, b) in enumerate(
            (a, b) for a in ("仓", "甲站", "v1", "v4") for b in names if a != b
        )
        if {a, b} != {"乙站", "v4"}
    ]
    return county(*rows, rules=standing, sites=sites, vehicles=fleet), roads


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory):
    """The other county as it is read back from its folder, with its orders."""
    folder = tmp_path_factory.mktemp("邻县")
    orders = write_county(folder, *other_county())
    return open_county(folder, orders, "2026-11-23T05:00")


def test_a_county_of_ones_own_is_planned(neighbours):
    """Other ids, two stations, tables as measured: all is planned but what no road reaches."""
    plan = make_plan(neighbours, Limits(search_seconds=None, effort=300, seed=1))
    assert plan.violations == ()
    by_end = {}
    orders, sites = neighbours.instance.orders, neighbours.instance.sites
    for row, entry in enumerate(plan.document["orders"]):
        ends = {sites[orders.origin[row]].site_id, sites[orders.destination[row]].site_id}
        by_end.setdefault("v5" in ends, set()).add(
            (entry["status"], (entry["reason"] or {}).get("code"))
        )
    assert by_end[True] == {("unserved", "U101")}
    assert by_end[False] == {("on_time", None)}


def test_a_county_of_ones_own_warns_of_the_point_without_a_road(neighbours):
    """No vehicle reaches v5: the reader is told before any planning."""
    assert [issue.value for issue in neighbours.warnings if issue.code == "E171"] == ["v5"]


def test_bad_files_are_refused_before_planning(tmp_path):
    """A folder without travel tables, roads and a known site is an input error."""
    instance, _ = other_county()
    orders = write_county(tmp_path, instance)
    with pytest.raises(InputError) as caught:
        open_county(tmp_path, orders, "2026-11-23T05:00")
    assert "E137" in {issue.code for issue in caught.value.issues}


def test_what_earlier_plans_leave_behind_is_kept_by_the_whole_line():
    """Planned at noon: van-1 is back at 15:00, P is still to be visited, Q belongs to A."""
    noon = county().calendar.planned_at.replace(hour=12)
    sites = tuple(
        replace(site, visits=Visits.DAILY) if site.site_id == "P" else site
        for site in county().sites
    )
    instance = replace(
        county(
            {"destination": "Q"}, {"origin": "A", "destination": "P"}, sites=sites, planned_at=noon
        ),
        busy_until={"van-1": clock("15:00")},
        visits_due=frozenset({"P"}),
        territories={"Q": "A"},
    )
    document = plan_of(instance, travel()).document
    starts = {trip["vehicle_id"]: trip["stops"][0]["start"] for trip in reversed(document["trips"])}
    assert starts["van-1"] >= "2026-11-23T15:00:00+08:00"
    calls = [(trip, stop) for trip in document["trips"] for stop in trip["stops"]]
    today = {s["site_id"] for _, s in calls if s["start"] < "2026-11-24"}
    assert "P" in today
    assert {t["vehicle_id"] for t, s in calls if s["site_id"] == "Q"} == {"van-1"}
