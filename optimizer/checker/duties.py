"""The duties that the trips of a plan make: what one vehicle does in one shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from optimizer.domain import TimeWindow, Trip

UNKNOWN: Final = -1
"""The index of a site or vehicle that the inputs do not know."""


@dataclass(frozen=True, slots=True)
class Duty:
    """
    What one vehicle does in one shift, as its trips say; clocks, seconds and metres.

    ``trips`` are positions in the document, in the order of time.
    """

    vehicle: int
    shift: TimeWindow
    trips: tuple[int, ...]
    start: int
    end: int
    distance: int

    @property
    def paid(self) -> int:
        """How long the duty lasts."""
        return self.end - self.start

    @property
    def overtime(self) -> int:
        """How much of it lies after the shift."""
        return max(0, self.end - max(self.shift.latest, self.start))


def duties_of(trips: Sequence[Trip], distances: Sequence[int]) -> dict[tuple[int, int, int], Duty]:
    """
    Return the duties of all known vehicles, by vehicle, start and end of the shift.

    Parameters
    ----------
    trips
        In the order of the document.
    distances
        Of each trip, in metres.
    """
    groups: dict[tuple[int, int, int], list[int]] = {}
    for position, trip in enumerate(trips):
        if trip.vehicle != UNKNOWN:
            key = (trip.vehicle, trip.shift.earliest, trip.shift.latest)
            groups.setdefault(key, []).append(position)
    duties = {}
    for key, positions in groups.items():
        positions.sort(key=lambda position: trips[position].start)
        duties[key] = Duty(
            vehicle=key[0],
            shift=TimeWindow(*key[1:]),
            trips=tuple(positions),
            start=min(trips[position].start for position in positions),
            end=max(trips[position].end for position in positions),
            distance=sum(distances[position] for position in positions),
        )
    return duties
