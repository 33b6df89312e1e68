"""
The exact location model: which sites to open, and who is served from where.

Cost is linear in the assignments, so that the answer is only as good as the estimate of what
an assignment costs; whoever needs more lets real routes judge what is proposed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np

from optimizer.domain import Floats, Ints
from optimizer.errors import EngineError

TINY = 1e-6
"""What sums of doubles may be off by, against the largest number of them."""

REFUSED = "E301"


@dataclass(frozen=True)
class LocationProblem:
    """
    Sites to choose from, and customers to be served from them.

    - ``cost``: shape ``(customers, sites)``, of serving all of a customer from a site; infinite
      where that cannot be.
    - ``opening``, ``room``: shape ``(sites,)``; infinite room is no limit.
    - ``demand``: shape ``(customers,)``; what it takes of the room.
    - ``is_whole``: whether a customer is served from one site only.
    - ``least``, ``most``: how many sites may be open.
    - ``price``: shape ``(sites,)``, what opening takes of the ``budget``; nothing by default.
    - ``always``: sites that are open in any case, at their cost.
    """

    cost: Floats
    opening: Floats
    room: Floats
    demand: Floats
    is_whole: bool = False
    least: int = 0
    most: int | None = None
    price: Floats | None = None
    budget: float = float("inf")
    always: frozenset[int] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        customers, sites = self.cost.shape
        if self.opening.shape != (sites,) or self.room.shape != (sites,):
            raise ValueError(f"opening and room must have {sites} entries, one for each site")
        if self.demand.shape != (customers,):
            raise ValueError(f"demand must have {customers} entries, one for each customer")
        if np.isnan(self.cost).any():
            raise ValueError("a cost is not a number; use infinity for what cannot be")
        if not all(0 <= site < sites for site in self.always):
            raise ValueError(f"sites that are always open must be among the {sites}")


@dataclass(frozen=True)
class Location:
    """
    What the model chose: the open sites, ascending, and ``share``, shape ``(customers, sites)``.

    No choice costs less than ``bound``; where ``is_proven`` that is ``cost`` itself.
    """

    sites: tuple[int, ...]
    share: Floats
    cost: float
    bound: float

    @property
    def is_proven(self) -> bool:
        """Whether nothing cheaper can exist."""
        return self.cost - self.bound <= TINY * max(1.0, abs(self.cost))


@dataclass(frozen=True, slots=True)
class SolverLimits:
    """
    The effort of an exact solver: ``nodes`` of its tree give the same answer on every run.

    Without either it runs until the optimum is proven, or until no better answer can be
    cheaper by more than the share ``gap``.
    """

    seconds: float | None = None
    nodes: int | None = None
    gap: float = 0.0


def locate(
    problem: LocationProblem,
    limits: SolverLimits | None = None,
    *,
    barred: Iterable[Iterable[int]] = (),
) -> Location | None:
    """
    Return the cheapest choice of sites, None where there is none.

    The strong form of capacitated facility location [1]_: nothing is served from a closed
    site, and the open ones have room for all. ``barred`` are sets of sites that must not come
    out again.

    Raises
    ------
    EngineError
        E301, when the solver fails, or finds nothing within its limits.

    References
    ----------
    .. [1] Fischetti, M., Ljubic, I., & Sinnl, M. (2016). Benders decomposition without
       separability: a computational study for capacitated facility location problems. European
       Journal of Operational Research, 253(3), 557-569.

    Examples
    --------
    >>> cost = np.array([[1.0, 9.0], [8.0, 2.0]])
    >>> places = LocationProblem(cost, np.array([5.0, 4.0]), np.full(2, np.inf), np.ones(2))
    >>> found = locate(places)
    >>> found.sites, found.cost
    ((0, 1), 12.0)
    >>> locate(places, barred=[{0, 1}]).sites
    (0,)
    """
    return _Model(problem, barred).solve(limits or SolverLimits())


class _Model:
    """The model in the solver's terms."""

    def __init__(self, problem: LocationProblem, barred: Iterable[Iterable[int]]) -> None:
        from ortools.math_opt.python import mathopt  # noqa: PLC0415 - heavy

        self.mathopt, self.problem = mathopt, problem
        self.model = mathopt.Model()
        self.is_open = self._sites()
        self.served = self._assignments()
        self._serve_all()
        self._keep_room()
        self._bar(barred)

    def _sites(self) -> list[Any]:
        """Open sites, as many and as dear as may be."""
        problem, model = self.problem, self.model
        count = len(problem.opening)
        found = [model.add_binary_variable() for _ in range(count)]
        for site in problem.always:
            found[site].lower_bound = 1.0
        opened = self.mathopt.fast_sum(found)
        most = count if problem.most is None else problem.most
        model.add_linear_constraint(lb=float(problem.least), ub=float(most), expr=opened)
        costs = self.mathopt.fast_sum(
            float(price) * each for price, each in zip(problem.opening, found, strict=True)
        )
        if problem.price is not None and np.isfinite(problem.budget):
            prices = zip(problem.price, found, strict=True)
            spent = self.mathopt.fast_sum(float(price) * each for price, each in prices)
            model.add_linear_constraint(spent <= problem.budget)
        self.opening_cost = costs
        return found

    def _assignments(self) -> dict[tuple[int, int], Any]:
        """Serve customers from sites that can, and that are open."""
        found = {}
        for i, j in np.argwhere(np.isfinite(self.problem.cost)).tolist():
            share = self.model.add_variable(lb=0.0, ub=1.0, is_integer=self.problem.is_whole)
            self.model.add_linear_constraint(share - self.is_open[j] <= 0.0)
            found[i, j] = share
        ways = (float(self.problem.cost[pair]) * share for pair, share in found.items())
        self.model.minimize(self.opening_cost + self.mathopt.fast_sum(ways))
        return found

    def _serve_all(self) -> None:
        """Serve every customer in full."""
        shares: list[list[Any]] = [[] for _ in self.problem.demand]
        for (i, _), share in self.served.items():
            shares[i].append(share)
        for each in shares:
            self.model.add_linear_constraint(lb=1.0, ub=1.0, expr=self.mathopt.fast_sum(each))

    def _keep_room(self) -> None:
        """Take no more from a site than it holds, and open as many as hold everything."""
        problem, total = self.problem, float(self.problem.demand.sum())
        tight = np.flatnonzero(problem.room < total)
        loads: dict[int, list[Any]] = {int(j): [] for j in tight}
        for (i, j), share in self.served.items():
            if j in loads:
                loads[j].append(float(problem.demand[i]) * share)
        for j, load in loads.items():
            room = float(problem.room[j]) * self.is_open[j]
            self.model.add_linear_constraint(self.mathopt.fast_sum(load) - room <= 0.0)
        if len(tight):
            held = np.minimum(problem.room, total)
            rooms = (float(each) * self.is_open[j] for j, each in enumerate(held))
            self.model.add_linear_constraint(self.mathopt.fast_sum(rooms) >= total)

    def _bar(self, barred: Iterable[Iterable[int]]) -> None:
        """Differ from every set that must not come out again."""
        for chosen in barred:
            inside = set(chosen)
            differs = [
                1.0 - each if j in inside else 1.0 * each for j, each in enumerate(self.is_open)
            ]
            self.model.add_linear_constraint(self.mathopt.fast_sum(differs) >= 1.0)

    def solve(self, limits: SolverLimits) -> Location | None:
        """Solve it and read the answer."""
        reasons = self.mathopt.TerminationReason
        result = self.mathopt.solve(
            self.model, self.mathopt.SolverType.HIGHS, params=self._parameters(limits)
        )
        reason = result.termination.reason
        if reason in (reasons.INFEASIBLE, reasons.INFEASIBLE_OR_UNBOUNDED):
            return None
        if reason not in (reasons.OPTIMAL, reasons.FEASIBLE):
            raise EngineError(
                f"{REFUSED}: the location model ended with {reason.name.lower()}: "
                f"{result.termination.detail or 'no more is known'}; give it more effort"
            )
        return self._read(result)

    def _parameters(self, limits: SolverLimits) -> Any:
        """Return the solver's parameters."""
        return self.mathopt.SolveParameters(
            random_seed=1,
            relative_gap_tolerance=limits.gap,
            absolute_gap_tolerance=TINY,
            time_limit=None if limits.seconds is None else timedelta(seconds=limits.seconds),
            node_limit=limits.nodes,
        )

    def _read(self, result: Any) -> Location:
        """Return the answer, priced again from the problem's own numbers."""
        problem, values = self.problem, result.variable_values()
        share = np.zeros(problem.cost.shape)
        for pair, variable in self.served.items():
            share[pair] = values[variable]
        share[share < TINY] = 0.0
        share /= share.sum(axis=1, keepdims=True)
        if problem.is_whole:
            share = np.rint(share)
        is_open = np.array([values[each] > 0.5 for each in self.is_open], dtype=np.bool_)
        used = share > 0.0
        cost = float((problem.cost[used] * share[used]).sum() + problem.opening[is_open].sum())
        sites = tuple(int(site) for site in np.flatnonzero(is_open))
        return Location(sites, share, cost, min(float(result.dual_bound()), cost))


def nearest(cost: Floats, sites: Iterable[int]) -> Ints:
    """
    Return for each customer the cheapest of some sites, shape ``(customers,)``.

    Examples
    --------
    >>> nearest(np.array([[1.0, 9.0, 5.0], [9.0, 2.0, 0.0]]), [0, 1])
    array([0, 1])
    """
    chosen = np.array(sorted(sites), dtype=np.int64)
    return np.asarray(chosen[np.argmin(cost[:, chosen], axis=1)])
