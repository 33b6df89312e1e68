"""The plan document of the four-stop plan, worked out by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from optimizer.domain import Plan, Reason, Stop, TimeWindow, Trip
from optimizer.reports import plan_document, write_document
from tests.instances import clock, county, rules, travel
from tests.reports.plans import VAN_2, H, four_stop_instance, four_stop_plan

DAY_0 = "2026-11-23T"
ZONE = "+08:00"


def moment(text: str) -> str:
    return f"{DAY_0}{text}{ZONE}"


def window(start: str, end: str) -> dict[str, str]:
    return {"start": moment(start), "end": moment(end)}


@pytest.fixture(scope="module")
def document():
    return plan_document(four_stop_plan(), four_stop_instance(), travel())


def test_document_head(document):
    """The head says what was planned, when, how far, and from which inputs."""
    head = {name: document[name] for name in list(document)[:8]}
    assert head == {
        "schema": "route48/plan/1",
        "network": "四站县",
        "planned_at": moment("05:00:00"),
        "horizon": {"start": moment("05:00:00"), "end": "2026-11-26T05:00:00+08:00"},
        "inputs": {"network": "0" * 64, "orders": "1" * 64},
        "seed": 7,
        "engine": "hand",
        "search_seconds": 1.5,
    }
    assert list(document)[8:] == [
        "trips",
        "duties",
        "orders",
        "missed_visits",
        "sites_used",
        "cost",
        "kpis",
    ]


def test_document_trip(document):
    """The van's trip has its nominal shift, its driving, and its load on leaving every stop."""
    assert document["trips"][2] == {
        "trip_id": "T3",
        "vehicle_id": "van-1",
        "echelon": "local",
        "shift": window("07:00:00", "13:00:00"),
        "status": "committed",
        "distance_m": 10_000,
        "driving_s": 1_200,
        "stops": [
            {
                "site_id": "A",
                "arrival": moment("07:35:30"),
                "start": moment("07:35:30"),
                "departure": moment("07:51:00"),
                "load": ["o1"],
                "unload": [],
                "onboard_kg": 15.0,
                "onboard_m3": 0.08,
            },
            {
                "site_id": "P",
                "arrival": moment("08:01:00"),
                "start": moment("08:01:00"),
                "departure": moment("08:07:48"),
                "load": ["o2"],
                "unload": ["o1"],
                "onboard_kg": 3.0,
                "onboard_m3": 0.016,
            },
            {
                "site_id": "A",
                "arrival": moment("08:17:48"),
                "start": moment("08:17:48"),
                "departure": moment("08:32:54"),
                "load": [],
                "unload": ["o2"],
                "onboard_kg": 0.0,
                "onboard_m3": 0.0,
            },
        ],
    }


def test_document_duties(document):
    """The truck's two trips are one duty of 60 km; the van's is one of 10 km."""
    truck, van = document["duties"]
    assert truck == {
        "vehicle_id": "truck-1",
        "shift": window("06:00:00", "14:00:00"),
        "start": moment("06:00:00"),
        "end": moment("09:58:02"),
        "paid_s": 14_282,
        "overtime_s": 0,
        "distance_m": 60_000,
        "cost": 276.0822,
    }
    assert (van["paid_s"], van["distance_m"], van["cost"]) == (3_444, 10_000, 70.2867)


def test_document_orders(document):
    """One order is on time over two legs, one late, one unserved, one deferred."""
    first, second, third, fourth = document["orders"]
    assert first == {
        "order_id": "o1",
        "status": "on_time",
        "delivered_at": moment("08:07:48"),
        "slack_minutes": 2752,
        "legs": [
            {
                "trip_id": "T1",
                "from": "H",
                "to": "A",
                "departure": moment("06:20:10"),
                "arrival": moment("06:50:10"),
            },
            {
                "trip_id": "T3",
                "from": "A",
                "to": "P",
                "departure": moment("07:51:00"),
                "arrival": moment("08:01:00"),
            },
        ],
        "reason": None,
    }
    assert (second["status"], second["delivered_at"]) == ("late", moment("13:30:00"))
    assert (second["slack_minutes"], second["reason"]["code"]) == (-30, "U191")
    assert (third["status"], third["delivered_at"], third["legs"]) == ("unserved", None, [])
    assert (third["reason"]["code"], third["reason"]["proof"]) == ("U190", False)
    assert fourth["status"] == "deferred"
    assert (fourth["slack_minutes"], fourth["reason"]) == (None, None)


def test_document_costs(document):
    """Every part of the objective is what a pencil gives."""
    assert document["cost"] == {
        "vehicles": 346.3689,  # 75 + 90 + 111.0822, and 35 + 8.5 + 26.7867
        "stations": 280.0,  # H and A, one day each
        "handling": 0.6,  # 12 pieces at A
        "late": 305.0,  # half an hour
        "unserved": 5000.0,
        "deferred": 4.0,
        "waiting": 2.0726,  # 2.13 + 7.5 + 71 + 23 hours
        "missed_visits": 200.0,  # P on the second and third day
        "total": 6138.0415,
    }
    assert document["missed_visits"] == [
        {"site_id": "P", "date": "2026-11-24"},
        {"site_id": "P", "date": "2026-11-25"},
    ]
    assert document["sites_used"] == ["A", "H", "P"]


def test_document_kpis(document):
    """The key figures follow from the trips and orders."""
    assert document["kpis"] == {
        "orders": 4,
        "on_time": 1,
        "late": 1,
        "unserved": 1,
        "deferred": 1,
        "on_time_share": 0.333333,
        "operating_cost": 626.9689,
        "cost_per_piece": 52.2474,
        "trips": 3,
        "vehicles": 2,
        "distance_m": 70_000,
        "paid_s": 17_726,
        "co2_kg": 21.0,
        "hours_mean": 4.815,
        "hours_p95": 7.2315,
        "pieces": 14,
        "pieces_delivered": 12,
        "weight_delivered_kg": 18.0,
        "linehaul_distance_m": 60_000,
        "local_distance_m": 10_000,
        "duties": 2,
        "overtime_s": 0,
        "missed_visits": 2,
    }


def test_overtime_has_its_own_price():
    """A van that comes home 30 minutes after its shift is paid 6.5 h, half an hour of it dear."""
    shift = TimeWindow(clock("07:00"), clock("13:00"))
    away = Stop(1, clock("13:00"), clock("13:00"), clock("13:00"))
    stops = (
        Stop(H, clock("07:00"), clock("07:00"), clock("07:00")),
        away,
        Stop(H, clock("13:30"), clock("13:30"), clock("13:30")),
    )
    plan = Plan((Trip("T1", VAN_2, shift, stops),))
    document = plan_document(plan, county(), travel())
    assert document["duties"][0]["overtime_s"] == 1_800
    assert document["cost"]["vehicles"] == 35 + 30 * 0.85 + 6 * 28 + 0.5 * 42
    assert document["sites_used"] == []
    assert document["cost"]["stations"] == 0


@pytest.mark.parametrize(("start", "status"), [("11:59", "committed"), ("12:00", "provisional")])
def test_committed_until_the_next_planning_time(start, status):
    """A trip that starts at 12:00 is planned again at 12:00; one a minute earlier is not."""
    stops = tuple(Stop(H, clock(start), clock(start), clock(start)) for _ in range(2))
    plan = Plan((Trip("T1", VAN_2, TimeWindow(clock("07:00"), clock("13:00")), stops),))
    assert plan_document(plan, county(), travel())["trips"][0]["status"] == status


def test_goods_of_the_point_at_the_door_are_delivered_at_the_base():
    """An order for a point whose premises is A is delivered where T1 unloads it at A."""
    instance = four_stop_instance()
    instance = replace(instance, network=instance.network.with_site("P", premises="A"))
    plan = replace(four_stop_plan(), trips=four_stop_plan().trips[:1])
    document = plan_document(plan, instance, travel())
    assert document["orders"][0]["delivered_at"] == moment("07:15:30")
    assert document["cost"]["handling"] == 0
    # A was visited on the first day only, and that counts for P.
    assert [visit["date"] for visit in document["missed_visits"]] == ["2026-11-24", "2026-11-25"]


def test_a_proof_is_never_deferred():
    """An order that no vehicle can carry is unserved even when it is due after the horizon."""
    proof = Reason("U102", True, "太重", "too heavy")
    hope = Reason("U190", False, "没有运力", "no capacity")
    plan = Plan((), {2: hope, 3: proof})
    orders = plan_document(plan, four_stop_instance(), travel())["orders"]
    assert (orders[3]["status"], orders[3]["reason"]["code"]) == ("unserved", "U102")
    deferred = plan_document(Plan((), {3: hope}), four_stop_instance(), travel())["orders"][3]
    assert (deferred["status"], deferred["reason"]) == ("deferred", None)


def test_arrival_counts_without_onward_departures():
    """Where nothing waits at the hub, o2 is delivered when it is unloaded."""
    instance = four_stop_instance(rules=rules(onward_departures=()))
    order = plan_document(four_stop_plan(), instance, travel())["orders"][1]
    assert (order["delivered_at"], order["status"]) == (moment("09:58:02"), "on_time")


def test_nothing_to_do_is_a_document_too():
    """Without orders and trips every share, mean and price is null, not an error."""
    document = plan_document(Plan(()), county(), travel())
    figures = document["kpis"]
    assert figures["orders"] == 0
    assert [figures[name] for name in ("on_time_share", "cost_per_piece", "hours_mean")] == [
        None
    ] * 3
    assert document["cost"]["total"] == 0


def test_written_document_reads_back(document, tmp_path):
    """``plan.json`` reads back as it was, with one order and one stop per line."""
    file = tmp_path / "out" / "plan.json"
    write_document(document, file)
    text = file.read_text(encoding="utf-8")
    assert json.loads(text) == document
    assert sum(line.lstrip().startswith('{"order_id"') for line in text.splitlines()) == 4
    assert sum(line.lstrip().startswith('{"site_id": "A", "arr') for line in text.splitlines()) == 4
    assert "四站县" in text
    assert [child.name for child in file.parent.iterdir()] == ["plan.json"]


def test_failed_writing_keeps_the_old_plan(document, tmp_path):
    """A document that cannot be written leaves the old file and no litter."""
    file = tmp_path / "plan.json"
    file.write_text("old")
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_document({**document, "search_seconds": float("nan")}, file)
    assert file.read_text() == "old"
    assert [child.name for child in tmp_path.iterdir()] == ["plan.json"]
