"""From orders to tasks: screened, split into parts, merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optimizer.consolidation.merging import Limits, daily_visits, merge
from optimizer.consolidation.parts import split_into_parts
from optimizer.consolidation.reach import EmptyFleet
from optimizer.consolidation.screening import screen
from optimizer.domain import Echelon, Instance, Reason, Tasks

SHARE = 0.5
"""A task fills at most this share of the largest vehicle, so that trips can be filled well."""


@dataclass(frozen=True)
class Work:
    """
    What a planning run has to do.

    ``local`` are tasks at service points, for local trips from any base, with the calls
    that are due without orders at the end; ``linehaul`` are tasks at stations, which start
    or end there. ``refused`` maps the rows of orders that no plan can carry to the proof.
    """

    local: Tasks
    linehaul: Tasks
    refused: Mapping[int, Reason]


def consolidate(instance: Instance, fleet: EmptyFleet) -> Work:
    """Return the tasks of an instance; every order is in them or refused with a proof."""
    refused = screen(fleet)
    kept = np.ones(len(instance.orders), dtype=np.bool_)
    kept[list(refused)] = False
    rows = np.flatnonzero(kept)
    parts = split_into_parts(instance, rows, staffed=_staffed(instance, fleet))
    return Work(
        local=merge(instance, parts.take(~parts.is_linehaul), _limits(fleet, Echelon.LOCAL)).joined(
            daily_visits(instance)
        ),
        linehaul=merge(instance, parts.take(parts.is_linehaul), _limits(fleet, Echelon.LINEHAUL)),
        refused=refused,
    )


def _limits(fleet: EmptyFleet, echelon: Echelon) -> Limits:
    """Return how large a task may grow, by the largest vehicle of the echelon."""
    vehicles = [k.vehicle for k in fleet.kinds if k.vehicle.echelon is echelon]
    return Limits(
        weight=int(SHARE * max((v.capacity_weight for v in vehicles), default=1)),
        volume=int(SHARE * max((v.capacity_volume for v in vehicles), default=1)),
    )


def _staffed(instance: Instance, fleet: EmptyFleet) -> np.ndarray:
    """Return which sites are home to a usable local vehicle, shape ``(sites,)``."""
    staffed = np.zeros(len(instance.sites), dtype=np.bool_)
    for kind in fleet.kinds:
        if kind.vehicle.echelon is Echelon.LOCAL:
            staffed[kind.home] = True
    return staffed
