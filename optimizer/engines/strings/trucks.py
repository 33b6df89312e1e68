"""Which truck brings what to which station: the exact model behind the search's estimate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from optimizer.domain import Ints
from optimizer.errors import EngineError
from optimizer.problems import Supply

UNITS: Final = 1_000
"""Units of the model's cost in a cent."""

EFFORT: Final = 4.0
"""CP-SAT's deterministic seconds; models of a few stations are proven long before."""

TOO_FEW = "E305"


@dataclass(frozen=True, slots=True)
class TruckTour:
    """One truck: the stations that it calls at, ascending, and what it brings to each."""

    stations: tuple[int, ...]
    amounts: tuple[int, ...]


def plan_supply(supply: Supply, loads: Ints) -> tuple[TruckTour, ...]:
    """
    Return the cheapest trucks that bring each station its load, split where that pays.

    Parameters
    ----------
    supply
        The tours, the trucks and what one holds.
    loads
        What each station asks for, shape ``(stations,)``.

    Raises
    ------
    EngineError
        E305, when the trucks do not suffice.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - heavy

    asking = [s for s in range(supply.num_stations) if loads[s] > 0]
    if not asking:
        return ()
    model = cp_model.CpModel()
    sets = [
        c for size in range(1, _most_calls(supply, loads) + 1) for c in combinations(asking, size)
    ]
    most = min(supply.trucks, int(loads.sum()) // supply.capacity + len(asking))
    trucks, brought = {}, {}
    for chosen in sets:
        trucks[chosen] = model.new_int_var(0, most, "")
        for s in chosen:
            brought[chosen, s] = model.new_int_var(0, int(loads[s]), "")
        model.add(sum(brought[chosen, s] for s in chosen) <= supply.capacity * trucks[chosen])
    for s in asking:
        model.add(sum(brought[c, s] for c in sets if s in c) == int(loads[s]))
    model.add(sum(trucks.values()) <= supply.trucks)
    cost = {c: round(float(supply.tour_cost[sum(1 << s for s in c)]) * UNITS) for c in sets}
    model.minimize(sum(cost[c] * trucks[c] for c in sets))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise EngineError(
            f"{TOO_FEW}: {supply.trucks} trucks of {supply.capacity} cannot bring "
            f"{int(loads.sum())} to the stations; add trucks"
        )
    tours: list[TruckTour] = []
    for chosen in sets:
        amounts = {s: solver.value(brought[chosen, s]) for s in chosen}
        for _ in range(solver.value(trucks[chosen])):
            tours.append(_fill(supply, amounts))
    return tuple(tour for tour in tours if tour.stations)


def _most_calls(supply: Supply, loads: Ints) -> int:
    """Return at how many stations a truck calls at most: what it empties, and two it shares."""
    asked = np.sort(loads[loads > 0])
    whole = int(np.searchsorted(np.cumsum(asked), supply.capacity, side="right"))
    return min(whole + 2, len(asked))


def _fill(supply: Supply, left: dict[int, int]) -> TruckTour:
    """Return a truck that takes what it holds of what is left, and take that off."""
    room, taken = supply.capacity, {}
    for s in sorted(left):
        amount = min(room, left[s])
        if amount:
            taken[s] = amount
            left[s] -= amount
            room -= amount
    return TruckTour(tuple(taken), tuple(taken.values()))
