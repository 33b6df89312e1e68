"""Finds the buffer that mends a fragile transfer, and proves it by replays of another seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from optimizer.domain import Instance
from optimizer.simulation.replays.replaying import REPLAYS, Replays, Transfer, replay_timeline
from optimizer.simulation.replays.timeline import Timeline
from optimizer.units import MINUTE

BUFFERS: Final = tuple(minutes * MINUTE for minutes in (5, 10, 15, 20, 30, 45, 60, 90, 120))
HOLDS: Final = 0.95
"""A transfer that holds so often is mended."""
TRIED: Final = 5
"""So many of the most fragile transfers are tried, where the first cannot be mended."""
ANOTHER: Final = 1_000_003
"""Added to a seed: the proof is drawn apart from the search."""


class Remedy(StrEnum):
    """Where the buffer goes."""

    GIVER_EARLIER = "giver_earlier"
    TAKER_LATER = "taker_later"


@dataclass(frozen=True)
class Mend:
    """
    A buffer for one transfer: which trip is moved, by how many minutes.

    ``before`` and ``after`` are how likely the transfer holds, ``on_time_before`` and
    ``on_time_after`` how many orders are expected in time over the whole plan; all from
    replays that the search has not seen. ``holds``: it is mended then, too.
    """

    transfer: Transfer
    remedy: Remedy
    minutes: int
    before: float
    after: float
    on_time_before: float
    on_time_after: float

    @property
    def holds(self) -> bool:
        """Whether the transfer holds often enough with the buffer."""
        return self.after >= HOLDS


def mend_worst(
    replays: Replays, *, seed: int = 0, count: int = REPLAYS, holds: float = HOLDS
) -> Mend | None:
    """
    Return the smallest buffer that mends the most fragile transfer; None where all hold.

    The giver leaves earlier, as far as its goods, hours, shift and vehicle let it, or the
    taker later, with everything behind it, where the docks of the bases have room for the
    stops that move; of buffers of one size the one that brings more orders in time counts.
    Some transfers no buffer can mend, since the vehicle comes late from its trip before,
    finds the base closed, or no dock: then the next is tried, and where none can be mended
    the buffer that helps most is returned, of no minutes where none is possible.

    ``seed`` is that of the replays: the search uses the same draws, the proof others.
    """
    best: Mend | None = None
    for transfer in replays.transfers[:TRIED]:
        if transfer.probability >= holds:
            break
        mend = _mend(replays, transfer, seed=seed, count=count, holds=holds)
        if best is None or mend.after - mend.before > best.after - best.before:
            best = mend
        if mend.after >= holds:
            return mend
    return best


def _mend(replays: Replays, transfer: Transfer, *, seed: int, count: int, holds: float) -> Mend:
    """Return the smallest buffer that mends a transfer, else the one that helps most."""
    instance, uncertainty = replays.instance, replays.uncertainty

    def tried(timeline: Timeline, seed: int) -> tuple[float, float]:
        again = replay_timeline(timeline, instance, uncertainty, replays=count, seed=seed)
        share = next(t.probability for t in again.transfers if t.number == transfer.number)
        return share, float(again.on_time.sum())

    best: tuple[tuple[float, float], Remedy, int, Timeline] | None = None
    for seconds in BUFFERS:
        for remedy, changed in _changed(replays, transfer, seconds):
            share, on_time = tried(changed, seed)
            worth = (min(share, holds), on_time)
            if best is None or worth > best[0]:
                best = (worth, remedy, seconds, changed)
        if best is not None and best[0][0] >= holds:
            break
    before, on_time_before = tried(replays.timeline, seed + ANOTHER)
    if best is None:  # no buffer finds a free dock
        same = (before, before, on_time_before, on_time_before)
        return Mend(transfer, Remedy.TAKER_LATER, 0, *same)
    _, remedy, seconds, changed = best
    after, on_time_after = tried(changed, seed + ANOTHER)
    return Mend(transfer, remedy, seconds // MINUTE, before, after, on_time_before, on_time_after)


def _changed(
    replays: Replays, transfer: Transfer, seconds: int
) -> Iterator[tuple[Remedy, Timeline]]:
    """Yield the timelines with a buffer of this size in front of a transfer."""
    line = replays.timeline
    handover = line.handovers[transfer.number]
    giver, taker = int(line.trip[handover.giver]), int(line.trip[handover.taker])
    ahead = range(int(line.first[giver]), handover.giver + 1)
    sooner = line.later(ahead, -seconds)
    has_room = _room(line, replays.instance, giver, handover.giver) >= seconds
    if has_room and has_docks(sooner, replays.instance, ahead):
        yield Remedy.GIVER_EARLIER, sooner
    behind = range(handover.taker, int(line.last[taker]) + 1)
    later = line.later(behind, seconds)
    if has_docks(later, replays.instance, behind):
        yield Remedy.TAKER_LATER, later


def has_docks(line: Timeline, instance: Instance, moved: Sequence[int]) -> bool:
    """Whether a free dock is left, by the timetable, for each of these stops that handles."""
    over = line.start + line.length
    for stop in moved:
        docks = instance.sites[line.site[stop]].docks
        if docks is None or not instance.sites[line.site[stop]].is_base or not line.length[stop]:
            continue
        # The most vehicles at once are there when one of them begins.
        here = (line.site == line.site[stop]) & (line.length > 0)
        begins = line.start[here & (line.start < over[stop]) & (over > line.start[stop])]
        moments = np.maximum(begins, line.start[stop])[:, None]
        crowd = (line.start[here] <= moments) & (moments < over[here])
        if crowd.sum(axis=1).max(initial=0) > docks:
            return False
    return True


def _room(line: Timeline, instance: Instance, number: int, until: int) -> int:
    """Return by how many seconds a trip can be planned earlier, up to one of its stops."""
    trip, first = line.trips[number], int(line.first[number])
    vehicle = instance.vehicles[trip.vehicle]
    begins = max(trip.shift.earliest, instance.free_from(vehicle))
    earlier = int(line.before[number])
    if earlier >= 0:
        begins = max(begins, int(line.start[line.last[earlier]] + line.length[line.last[earlier]]))
    room = int(line.start[first]) - begins
    for stop in range(first, until + 1):
        start = int(line.start[stop])
        if line.hours[stop]:
            room = min(room, start - line.hours[stop][0].earliest)
        goods = trip.stops[stop - first].load
        room = min([room, *(start - int(instance.orders.ready[row]) for row in goods)])
        for handover in (line.handovers[n] for n in line.into[stop]):
            there = line.start[handover.giver] + line.length[handover.giver] + handover.wait
            room = min(room, start - int(there))
    return room
