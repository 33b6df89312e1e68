"""Break rules 5, 6, 7 and 10: what vehicles may do."""

from __future__ import annotations

from datetime import timedelta

from optimizer.domain import Echelon, SiteStatus
from optimizer.units import HOUR
from tests.checker.mutations.registry import breaking
from tests.checker.plans import at
from tests.instances import PLANNED_AT, clock

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


@breaking("V100", 60, unit="s")
def _(world):
    """An earlier plan has van-2 out until 07:01, and it starts at 07:00."""
    world.inherited["busy_until"] = {"van-2": clock("07:01")}


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
