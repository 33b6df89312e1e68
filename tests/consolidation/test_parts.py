"""The parts of an order's way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.consolidation import EmptyFleet, consolidate
from optimizer.consolidation.parts import CROSSING, crossing, split_into_parts
from optimizer.domain import Site, SiteKind, Travel, TravelMatrix
from optimizer.units import DAY, HOUR, MINUTE
from tests.instances import clock, county, sites, travel, vehicles

STATION_B = Site("B", SiteKind.TRANSFER_STATION, "乙中转站")
AT_A = Site("S", SiteKind.TOWN_STATION, "甲镇", premises="A")
SITES = (*sites(), STATION_B, AT_A)
NAMES = [site.site_id for site in SITES]
READY, DUE = clock("06:00"), clock("06:00", 2)
MEETING = clock("21:00")
"""Ready at 06:00 and nine hours later is 15:00: the hub closes at 21:00 next."""


def parts_of(*rows, staffed=("A",), **changes):
    """Return the parts of orders, one tuple each, in the order of the rows."""
    instance = county(*rows, sites=SITES, **changes)
    crewed = np.array([name in staffed for name in NAMES])
    parts = split_into_parts(instance, np.arange(len(rows)), staffed=crewed)
    found = zip(
        parts.order.tolist(),
        [NAMES[site] for site in parts.site],
        ["down" if down else "up" for down in parts.is_delivery],
        ["linehaul" if far else "local" for far in parts.is_linehaul],
        [NAMES[base] if base >= 0 else None for base in parts.base],
        parts.ready.tolist(),
        parts.due.tolist(),
        parts.is_firm.tolist(),
        strict=True,
    )
    return sorted(found, key=lambda part: (part[0], part[2] == "down"))


UP, DOWN = (READY, MEETING, True), (MEETING, DUE, False)
WHOLE = (READY, DUE, False)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("HP", [("P", "down", "local", None, *WHOLE)]),
        ("HA", [("A", "down", "linehaul", None, *WHOLE)]),
        ("HS", [("A", "down", "linehaul", None, *WHOLE)]),
        ("PH", [("P", "up", "local", None, *WHOLE)]),
        ("AH", [("A", "up", "linehaul", None, *WHOLE)]),
        ("SH", [("A", "up", "linehaul", None, *WHOLE)]),
        ("PQ", [("P", "up", "local", None, *UP), ("Q", "down", "local", None, *DOWN)]),
        ("PA", [("P", "up", "local", None, *UP), ("A", "down", "linehaul", None, *DOWN)]),
        ("AB", [("A", "up", "linehaul", None, *UP), ("B", "down", "linehaul", None, *DOWN)]),
        ("AP", [("P", "down", "local", "A", *WHOLE)]),
        ("SP", [("P", "down", "local", "A", *WHOLE)]),
        ("BP", [("B", "up", "linehaul", None, *UP), ("P", "down", "local", None, *DOWN)]),
    ],
)
def test_the_way_of_every_kind_of_order(ends, expected):
    """To or from the hub one part, across two, from a base with vans of its own one."""
    found = parts_of({"origin": ends[0], "destination": ends[1], "ready": READY, "due": DUE})
    assert [part[1:] for part in found] == expected


def test_a_late_plan_makes_orders_ready_late():
    """An order of yesterday is ready when the plan is made, not before."""
    found = parts_of({"ready": clock("06:00", -1), "due": DUE})
    assert found[0][5] == clock("05:00")


@pytest.mark.parametrize(
    ("ready", "expected"),
    [
        (clock("06:00"), clock("21:00")),
        (clock("12:00"), clock("21:00")),
        (clock("12:00") + 1, clock("21:00", 1)),
    ],
)
def test_orders_cross_when_the_hub_closes(ready, expected):
    """The first closing at 21:00 that is nine hours or more away."""
    assert crossing(county(), ready, ready + 48 * HOUR) == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (48, clock("21:00", 1)),
        (42, clock("21:00", 1)),
        (41, clock("13:15", 1)),
        (36, clock("13:15", 1)),
    ],
)
def test_a_short_promise_crosses_at_midday(hours, expected):
    """
    Ready at 12:00:01, at 21:00 tomorrow less than nine hours may be left to deliver.

    Then the order meets the hub in the middle of its day, 05:30 to 21:00.
    """
    ready = clock("12:00") + 1
    assert crossing(county(), ready, ready + hours * HOUR) == expected


def test_orders_cross_nine_hours_later_where_the_hub_never_closes():
    """A hub without hours is met as soon as a working day has passed."""
    always = tuple(replace(s, hours=()) if s.site_id == "H" else s for s in sites())
    assert crossing(county(sites=always), 0, 0) == CROSSING == 9 * HOUR


def test_no_orders_have_no_parts():
    """Nothing in, nothing out."""
    assert parts_of() == []


def with_b() -> Travel:
    """Return travel tables with B and S at 30 and 40 minutes from everywhere else."""
    minutes = np.full((6, 6), 40)
    minutes[:4, :4] = travel()["van"].duration // MINUTE
    np.fill_diagonal(minutes, 0)
    table = TravelMatrix(minutes * MINUTE, minutes * 500)
    return {"van": table, "truck": table}


def test_every_order_is_in_tasks_or_refused():
    """Of four orders one is too heavy; the one across is in two tasks."""
    rows = [
        {},
        {"weight": 10**9},
        {"origin": "P", "destination": "Q"},
        {"destination": "A"},
        {"origin": "A"},
    ]
    instance = county(*rows, sites=SITES)
    work = consolidate(instance, EmptyFleet(instance, with_b()))
    assert sorted(work.refused) == [1]
    assert sorted(np.concatenate(work.local.orders).tolist()) == [0, 2, 2, 4]
    assert sorted(np.concatenate(work.linehaul.orders).tolist()) == [3]


def test_an_order_at_a_station_whose_van_is_away_comes_up_first():
    """Without van-1 nobody delivers from A: the truck takes the order to the hub."""
    away = tuple(replace(v, available=v.vehicle_id != "van-1") for v in vehicles())
    instance = county({"origin": "A"}, sites=SITES, vehicles=away)
    work = consolidate(instance, EmptyFleet(instance, with_b()))
    assert work.local.base.tolist() == [-1]
    assert work.linehaul.is_delivery.tolist() == [False]


def test_crossing_is_a_day_away_at_most():
    """However late an order is ready, it is at the hub within nine hours and a day."""
    instance = county()
    for ready in range(0, 3 * DAY, HOUR // 2):
        assert ready + CROSSING <= crossing(instance, ready, ready) < ready + CROSSING + DAY
