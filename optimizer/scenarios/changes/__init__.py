"""The changes that a scenario may make, by the word that stands in its file."""

from collections.abc import Mapping
from typing import Any, Final

from optimizer.scenarios.changes.demand import ScaleDemand
from optimizer.scenarios.changes.roads import CloseRoad, Rain, SlowRoad
from optimizer.scenarios.changes.rules import ChangePenalties, ChangePromise
from optimizer.scenarios.changes.sites import AddSite, ChangeSite, CloseSite, MoveSite, OpenSite
from optimizer.scenarios.changes.vehicles import (
    AddVehicles,
    ChangeShifts,
    ChangeVehiclePrices,
    DropVehicles,
    MoveVehicles,
    RetypeVehicles,
)

KINDS: Final[Mapping[str, Any]] = {
    change.kind: change
    for change in (
        OpenSite,
        CloseSite,
        MoveSite,
        AddSite,
        ChangeSite,
        AddVehicles,
        DropVehicles,
        MoveVehicles,
        RetypeVehicles,
        ChangeShifts,
        ChangeVehiclePrices,
        ScaleDemand,
        CloseRoad,
        SlowRoad,
        Rain,
        ChangePromise,
        ChangePenalties,
    )
}

__all__ = [
    "KINDS",
    "AddSite",
    "AddVehicles",
    "ChangePenalties",
    "ChangePromise",
    "ChangeShifts",
    "ChangeSite",
    "ChangeVehiclePrices",
    "CloseRoad",
    "CloseSite",
    "DropVehicles",
    "MoveSite",
    "MoveVehicles",
    "OpenSite",
    "Rain",
    "RetypeVehicles",
    "ScaleDemand",
    "SlowRoad",
]
