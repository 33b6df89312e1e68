"""What-if: typed changes of the inputs, kept as files, applied to a county."""

from optimizer.scenarios.applying import apply_changes, apply_scenario, check_scenarios
from optimizer.scenarios.changes import (
    KINDS,
    AddSite,
    AddVehicles,
    ChangePenalties,
    ChangePromise,
    ChangeShifts,
    ChangeSite,
    ChangeVehiclePrices,
    CloseRoad,
    CloseSite,
    DropVehicles,
    MoveSite,
    MoveVehicles,
    OpenSite,
    Rain,
    RetypeVehicles,
    ScaleDemand,
    SlowRoad,
)
from optimizer.scenarios.files import read_scenario, read_scenarios, scenario_of, to_toml
from optimizer.scenarios.ground import Change
from optimizer.scenarios.scenario import Override, Scenario

__all__ = [
    "KINDS",
    "AddSite",
    "AddVehicles",
    "Change",
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
    "Override",
    "Rain",
    "RetypeVehicles",
    "ScaleDemand",
    "Scenario",
    "SlowRoad",
    "apply_changes",
    "apply_scenario",
    "check_scenarios",
    "read_scenario",
    "read_scenarios",
    "scenario_of",
    "to_toml",
]
