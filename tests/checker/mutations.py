"""
Every way in which the tests break the good plan.

A mutation changes a `World` in place and names the code that must be found, and by how much:
one amount with its unit for every violation of that code.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from optimizer.domain import NO_WAY, Echelon, SiteStatus, TravelMatrix
from optimizer.units import HOUR, KG, MINUTE
from tests.checker.plans import World, at
from tests.instances import PLANNED_AT, clock, window

Breaks = Callable[[World], Any]


@dataclass(frozen=True)
class Mutation:
    """One way to break the plan, and what the referee has to say about it."""

    name: str
    code: str
    amounts: tuple[float, ...]
    unit: str
    breaks: Breaks

    @property
    def expected(self) -> list[tuple[float, str]]:
        """Excess and unit of every violation with the code."""
        return [(amount, self.unit) for amount in self.amounts]


MUTATIONS: list[Mutation] = []


def breaking(code: str, *amounts: float, unit: str = "count") -> Callable[[Breaks], Breaks]:
    """Register a function that breaks the plan; its docstring's first words are its name."""

    def register(breaks: Breaks) -> Breaks:
        assert breaks.__doc__
        name = breaks.__doc__.strip().rstrip(".")
        MUTATIONS.append(Mutation(name, code, amounts, unit, breaks))
        return breaks

    return register


# Rule 1: carried whole, or not at all.


@breaking("V110", 1)
def _(world):
    """The order o7 is not listed."""
    world.document["orders"].remove(world.order("o7"))


@breaking("V111", 1)
def _(world):
    """The order o1 is listed twice."""
    world.document["orders"].append(copy.deepcopy(world.order("o1")))


@breaking("V112", 1)
def _(world):
    """An order is listed that the order file does not hold."""
    world.document["orders"].append(world.order("o7") | {"order_id": "ghost"})


@breaking("V112", 1, 1)
def _(world):
    """An unknown order is loaded and unloaded."""
    world.stop("trip-5", 1)["load"].append("ghost")
    world.stop("trip-5", 2)["unload"].append("ghost")


@breaking("V113", 1)
def _(world):
    """The order o1 is never unloaded at P."""
    world.stop("trip-2", 2)["unload"].remove("o1")


@breaking("V113", 1)
def _(world):
    """The order o1 is unloaded at P without being on board."""
    world.stop("trip-2", 1)["load"].remove("o1")


@breaking("V113", 1)
def _(world):
    """The order o1 is loaded twice at H."""
    world.stop("trip-1", 1)["load"].append("o1")


@breaking("V114", 1)
def _(world):
    """The order o3 is loaded at Q, but it is at P."""
    world.stop("trip-2", 2)["load"].remove("o3")
    world.stop("trip-2", 3)["load"].append("o3")


@breaking("V114", 1)
def _(world):
    """The order o5 is brought from H to P a second time."""
    twice = copy.deepcopy(world.trip("trip-5")) | {"trip_id": "trip-7"}
    world.document["trips"].append(twice)


@breaking("V115", 1)
def _(world):
    """The order o3 is left at A."""
    world.stop("trip-4", 2)["load"].remove("o3")
    world.stop("trip-4", 3)["unload"].remove("o3")


@breaking("V115", 1, 1)
def _(world):
    """The order o4 is carried on from Q, its destination, and left at A."""
    world.stop("trip-6", 2)["load"].append("o4")
    world.stop("trip-6", 3)["unload"].append("o4")


@breaking("V116", HOUR, unit="s")
def _(world):
    """The order o7 is deferred although due an hour before the horizon ends."""
    world.orders["o7"]["due"] = clock("04:00", 3)


@breaking("V116", 0, unit="s")
def _(world):
    """The order o7 is deferred although due at the horizon's end."""
    world.orders["o7"]["due"] = clock("05:00", 3)


@breaking("V117", 1)
def _(world):
    """The order o8 is unserved without a reason."""
    world.order("o8")["reason"] = None


@breaking("V118", 1, unit="s")
def _(world):
    """The order o9 could arrive one second before it is due."""
    # By van-2: H 07:00:00 +1 07:20:01, 45 minutes, Q 08:05:01 -1 08:10:10
    world.orders["o9"]["due"] = clock("08:10") + 11


@breaking("V118", 0, unit="")
def _(world):
    """The order o9 could arrive at the very second at which it is due."""
    world.orders["o9"]["due"] = clock("08:10") + 10


@breaking("V118", 0, unit="")
def _(world):
    """The order o8 fits into van-2 to the gram."""
    world.orders["o8"]["weight"] = 550 * KG


def _claims(code: str) -> Breaks:
    """Return what claims another proof for o8."""
    return lambda world: world.order("o8")["reason"].update(code=code)


for _code, _why in (
    ("U101", "no road"),
    ("U103", "no class"),
    ("U104", "closed"),
    ("U190", "nothing"),
):
    _name = f"{_why} is claimed as proof for o8 ({_code})"
    MUTATIONS.append(Mutation(_name, "V118", (0,), "", _claims(_code)))


@breaking("V119", 1)
def _(world):
    """The order o2 changes vehicle at P, no base."""
    world.stop("trip-2", 2)["unload"].append("o2")
    world.stop("trip-2", 3)["unload"].remove("o2")
    world.stop("trip-3", 2)["load"].append("o2")
    world.stop("trip-3", 3)["unload"].append("o2")
    world.stop("trip-6", 1)["load"].append("o2")
    world.stop("trip-6", 2)["unload"].append("o2")


# Rule 2: driving.


@breaking("V120", 1, unit="s")
def _(world):
    """The truck is one second too fast to A."""
    world.stop("trip-1", 2)["arrival"] = at("06:50:30")


def _close_road(world, profile: str, here: int, there: int) -> None:
    """Close the way between two sites to a road profile."""
    table = world.travel[profile]
    duration, distance = table.duration.copy(), table.distance.copy()
    duration[here, there] = distance[here, there] = NO_WAY
    world.travel = dict(world.travel) | {profile: TravelMatrix(duration, distance)}


@breaking("V121", 1)
def _(world):
    """No van can drive from H to P."""
    _close_road(world, "van", 0, 2)


@breaking("V121", 1, 1)
def _(world):
    """No truck can drive from H to A."""
    _close_road(world, "truck", 0, 1)


@breaking("V122", 1)
def _(world):
    """Two calls in a row at Q."""
    stops = world.trip("trip-6")["stops"]
    stops.insert(1, copy.deepcopy(stops[1]))


# Rule 3: stops.


@breaking("V130", 1, unit="s")
def _(world):
    """Unloading at A starts one second before the truck arrives."""
    world.stop("trip-1", 2)["arrival"] = at("07:00:01")


@breaking("V131", 60, unit="s")
def _(world):
    """Loading at H is a minute too short."""
    world.stop("trip-1", 1)["departure"] = at("06:19:31")


@breaking("V131", 60, unit="s")
def _(world):
    """The empty van leaves Q a minute before its call starts."""
    world.stop("trip-6", 2)["departure"] = at("09:14:00", 1)


@breaking("V132", 60, unit="s")
def _(world):
    """Unloading at A starts a minute before it opens."""
    world.stop("trip-1", 2)["start"] = at("06:59:00")


@breaking("V132", 153, unit="s")
def _(world):
    """Unloading at Q reaches into its lunch hour."""
    world.change_site("Q", hours=(window("08:00", "08:30"), window("14:00", "18:00")))


@breaking("V132", 498, unit="s")
def _(world):
    """Unloading at Q lies between its hours."""
    world.change_site("Q", hours=(window("07:00", "08:00"), window("14:00", "18:00")))


# Rule 4: nothing is loaded before it is there.


@breaking("V140", 114, unit="s")
def _(world):
    """The order o3 is loaded at 08:03:06, ready at 08:05:00."""
    world.orders["o3"]["ready"] = clock("08:05")


@breaking("V141", 1, 1, 1, unit="s")
def _(world):
    """A needs one second longer to transfer o1, o2 and o9."""
    world.change_site("A", transfer_time=20 * MINUTE + 1)


@breaking("V141", 1_407, 1_407, 1_407, unit="s")
def _(world):
    """The truck unloads at A until 07:40:00, van-1 loads from 07:36:33."""
    world.stop("trip-1", 2)["departure"] = at("07:40:00")


# Rule 5: capacity.


@breaking("V150", 1, unit="g")
def _(world):
    """The truck leaves H one gram too heavy."""
    world.change_vehicle("truck-1", capacity_weight=301_499)


@breaking("V151", 1, unit="ml")
def _(world):
    """Deliveries and collections of van-1 are one millilitre too much at P."""
    world.change_vehicle("van-1", capacity_volume=1_627_999)


# Rule 6: classes.


@breaking("V160", 1)
def _(world):
    """Food and plants may not ride together, as o2 and o3 do."""
    world.change_rules(never_together=(("food", "live_plants"),))


@breaking("V160", 1, 2)
def _(world):
    """Food excludes general goods: one of three orders on trip-1, two of five on trip-2."""
    world.change_rules(never_together=(("food", "general"),))
    world.orders["o4"]["handling_class"] = "food"


@breaking("V161", 1)
def _(world):
    """The truck may not carry food."""
    world.change_vehicle("truck-1", handling_classes=frozenset({"general", "live_plants"}))


# Rule 7: vehicles, homes, shifts.


@breaking("V170", 1)
def _(world):
    """A vehicle drives that nobody knows."""
    world.trip("trip-6")["vehicle_id"] = "van-9"


@breaking("V171", 1)
def _(world):
    """The trip of van-1 ends at P."""
    world.stop("trip-6", 3)["site_id"] = "P"


@breaking("V171", 1, 1)
def _(world):
    """A trip from H is driven by van-1, which is homed at A."""
    world.trip("trip-5")["vehicle_id"] = "van-1"


@breaking("V172", 1, 1, 1)
def _(world):
    """The home of van-1 is closed."""
    world.change_site("A", status=SiteStatus.CLOSED)


@breaking("V173", 243, unit="s")
def _(world):
    """Van-1 starts again at 09:00:00, but is back at 09:04:03."""
    world.stop("trip-3", 1)["start"] = at("09:00:00")


@breaking("V173", 600, unit="s")
def _(world):
    """The truck is late home from its morning shift, into the afternoon's first trip."""
    world.stop("trip-1", 3)["departure"] = at("14:10:00")


@breaking("V174", 1)
def _(world):
    """Van-2 has no shift until noon."""
    world.trip("trip-5")["shift"]["end"] = at("12:00:00")


@breaking("V175", 60, unit="s")
def _(world):
    """Van-2 starts a minute before its shift."""
    world.stop("trip-5", 1)["start"] = at("06:59:00")


@breaking("V175", 600, unit="s")
def _(world):
    """The truck starts ten minutes before the plan is made."""
    world.planned_at = PLANNED_AT + timedelta(minutes=70)


@breaking("V176", 30, unit="s")
def _(world):
    """Van-2 is home half a minute after its longest overtime."""
    world.stop("trip-5", 3)["departure"] = at("14:00:30")


@breaking("V177", 1, unit="m")
def _(world):
    """Van-2 drives one metre beyond its range."""
    world.change_vehicle("van-2", range=39_999)


@breaking("V178", HOUR, unit="s")
def _(world):
    """The shift on Tuesday at 07:00 starts an hour after a horizon of 25 hours."""
    world.change_rules(horizon=25 * HOUR)


@breaking("V178", 0, unit="s")
def _(world):
    """The shift on Tuesday at 07:00 starts as a horizon of 26 hours ends."""
    world.change_rules(horizon=26 * HOUR)


@breaking("V179", 1)
def _(world):
    """Van-2 is not available."""
    world.change_vehicle("van-2", available=False)


# Rule 8: rests.


@breaking("V180", 1, unit="s")
def _(world):
    """Van-2 drives 80 minutes with a pause of under 6, one second too long."""
    world.change_rules(rest_after_driving=80 * MINUTE - 1)


@breaking("V180", 300, unit="s")
def _(world):
    """The truck needs a pause longer than its 26 min 2 s at A, and drives 60 minutes without."""
    world.change_rules(rest=1_563, rest_after_driving=55 * MINUTE)
    world.document["trips"].remove(world.trip("trip-5"))
    world.document["trips"].remove(world.trip("trip-4"))


# Rule 9: docks.


@breaking("V190", 1)
def _(world):
    """Van-1 loads at the one dock of A before the truck leaves it."""
    world.stop("trip-2", 1)["start"] = at("07:16:32")


@breaking("V190", 2)
def _(world):
    """Two vans load at A while the truck is there."""
    world.stop("trip-2", 1)["start"] = at("07:10:00")
    world.stop("trip-6", 1).update(start=at("07:12:00"), departure=at("07:14:00"), load=["o6"])


# Rule 10: places.


@breaking("V200", 1)
def _(world):
    """A stop at a site that nobody knows."""
    world.stop("trip-6", 2)["site_id"] = "Z"


@breaking("V201", 1, 1)
def _(world):
    """Q is closed, and visited on both days."""
    world.change_site("Q", status=SiteStatus.CLOSED)


@breaking("V202", 1, 1, 1)
def _(world):
    """Q is a candidate, and its three orders are served."""
    world.change_site("Q", status=SiteStatus.CANDIDATE)


@breaking("V203", 1)
def _(world):
    """A linehaul vehicle stops at P."""
    world.change_vehicle("van-2", echelon=Echelon.LINEHAUL)


@breaking("V204", 1, 1)
def _(world):
    """H admits only trucks, van-2 starts and ends there."""
    world.change_site("H", road_profiles=frozenset({"truck"}))


# Rule 11: deliveries.


@breaking("V210", 60, unit="s")
def _(world):
    """The delivery of o1 is called a minute later."""
    world.order("o1")["delivered_at"] = at("08:15:15")


@breaking("V210", 19_372, unit="s")
def _(world):
    """The order o3 is called delivered at the hub, not when it leaves the county."""
    world.order("o3")["delivered_at"] = at("15:37:08")


@breaking("V210", 0, unit="s")
def _(world):
    """The order o1 has no delivery."""
    world.order("o1")["delivered_at"] = None


@breaking("V211", 1_653, unit="s")
def _(world):
    """The order o9 is called on time, 27 min 33 s late."""
    world.order("o9")["status"] = "on_time"


@breaking("V211", 164_745, unit="s")
def _(world):
    """The order o1 is called late, 45 h 45 min 45 s early."""
    world.order("o1")["status"] = "late"


# Rule 12: daily visits.


@breaking("V220", 1)
def _(world):
    """The missed visit on Wednesday is not listed."""
    world.document["missed_visits"] = []


@breaking("V220", 1)
def _(world):
    """The trip that looks in at Q on Tuesday is left out."""
    world.document["trips"].remove(world.trip("trip-6"))


# Rule 13: figures.


@breaking("V230", 1, unit="m")
def _(world):
    """A trip is called one metre longer."""
    world.trip("trip-5")["distance_m"] += 1


@breaking("V230", 60, unit="s")
def _(world):
    """A trip is called a minute shorter."""
    world.trip("trip-5")["driving_s"] -= 60


@breaking("V231", 1)
def _(world):
    """The order o1 is carried and called unserved."""
    world.order("o1").update(status="unserved", reason={"code": "U190", "proof": False})


@breaking("V231", 1)
def _(world):
    """The order o8 rides nowhere and is called on time."""
    world.order("o8")["status"] = "on_time"


@breaking("V232", 1_000, unit="g")
def _(world):
    """The load of the truck is called a kilogram heavier."""
    world.stop("trip-1", 1)["onboard_kg"] = 302.5


@breaking("V232", 8_000, unit="ml")
def _(world):
    """The load of the truck is called eight litres smaller."""
    world.stop("trip-1", 1)["onboard_m3"] = 1.5


@breaking("V233", 1)
def _(world):
    """The second leg of o1 is left out."""
    world.order("o1")["legs"].pop()


@breaking("V233", 2)
def _(world):
    """The legs of o2 are said to change at P."""
    legs = world.order("o2")["legs"]
    legs[0]["to"] = legs[1]["from"] = "P"


@breaking("V233", 0)
def _(world):
    """The legs of o1 are listed backwards."""
    world.order("o1")["legs"].reverse()


@breaking("V233", 1)
def _(world):
    """The leg of o5 is said to arrive a minute later."""
    world.order("o5")["legs"][0]["arrival"] = at("08:01:04")


@breaking("V234", 60, unit="s")
def _(world):
    """The slack of o9 is rounded up."""
    world.order("o9")["slack_minutes"] = -27


@breaking("V235", 1)
def _(world):
    """A duty is not listed."""
    world.document["duties"].pop()


@breaking("V235", 1)
def _(world):
    """A duty is listed again."""
    world.document["duties"].append(copy.deepcopy(world.document["duties"][0]))


@breaking("V235", 1)
def _(world):
    """A duty is listed that no trip makes."""
    idle = copy.deepcopy(world.document["duties"][0])
    idle["shift"] = {"start": at("06:00:00", 1), "end": at("14:00:00", 1)}
    world.document["duties"].append(idle)


for _key, _amount, _unit in (
    ("paid_s", 60, "s"),
    ("overtime_s", 30, "s"),
    ("distance_m", 5, "m"),
):

    def _more(world, key=_key, amount=_amount):
        world.document["duties"][0][key] += amount

    _name = f"the {_key} of a duty is {_amount} more"
    MUTATIONS.append(Mutation(_name, "V235", (_amount,), _unit, _more))


@breaking("V235", 120, unit="s")
def _(world):
    """A duty is said to start two minutes later."""
    world.document["duties"][0]["start"] = at("06:02:00")


@breaking("V236", 2 * HOUR, unit="s")
def _(world):
    """A trip two hours after the next planning is called committed."""
    world.trip("trip-4")["status"] = "committed"


@breaking("V236", 1)
def _(world):
    """The trip of a van is called linehaul."""
    world.trip("trip-5")["echelon"] = "linehaul"


@breaking("V237", 1)
def _(world):
    """A visit is listed as missed that is made."""
    world.document["missed_visits"].append({"site_id": "Q", "date": "2026-11-24"})


@breaking("V237", 1)
def _(world):
    """A visit is listed as missed twice."""
    world.document["missed_visits"] *= 2


@breaking("V237", 2)
def _(world):
    """One site is not called used, another is that nobody knows."""
    world.document["sites_used"] = ["H", "P", "Q", "Z"]


def _kpi(name: str, amount: float) -> Breaks:
    """Return what makes a key figure larger."""
    return lambda world: world.document["kpis"].update(
        {name: world.document["kpis"][name] + amount}
    )


for _kpi_name, _more_of_it, _amount, _unit in (
    ("orders", 1, 1, "count"),
    ("on_time", 1, 1, "count"),
    ("late", 1, 1, "count"),
    ("unserved", 1, 1, "count"),
    ("deferred", 1, 1, "count"),
    ("trips", 1, 1, "count"),
    ("vehicles", 1, 1, "count"),
    ("on_time_share", 0.125, 0.125, "share"),
    ("distance_m", 7, 7, "m"),
    ("paid_s", 60, 60, "s"),
    ("co2_kg", 0.5, 500, "g"),
    ("hours_p95", 0.5, 1_800, "s"),
):
    _name = f"the key figure {_kpi_name} is too large"
    MUTATIONS.append(Mutation(_name, "V238", (_amount,), _unit, _kpi(_kpi_name, _more_of_it)))


@breaking("V238", 0, unit="cents")
def _(world):
    """The cost per piece is null although pieces are delivered."""
    world.document["kpis"]["cost_per_piece"] = None


@breaking("V239", 1)
def _(world):
    """The plan was made from other orders."""
    world.document["inputs"]["orders"] = "2" * 64


@breaking("V239", 1)
def _(world):
    """The plan was made from another network."""
    world.document["inputs"]["network"] = "2" * 64


@breaking("V239", 1)
def _(world):
    """The plan is for another county."""
    world.document["network"] = "五站县"


@breaking("V239", 60, 60, unit="s")
def _(world):
    """The plan was made a minute later, and says so twice."""
    world.document["planned_at"] = world.document["horizon"]["start"] = at("05:01:00")


@breaking("V239", HOUR, unit="s")
def _(world):
    """The horizon is called an hour longer."""
    world.document["horizon"]["end"] = at("06:00:00", 3)


# Section 4: the objective.


@breaking("V240", 50, unit="cents")
def _(world):
    """A duty is called half a yuan dearer: 62.25, not 61.75."""
    world.document["duties"][3]["cost"] = 62.25


@breaking("V241", 200, unit="cents")
def _(world):
    """H costs two yuan more a day."""
    world.change_site("H", operating_cost_per_day=20_200.0)


@breaking("V241", 63, unit="cents")
def _(world):
    """Handling at A costs a cent more for each of 63 pieces."""
    world.change_site("A", handling_cost_per_piece=6.0)


@breaking("V241", 100, unit="cents")
def _(world):
    """A deferred order costs a yuan more."""
    world.change_rules(penalties=replace(world.rules.penalties, deferred_per_order=500.0))


@breaking("V241", 500_000, unit="cents")
def _(world):
    """The unserved order is left out of the cost."""
    world.document["cost"]["unserved"] = 0


@breaking("V241", 10_000, unit="cents")
def _(world):
    """The missed visit is left out of the cost."""
    world.document["cost"]["missed_visits"] = 0


@breaking("V241", 100, unit="cents")
def _(world):
    """The vehicles are called a yuan cheaper than 654.6183333."""
    world.document["cost"]["vehicles"] = 653.6183333


@breaking("V242", 10_000, unit="cents")
def _(world):
    """The missed visit is left out of the total, 7 568.1858556."""
    world.document["cost"]["total"] = 7_468.1858556
