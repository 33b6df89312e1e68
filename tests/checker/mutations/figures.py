"""Break rule 13 and the objective: what the plan says of itself."""

from __future__ import annotations

import copy
from dataclasses import replace

from optimizer.units import HOUR
from tests.checker.mutations.registry import MUTATIONS, Breaks, Mutation, breaking
from tests.checker.plans import at

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
