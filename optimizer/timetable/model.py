"""
The timetable as a scheduling problem for CP-SAT.

One variable per call, its start; one literal per trip and per handover, so that a model
always has an answer: what cannot be timed together is left out at the price of not serving
its orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from optimizer.domain import DraftTrip, Instance
from optimizer.timetable.calls import Call, Handover
from optimizer.timetable.costs import delivery_costs, idle_cost, unserved_cost
from optimizer.units import HOUR

SCALE = 100_000
"""Objective units per cent: waiting costs a fraction of a cent per second."""


@dataclass(frozen=True)
class Model:
    """The model with the variables that the answer is read from."""

    cp: cp_model.CpModel
    starts: list[list[Any]]
    runs: list[Any]
    kept: list[Any]


class TimetableModel:
    """Builds the model, one short method per rule."""

    def __init__(
        self,
        instance: Instance,
        trips: Sequence[DraftTrip],
        calls: Sequence[Sequence[Call]],
        handovers: Sequence[Handover],
    ) -> None:
        self.instance, self.trips = instance, trips
        self.calls, self.handovers = calls, handovers
        self.cp = cp_model.CpModel()
        self.starts: list[list[Any]] = []
        self.runs: list[Any] = []
        self.kept: list[Any] = []
        self.costs: list[Any] = []

    def build(self) -> Model:
        """Return the whole model."""
        self._trips()
        self._vehicles()
        self._handovers()
        self._docks()
        for duty in self._duties():
            self._pay(duty)
            self._rests(duty)
        self._deliveries()
        self.cp.minimize(sum(self.costs))
        return Model(self.cp, self.starts, self.runs, self.kept)

    def _end(self, number: int) -> Any:
        """When a trip is over."""
        return self.starts[number][-1] + self.calls[number][-1].length

    def _trips(self) -> None:
        """Drive, wait, handle within hours, inside the shift."""
        for number, trip in enumerate(self.trips):
            vehicle = self.instance.vehicles[trip.vehicle]
            low = max(trip.shift.earliest, self.instance.free_from(vehicle))
            high = trip.shift.latest + vehicle.max_overtime
            runs = self.cp.new_bool_var(f"run{number}")
            self.cp.add_hint(runs, 1)
            self.runs.append(runs)
            starts: list[Any] = []
            if trip.standing:
                # What stands is taken as it is, whatever rule it may break.
                self.cp.add(runs == 1)
                self.starts.append([self.cp.new_constant(clock) for clock in trip.standing])
                continue
            for call in self.calls[number]:
                start = self.cp.new_int_var(low, high, f"s{number}_{call.position}")
                self.cp.add_hint(start, min(max(call.hint, low), high))
                self._call(call, start, runs)
                if starts:
                    before = self.calls[number][call.position - 1]
                    self.cp.add(start >= starts[-1] + before.length + call.drive).only_enforce_if(
                        runs
                    )
                starts.append(start)
            self.starts.append(starts)
            self.cp.add(self._end(number) <= high).only_enforce_if(runs)
            self.costs.append(self._price(idle_cost(self.instance, trip)) * (1 - runs))

    def _call(self, call: Call, start: Any, runs: Any) -> None:
        """Bind one call to hours, readiness and visit."""
        if call.windows:
            open_for = cp_model.Domain.from_intervals(
                [
                    [window.earliest, window.latest - call.length]
                    for window in call.windows
                    if window.length >= call.length
                ]
            )
            self.cp.add_linear_expression_in_domain(start, open_for).only_enforce_if(runs)
            self.cp.add(start >= call.ready).only_enforce_if(runs)
        if call.visit is not None:
            self.cp.add(start >= call.visit.earliest).only_enforce_if(runs)
            self.cp.add(start <= call.visit.latest).only_enforce_if(runs)

    def _vehicles(self) -> None:
        """A vehicle makes one trip after the other."""
        last: dict[int, list[int]] = {}
        for number, trip in enumerate(self.trips):
            for before in last.setdefault(trip.vehicle, []):
                if trip.standing and self.trips[before].standing:
                    continue
                self.cp.add(self.starts[number][0] >= self._end(before)).only_enforce_if(
                    self.runs[number], self.runs[before]
                )
            last[trip.vehicle].append(number)

    def _handovers(self) -> None:
        """Goods are loaded after they were unloaded and had time to change vehicle."""
        for number, handover in enumerate(self.handovers):
            giver, taker = handover.giver, handover.taker
            kept = self.cp.new_bool_var(f"kept{number}")
            self.cp.add_hint(kept, 1)
            self.kept.append(kept)
            done = self.starts[giver[0]][giver[1]] + self.calls[giver[0]][giver[1]].length
            self.cp.add(self.starts[taker[0]][taker[1]] >= done + handover.wait).only_enforce_if(
                kept
            )
            self.cp.add_implication(kept, self.runs[giver[0]])
            self.cp.add_implication(kept, self.runs[taker[0]])
            cost = unserved_cost(self.instance, handover.rows)
            self.costs.append(self._price(cost) * (1 - kept))

    def _docks(self) -> None:
        """No more vehicles are handled at a base at once than it has docks."""
        by_site: dict[int, list[Any]] = {}
        for number, calls in enumerate(self.calls):
            for call in calls:
                site = self.instance.sites[call.site]
                if site.is_base and site.docks is not None and call.length:
                    start = self.starts[number][call.position]
                    by_site.setdefault(call.site, []).append(
                        self.cp.new_optional_fixed_size_interval_var(
                            start, call.length, self.runs[number], f"d{number}_{call.position}"
                        )
                    )
        for position, intervals in by_site.items():
            docks = self.instance.sites[position].docks or 0
            if len(intervals) > docks:
                self.cp.add_cumulative(intervals, [1] * len(intervals), docks)

    def _duties(self) -> list[list[int]]:
        """Return the trips of every vehicle and shift, in order."""
        found: dict[tuple[int, int], list[int]] = {}
        for number, trip in enumerate(self.trips):
            found.setdefault((trip.vehicle, trip.shift.earliest), []).append(number)
        return list(found.values())

    def _pay(self, duty: list[int]) -> None:
        """Pay a duty from its first start to its last end, overtime at its own rate."""
        trip = self.trips[duty[0]]
        vehicle = self.instance.vehicles[trip.vehicle]
        high = trip.shift.latest + vehicle.max_overtime
        paid = self.cp.new_int_var(0, high, "paid")
        self.cp.add(paid >= self._end(duty[-1]) - self.starts[duty[0]][0])
        overtime = self.cp.new_int_var(0, max(vehicle.max_overtime, 0), "overtime")
        self.cp.add(overtime >= self._end(duty[-1]) - trip.shift.latest)
        extra = vehicle.overtime_cost_per_hour - vehicle.cost_per_hour
        self.costs.append(self._price(vehicle.cost_per_hour / HOUR) * paid)
        self.costs.append(self._price(max(extra, 0.0) / HOUR) * overtime)

    def _rests(self, duty: list[int]) -> None:
        """In every stretch of driving beyond the limit, at least one stay is a rest."""
        rules = self.instance.rules
        drives: list[int] = []
        stays: list[tuple[Any, Any]] = []
        for number in duty:
            for before, call in pairwise(self.calls[number]):
                if call.position == 1 and drives:
                    previous = duty[duty.index(number) - 1]
                    stays.append((self._arrival(previous, -1), self._departure(number, 0)))
                elif call.position > 1:
                    at = before.position
                    stays.append((self._arrival(number, at), self._departure(number, at)))
                drives.append(call.drive)
        if sum(drives) <= rules.rest_after_driving:
            return
        rests = []
        for arrival, departure in stays:
            rest = self.cp.new_bool_var("rest")
            self.cp.add(departure - arrival >= rules.rest).only_enforce_if(rest)
            rests.append(rest)
        allowed = [self.runs[number] for number in duty]
        first, driven = 0, 0
        for last, drive in enumerate(drives):
            driven += drive
            while driven > rules.rest_after_driving and first <= last:
                # The drives first..last are too long: rest at a stay between them.
                self.cp.add_bool_or(rests[first:last]).only_enforce_if(*allowed)
                driven -= drives[first]
                first += 1

    def _arrival(self, number: int, position: int) -> Any:
        """When a trip comes to a call."""
        at = position % len(self.calls[number])
        before, call = self.calls[number][at - 1], self.calls[number][at]
        return self.starts[number][at - 1] + before.length + call.drive

    def _departure(self, number: int, position: int) -> Any:
        """When a trip leaves a call."""
        return self.starts[number][position] + self.calls[number][position].length

    def _deliveries(self) -> None:
        """Pay waiting and lateness of what is delivered at each call."""
        for number, trip in enumerate(self.trips):
            high = trip.shift.latest + self.instance.vehicles[trip.vehicle].max_overtime
            for position, stop in enumerate(trip.stops):
                done = self._departure(number, position)
                costs = delivery_costs(self.instance, stop, until=high)
                if costs.per_second:
                    self.costs.append(self._price(costs.per_second) * done)
                if costs.onward:
                    self._onward(number, done, costs.onward)
                for due, once, per_second in costs.late:
                    self._late(done, due, once, per_second, high)

    def _onward(self, number: int, done: Any, choices: Sequence[tuple[int, float]]) -> None:
        """Goods leave the hub with the first departure after they are unloaded."""
        taken = [self.cp.new_bool_var("onward") for _ in choices]
        self.cp.add_exactly_one(taken)
        for literal, (clock, cost) in zip(taken, choices, strict=True):
            self.cp.add(done <= clock).only_enforce_if(literal, self.runs[number])
            self.costs.append(self._price(cost) * literal)

    def _late(self, done: Any, due: int, once: float, per_second: float, high: int) -> None:
        """Orders that are delivered after their due time cost once, and by the second."""
        late = self.cp.new_bool_var("late")
        self.cp.add(done <= due).only_enforce_if(late.negated())
        seconds = self.cp.new_int_var(0, max(high - due, 0) + HOUR, "late_by")
        self.cp.add(seconds >= done - due).only_enforce_if(late)
        self.costs.append(self._price(once) * late + self._price(per_second) * seconds)

    def _price(self, cents: float) -> int:
        """Return an amount in objective units."""
        return round(cents * SCALE)
