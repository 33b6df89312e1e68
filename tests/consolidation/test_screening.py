"""Which orders no plan can carry, and why an order is late or left behind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.consolidation import (
    EmptyFleet,
    consolidate,
    explain_plan,
    screen,
    unreachable_points,
)
from optimizer.domain import NO_WAY, SiteStatus, Stop, TimeWindow, Trip
from optimizer.units import CUBIC_METRE, HOUR, KG
from tests.instances import clock, county, network, sites, travel, vehicles

BIG = 600 * KG
CUT = "cut"


def closed(name, status=SiteStatus.CLOSED):
    """Return the sites with one that is not open."""
    return tuple(replace(s, status=status) if s.site_id == name else s for s in sites())


def roads(*, without=None):
    """Return the travel tables; ``without`` names a site to which no road leads."""
    table = travel()
    if without is None:
        return table
    index = network().index[without]
    found = {}
    for profile, matrix in table.items():
        duration = matrix.duration.copy()
        duration[index, :] = duration[:, index] = NO_WAY
        duration[index, index] = 0
        found[profile] = replace(matrix, duration=duration)
    return found


def codes(*rows, roads_to=None, **changes):
    """Return the codes of the refused orders by row."""
    instance = county(*rows, **changes)
    return {row: r.code for row, r in screen(EmptyFleet(instance, roads(without=roads_to))).items()}


def only_food():
    """Return the vans, which carry nothing but food, and the truck."""
    truck, *vans = vehicles()
    return (truck, *(replace(van, handling_classes=frozenset({"food"})) for van in vans))


def test_what_can_be_carried_is_never_refused():
    """Down, up, across, from and to the station: all of them are carried."""
    ends = ["HP", "HQ", "PH", "QH", "PQ", "HA", "AH", "AP", "PA"]
    assert codes(*({"origin": a, "destination": b} for a, b in ends)) == {}


@pytest.mark.parametrize("status", [SiteStatus.CLOSED, SiteStatus.CANDIDATE])
@pytest.mark.parametrize("order", [{}, {"origin": "P", "destination": "H"}])
def test_u104_a_closed_end(order, status):
    """An order to or from a point that is not open is refused, one to its neighbour is not."""
    assert codes(order, {"destination": "Q"}, sites=closed("P", status)) == {0: "U104"}


def test_u104_the_door_counts():
    """A point at the door of a closed station is closed as well."""
    at_door = tuple(replace(s, premises="A") if s.site_id == "P" else s for s in closed("A"))
    assert codes({}, {"destination": "Q"}, sites=at_door) == {0: "U104"}


def test_u101_no_road():
    """No road leads to P: what goes there or comes from there is refused."""
    up = {"origin": "P", "destination": "H"}
    assert codes({}, up, {"destination": "Q"}, roads_to="P") == {0: "U101", 1: "U101"}


def test_u101_names_the_closure_that_cuts_a_site_off():
    """Orders to and from P name it in both languages; Q, unreachable too, has another reason."""
    instance = county({}, {"origin": "P", "destination": "H"}, {"destination": "Q"})
    index = network().index
    table = roads(without="P")
    for matrix in table.values():
        matrix.duration[index["Q"], :] = matrix.duration[:, index["Q"]] = NO_WAY
    fleet = EmptyFleet(instance, table, {index["P"]: ("塌方",)})
    reasons = screen(fleet)
    assert [reasons[row].code for row in range(3)] == ["U101"] * 3
    for row, is_named in ((0, True), (1, True), (2, False)):
        assert ("塌方" in reasons[row].message_zh) == is_named
        assert ("塌方" in reasons[row].message_en) == is_named
        assert reasons[row].is_proof
    assert [issue.value for issue in unreachable_points(fleet)] == ["Q"]


def test_u101_no_profile_admitted():
    """P admits tricycles only, of which there are none."""
    picky = tuple(
        replace(s, road_profiles=frozenset({"trike"})) if s.site_id == "P" else s for s in sites()
    )
    assert codes({}, sites=picky) == {0: "U101"}


def test_u101_no_van():
    """A truck alone serves the station, and no point."""
    assert codes({}, {"destination": "A"}, vehicles=vehicles()[:1]) == {0: "U101"}


def test_u101_is_not_claimed_where_a_station_links():
    """Without the hub van the truck and the van of A bring it together."""
    assert codes({}, vehicles=vehicles()[:2]) == {}


def test_u102_too_heavy_or_too_large():
    """550 kg and 4 m³ fit a van; a gram or a millilitre more does not."""
    rows = [
        {"weight": 550 * KG},
        {"weight": 550 * KG + 1},
        {"volume": 4 * CUBIC_METRE},
        {"volume": 4 * CUBIC_METRE + 1},
        {"destination": "A", "weight": 1_500 * KG},
        {"destination": "A", "weight": 1_500 * KG + 1},
    ]
    assert codes(*rows) == {1: "U102", 3: "U102", 5: "U102"}


def test_u102_the_narrowest_leg_counts():
    """600 kg ride the truck to A, and no van from there."""
    assert codes({"weight": BIG}, vehicles=vehicles()[:2]) == {0: "U102"}


def test_u103_class_that_no_van_may_carry():
    """Vans for food take no general goods to P; the truck takes them to A."""
    rows = [{}, {"handling_class": "food"}, {"destination": "A"}]
    assert codes(*rows, vehicles=only_food()) == {0: "U103"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sites": closed("P"), "roads_to": "P", "vehicles": only_food()}, "U104"),
        ({"roads_to": "P", "vehicles": only_food()}, "U101"),
        ({"vehicles": only_food()}, "U103"),
        ({}, "U102"),
    ],
)
def test_the_first_cause_is_named(changes, code):
    """Closed comes before unreachable, that before class, that before size."""
    assert codes({"weight": BIG}, **changes) == {0: code}


def test_proofs_are_marked_as_such():
    """Every refusal is a proof, with a message in both languages and a remedy."""
    instance = county({"weight": BIG}, {"origin": "P", "destination": "H", "weight": BIG})
    for reason in consolidate(instance, EmptyFleet(instance, travel())).refused.values():
        assert reason.is_proof
        assert all((reason.message_zh, reason.message_en, reason.fix))


def van_trip(done):
    """Return a trip of van-2 that unloads order 0 at P, which is over at this clock."""
    start = done - 2 * HOUR
    return Trip(
        "van-2-1",
        2,
        TimeWindow(clock("07:00"), clock("13:00")),
        (
            Stop(0, start, start, start, load=(0,)),
            Stop(2, done, done, done, unload=(0,)),
            Stop(0, done + HOUR, done + HOUR, done + HOUR),
        ),
    )


def reasons(*trips, **order):
    """Return the codes that explain what became of one order."""
    instance = county(order)
    explained = explain_plan(EmptyFleet(instance, travel()), trips, {})
    return {row: reason.code for row, reason in explained.items()}


def test_an_order_on_time_needs_no_reason():
    """Delivered at the very second at which it is due, it is on time."""
    due = clock("12:00")
    assert reasons(van_trip(due), due=due) == {}


def test_a_late_order_that_could_have_come_earlier():
    """It could have been at P at 08:05:10: late at 12:00 is the search's fault."""
    assert reasons(van_trip(clock("12:00")), due=clock("11:59")) == {0: "U191"}


@pytest.mark.parametrize(("seconds", "code"), [(9, "U105"), (10, "U191")])
def test_a_late_order_that_could_not(seconds, code):
    """Nobody is at P before 08:05:10."""
    assert reasons(van_trip(clock("12:00")), due=clock("08:05") + seconds) == {0: code}


@pytest.mark.parametrize(
    ("due", "code"),
    [(clock("08:05") + 9, "U105"), (clock("08:05") + 10, "U190"), (clock("05:00", 3), "U190")],
)
def test_an_order_on_no_trip_is_unserved(due, code):
    """Due within the horizon, an order that is left behind says why."""
    assert reasons(due=due) == {0: code}


def test_an_order_on_no_trip_that_is_due_later_is_deferred():
    """Due a second after the horizon it needs no reason."""
    assert reasons(due=clock("05:00", 3) + 1) == {}


def test_onward_departures_make_an_order_late():
    """At the hub at 13:31 it leaves at 21:00, two hours after it is due."""
    instance = county({"origin": "P", "destination": "H", "due": clock("19:00")})
    back = van_trip(clock("13:31"))
    stops = (*back.stops[:1], replace(back.stops[1], unload=(), load=(0,)))
    last = replace(back.stops[2], departure=clock("13:31"), unload=(0,))
    trip = replace(back, stops=(replace(stops[0], load=()), stops[1], last))
    explained = explain_plan(EmptyFleet(instance, travel()), [trip], {})
    assert {row: reason.code for row, reason in explained.items()} == {0: "U191"}


def test_refusals_stand():
    """A refused order keeps its proof, also where it is due after the horizon."""
    instance = county({"weight": BIG, "due": clock("06:00", 3)})
    fleet = EmptyFleet(instance, travel())
    assert explain_plan(fleet, [], screen(fleet))[0].code == "U102"


def test_no_orders_need_no_reasons():
    """An instance without orders has nothing to refuse."""
    assert codes() == {}
    assert np.size(EmptyFleet(county(), travel()).fits) == 0
