"""The local leg as VROOM reads it, solved by VROOM itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from optimizer.reports import PlanReading, plan_document
from optimizer.reports.vroom import vroom_problem, write_vroom
from tests.instances import clock, travel
from tests.reports.hostile import hostile_case
from tests.reports.made_up import Dispatch, made_up_county
from tests.reports.plans import A, P, four_stop_instance, four_stop_plan


@pytest.fixture
def plan():
    instance = four_stop_instance()
    return PlanReading(plan_document(four_stop_plan(), instance, travel()), instance)


def solved(problem, tmp_path):
    """Return what VROOM makes of a problem."""
    vroom = pytest.importorskip("vroom", reason="pyvroom is not installed")
    file = tmp_path / "vroom.json"
    file.write_text(json.dumps(problem), "utf-8")
    read = vroom.Input.from_json(file)
    return read.solve(exploration_level=0, nb_threads=1, timeout=timedelta(seconds=30))


def test_only_the_local_leg_is_exported(plan):
    """Two vans in six shifts each; ten pieces from A to P, two from P to A, nothing of trucks."""
    problem = vroom_problem(plan, travel())
    assert len(problem["vehicles"]) == 12
    out, back = problem["shipments"]
    assert (out["pickup"]["location_index"], out["delivery"]["location_index"]) == (A, P)
    assert (back["pickup"]["location_index"], back["delivery"]["location_index"]) == (P, A)
    assert out["amount"] == [15_000, 80_000]
    assert (out["delivery"]["setup"], out["delivery"]["service"]) == (300, 90)


def test_goods_wait_for_the_truck(plan):
    """O1 leaves the truck at 07:15:30 and may be loaded 20 minutes later, not before."""
    out, back = vroom_problem(plan, travel())["shipments"]
    assert out["pickup"]["time_windows"][0][0] == clock("07:35") + 30
    # The truck takes o2 at 08:52:54; 15 minutes and 6 seconds at the dock, 20 to change over.
    assert back["delivery"]["time_windows"][0][1] == clock("08:17") + 48


def test_vroom_reads_and_solves_it(plan, tmp_path):
    """VROOM brings everything by the van of station A."""
    found = solved(vroom_problem(plan, travel()), tmp_path)
    assert found.summary.unassigned == 0
    steps = found.routes
    assert set(steps[steps["type"] == "pickup"]["location_index"]) == {A, P}


def test_vroom_reads_a_county(tmp_path):
    """A made-up county of 31 points is read whole and for the most part planned."""
    instance, times = made_up_county(num_orders=200)
    plan = PlanReading(plan_document(Dispatch(instance, times).plan(), instance, times), instance)
    problem = vroom_problem(plan, times)
    found = solved(problem, tmp_path)
    assert found.summary.unassigned < len(problem["shipments"])


def test_classes_and_ranges_are_kept(plan):
    """A van that carries general goods only has that skill and its base's, and its range."""
    instance = plan.instance
    van = replace(instance.vehicles[1], handling_classes=frozenset({"general"}), range=90_000)
    vehicles = (instance.vehicles[0], van, instance.vehicles[2])
    changed = replace(instance, network=replace(instance.network, vehicles=vehicles))
    first = vroom_problem(PlanReading(plan.document, changed), travel())["vehicles"][0]
    assert first["skills"] == [0, 1000 + A]
    assert first["max_distance"] == 90_000


def test_hostile_names_are_plain_json(tmp_path):
    """Names may hold anything; the file stays JSON without control characters."""
    document, instance = hostile_case()
    write_vroom(PlanReading(document, instance), travel(), tmp_path / "x.json")
    text = (tmp_path / "x.json").read_text("utf-8")
    assert "\x07" not in text
    assert json.loads(text)["shipments"]
