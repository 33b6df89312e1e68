"""What keeps a rule to the last second, gram or metre is no violation."""

from __future__ import annotations

import pytest

from optimizer.checker.emptyfleet import EmptyFleet
from optimizer.domain import Visits
from optimizer.units import HOUR, KG, MINUTE
from tests.checker.plans import at
from tests.checker.world import World
from tests.instances import PLANNED_AT, clock, window


def _hours(*windows: str):
    return tuple(window(*text.split("-")) for text in windows)


def _closing_at(text: str, seconds: int):
    """Return the hours of Q, closing for lunch at this second."""
    morning = window("08:00", text)
    noon = type(morning)(morning.earliest, morning.latest + seconds)
    return (noon, window("14:00", "18:00"))


GOOD = {
    "the truck leaves H full to the gram": lambda w: w.change_vehicle(
        "truck-1", capacity_weight=301_500
    ),
    "van-1 leaves P full to the millilitre": lambda w: w.change_vehicle(
        "van-1", capacity_volume=1_628_000
    ),
    "van-2 uses its range to the metre": lambda w: w.change_vehicle("van-2", range=40_000),
    "van-2 drives for as long as it may": lambda w: w.change_rules(rest_after_driving=80 * MINUTE),
    "Q closes as unloading ends": lambda w: w.change_site("Q", hours=_closing_at("08:32", 33)),
    "A opens as the truck starts and closes as it leaves": lambda w: w.change_site(
        "A", hours=(type(window("07:00", "08:00"))(clock("07:00"), clock("14:46") + 36),)
    ),
    "hours are blank": lambda w: w.change_site("P", hours=()),
    "docks are not limited": lambda w: w.change_site("A", docks=None),
    "H has two docks": lambda w: w.change_site("H", docks=2),
    "the next planning is as trip-4 starts": lambda w: w.change_rules(
        planning_times=(clock("05:00"), clock("14:00"))
    ),
    "the classes of a vehicle are just those it carries": lambda w: w.change_vehicle(
        "truck-1", handling_classes=frozenset({"general", "food", "live_plants"})
    ),
    "van-2 is back from an earlier plan as it starts": lambda w: w.inherited.update(
        busy_until={"van-2": clock("07:00")}
    ),
    "P admits vans only": lambda w: w.change_site("P", road_profiles=frozenset({"van"})),
    "o8 is one gram too heavy for a van": lambda w: w.orders["o8"].update(weight=550 * KG + 1),
    "o7 is due one second after the horizon": lambda w: w.orders["o7"].update(
        due=clock("05:00", 3) + 1
    ),
}


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD)
def test_a_plan_at_the_limit_breaks_nothing(changes):
    """At the very limit of a rule the referee finds nothing at all."""
    world = World()
    changes(world)
    assert world.check() == []


def _stop(name, number, **times):
    return lambda world: world.stop(name, number).update(times)


KEPT = {
    "o3 is ready as it is loaded": (
        "V140",
        lambda w: w.orders["o3"].update(ready=clock("08:03") + 6),
    ),
    "a van is home at the end of its overtime": (
        "V176",
        _stop("trip-5", 3, departure=at("14:00:00")),
    ),
    "a trip starts as the one before is over": ("V173", _stop("trip-3", 1, start=at("09:04:03"))),
    "a duty starts with its shift": ("V175", _stop("trip-2", 1, start=at("07:00:00"))),
    "a van docks as the truck leaves": ("V190", _stop("trip-2", 1, start=at("07:16:33"))),
    "a horizon ends a second after the shift starts": (
        "V178",
        lambda w: w.change_rules(horizon=26 * HOUR + 1),
    ),
    "an order is due as it is delivered": (
        "V211",
        lambda w: w.orders["o1"].update(due=clock("08:14") + 15),
    ),
    "an order is due a second before it could be delivered": (
        "V118",
        lambda w: w.orders["o9"].update(due=clock("08:10") + 9),
    ),
    "a site is visited on a day on which it is not due": (
        "V220",
        lambda w: w.change_site("Q", hours=_hours("04:00-12:00", "14:00-18:00")),
    ),
}


@pytest.mark.parametrize(("code", "changes"), KEPT.values(), ids=KEPT)
def test_a_rule_kept_to_the_limit_is_not_reported(code, changes):
    """Even where other figures go wrong, the rule that is just kept is not reported."""
    world = World()
    changes(world)
    assert world.amounts(code) == []


@pytest.mark.parametrize(("rest", "excess"), [(1_347, []), (1_348, [1])])
def test_the_pause_between_two_trips_counts_from_arrival_to_departure(rest, excess):
    """Van-1 stands at A from 08:47:33 to 09:10:00, 1 347 s, between 35 and 10 minutes' driving."""
    world = World()
    world.change_rules(rest=rest, rest_after_driving=45 * MINUTE - 1)
    tired = [v for v in world.check() if v.code == "V180" and v.where.startswith("trip-3")]
    assert [violation.excess for violation in tired] == excess


def test_the_pause_after_a_long_drive_resets_only_at_its_full_length():
    """The truck's stop at A lasts 26 min 2 s; as a pause it splits 60 minutes into 30 and 30."""
    world = World()
    world.change_rules(rest=1_562, rest_after_driving=30 * MINUTE)
    tired = [v for v in world.check() if v.code == "V180" and v.where.startswith("trip-1")]
    assert tired == []


def test_earliest_delivery_is_worked_out_by_hand():
    """O9 leaves H by van-2 at 07:20:01, is at Q by 08:05:01 and unloaded by 08:10:10."""
    world = World()
    fleet = EmptyFleet(world.instance, world.travel)
    assert fleet.earliest_delivery(8) == clock("08:10") + 10


def test_earliest_delivery_changes_vehicle_where_that_is_the_only_way():
    """Without van-2: truck 06:20:01, A from 07:00, +903 s and 20 min, van-1 loads to 07:50:06."""
    world = World()
    world.change_vehicle("van-2", available=False)
    fleet = EmptyFleet(world.instance, world.travel)
    # 15 minutes to Q, 309 s there
    assert fleet.earliest_delivery(8) == clock("08:10") + 15


def test_earliest_delivery_at_the_hub_is_the_next_departure():
    """O3 could be at H in the morning and leaves the county at 13:30."""
    world = World()
    assert EmptyFleet(world.instance, world.travel).earliest_delivery(2) == clock("13:30")


def test_nothing_too_heavy_for_every_vehicle_is_ever_delivered():
    """O8 weighs 2 000 kg."""
    world = World()
    assert EmptyFleet(world.instance, world.travel).earliest_delivery(7) is None


def test_earliest_delivery_waits_for_a_vehicle_that_is_still_out():
    """Van-2 is back three seconds into its shift: O9 is unloaded three seconds later."""
    world = World()
    world.inherited["busy_until"] = {"van-2": clock("07:00") + 3}
    fleet = EmptyFleet(world.instance, world.travel)
    assert fleet.earliest_delivery(8) == clock("08:10") + 13


@pytest.mark.parametrize(("closes", "missed"), [("12:01", ["V220"]), ("12:00", [])])
def test_a_visit_left_to_a_later_plan_is_due_until_the_site_closes(closes, missed):
    """Planned at noon, P has not been visited on Monday, and closes a minute later or just now."""
    world = World()
    world.planned_at = PLANNED_AT.replace(hour=12)
    world.change_site("P", hours=_hours(f"08:00-{closes}"), visits=Visits.DAILY)
    world.inherited["visits_due"] = frozenset({"P"})
    world.document["trips"] = []
    today = [v.code for v in world.check() if v.code == "V220" and v.where == "P on 2026-11-23"]
    assert today == missed
