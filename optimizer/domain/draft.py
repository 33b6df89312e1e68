"""Trips without clocks: what the search decides and the timetable times."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.orders import Ints
from optimizer.domain.sites import TimeWindow


@dataclass(frozen=True)
class DraftStop:
    """
    A call whose clocks are still open.

    ``load`` and ``unload`` are rows of the instance's orders; ``visit`` bounds the moment
    of a call that is due without orders; ``hint`` is where the search saw it start.
    """

    site: int
    load: Ints
    unload: Ints
    hint: int
    visit: TimeWindow | None = None


@dataclass(frozen=True)
class DraftTrip:
    """
    Base to base without clocks; ``shift`` is the vehicle's nominal shift, in clocks.

    ``standing`` are the starts of all calls of a trip whose clocks stand already; empty, the
    default, where they are open.
    """

    vehicle: int
    shift: TimeWindow
    stops: tuple[DraftStop, ...]
    standing: tuple[int, ...] = ()
