"""What a command ends with."""

import json
from pathlib import Path

from optimizer.cli.summary import (
    look_lines,
    plan_lines,
    plan_object,
    reasons_of,
    violation_lines,
    violation_objects,
    warning_lines,
)
from optimizer.domain import Issue, Violation

NO_VEHICLE = {
    "code": "U101",
    "proof": True,
    "message_zh": "没有车能到",
    "message_en": "no vehicle gets there",
    "fix": "",
}
FULL = {
    "code": "U190",
    "proof": False,
    "message_zh": "运力不足",
    "message_en": "no capacity left",
    "fix": "",
}


def order(number, status, reason=None):
    """Return an order of a document, as far as the summary reads it."""
    return {"order_id": f"o{number}", "status": status, "reason": reason}


def document(**changes):
    """Return a document of five orders: two on time, one late, two unserved."""
    return {
        "network": "四站县",
        "planned_at": "2026-11-23T05:00:00+08:00",
        "horizon": {"start": "2026-11-23T05:00:00+08:00", "end": "2026-11-26T05:00:00+08:00"},
        "engine": "greedy",
        "seed": 7,
        "search_seconds": 1.5,
        "orders": [
            order(1, "on_time"),
            order(2, "on_time"),
            order(3, "late", FULL),
            order(4, "unserved", NO_VEHICLE),
            order(5, "unserved", NO_VEHICLE),
        ],
        "missed_visits": [{"site_id": "P", "date": "2026-11-24"}],
        "cost": {"vehicles": 1000.0, "stations": 200.0, "handling": 34.5, "total": 12345.678},
        "kpis": {
            "orders": 5,
            "on_time": 2,
            "late": 1,
            "unserved": 2,
            "deferred": 0,
            "on_time_share": 0.4,
            "operating_cost": 1234.5,
            "cost_per_piece": 411.5,
            "trips": 3,
            "vehicles": 2,
            "distance_m": 61_250,
            "hours_mean": 4.25,
            "hours_p95": 6.0,
        },
    } | changes


def test_reasons_are_counted_by_status_and_code():
    """Two unserved orders share a reason, the late one has its own; the larger comes first."""
    told = [(entry["status"], entry["code"], entry["count"]) for entry in reasons_of(document())]
    assert told == [("unserved", "U101", 2), ("late", "U190", 1)]


def test_the_summary_speaks_english():
    """Counts, costs, missed visits and reasons, one line each."""
    assert plan_lines(document(), "CNY", "en") == [
        "四站县  2026-11-23T05:00:00+08:00 — 2026-11-26T05:00:00+08:00",
        "5 orders: 2 on time, 1 late, 0 deferred, 2 unserved; 40.0% on time",
        "3 trips, 2 vehicles, 61.2 km; delivered in 4.2 hours on average, 95 % within 6.0",
        "operating cost 1,234.50 CNY (vehicles 1,000.00, stations 200.00, handling 34.50), "
        "411.50 a piece; objective 12,345.68",
        "1 daily visits missed",
        "  2 unserved, U101 (proved): no vehicle gets there",
        "  1 late, U190: no capacity left",
    ]


def test_the_summary_speaks_chinese():
    """The same in Chinese, with the reason in Chinese."""
    lines = plan_lines(document(), "CNY", "zh")
    assert lines[1] == "运单 5：准时 2，超时 1，顺延 0，未排上 2；准时率 40.0%"
    assert lines[-2] == "  未排上 2 单，U101 (已证明)：没有车能到"


def test_an_empty_plan_has_dashes():
    """Where nothing is delivered, shares and means are a dash."""
    empty = dict.fromkeys(document()["kpis"], 0) | dict.fromkeys(
        ("on_time_share", "cost_per_piece", "hours_mean", "hours_p95")
    )
    lines = plan_lines(document(kpis=empty, orders=[], missed_visits=[]), "CNY", "en")
    assert "— on time" in lines[1]
    assert len(lines) == 4


def test_the_object_is_json():
    """The summary for machines survives JSON and says where the files are."""
    told = json.loads(json.dumps(plan_object(document(), Path("out"), [Path("out/plan.json")])))
    assert told["kpis"]["on_time"] == 2
    assert told["reasons"][0]["code"] == "U101"
    assert told["files"] == ["out/plan.json"]


def test_the_report_is_what_to_look_at():
    """The page is named by its path, the other files by their names."""
    files = [Path("out/plan.json"), Path("out/report.html"), Path("out/runsheets.pdf")]
    assert look_lines(files, "en") == [
        "Look at out/report.html",
        "Beside it: plan.json, runsheets.pdf",
    ]
    assert look_lines([], "en") == []


def test_violations_say_rule_place_and_amount():
    """A violation has its amount where there is one."""
    found = [
        Violation("V151", 5, "T1 at P", "too heavy", excess=20_000, unit="g"),
        Violation("V101", 1, "o1", "is missing"),
    ]
    assert violation_lines(found, "en") == [
        "The plan has 2 violations:",
        "  V151 rule 5, T1 at P: too heavy (20000 g)",
        "  V101 rule 1, o1: is missing",
    ]
    assert violation_objects(found)[0]["excess"] == 20_000


def test_warnings_name_their_file():
    """A warning says file, place and what to do."""
    issue = Issue("E180", "sites.csv", "no road reaches it", row=7, fix="add a road")
    assert warning_lines([issue], "en") == [
        "warning sites.csv: E180 row 7: no road reaches it; add a road"
    ]
