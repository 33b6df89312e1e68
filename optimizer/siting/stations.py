"""Proposes which stations a county should open, and where its vans should then stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from optimizer.domain import Issue, Network, Travel
from optimizer.errors import InputError
from optimizer.siting.candidates import (
    SOURCE,
    Candidate,
    DailyDemand,
    check_candidates,
    station_id,
)
from optimizer.siting.county import county_problem, rent_of, to_build
from optimizer.siting.homes import homes_of
from optimizer.siting.locating import Location, LocationProblem, locate
from optimizer.siting.proposing import TREE

EACH = 2
"""Proposals for each number of stations: the best, and others that the model likes less."""


@dataclass(frozen=True)
class Proposal:
    """
    Stations to open beside the hub, by the ids of their sites; every other one is closed.

    ``homes`` is where each local vehicle then stands; ``estimate`` what the model expects of a
    day, ``invested`` what a day pays for building, both in cents; ``investment`` the whole of
    it. ``opens`` are the changes that `arrange_stations` applies.
    """

    stations: tuple[str, ...]
    estimate: float
    invested: float
    investment: float
    homes: Mapping[str, str] = field(default_factory=dict)
    opens: tuple[Mapping[str, Any], ...] = ()

    @property
    def name(self) -> str:
        """The proposal in short, as tables name it."""
        return "+".join(self.stations) or "hub"


def propose_stations(
    network: Network,
    travel: Travel,
    demand: DailyDemand,
    candidates: Sequence[Candidate],
    *,
    budget: float | None = None,
    most: int | None = None,
    each: int = EACH,
) -> list[Proposal]:
    """
    Return sets of stations that are worth planning days for, cheapest by estimate first.

    For each number of stations up to ``most`` (all candidates by default) the ``each``
    cheapest sets that together cost at most ``budget`` to build, in cents.

    Raises
    ------
    InputError
        E440 to E446, before anything is computed.
    """
    problem = check_siting(network, travel, demand, candidates, budget=budget, most=most)
    building = np.array([0.0, *(to_build(network, site) for site in candidates)])
    limit = float("inf") if budget is None else float(budget)
    problem = replace(problem, price=building, budget=limit)
    found = []
    for count in range(_largest(candidates, most) + 1):
        barred: list[tuple[int, ...]] = []
        sized = replace(problem, least=count + 1, most=count + 1)
        while len(barred) < each:
            location = locate(sized, TREE, barred=barred)
            if location is None:
                break
            barred.append(location.sites)
            found.append(_proposal(network, problem, candidates, location))
    return sorted(found, key=lambda proposal: proposal.estimate)


def check_siting(
    network: Network,
    travel: Travel,
    demand: DailyDemand,
    candidates: Sequence[Candidate],
    *,
    budget: float | None = None,
    most: int | None = None,
) -> LocationProblem:
    """
    Refuse what `propose_stations` would refuse; return the county's model.

    Raises
    ------
    InputError
        E440 to E446.
    """
    check_candidates(network, candidates)
    _check_limits(budget, most)
    return _checked(network, travel, demand, candidates)


def num_proposals(
    network: Network,
    candidates: Sequence[Candidate],
    *,
    budget: float | None = None,
    most: int | None = None,
    each: int = EACH,
) -> int:
    """Return how many sets `propose_stations` will find, without solving anything."""
    limit = float("inf") if budget is None else budget
    cheapest: list[list[float]] = [[0.0], *([] for _ in range(_largest(candidates, most)))]
    for site in candidates:
        price = to_build(network, site)
        for size in range(len(cheapest) - 1, 0, -1):
            with_it = [total + price for total in cheapest[size - 1]]
            cheapest[size] = sorted([*cheapest[size], *with_it])[:each]
    return sum(total <= limit for totals in cheapest for total in totals)


def _checked(
    network: Network, travel: Travel, demand: DailyDemand, candidates: Sequence[Candidate]
) -> LocationProblem:
    """
    Return the county's model; what cannot be reached from anywhere is left out of it.

    Raises
    ------
    InputError
        E445 for candidates that no truck reaches, or from which no van reaches any point.
    """
    problem = county_problem(network, travel, demand, candidates)
    reaches = np.isfinite(problem.cost).any(axis=0) & np.isfinite(problem.opening)
    issues = [
        Issue(
            "E445",
            SOURCE,
            f"{each.site_id} is out of reach of the county's vehicles",
            row,
            value=each.site_id,
            fix="choose another site, or build a road first",
        )
        for row, each in enumerate(candidates, start=1)
        if not reaches[row]
    ]
    if issues:
        raise InputError(issues)
    served = np.isfinite(problem.cost[:, 0])
    return replace(problem, cost=problem.cost[served], demand=problem.demand[served])


def _largest(candidates: Sequence[Candidate], most: int | None) -> int:
    """Return how many stations a proposal may have."""
    return len(candidates) if most is None else min(most, len(candidates))


def _check_limits(budget: float | None, most: int | None) -> None:
    """Refuse limits that nothing keeps."""
    issues = []
    if budget is not None and not budget >= 0.0:
        issues.append(Issue("E446", "budget", f"{budget:g} is less than nothing"))
    if most is not None and most < 0:
        issues.append(Issue("E446", "most", f"{most} stations are less than none"))
    if issues:
        raise InputError(issues)


def _proposal(
    network: Network,
    problem: LocationProblem,
    candidates: Sequence[Candidate],
    location: Location,
) -> Proposal:
    """Return a location as stations, with the homes of the vans."""
    chosen = [candidates[k - 1] for k in location.sites if k > 0]
    loads = problem.demand @ location.share
    bases = {network.sites[network.hub].site_id: float(loads[0])}
    for number in location.sites:
        if number > 0:
            site = network.sites[network.index[candidates[number - 1].site_id]]
            bases[station_id(site)] = float(loads[number])
    return Proposal(
        stations=tuple(each.site_id for each in chosen),
        estimate=location.cost,
        invested=sum(to_build(network, each) / each.lifetime_days for each in chosen),
        investment=sum(to_build(network, each) for each in chosen),
        homes=homes_of(network, bases),
        opens=tuple({"site": s.site_id, "rent_per_day": rent_of(network, s)} for s in chosen),
    )
