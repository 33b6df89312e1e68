"""A changed timetable at once: what nobody touched stays, what cannot be kept is timed anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from optimizer.domain import DraftTrip, Echelon, Instance, Stop, Travel, Trip, Vehicle
from optimizer.timetable.calls import Call, Handover, calls_of, handovers_of


@dataclass(frozen=True, slots=True)
class Wish:
    """
    A trip with what is wished of its clocks.

    ``begins`` is from when on it may begin. ``planned`` are the starts of its calls in the
    plan so far, empty where the trip was changed. ``is_fixed``: they stand, whatever others
    do; ``is_moved``: they do, but are not those of the plan so far, so that others make way.
    ``departure`` is when it must leave its base, None where it need not. A trip that
    ``is_new`` leaves so late that it never waits. ``loading`` and ``work`` are how long a
    changed trip was loaded, and loaded, driven and unloaded altogether, None where it is new:
    what comes on top is begun earlier, all of it on the linehaul, of which others depend, and
    elsewhere the loading, so that the driver leaves as before.
    """

    trip_id: str
    draft: DraftTrip
    begins: int
    planned: tuple[int, ...] = ()
    is_fixed: bool = False
    is_moved: bool = False
    departure: int | None = None
    is_new: bool = False
    loading: int | None = None
    work: int | None = None


@dataclass
class _Run:
    """One trip on its way: the next call, when the vehicle came to it, what was timed."""

    position: int = 0
    arrival: int = 0
    is_pushed: bool = False
    starts: list[int] = field(default_factory=list)


@dataclass
class _Duty:
    """Where a vehicle stands in a shift: since when, how long it has driven without a rest."""

    stands_since: int = 1 << 60
    driven: int = 0


def carry_on(instance: Instance, travel: Travel, wishes: Sequence[Wish]) -> tuple[Trip, ...]:
    """
    Return the trips with clocks, none of them and none of their orders left out.

    Trips with planned clocks keep them, unless a changed trip makes its vehicle, its goods
    or its dock late; what was changed begins when it did, runs as early as it can, and
    passes its delays on. Hours, goods and rests are waited for as long as that lets a trip
    end within its shift and overtime; where it does not, the trip goes on without, and
    whoever checks the plan will say what it breaks.
    """
    drafts = [wish.draft for wish in wishes]
    calls = calls_of(instance, travel, drafts)
    starts = _Carrying(instance, wishes, calls, handovers_of(instance, drafts)).run()
    order = sorted(range(len(wishes)), key=lambda n: (drafts[n].vehicle, starts[n][0]))
    return tuple(_timed(wishes[n], calls[n], starts[n]) for n in order)


def _timed(wish: Wish, calls: Sequence[Call], starts: Sequence[int]) -> Trip:
    """Return a trip with its clocks."""
    stops: list[Stop] = []
    for draft, call, start in zip(wish.draft.stops, calls, starts, strict=True):
        stops.append(
            Stop(
                site=draft.site,
                arrival=stops[-1].departure + call.drive if stops else start,
                start=start,
                departure=start + call.length,
                load=tuple(draft.load.tolist()),
                unload=tuple(draft.unload.tolist()),
            )
        )
    return Trip(wish.trip_id, wish.draft.vehicle, wish.draft.shift, tuple(stops))


class _Carrying:
    """Times call after call, always the one that can start first."""

    def __init__(
        self,
        instance: Instance,
        wishes: Sequence[Wish],
        calls: Sequence[Sequence[Call]],
        handovers: Sequence[Handover],
    ) -> None:
        self.instance, self.wishes, self.calls = instance, wishes, calls
        self.into: dict[tuple[int, int], list[Handover]] = {}
        for handover in handovers:
            self.into.setdefault(handover.taker, []).append(handover)
        self.runs = [_Run() for _ in wishes]
        self.free: dict[int, int] = {}
        self.moved: set[int] = set()
        self.duties: dict[tuple[int, int], _Duty] = {}
        self.docked: dict[int, dict[tuple[int, int], tuple[int, int]]] = {}
        self.begins = [self._begins(number) for number in range(len(wishes))]
        for number, wish in enumerate(wishes):
            for call, start in zip(calls[number], wish.planned, strict=False):
                self._dock(call, start)

    def run(self) -> list[list[int]]:
        """Return the starts of all calls."""
        queues: dict[int, list[int]] = {}
        for number in sorted(range(len(self.wishes)), key=self._rank):
            queues.setdefault(self.wishes[number].draft.vehicle, []).append(number)
        keys = {vehicle: self._key(queue[0]) for vehicle, queue in queues.items()}
        while queues:
            # Only who waits for others is asked again.
            for vehicle in [v for v, (is_blocked, _) in keys.items() if is_blocked]:
                keys[vehicle] = self._key(queues[vehicle][0])
            # Where all wait for each other, the first one leaves without.
            vehicle = min(queues, key=lambda v: (*keys[v], v))
            queue = queues[vehicle]
            if self._call(queue[0]):
                queue.pop(0)
            if queue:
                keys[vehicle] = self._key(queue[0])
            else:
                del queues[vehicle], keys[vehicle]
        return [run.starts for run in self.runs]

    def _rank(self, number: int) -> tuple[int, int]:
        """Return where a trip stands among those of its vehicle."""
        wish = self.wishes[number]
        return (self.begins[number] if wish.is_new else wish.begins), number

    def _begins(self, number: int) -> int:
        """Return from when on a trip begins; one that is new not before it need."""
        wish, calls = self.wishes[number], self.calls[number]
        if wish.departure is not None:
            return wish.departure - calls[0].length
        if not wish.is_new:
            more = 0
            if wish.loading is not None and wish.work is not None:
                work = sum(call.length for call in calls) + sum(call.drive for call in calls[1:])
                more = calls[0].length - wish.loading
                if self._vehicle(number).echelon is Echelon.LINEHAUL:
                    more = work - wish.work
            free = self.instance.free_from(self._vehicle(number))
            soonest = min(wish.begins, max(wish.draft.shift.earliest, free))
            return max(wish.begins - max(more, 0), soonest)
        latest, since = wish.begins, 0
        for call in self.calls[number]:
            since += call.drive
            due = max(call.ready, wish.begins + since)
            fits = (w.earliest for w in call.windows if due + call.length <= w.latest)
            latest = max(latest, max(due, next(fits, due)) - since)
            since += call.length
        return latest if latest <= wish.draft.shift.latest else wish.begins

    def _key(self, number: int) -> tuple[bool, int]:
        """Return whether the next call of a trip waits for another, and when it can start."""
        run = self.runs[number]
        is_blocked = any(
            not self._is_given(handover) for handover in self.into.get((number, run.position), ())
        )
        return is_blocked, self._bound(number)

    def _is_given(self, handover: Handover) -> bool:
        """Whether the goods of a handover are unloaded."""
        trip, position = handover.giver
        return len(self.runs[trip].starts) > position

    def _call(self, number: int) -> bool:
        """Time the next call of a trip; return whether the trip is over."""
        run, wish, call = self.runs[number], self.wishes[number], self._next(number)
        start = self._start(number)
        planned = wish.planned[run.position] if wish.planned else None
        run.is_pushed |= planned is not None and start != planned
        run.starts.append(start)
        self._dock(call, start)
        self._stand(number, start)
        run.position += 1
        if run.position < len(self.calls[number]):
            run.arrival = start + call.length + self._next(number).drive
            return False
        vehicle = wish.draft.vehicle
        self.free[vehicle] = max(self.free.get(vehicle, 0), start + call.length)
        if start != planned or wish.is_moved:
            self.moved.add(vehicle)
        return True

    def _start(self, number: int) -> int:
        """Return when the next call of a trip starts."""
        run, wish, call = self.runs[number], self.wishes[number], self._next(number)
        planned = wish.planned[run.position] if wish.planned else None
        if planned is not None and wish.is_fixed:
            return planned
        clock = self._bound(number)
        if planned is not None and clock <= planned and not run.is_pushed:
            begins_anew = run.position == 0 and wish.draft.vehicle in self.moved
            if not (begins_anew and self._must_rest(number)):
                return planned
        if run.position == 0 and wish.departure is not None:
            return clock
        clock = clock if planned is None else max(clock, planned)
        if self._must_rest(number):
            rested = self._stands_since(number, clock) + self.instance.rules.rest - call.length
            clock = max(clock, rested) if rested <= self._limit(number) else clock
        return self._fitting(number, clock)

    def _bound(self, number: int) -> int:
        """Return from when on the next call of a trip can start, hours and docks apart."""
        run, wish, call = self.runs[number], self.wishes[number], self._next(number)
        keeps = bool(wish.planned) and not run.is_pushed
        clock = run.arrival
        if run.position == 0:
            if wish.departure is not None:
                return self.begins[number]
            vehicle = wish.draft.vehicle
            free = self.free.get(vehicle, 0) if vehicle in self.moved or not keeps else 0
            clock = max(self.begins[number], free)
        limit = self._limit(number)
        if not keeps and call.ready <= limit:
            clock = max(clock, call.ready)
        for handover in self.into.get((number, run.position), ()):
            giver, position = handover.giver
            if not self._is_given(handover) or (keeps and not self._is_moved(giver, position)):
                continue
            start = self.runs[giver].starts[position]
            there = start + self.calls[giver][position].length + handover.wait
            if there <= limit:
                clock = max(clock, there)
        return clock

    def _is_moved(self, number: int, position: int) -> bool:
        """Whether a call that has been timed is over at another clock than planned."""
        planned = self.wishes[number].planned
        return (
            self.wishes[number].is_moved
            or not planned
            or self.runs[number].starts[position] != planned[position]
        )

    def _limit(self, number: int) -> int:
        """Return when the next call must start at the latest for the trip to end in time."""
        run, draft = self.runs[number], self.wishes[number].draft
        ahead = self.calls[number][run.position :]
        left = sum(call.length for call in ahead) + sum(call.drive for call in ahead[1:])
        return draft.shift.latest + self._vehicle(number).max_overtime - left

    def _fitting(self, number: int, clock: int) -> int:
        """Return the first start within hours and docks, the clock itself if none does."""
        call, limit = self._next(number), self._limit(number)
        if not call.windows:
            return clock
        for window in call.windows:
            start = self._free_dock(call, max(clock, window.earliest))
            if start + call.length <= window.latest:
                return start if start <= max(limit, clock) else clock
        return clock

    def _free_dock(self, call: Call, clock: int) -> int:
        """Return the first clock from which a dock is free for as long as the call takes."""
        docks = self._docks(call)
        if docks is None:
            return clock
        spans = self.docked.get(call.site, {})
        own = (call.trip, call.position)
        taken = [span for key, span in spans.items() if key != own and span[1] > clock]
        for begin in sorted({clock, *(end for _, end in taken)}):
            over = begin + call.length
            meeting = [span for span in taken if span[0] < over and span[1] > begin]
            if all(
                sum(s <= at < e for s, e in meeting) < docks
                for at in [begin, *(s for s, _ in meeting if s > begin)]
            ):
                return begin
        return clock

    def _dock(self, call: Call, start: int) -> None:
        """Note when a call takes a dock."""
        if call.length and self._docks(call) is not None:
            span = (start, start + call.length)
            self.docked.setdefault(call.site, {})[call.trip, call.position] = span

    def _docks(self, call: Call) -> int | None:
        """Return how many docks a call's site has, None for no limit."""
        site = self.instance.sites[call.site]
        return site.docks if site.is_base else None

    def _must_rest(self, number: int) -> bool:
        """Whether the way behind the next call is too long to be driven without a rest."""
        position = self.runs[number].position + 1
        if position >= len(self.calls[number]):
            return False
        drive = self.calls[number][position].drive
        return self._duty(number).driven + drive > self.instance.rules.rest_after_driving

    def _stands_since(self, number: int, clock: int) -> int:
        """Return since when the vehicle of a trip stands at its next call."""
        run = self.runs[number]
        return run.arrival if run.position else min(self._duty(number).stands_since, clock)

    def _stand(self, number: int, start: int) -> None:
        """Note a rest, and the way that follows."""
        run, duty, calls = self.runs[number], self._duty(number), self.calls[number]
        over = start + calls[run.position].length
        if over - self._stands_since(number, start) >= self.instance.rules.rest:
            duty.driven = 0
        if run.position + 1 < len(calls):
            duty.driven += calls[run.position + 1].drive
        else:
            duty.stands_since = run.arrival

    def _duty(self, number: int) -> _Duty:
        """Return where the duty of a trip stands."""
        draft = self.wishes[number].draft
        return self.duties.setdefault((draft.vehicle, draft.shift.earliest), _Duty())

    def _next(self, number: int) -> Call:
        """Return the next call of a trip."""
        return self.calls[number][self.runs[number].position]

    def _vehicle(self, number: int) -> Vehicle:
        """Return the vehicle of a trip."""
        return self.instance.vehicles[self.wishes[number].draft.vehicle]
