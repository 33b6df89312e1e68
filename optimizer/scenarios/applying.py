"""Applies changes to a county, and works out again no more than they ask for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from optimizer.domain import NO_WAY, Echelon, Instance, Issue, Network, SiteKind, Travel
from optimizer.errors import InputError, NetworkError
from optimizer.network import Closure, Roads, StraightRoads
from optimizer.pipeline import County
from optimizer.scenarios.files import changes_of
from optimizer.scenarios.ground import Ground, Refusal, Subject
from optimizer.scenarios.keys import suggestion
from optimizer.scenarios.scenario import Numbered, Scenario, plain_change

FARTHEST: Final = 5_000
"""So many metres from any road a place counts as unreachable, however long the access."""


def apply_changes(county: County, changes: Sequence[Mapping[str, Any]]) -> County:
    """
    Return a county with changes applied that are given as plain values.

    This is what the recipes of `optimizer.days` call by name.

    Raises
    ------
    InputError
        With every change that does not apply, and why.
    NetworkError
        When the roads cannot be used with what is changed.
    """
    file = "scenario"
    numbered = [Numbered(each, file, n) for n, each in enumerate(changes_of(changes, file), 1)]
    return _applied(county, numbered)


def apply_scenario(county: County, scenario: Scenario) -> County:
    """Return a county with a scenario applied; see `apply_changes`."""
    ids = {site.name_zh: site.site_id for site in reversed(county.instance.sites)}

    def by_id(subject: Subject) -> Subject:
        is_site = subject[0] == "site" and subject[1] in ids
        return ("site", ids[subject[1]], *subject[2:]) if is_site else subject

    contradictions = list(scenario.contradictions(by_id))
    if contradictions:
        raise InputError(contradictions)
    return _applied(county, scenario.stacked())


def check_scenarios(county: County, scenarios: Sequence[Scenario]) -> None:
    """
    Refuse scenarios that do not apply, before anything long begins.

    Raises
    ------
    InputError
        With all issues of all scenarios.
    """
    issues: list[Issue] = []
    for scenario in scenarios:
        try:
            apply_scenario(county, scenario)
        except InputError as error:
            issues += error.issues
        except NetworkError as error:
            issues.append(Issue("E409", scenario.file, str(error), fix="correct the places"))
    if issues:
        raise InputError(list(dict.fromkeys(issues)))


def _applied(county: County, changes: Sequence[Numbered]) -> County:
    """Return the county after all changes; every one that does not apply is an issue."""
    if not changes:
        return county
    roads = county.roads if isinstance(county.roads, Roads) else None
    ground = Ground(county.instance, roads.closures if roads else (), has_roads=roads is not None)
    issues: list[Issue] = []
    for each in changes:
        try:
            ground = each.change.apply(ground)
        except Refusal as refusal:
            issues.append(_issue(each, refusal))
    file = changes[-1].file
    issues += _left_without(ground, file) or _stranded(county.instance.network, ground, file)
    if issues:
        raise InputError(issues)
    changed = _travelled(county, ground, file)
    issues = [*_idle(county, changed, file), *_unreachable(changed, ground, file)]
    if issues:
        raise InputError(issues)
    return replace(changed, instance=_marked(county.instance, changed.instance, changes))


def _issue(each: Numbered, refusal: Refusal) -> Issue:
    """Return why a change does not apply, and where it stands."""
    where = f"changes {each.number}"
    column = f"{where}, {refusal.key}" if refusal.key else where
    message = f"{each.change.kind}: {refusal.message}"
    return Issue(
        refusal.code,
        each.file,
        message,
        column=column,
        value=refusal.value or None,
        fix=refusal.fix,
    )


def _left_without(ground: Ground, file: str) -> list[Issue]:
    """Return an issue where nobody is left to drive."""
    sites, network = ground.network.sites, ground.network
    working = [
        vehicle
        for vehicle, home in zip(network.vehicles, network.home, strict=True)
        if vehicle.available and sites[home].is_open
    ]
    if working:
        return []
    message = "no vehicle is left: all are dropped, or at home where it is closed"
    return [Issue("E408", file, message, column="changes", fix="keep one at an open base")]


def _stranded(before: Network, ground: Ground, file: str) -> list[Issue]:
    """Return an issue for each base that changes give vehicles, and that is closed in the end."""
    old = {each.vehicle_id: each.home_site for each in before.vehicles}
    bases = dict.fromkeys(
        each.home_site
        for each in ground.network.vehicles
        if each.available and old.get(each.vehicle_id) != each.home_site
    )
    return [
        Issue(
            "E406",
            file,
            f"vehicles are given a home at {base}, which is closed",
            column="changes",
            value=base,
            fix="open it, or give them another home",
        )
        for base in bases
        if not ground.network.sites[ground.network.index[base]].is_open
    ]


def _travelled(county: County, ground: Ground, file: str) -> County:
    """Return the county on its changed ground, with its travel times where they still hold."""
    before, after = county.instance.network, ground.network
    roads = county.roads
    if isinstance(roads, StraightRoads):
        travel = _from_tables(county.travel, after, file)
        return replace(county, instance=ground.instance, travel=travel)
    same_roads = ground.closures == roads.closures
    if not same_roads:
        roads = roads.with_closures(ground.closures)
    if same_roads and _ways(before) == _ways(after) and _known(county.travel, after):
        return replace(county, instance=ground.instance)
    return County(ground.instance, roads.travel_matrices(after), roads)


def _ways(network: Network) -> tuple[Any, ...]:
    """Return what ways between sites depend on, beside roads and closures."""
    rules = network.rules
    places = tuple((site.longitude, site.latitude) for site in network.sites)
    return places, rules.speeds_kmh, rules.access_speed_kmh, rules.roads


def _known(travel: Travel, network: Network) -> bool:
    """Whether travel times are known for the whole fleet."""
    return set(network.road_profiles) <= set(travel)


def _from_tables(travel: Travel, network: Network, file: str) -> Travel:
    """Return travel times from tables; E410 where a profile has none."""
    missing = sorted(set(network.road_profiles) - set(travel))
    if missing:
        message = f"there is no travel table for {', '.join(missing)}"
        issue = Issue("E410", file, message, column="changes", fix=suggestion(missing[0], travel))
        raise InputError([issue])
    return travel


def _idle(before: County, after: County, file: str) -> Iterator[Issue]:
    """Yield an issue for every new closure that names none of the roads."""
    if before.roads is after.roads or not isinstance(after.roads, Roads):
        return
    old: tuple[Closure, ...] = before.roads.closures if isinstance(before.roads, Roads) else ()
    new = {each.name for each in after.roads.closures if each not in old}
    for warning in after.roads.warnings(after.instance.network):
        if warning.code == "E221" and warning.value in new:
            message = f'"{warning.value}" names none of the roads'
            fix = "correct its edges, ways or points"
            yield Issue("E411", file, message, column="changes", value=warning.value, fix=fix)


def _unreachable(county: County, ground: Ground, file: str) -> Iterator[Issue]:
    """Yield an issue for every site that was placed where nobody gets to."""
    network = county.instance.network
    for site_id in dict.fromkeys(ground.placed):
        site, position = network.sites[network.index[site_id]], network.index[site_id]
        if not site.is_open:
            continue
        reason = _why_unreachable(county, position)
        if reason:
            fix = "move it to a place on a road that vehicles may drive"
            yield Issue(
                "E409", file, f"{site_id} {reason}", column="changes", value=site_id, fix=fix
            )


def _why_unreachable(county: County, position: int) -> str:
    """Return why nobody gets to a site; nothing where somebody does."""
    network = county.instance.network
    site = network.sites[position]
    if site.kind is SiteKind.HUB:
        return ""
    # What no truck can supply is no station, though a tricycle may get there.
    profiles = {
        each.road_profile
        for each in network.vehicles
        if each.available and (each.echelon is Echelon.LINEHAUL or not site.is_base)
    }
    admitted = sorted(profile for profile in profiles if site.admits(profile))
    if isinstance(county.roads, Roads):
        metres = county.roads.snap_distances(network)
        nearest = min((float(metres[profile][position]) for profile in admitted), default=0.0)
        if nearest > FARTHEST:
            return f"is {nearest / 1000:.1f} km from the nearest road"
    hub = network.hub
    for profile in admitted:
        duration = county.travel[profile].duration
        if duration[hub, position] < NO_WAY and duration[position, hub] < NO_WAY:
            return ""
    return "cannot be reached from the hub by any vehicle, there and back"


def _marked(before: Instance, after: Instance, changes: Sequence[Numbered]) -> Instance:
    """Return the changed instance under fingerprints of its own: it is no longer its files."""
    told = json.dumps([plain_change(each.change) for each in changes], sort_keys=True)

    def mark(fingerprint: str) -> str:
        return hashlib.sha256(f"{fingerprint} {told}".encode()).hexdigest()

    network = replace(after.network, fingerprint=mark(before.network.fingerprint))
    orders = before.orders_fingerprint
    if after.orders is not before.orders:
        orders = mark(orders)
    return replace(after, network=network, orders_fingerprint=orders)
