"""Applies what somebody is building to their network at once, and says what does not apply."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from optimizer.domain import Calendar, Instance, Issue, Network, Orders
from optimizer.errors import InputError, NetworkError
from optimizer.inputs import read_network, read_travel_tables
from optimizer.network import StraightRoads, load_boundary, load_roads
from optimizer.pipeline import County
from optimizer.scenarios import (
    KINDS,
    Scenario,
    apply_scenario,
    check_scenarios,
    scenario_of,
)
from optimizer.store import Store

Changes = Sequence[Mapping[str, Any]]
"""Changes as plain values, as scenarios keep them."""

_NUMBER: Final = re.compile(r"\bchanges (\d+)\b")
_TRIES: Final = 20
_ONE_AT_A_TIME: Final = threading.Lock()
"""Roads keep what was worked out on them, for all sessions."""

_WORKINGS: Final = (
    *("premises", "hours", "docks", "visits", "stop_minutes", "seconds_per_piece"),
    *("transfer_minutes", "operating_cost_per_day", "rent_per_day", "handling_cost_per_piece"),
)
_PRICES: Final = ("cost_per_shift", "cost_per_km", "cost_per_hour", "overtime_cost_per_hour")
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "move_site": ("latitude", "longitude"),
    "change_site": _WORKINGS,
    "add_vehicles": ("count",),
    "drop_vehicles": ("count",),
    "move_vehicles": ("to",),
    "retype_vehicles": ("like",),
    "change_shifts": ("shifts", "max_overtime_minutes"),
    "change_vehicle_prices": _PRICES,
    "scale_demand": ("factor", "seed"),
    "slow_road": ("factor", "name"),
    "close_road": ("name",),
    "rain": ("factor", "classes", "surfaces"),
    "change_promise": ("hours", "by_class"),
    "change_penalties": ("penalties",),
}
"""What a change sets; everything else says of what."""

_JOINING: Final = frozenset({"change_site", "change_vehicle_prices", "change_promise"})


@dataclass(frozen=True)
class Applied:
    """
    A network as changes make it, and which of them do not apply.

    Changes that do not apply are left out of ``county``, so that the others can be looked at.
    """

    county: County
    issues: tuple[Issue, ...] = ()

    @property
    def network(self) -> Network:
        """The changed network."""
        return self.county.instance.network

    def of(self, number: int) -> list[Issue]:
        """Return what is wrong with the change of a number, counted from one."""
        return [issue for issue in self.issues if number_of(issue) == number]

    @property
    def elsewhere(self) -> list[Issue]:
        """What is wrong with all changes together."""
        return [issue for issue in self.issues if number_of(issue) is None]


def open_base(store: Store, version_id: int) -> County:
    """
    Return a version of a network without any order, with its roads and travel times.

    Raises
    ------
    NetworkError
        When its roads cannot be used any more.
    """
    folder = store.networks.folder(version_id)
    network = read_network(folder)
    calendar = Calendar(datetime.now(UTC), network.rules.timezone, network.rules.horizon)
    none = np.zeros(0, dtype=np.int64)
    instance = Instance(
        network, calendar, Orders((), none, none, none, none, none, none, none, none, none)
    )
    tables = read_travel_tables(folder, network)
    if tables is not None:
        return County(instance, tables, StraightRoads(load_boundary(folder)))
    roads = load_roads(folder)
    return County(instance, roads.travel_matrices(network), roads)


def apply_draft(base: County, changes: Changes) -> Applied:
    """
    Return the network as far as changes apply, with what is wrong with the others.

    Only what changes ask for is worked out again, and the ways between sites not before they
    are asked for.
    """
    left = list(range(len(changes)))
    found: list[Issue] = []
    for _ in range(_TRIES):
        try:
            county = _applied(base, [changes[at] for at in left])
        except InputError as error:
            issues = [_renumbered(issue, left, changes) for issue in error.issues]
        else:
            return Applied(county, tuple(found))
        found += issues
        blamed = {number - 1 for issue in issues if (number := number_of(issue))}
        if not blamed:
            # Nobody knows which of them it is: the sites of the last are the first to go.
            left = left[:-1]
        left = [at for at in left if at not in blamed]
    return Applied(base, tuple(found))


def check_draft(base: County, changes: Changes) -> list[Issue]:
    """Return all that is wrong with changes over a network."""
    try:
        scenario = _scenario(changes)
    except InputError as error:
        return list(error.issues)
    return check_scenario(base, scenario)


def check_scenario(base: County, scenario: Scenario) -> list[Issue]:
    """Return all that is wrong with a scenario over a network, by file and number."""
    try:
        with _ONE_AT_A_TIME:
            check_scenarios(base, [scenario])
    except InputError as error:
        return list(error.issues)
    return []


def number_of(issue: Issue) -> int | None:
    """
    Return the number of the change that an issue is about, counted from one.

    Examples
    --------
    >>> number_of(Issue("E406", "scenario.toml", "", column="changes 3, site"))
    3
    >>> number_of(Issue("E408", "scenario.toml", "", column="changes")) is None
    True
    """
    found = _NUMBER.search(issue.column or "")
    return int(found[1]) if found else None


def with_change(changes: Changes, new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """
    Return changes with one more.

    What one of its kind has set before is set anew, so that a slider may be moved twice, and
    several values of one thing are one change; what one of another kind has set stays, and
    contradicts it. Roads of one name contradict each other, unless they are the same roads.

    Examples
    --------
    >>> with_change([{"change": "rain", "factor": 0.9}], {"change": "rain", "factor": 0.8})
    [{'change': 'rain', 'factor': 0.8}]
    """
    kept = []
    for change in changes:
        if change.get("change") == new.get("change"):
            if _about(change) == _about(new):
                joined = _joined(change, new)
                return [joined if each is change else dict(each) for each in changes]
            left = _left(change, new)
            if left is not None:
                kept.append(left)
            continue
        kept.append(dict(change))
    return [*kept, dict(new)]


def matters(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """
    Tell whether it may matter which of two changes comes first.

    It does where both are about the same site, or about vehicles.

    Examples
    --------
    >>> matters({"change": "rain"}, {"change": "close_site", "site": "T01"})
    False
    >>> added = {"change": "add_site", "site": "T05"}
    >>> matters(added, {"change": "move_vehicles", "vehicles": ["van-1"], "to": "T05"})
    True
    """
    about = [_things(each) for each in (first, second)]
    return bool(about[0] & about[1])


def _applied(base: County, changes: Changes) -> County:
    """Return the network after changes; places off the roads are issues like all others."""
    if not changes:
        return base
    try:
        with _ONE_AT_A_TIME:
            return apply_scenario(base, _scenario(changes))
    except NetworkError as error:
        fix = "correct the places"
        raise InputError([Issue("E409", "scenario.toml", str(error), fix=fix)]) from error


def _scenario(changes: Changes) -> Scenario:
    """Return changes as a scenario."""
    return scenario_of({"name_zh": "-", "changes": [dict(each) for each in changes]})


def _renumbered(issue: Issue, left: Sequence[int], changes: Changes) -> Issue:
    """Return an issue with the number that its change has among all."""
    number = number_of(issue)
    if number is not None:
        told = _NUMBER.sub(f"changes {left[number - 1] + 1}", issue.column or "", count=1)
        return replace(issue, column=told)
    # Of places and roads only their name is known: the last change that names them is meant.
    key = {"E409": "site", "E411": "name"}.get(issue.code, "")
    for at in reversed(left):
        if key and issue.value and issue.value == changes[at].get(key):
            return replace(issue, column=f"changes {at + 1}")
    return issue


def _about(change: Mapping[str, Any]) -> str:
    """Return what a change is about, apart from the values that it sets."""
    values = _VALUES.get(str(change.get("change")), ())
    about = {key: value for key, value in change.items() if key not in values}
    return json.dumps(about, sort_keys=True, default=str)


def _joined(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return one change in place of two about the same thing."""
    kind = new["change"]
    if kind == "change_penalties":
        return {"change": kind, "penalties": {**old["penalties"], **new["penalties"]}}
    return {**old, **new} if kind in _JOINING else dict(new)


def _left(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what stays of a change of the same kind; None where nothing does."""
    again = set(old.get("vehicles", ())) & set(new.get("vehicles", ()))
    if not again or old["change"] == "change_vehicle_prices":
        return dict(old)
    left = [each for each in old["vehicles"] if each not in again]
    return {**old, "vehicles": left} if left else None


def _things(change: Mapping[str, Any]) -> set[str]:
    """Return the things that a change is about or depends on."""
    names = ("site", "to", "home", "premises")
    found = {str(change[name]) for name in names if change.get(name)}
    if change.get("change") == "add_site" and change.get("like"):
        found.add(str(change["like"]))
    if "vehicles" in str(change.get("change")) or change.get("change") == "change_shifts":
        found.add("vehicles")
    return found if change.get("change") in KINDS else set()


def town_names(network: Network) -> list[str]:
    """Return the towns of a network."""
    return sorted({site.town for site in network.sites if site.town})
