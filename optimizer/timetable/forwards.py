"""A timetable made by driving ahead: not the cheapest, but there at once, however many trips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from optimizer.domain import DraftTrip, Instance, Vehicle
from optimizer.timetable.calls import Call, Handover
from optimizer.units import HOUR

PATIENCE: Final = 2 * HOUR
"""A trip waits so long for goods that come late, and leaves without them then."""


@dataclass(frozen=True)
class Ahead:
    """Starts of all calls, the trips that could not be made, and the handovers not kept."""

    starts: list[list[int]]
    idle: set[int]
    missed: set[int]


@dataclass
class _Vehicle:
    """Where a duty stands: when it is free, since when it stands, how long it has driven."""

    free: int
    stands_since: int
    driven: int = 0


@dataclass
class _Run:
    """One trip on its way: the next call, when the vehicle came to it."""

    position: int = 0
    arrival: int = 0
    starts: list[int] = field(default_factory=list)


def drive_ahead(
    instance: Instance,
    trips: Sequence[DraftTrip],
    calls: Sequence[Sequence[Call]],
    handovers: Sequence[Handover],
) -> Ahead:
    """
    Return a timetable in which every call starts as early as what came before it allows.

    Calls are timed in the order of their clocks, so that docks go to who is there first. A
    trip begins no earlier than planned; one that misses its hours, a visit or the end of its
    shift is not made.
    """
    return _Driving(instance, trips, calls, handovers).run()


class _Driving:
    """Times call after call, always the one that can start first."""

    def __init__(
        self,
        instance: Instance,
        trips: Sequence[DraftTrip],
        calls: Sequence[Sequence[Call]],
        handovers: Sequence[Handover],
    ) -> None:
        self.instance, self.trips, self.calls = instance, trips, calls
        self.handovers = handovers
        self.into: dict[tuple[int, int], list[int]] = {}
        for number, handover in enumerate(handovers):
            self.into.setdefault(handover.taker, []).append(number)
        self.runs = [_Run() for _ in trips]
        self.vehicles: dict[tuple[int, int], _Vehicle] = {}
        self.docked: dict[int, list[tuple[int, int]]] = {}
        self.idle: set[int] = set()
        self.missed: set[int] = set()

    def run(self) -> Ahead:
        """Return the timetable."""
        queues: dict[int, list[int]] = {}
        for number, trip in enumerate(self.trips):
            queues.setdefault(trip.vehicle, []).append(number)
        waiting = {vehicle: self._key(queue[0]) for vehicle, queue in queues.items()}
        while queues:
            # Only who waits for others is asked again.
            for vehicle in [v for v, (blocked, _) in waiting.items() if blocked]:
                waiting[vehicle] = self._key(queues[vehicle][0])
            vehicle = min(queues, key=lambda v: (*waiting[v], v))
            if waiting[vehicle][0]:
                # What all the rest waits for never comes: somebody leaves without it.
                number = queues[vehicle][0]
                self.missed.update(self._awaited(number))
            number = queues[vehicle][0]
            if self._call(number):
                queues[vehicle].pop(0)
                if not queues[vehicle]:
                    del queues[vehicle], waiting[vehicle]
                    continue
            waiting[vehicle] = self._key(queues[vehicle][0])
        starts = [
            run.starts if number not in self.idle else [call.hint for call in self.calls[number]]
            for number, run in enumerate(self.runs)
        ]
        for number, handover in enumerate(self.handovers):
            if {handover.giver[0], handover.taker[0]} & self.idle:
                self.missed.add(number)
        return Ahead(starts, self.idle, self.missed)

    def _key(self, number: int) -> tuple[bool, int]:
        """Return whether the next call of a trip waits for others, and when it can start."""
        blocked = bool(self._awaited(number))
        return blocked, 0 if blocked else self._ready(number)

    def _awaited(self, number: int) -> list[int]:
        """Return the handovers that the next call of a trip still waits for."""
        if self.trips[number].standing:
            return []
        key = (number, self.runs[number].position)
        return [n for n in self.into.get(key, ()) if n not in self.missed and not self._given(n)]

    def _given(self, handover: int) -> bool:
        """Whether the giver has unloaded, or never will."""
        trip, position = self.handovers[handover].giver
        return trip in self.idle or len(self.runs[trip].starts) > position

    def _ready(self, number: int) -> int:
        """Return when the next call of a trip can start, docks and hours apart."""
        run, trip = self.runs[number], self.trips[number]
        if trip.standing:
            return trip.standing[run.position]
        call = self.calls[number][run.position]
        clock = run.arrival
        if run.position == 0:
            low = max(trip.shift.earliest, self.instance.free_from(self._of(trip)))
            clock = max(low, call.hint, self._duty(trip).free)
        clock = max(clock, call.ready)
        latest = clock + PATIENCE
        for handover in self.into.get((number, run.position), ()):
            giver, position = self.handovers[handover].giver
            if handover in self.missed or giver in self.idle or not self._given(handover):
                continue
            there = self.runs[giver].starts[position] + self.calls[giver][position].length
            there += self.handovers[handover].wait
            if there > latest:
                self.missed.add(handover)
            else:
                clock = max(clock, there)
        return clock

    def _call(self, number: int) -> bool:
        """Time the next call of a trip; return whether the trip is over."""
        run, trip, calls = self.runs[number], self.trips[number], self.calls[number]
        call, duty = calls[run.position], self._duty(trip)
        clock = self._ready(number)
        stands_since = run.arrival if run.position else min(duty.stands_since, clock)
        drive = calls[run.position + 1].drive if run.position + 1 < len(calls) else 0
        rules = self.instance.rules
        is_tired = duty.driven + drive > rules.rest_after_driving
        if drive and is_tired and not trip.standing:
            clock = max(clock, stands_since + rules.rest - call.length)
        start = clock if trip.standing else self._fitting(call, clock)
        end = trip.shift.latest + self._of(trip).max_overtime
        if start is None or (start + call.length > end and not trip.standing):
            self.idle.add(number)
            return True
        run.starts.append(start)
        over = start + call.length
        if call.length and self._docks(call) is not None:
            self.docked.setdefault(call.site, []).append((start, over))
        duty.driven = 0 if over - stands_since >= rules.rest else duty.driven
        duty.driven += drive
        run.position += 1
        if run.position == len(calls):
            duty.free, duty.stands_since = over, run.arrival
            self._release(trip, over)
            return True
        run.arrival = over + calls[run.position].drive
        return False

    def _release(self, trip: DraftTrip, over: int) -> None:
        """Let later duties of the vehicle begin no earlier than this."""
        for (vehicle, _), duty in self.vehicles.items():
            if vehicle == trip.vehicle:
                duty.free = max(duty.free, over)

    def _duty(self, trip: DraftTrip) -> _Vehicle:
        """Return where the duty of a trip stands."""
        key = (trip.vehicle, trip.shift.earliest)
        if key not in self.vehicles:
            free = max((d.free for (v, _), d in self.vehicles.items() if v == key[0]), default=0)
            self.vehicles[key] = _Vehicle(free, stands_since=1 << 60)
        return self.vehicles[key]

    def _fitting(self, call: Call, clock: int) -> int | None:
        """Return the first start within hours, visit and docks, None where there is none."""
        if call.visit is not None:
            clock = max(clock, call.visit.earliest)
        if not call.windows:
            start: int | None = clock
        else:
            start = next(
                (
                    begin
                    for window in call.windows
                    if (begin := self._free_dock(call, max(clock, window.earliest))) + call.length
                    <= window.latest
                ),
                None,
            )
        if call.visit is not None and start is not None and start > call.visit.latest:
            return None
        return start

    def _free_dock(self, call: Call, clock: int) -> int:
        """Return the first clock from which a dock is free for as long as the call takes."""
        docks = self._docks(call)
        if docks is None:
            return clock
        taken = [span for span in self.docked.get(call.site, ()) if span[1] > clock]
        for begin in sorted({clock, *(end for _, end in taken)}):
            over = begin + call.length
            meeting = [span for span in taken if span[0] < over and span[1] > begin]
            # Of all that meet this call, no more than the docks but one at any moment.
            if all(
                sum(s <= at < e for s, e in meeting) < docks
                for at in [begin, *(s for s, _ in meeting if s > begin)]
            ):
                return begin
        return clock

    def _docks(self, call: Call) -> int | None:
        """Return how many docks a call's site has, None for no limit."""
        site = self.instance.sites[call.site]
        return site.docks if site.is_base else None

    def _of(self, trip: DraftTrip) -> Vehicle:
        """Return the vehicle of a trip."""
        return self.instance.vehicles[trip.vehicle]
