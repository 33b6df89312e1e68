"""
Drives a plan: what drawn times make of its clocks, in all replays at once.

- Nobody is ahead of the timetable: no stop starts before its planned start.
- A vehicle that is to load goods from another waits for that vehicle, at most as long as the
  rules allow from when it could start itself. What has not come by then stays behind.
- A trip is not begun when its vehicle is so late that, going on as planned, it would not be
  home by the end of its shift and overtime.
- A site stays open for a vehicle that it expects, as long as the rules allow. Where it has
  closed nothing is handled, unless it opens again that day while the vehicle may wait. Whoever
  starts in time is served to the end. The driver who finds nobody loses as much time as the
  stop would have taken.
- Before driving would exceed what the rules allow without a rest, the driver rests.

Slower drives and stops thus never make any clock earlier, with two exceptions that are as in
life: who has had to rest may rest less later, and a trip that is not begun delays nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import NO_WAY, Bools, Ints, Rules
from optimizer.simulation.replays.draws import Draws
from optimizer.simulation.replays.timeline import Timeline
from optimizer.simulation.uncertainty import Uncertainty


@dataclass(frozen=True)
class Driven:
    """
    What happened in each replay.

    ``arrival``, ``start`` and ``departure`` in clocks, and whether the site was open
    (``handled``), shape ``(stops, replays)`` each; of a trip that was not begun they are what
    they would have been. ``begun`` has shape ``(trips, replays)``, ``kept`` (the goods were
    there in time) shape ``(handovers, replays)``.
    """

    arrival: Ints
    start: Ints
    departure: Ints
    handled: Bools
    begun: Bools
    kept: Bools


def drive(timeline: Timeline, draws: Draws, rules: Rules, uncertainty: Uncertainty) -> Driven:
    """Return what happens when a plan is driven in these times."""
    return _Driving(timeline, draws, rules, uncertainty).run()


class _Driving:
    """Times stop after stop, each for all replays."""

    def __init__(
        self, timeline: Timeline, draws: Draws, rules: Rules, uncertainty: Uncertainty
    ) -> None:
        self.timeline, self.draws = timeline, draws
        self.rules, self.uncertainty = rules, uncertainty
        shape = (timeline.num_stops, draws.replays)
        self.arrival = np.empty(shape, dtype=np.int64)
        self.start = np.empty(shape, dtype=np.int64)
        self.departure = np.empty(shape, dtype=np.int64)
        self.handled = np.ones(shape, dtype=np.bool_)
        self.begun = np.ones((len(timeline.trips), draws.replays), dtype=np.bool_)
        self.kept = np.ones((len(timeline.handovers), draws.replays), dtype=np.bool_)
        # From when on a vehicle is free after a trip.
        self.free = np.empty((len(timeline.trips), draws.replays), dtype=np.int64)
        self.tiring = _tiring(timeline, draws, rules)
        # How long each duty has driven without a rest; and what it was before its last trip.
        self.wheel: dict[int, Ints] = {}
        self.wheel_before: dict[int, Ints] = {}

    def run(self) -> Driven:
        """Time all stops."""
        line, trips = self.timeline, self.timeline.trip.tolist()
        firsts, lasts = set(line.first.tolist()), set(line.last.tolist())
        tiring = self.tiring[line.duty].tolist()
        # Rows at hand: to look one up in an array takes as long as to add it.
        arrival, start, departure = list(self.arrival), list(self.start), list(self.departure)
        drives, lengths = list(self.draws.drives), list(self.draws.lengths)
        planned = list(line.start[:, None])
        for stop in line.order:
            trip = trips[stop]
            if stop in firsts:
                self._begin(stop, trip)
            else:
                np.add(departure[stop - 1], drives[stop], out=arrival[stop])
            np.maximum(arrival[stop], planned[stop], out=start[stop])
            if line.into[stop]:
                self._wait(stop)
            if len(line.hours[stop]) > 1:
                self._open_again(stop)
            np.add(start[stop], lengths[stop], out=departure[stop])
            if tiring[trip]:
                self._rest(stop, trip, is_first=stop in firsts)
            if stop in lasts:
                self._end(stop, trip)
        self._close()
        return Driven(self.arrival, self.start, self.departure, self.handled, self.begun, self.kept)

    def _begin(self, stop: int, trip: int) -> None:
        """Bring the vehicle to the first stop of a trip, if it is begun."""
        line, earlier = self.timeline, int(self.timeline.before[trip])
        if earlier < 0:
            self.arrival[stop] = line.arrival[stop]
            return
        there = np.maximum(self.free[earlier], line.arrival[stop], out=self.arrival[stop])
        last = int(line.last[trip])
        takes = line.start[last] + line.length[last] - line.start[stop]
        latest = line.home_by[trip] + self.uncertainty.over_shift - takes
        np.less_equal(np.maximum(there, line.start[stop]), latest, out=self.begun[trip])

    def _end(self, stop: int, trip: int) -> None:
        """Note from when on the vehicle is free for its next trip."""
        earlier = int(self.timeline.before[trip])
        if earlier < 0:
            self.free[trip] = self.departure[stop]
        else:
            begun = self.begun[trip]
            self.free[trip] = np.where(begun, self.departure[stop], self.free[earlier])

    def _wait(self, stop: int) -> None:
        """Let a stop wait for the goods of other vehicles, as long as it may."""
        line, start = self.timeline, self.start[stop]
        deadline = start + self.uncertainty.max_hold
        for number in line.into[stop]:
            handover = line.handovers[number]
            there = self.departure[handover.giver] + handover.wait
            comes = self.begun[line.trip[handover.giver]]
            if not comes.all():
                there[~comes] = deadline[~comes] + 1
            np.less_equal(there, deadline, out=self.kept[number])
            np.maximum(start, np.minimum(there, deadline), out=start)

    def _open_again(self, stop: int) -> None:
        """Let a vehicle that is late for one window wait for the next, as long as it may."""
        first, *others = self.timeline.hours[stop]
        start, grace = self.start[stop], self.uncertainty.stays_open
        is_late = start > first.latest + grace
        if not is_late.any():
            return
        for window in others:
            waits = is_late & (start <= window.latest + grace)
            waits &= window.earliest - start <= self.uncertainty.max_hold
            start[waits] = np.maximum(start, window.earliest)[waits]
            is_late &= ~waits

    def _close(self) -> None:
        """Note where vehicles found a site closed."""
        grace = self.uncertainty.stays_open
        for stop, windows in enumerate(self.timeline.hours):
            if len(windows) > 1:
                self.handled[stop] = False
                for window in windows:
                    inside = self.start[stop] >= window.earliest
                    self.handled[stop] |= inside & (self.start[stop] <= window.latest + grace)
        latest = np.array(
            [w[0].latest + grace if len(w) == 1 else NO_WAY for w in self.timeline.hours],
            dtype=np.int64,
        )
        self.handled &= self.start <= latest[:, None]

    def _rest(self, stop: int, trip: int, *, is_first: bool) -> None:
        """Let a driver rest before going on where driving would become too long."""
        line, duty = self.timeline, int(self.timeline.duty[trip])
        since = self.arrival[stop]
        earlier = int(line.before[trip])
        if is_first and earlier >= 0 and line.duty[earlier] == duty:
            # Between two trips the driver rests as well.
            since = np.where(self.begun[earlier], self.arrival[line.last[earlier]], since)
        driven = self.wheel.get(duty)
        if driven is None:
            driven = np.zeros(self.draws.replays, dtype=np.int64)
        if is_first:
            self.wheel_before[trip] = driven
        is_last = stop == line.last[trip]
        ahead = 0 if is_last else self.draws.drives[stop + 1]
        rested = since + self.rules.rest
        tired = (driven > 0) & (driven + ahead > self.rules.rest_after_driving)
        departure = self.departure[stop]
        if not is_last:
            departure[tired] = np.maximum(departure, rested)[tired]
        driven = np.where(departure >= rested, 0, driven) + ahead
        if is_last and not self.begun[trip].all():
            driven = np.where(self.begun[trip], driven, self.wheel_before[trip])
        self.wheel[duty] = driven


def _tiring(timeline: Timeline, draws: Draws, rules: Rules) -> Bools:
    """Return which duties drive longer than the rules allow without a rest, in any replay."""
    if not timeline.num_stops:
        return np.zeros(0, dtype=np.bool_)
    by_trip = np.add.reduceat(draws.drives, timeline.first, axis=0)
    total = np.zeros((int(timeline.duty.max()) + 1, draws.replays), dtype=np.int64)
    np.add.at(total, timeline.duty, by_trip)
    tiring: Bools = np.any(total > rules.rest_after_driving, axis=1)
    return tiring
