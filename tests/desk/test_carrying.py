"""What earlier plans leave behind: nothing lost, nothing carried twice."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from benchmarks.ablations import rolling
from optimizer.desk.carrying import settle, settle_past, standing
from optimizer.desk.carrying_trips import driven_trips
from optimizer.desk.orders import cancel_orders
from optimizer.desk.planning import ask_plan
from optimizer.domain import Visits
from optimizer.errors import InputError
from optimizer.opening import open_inputs
from optimizer.pipeline import Limits, make_plan
from optimizer.simulation.rolling.driven_trips import driven_of
from tests.desk.saved import (
    LI,
    bring,
    opened,
    plan_at,
    publish,
    save_county,
    save_folder,
)
from tests.instances import PLANNED_AT, sites, vehicles

ROOT = Path(__file__).resolve().parents[2]
NOON = PLANNED_AT.replace(hour=12)
ZONE = ZoneInfo("Asia/Shanghai")
COUNTY = {
    # Only van-1 at A serves the points, so that all goods of the hub change there.
    "vehicles": vehicles()[:2],
    "sites": tuple(
        replace(site, visits=Visits.DAILY) if site.site_id == "Q" else site for site in sites()
    ),
}


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Return an empty store."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path))
    monkeypatch.setattr("optimizer.jobs.ensure_worker", lambda _: None)
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
def network_id(store, tmp_path):
    """Return the four-stop county, whose goods must change at A, and Q wants daily visits."""
    return save_county(store, tmp_path, **COUNTY)


def down(name, point="P", ready="2026-11-23T05:30"):
    """Return the line of one parcel from the hub to a point."""
    return f"{name},H,{point},{ready},1,,"


def rows_of(data):
    """Return the rows of an order file by id."""
    return {row["order_id"]: row for row in csv.DictReader(io.StringIO(data.decode()))}


def at(text, day=23):
    """Return a local moment of November 2026."""
    return datetime.fromisoformat(f"2026-11-{day}T{text}:00").replace(tzinfo=ZONE)


def trip(name, vehicle, start, *stops, status="committed", shift="06:00-14:00"):
    """Return a trip of a document; stops are (site, clock, load, unload), handled for 10 min."""
    begin, end = shift.split("-")
    return {
        "trip_id": name,
        "vehicle_id": vehicle,
        "status": status,
        "shift": {"start": at(begin).isoformat(), "end": at(end).isoformat()},
        "stops": [
            {
                "site_id": site,
                "start": at(clock).isoformat(),
                "departure": (at(clock) + timedelta(minutes=10)).isoformat(),
                "load": load.split(),
                "unload": unload.split(),
            }
            for site, clock, load, unload in [("H", start, "", ""), *stops]
        ],
    }


def order(name, *trips, delivered="23:00"):
    """Return an order of a document that rides on these trips."""
    return {
        "order_id": name,
        "delivered_at": at(delivered).isoformat() if trips else None,
        "legs": [{"trip_id": each} for each in trips],
    }


def put_in_force(store, network_id, planned_at, trips, orders):
    """Publish a document that only has what carrying reads."""
    kpis = ("on_time", "late", "unserved", "deferred", "trips", "vehicles", "distance_m")
    document = {
        "planned_at": planned_at.isoformat(),
        "engine": "hand",
        "trips": trips,
        "orders": orders,
        "cost": {"total": 0.0},
        "kpis": {
            **dict.fromkeys(kpis, 0),
            "orders": len(orders),
            "on_time_share": 1.0,
            "operating_cost": 0.0,
            "cost_per_piece": None,
        },
    }
    version_id = store.networks.latest(network_id).version_id
    row = store.plans.save(document, b"x", network_id=network_id, version_id=version_id, by="test")
    publish(store, row)


def test_without_publication_all_orders_stand_at_their_origin(store, network_id):
    """Nothing is inherited; the file is canonical, due is written out."""
    lines = ["o2,H,P,2026-11-23T06:00,2,live_plants,", "o1,丙村,H,2026-11-23 7:00,1,,"]
    bring(store, network_id, lines, PLANNED_AT)
    left = standing(store, network_id, PLANNED_AT)
    assert (left.num_orders, left.inherited) == (2, {})
    assert left.orders_csv.decode().splitlines()[1:] == [
        "o1,P,H,1,1.5,0.008,2026-11-23T07:00:00+08:00,2026-11-25T07:00:00+08:00,general,normal,,,",
        "o2,H,P,2,1.5,0.008,2026-11-23T06:00:00+08:00,2026-11-24T18:00:00+08:00,live_plants,normal,,,",
    ]
    assert standing(store, network_id, PLANNED_AT) == left


def test_a_day_that_rolls_on_loses_and_doubles_nothing(store, network_id):
    """Plan at 05:00, publish, plan at 12:00 with newer orders, and again next morning."""
    early = [f"m{i},H,{'PQ'[i % 2]},2026-11-23T06:00,{1 + i % 3},," for i in range(8)]
    bring(store, network_id, [*early, "r1,P,H,2026-11-23T08:00,1,,"], PLANNED_AT)
    delivered = Counter()
    for number, moment in enumerate((PLANNED_AT, NOON, PLANNED_AT + timedelta(days=1))):
        if number:
            ready = f"{moment:%Y-%m-%dT%H}:30"
            bring(store, network_id, [f"n{number}{i},H,P,{ready},1,," for i in range(3)], moment)
        left, row, document = plan_at(store, network_id, moment)
        assert {one["order_id"] for one in document["orders"]} == rows_of(left.orders_csv).keys()
        assert not set(rows_of(left.orders_csv)) & set(delivered)
        publish(store, row)
        again = moment.replace(hour=12) if moment.hour == 5 else at("05:00", moment.day + 1)
        driven = driven_trips(document, again)
        delivered.update(
            one["order_id"]
            for one in document["orders"]
            if one["legs"] and one["legs"][-1]["trip_id"] in driven
        )
    end = standing(store, network_id, at("12:00", 24))
    every = {*(f"m{i}" for i in range(8)), "r1", *(f"n{n}{i}" for n in (1, 2) for i in range(3))}
    assert set(delivered) | set(rows_of(end.orders_csv)) == every
    assert not set(delivered) & set(rows_of(end.orders_csv))
    assert max(delivered.values()) == 1
    settle(store, network_id, at("12:00", 24), by="test")
    states = {name: store.orders.find(network_id, name).state for name in every}
    assert {name for name, state in states.items() if state == "done"} <= set(delivered)


def test_goods_left_at_a_station_start_there(store, network_id):
    """o1 is unloaded at A until 08:10, and ready 20 min later; due stays what it was."""
    bring(store, network_id, [down("o1"), down("o2", "Q")], PLANNED_AT)
    first = trip("t", "truck-1", "07:00", ("A", "08:00", "", "o1"), ("H", "09:00", "", ""))
    later = trip("v", "van-1", "12:30", ("P", "13:00", "", "o1"), status="provisional")
    put_in_force(
        store, network_id, PLANNED_AT, [first, later], [order("o1", "t", "v"), order("o2")]
    )
    left = standing(store, network_id, NOON)
    row = rows_of(left.orders_csv)["o1"]
    assert (row["origin"], row["ready_at"]) == ("A", "2026-11-23T08:30:00+08:00")
    assert row["due_at"] == "2026-11-25T05:30:00+08:00"
    assert rows_of(left.orders_csv)["o2"]["origin"] == "H"
    assert left.inherited == {
        "busy_until": {"truck-1": "2026-11-23T14:00:00+08:00"},
        "visits_due": ["Q"],
    }
    settle(store, network_id, NOON, by="test")
    stored = store.orders.find(network_id, "o1")
    assert (stored.at_site, stored.at_since) == ("A", at("08:10"))
    assert standing(store, network_id, NOON) == left
    version = stored.version
    settle(store, network_id, NOON, by="test")
    assert store.orders.find(network_id, "o1").version == version


def test_a_trip_that_is_out_counts_as_over(store, network_id):
    """At noon the van is still bringing o1 to P: it is not planned again, nor done yet."""
    bring(store, network_id, [down("o1")], PLANNED_AT)
    out = trip("v", "van-1", "11:30", ("P", "12:30", "", "o1"), ("Q", "12:50", "", ""))
    put_in_force(store, network_id, PLANNED_AT, [out], [order("o1", "v", delivered="12:40")])
    left = standing(store, network_id, NOON)
    assert (left.num_orders, left.inherited["visits_due"]) == (0, [])
    settle(store, network_id, NOON, by="test")
    assert store.orders.find(network_id, "o1").state == "open"
    settle(store, network_id, at("12:40"), by="test")
    stored = store.orders.find(network_id, "o1")
    assert (stored.state, stored.done_at) == ("done", at("12:40"))


def test_what_feeds_a_driven_trip_is_driven_too(store, network_id):
    """The van starts at 11:50 and takes on at A what the truck only brings there at 12:20."""
    bring(store, network_id, [down("o1")], PLANNED_AT)
    feeder = trip("t", "truck-1", "12:05", ("A", "12:20", "", "o1"), status="provisional")
    taker = trip("v", "van-1", "11:50", ("A", "12:50", "o1", ""), ("P", "13:10", "", "o1"))
    put_in_force(store, network_id, PLANNED_AT, [feeder, taker], [order("o1", "t", "v")])
    left = standing(store, network_id, NOON)
    assert left.num_orders == 0
    assert left.inherited["busy_until"].keys() == {"truck-1", "van-1"}


def test_a_trip_that_has_not_begun_is_planned_again(store, network_id):
    """At 08:00 only what is on the road is fixed, although the rest of the morning is firm."""
    bring(store, network_id, [down("o1"), down("o2")], PLANNED_AT)
    trips = [
        trip("a", "van-1", "07:30", ("P", "08:30", "", "o1")),
        trip("b", "van-1", "09:30", ("P", "10:30", "", "o2")),
    ]
    put_in_force(store, network_id, PLANNED_AT, trips, [order("o1", "a"), order("o2", "b")])
    assert rows_of(standing(store, network_id, at("08:00")).orders_csv).keys() == {"o2"}


def test_what_is_published_again_for_the_same_time_replaces(store, network_id):
    """The adjusted plan of 05:00 counts, not the one it was adjusted from."""
    bring(store, network_id, [down("o1")], PLANNED_AT)
    put_in_force(
        store, network_id, PLANNED_AT,
        [trip("a", "van-1", "07:30", ("P", "08:30", "", "o1"))], [order("o1", "a")],
    )  # fmt: skip
    put_in_force(store, network_id, PLANNED_AT, [], [order("o1")])
    left = standing(store, network_id, NOON)
    assert (left.num_orders, left.inherited["busy_until"]) == (1, {})


def test_what_lay_before_the_plan_in_force_is_settled(store, network_id):
    """When the plan of noon goes in force, what the morning has delivered is done."""
    bring(store, network_id, [down("o1"), down("o2")], PLANNED_AT)
    out = trip("v", "van-1", "11:30", ("P", "11:50", "", "o1"), ("P", "12:10", "", "o2"))
    orders = [order("o1", "v", delivered="12:00"), order("o2", "v", delivered="12:20")]
    put_in_force(store, network_id, PLANNED_AT, [out], orders)
    settle_past(store, network_id, by="test", now=at("12:01"))
    assert len(store.orders.open(network_id)) == 2
    put_in_force(store, network_id, NOON, [], [])
    settle_past(store, network_id, by="test", now=at("12:01"))
    assert [one.row.order_id for one in store.orders.open(network_id)] == ["o2"]
    assert standing(store, network_id, at("13:00")).num_orders == 0


def test_what_was_delivered_a_week_ago_does_not_come_back(store, network_id):
    """Nobody has looked at the orders since: whoever asks for a plan has it written down."""
    bring(store, network_id, [down("o1"), down("o2")], PLANNED_AT)
    out = trip("v", "van-1", "07:30", ("P", "08:30", "", "o1"))
    delivered = [order("o1", "v", delivered="08:40"), order("o2")]
    put_in_force(store, network_id, PLANNED_AT, [out], delivered)
    put_in_force(store, network_id, PLANNED_AT + timedelta(days=5), [], [order("o2")])
    moment = PLANNED_AT + timedelta(days=5, hours=7)
    run = ask_plan(store, LI, network_id, None, moment, effort=1, now=moment)
    assert rows_of(store.runs.orders_csv(run.run_id)).keys() == {"o2"}


def test_nothing_is_settled_before_it_has_happened(store, network_id):
    """Tomorrow's plan is published at 07:00; at 08:00 today is planned anew, with all of it."""
    bring(store, network_id, [down("o1")], PLANNED_AT)
    out = trip("v", "van-1", "11:30", ("P", "11:50", "", "o1"))
    orders = [order("o1", "v", delivered="12:00")]
    put_in_force(store, network_id, PLANNED_AT, [out], orders)
    put_in_force(store, network_id, at("05:00", 24), [], [])
    settle_past(store, network_id, by="test", now=at("07:00"))
    assert rows_of(standing(store, network_id, at("08:00")).orders_csv).keys() == {"o1"}
    settle_past(store, network_id, by="test", now=at("12:01"))
    assert store.orders.open(network_id) == []


def test_a_late_order_may_be_due_before_it_is_ready_again(store, network_id):
    """o1 was due at 08:00 and lies at A from 08:10 on: no file may say so, the plan must run."""
    bring(store, network_id, ["o1,H,P,2026-11-23T05:30,1,,2026-11-23T08:00"], PLANNED_AT)
    first = trip("t", "truck-1", "07:00", ("A", "08:00", "", "o1"))
    put_in_force(
        store, network_id, PLANNED_AT, [first, trip("v", "van-1", "12:30", status="provisional")],
        [order("o1", "t", "v")],
    )  # fmt: skip
    row = rows_of(standing(store, network_id, NOON).orders_csv)["o1"]
    assert (row["origin"], row["ready_at"]) == ("A", "2026-11-23T08:00:00+08:00")
    assert row["due_at"] == "2026-11-23T08:00:00+08:00"
    assert plan_at(store, network_id, NOON)[2]["orders"][0]["status"] == "late"
    row = rows_of(standing(store, network_id, at("08:20")).orders_csv)["o1"]
    assert (row["ready_at"], row["due_at"]) == ("2026-11-23T08:30:00+08:00",) * 2


def test_cancelled_and_far_orders_are_left_out(store, network_id):
    """What is ready only after the horizon is planned later."""
    lines = [down("o1"), down("o2"), down("o3", ready="2026-11-26T05:00")]
    bring(store, network_id, lines, PLANNED_AT)
    cancel_orders(store, LI, network_id, ["o1"])
    left = standing(store, network_id, PLANNED_AT)
    assert (rows_of(left.orders_csv).keys(), left.num_orders, left.num_later) == ({"o2"}, 1, 1)


def test_an_order_whose_site_is_gone_is_named(store, network_id, tmp_path):
    """The issue says which order, since there is no file that anybody has seen."""
    bring(store, network_id, [down("o1", "Q")], PLANNED_AT)
    latest = store.networks.latest(network_id)
    files = store.networks.files(latest.version_id)
    for name in ("sites.csv", "travel_van.csv", "travel_truck.csv"):
        lines = files[name].decode().splitlines()
        files[name] = "\n".join(line for line in lines if "Q" not in line.split(",")).encode()
    store.networks.save(
        "county", files, fingerprint="f" * 64, by="test", network_id=network_id,
        based_on=latest.version_id,
    )  # fmt: skip
    with pytest.raises(InputError) as caught:
        standing(store, network_id, PLANNED_AT)
    (issue,) = caught.value.issues
    assert (issue.code, issue.file, issue.row, issue.value) == ("E107", "o1", None, "Q")


def test_the_rules_are_those_of_the_rolling_benchmark(store, network_id):
    """What stands where, from when on, what is done and who is out: both say the same."""
    lines = [f"m{i},H,{'PQ'[i % 2]},2026-11-23T06:00,{1 + i % 3},," for i in range(6)]
    bring(store, network_id, [*lines, "r1,P,H,2026-11-23T08:00,1,,"], PLANNED_AT)
    left = standing(store, network_id, PLANNED_AT)
    opened = open_inputs(
        store, store.networks.latest(network_id).version_id, left.orders_csv, str(PLANNED_AT)
    )
    made = make_plan(opened, Limits(search_seconds=None, effort=150, seed=1))
    instance, plan = opened.instance, made.plan
    state = rolling.after(
        rolling.opening(instance), instance, instance, np.arange(len(instance.orders)), plan
    )
    driven = {plan.trips[number].trip_id for number in driven_of(plan, instance)}
    assert driven == driven_trips(made.document, NOON)
    put_in_force(store, network_id, PLANNED_AT, made.document["trips"], made.document["orders"])
    later = standing(store, network_id, NOON)
    rows = rows_of(later.orders_csv)
    ids, text = instance.orders.order_id, instance.calendar.text
    assert rows.keys() == {ids[i] for i in range(len(ids)) if not state.is_done[i]}
    for number, name in enumerate(ids):
        if name in rows:
            assert rows[name]["origin"] == instance.sites[state.site[number]].site_id
            assert rows[name]["ready_at"] == text(int(state.ready[number]))
    busy = {name: text(until) for name, until in state.busy_until.items()}
    assert later.inherited["busy_until"] == busy
    noon = replace(instance, calendar=replace(instance.calendar, planned_at=NOON))
    due = rolling.not_visited(noon, instance, state)
    assert later.inherited["visits_due"] == sorted(due)


def test_the_embedded_county_rolls_on(store):
    """Some hundred orders of Wengyuan over a day: without a fault, a loss or a double."""
    network_id = save_folder(store, ROOT / "data" / "wengyuan")
    lines = (ROOT / "data" / "orders" / "ordinary.csv").read_bytes().splitlines()
    bring(store, network_id, b"\n".join([lines[0], *lines[1::40]]), PLANNED_AT)
    every = {order.row.order_id for order in store.orders.open(network_id)}
    times = (PLANNED_AT, NOON)
    brought: set[str] = set()
    for moment, following in pairwise((*times, at("05:00", 24))):
        left, row, document = plan_at(store, network_id, moment, effort=2)
        assert rows_of(left.orders_csv).keys() == every - brought
        publish(store, row)
        settle(store, network_id, moment, by="test")
        driven = driven_trips(document, following)
        ends = {o["order_id"]: o["legs"][-1]["trip_id"] for o in document["orders"] if o["legs"]}
        brought |= {name for name, trip in ends.items() if trip in driven}
    assert len(brought) > 20
    left = standing(store, network_id, at("05:00", 24))
    assert rows_of(left.orders_csv).keys() == every - brought
