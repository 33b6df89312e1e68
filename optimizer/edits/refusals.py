"""Why an edit cannot be made."""

from __future__ import annotations

from typing import ClassVar, Final

from optimizer.errors import OptimizerError

_SAYS: Final = {
    "D220": "this is no edit: {key} is {value}; ask for the change again",
    "D221": "there is no trip {trip}; choose one of the plan",
    "D222": "no order is called {order}; check the number",
    "D223": "order {order} is not on trip {trip}; choose the trip that carries it",
    "D224": "trip {trip} has no stop {stop} that could be changed; its base stays first and last",
    "D225": "trip {trip} is locked; unlock it first",
    "D226": "trip {trip} does not call at {site}: linehaul runs between bases, local trips "
    "between a base and its points; choose another trip",
    "D227": "the new order of the stops of {trip} must name each of them once",
    "D228": "order {order} would leave trip {trip} before it is on it; choose another place",
    "D229": "no vehicle is called {vehicle}; choose one of the fleet",
    "D230": "vehicle {vehicle} may not drive: it is forbidden or not available; allow it first",
    "D231": "vehicle {vehicle} has no shift that begins at {moment}; choose one of its shifts",
    "D232": "order {order} is on trip {trip} already; move it instead",
    "D233": "a stop cannot stand at place {position} of trip {trip}; choose another",
    "D234": "trip {trip} cannot leave at {moment}, outside its shift; choose an earlier or "
    "later moment",
    "D235": "{vehicle} cannot drive to {site}; choose a vehicle that may",
    "D236": "order {order} is on several trips; say from which one it is to be moved",
    "D237": "order {order} stays on vehicle {vehicle}, as locked; unlock the stop first",
}
"""What each code says; the values are filled in."""


class EditRefused(OptimizerError):
    """An edit that cannot be made; nothing has changed (D220 to D237)."""

    exit_status: ClassVar[int] = 2

    def __init__(self, code: str, **values: str) -> None:
        self.code, self.values = code, values
        super().__init__(f"{code} {_SAYS[code].format_map(values)}")
