"""How good a plan is: beside the one before, and beside visiting everybody daily."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from optimizer import jobs
from optimizer.desk.users import Role, User, require
from optimizer.store import PlanRow, Run, Store

ALIKE: Final = 0.05
"""Plans whose pieces delivered differ by no more than this deliver about as much."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan amounts to; money in currency, distances in metres."""

    orders: int
    on_time: int
    late: int
    unserved: int
    deferred: int
    missed_visits: int
    on_time_share: float | None
    operating_cost: float
    cost_per_piece: float | None
    pieces: int
    trips: int
    vehicles: int
    distance: int

    @property
    def distance_per_piece(self) -> float | None:
        """Metres that are driven for a piece."""
        return self.distance / self.pieces if self.pieces else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    A plan beside another.

    ``kind`` is ``last`` (the plan before), ``before`` (the plan that this one was changed
    from) or ``baseline``.
    """

    kind: str
    mine: Figures
    theirs: Figures
    same_orders: bool
    other: PlanRow

    @property
    def same_service(self) -> bool:
        """Whether both deliver about as much; what brings half of it costs less, of course."""
        pieces = (self.mine.pieces, self.theirs.pieces)
        return max(pieces) - min(pieces) <= ALIKE * max(pieces)

    @property
    def is_like(self) -> bool:
        """Whether totals compare; otherwise shares do, and what a piece costs."""
        return self.same_orders and self.same_service


def figures_of(store: Store, plan_id: int) -> Figures:
    """Return what a plan amounts to."""
    return _figures(store.plans.document(plan_id))


def compare_with_last(store: Store, plan_id: int) -> Comparison | None:
    """Compare a plan with the one that it was changed from, or with the one made before it."""
    row = store.plans.get(plan_id)
    if row.parent_id is not None:
        return _compare(store, "before", row, store.plans.get(row.parent_id))
    recent = store.plans.recent(row.network_id, limit=200)
    older = [one for one in recent if one.plan_id < plan_id and one.parent_id is None]
    return _compare(store, "last", row, older[0]) if older else None


def compare_with_baseline(store: Store, plan_id: int) -> Comparison | Run | None:
    """
    Compare a plan with visiting everybody daily from the nearest station.

    Return the run that makes that comparison while it is not there yet, None where nobody
    has asked for it.
    """
    row = store.plans.get(plan_id)
    found = _baseline(store, row)
    if isinstance(found, PlanRow):
        return _compare(store, "baseline", row, found)
    return found


def ask_baseline(store: Store, user: User, plan_id: int) -> None:
    """Ask for the comparison with daily visits; it waits until nobody waits for a plan."""
    require(user, Role.DISPATCHER)
    run = _first_run(store, store.plans.get(plan_id))
    if run is not None:
        jobs.ask_baseline(store, run, plan_id, store.runs.orders_csv(run.run_id))
        jobs.ensure_worker(store)


def _baseline(store: Store, row: PlanRow) -> PlanRow | Run | None:
    """Return the baseline of a plan, or of another one with the same inputs and effort."""
    own = store.plans.baseline_of(row.plan_id)
    if own is not None:
        return own
    run = _first_run(store, row)
    if run is None:
        return None
    made = jobs.same_baseline(store, row.network_id, jobs.read_request(run.request).key)
    if made is not None and made.plan_id is not None:
        return store.plans.get(made.plan_id)
    return made


def _first_run(store: Store, row: PlanRow) -> Run | None:
    """Return the run that made a plan, or the plan that it was changed from."""
    while row.parent_id is not None:
        row = store.plans.get(row.parent_id)
    return None if row.run_id is None else store.runs.get(row.run_id)


def _compare(store: Store, kind: str, row: PlanRow, other: PlanRow) -> Comparison:
    """Put two plans beside each other."""
    mine, theirs = (store.plans.document(one.plan_id) for one in (row, other))
    same = mine["inputs"]["orders"] == theirs["inputs"]["orders"]
    same = same and mine["planned_at"] == theirs["planned_at"]
    return Comparison(kind, _figures(mine), _figures(theirs), same, other)


def _figures(document: dict[str, Any]) -> Figures:
    """Return what a document says of its plan."""
    kpis = document["kpis"]
    same = ("orders", "on_time", "late", "unserved", "deferred", "on_time_share")
    money = ("operating_cost", "cost_per_piece", "trips", "vehicles")
    return Figures(
        **{name: kpis[name] for name in (*same, *money)},
        missed_visits=len(document["missed_visits"]),
        pieces=kpis["pieces_delivered"],
        distance=kpis["distance_m"],
    )
