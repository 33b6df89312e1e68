"""Break rules 1, 4 and 11: how orders are carried."""

from __future__ import annotations

import copy

from optimizer.units import HOUR, KG, MINUTE
from tests.checker.mutations.registry import MUTATIONS, Breaks, Mutation, breaking
from tests.checker.plans import at
from tests.instances import clock

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
