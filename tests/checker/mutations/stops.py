"""Break rules 2, 3, 8, 9 and 12: driving, handling and pausing."""

from __future__ import annotations

import copy

from optimizer.domain import NO_WAY, TravelMatrix
from optimizer.units import MINUTE
from tests.checker.mutations.registry import breaking
from tests.checker.plans import at
from tests.instances import window

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


# Rule 12: daily visits.


@breaking("V220", 1)
def _(world):
    """The missed visit on Wednesday is not listed."""
    world.document["missed_visits"] = []


@breaking("V220", 1)
def _(world):
    """The trip that looks in at Q on Tuesday is left out."""
    world.document["trips"].remove(world.trip("trip-6"))
