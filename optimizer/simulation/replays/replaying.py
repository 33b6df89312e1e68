"""Replays one plan many times, and says what of it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from optimizer.domain import Bools, Floats, Instance, Ints, Plan, Travel
from optimizer.network import StraightRoads
from optimizer.pipeline import County
from optimizer.revision import read_plan
from optimizer.simulation.conditions import draw_conditions
from optimizer.simulation.replays.draws import draw_times
from optimizer.simulation.replays.driving import Driven, drive
from optimizer.simulation.replays.timeline import Timeline, Way, timeline_of
from optimizer.simulation.uncertainty import Uncertainty

REPLAYS = 500


@dataclass(frozen=True)
class Transfer:
    """
    Goods that change vehicle at a base, and how likely their vehicle is there in time.

    ``giver`` and ``taker`` are trip ids; ``orders`` are ids. ``slack`` is by how many seconds
    the goods are there before they are loaded, as planned. ``number`` is its handover's.
    """

    number: int
    site_id: str
    giver: str
    taker: str
    orders: tuple[str, ...]
    pieces: int
    slack: int
    probability: float


@dataclass(frozen=True)
class Replays:
    """
    What became of one plan in many replays.

    The clocks are in ``driven``; all probabilities are shares of the replays, those of orders
    times how likely somebody takes or gives them.
    """

    instance: Instance
    timeline: Timeline
    driven: Driven
    uncertainty: Uncertainty

    @property
    def starts(self) -> Ints:
        """When service starts, clocks of shape ``(replays, stops)``; stops trip by trip."""
        return self.driven.start.T

    @property
    def departures(self) -> Ints:
        """When service is over, clocks of shape ``(replays, stops)``."""
        return self.driven.departure.T

    @cached_property
    def delivered(self) -> Floats:
        """How likely each order is brought by this plan, shape ``(orders,)``."""
        return self._outcomes[0]

    @cached_property
    def on_time(self) -> Floats:
        """How likely each order is brought by its due time, shape ``(orders,)``."""
        return self._outcomes[1]

    @cached_property
    def trips(self) -> Floats:
        """How likely each trip is made and over by its shift's end and overtime, by trip."""
        line = self.timeline
        home = self.driven.departure[line.last] <= line.home_by[:, None]
        shares: Floats = (home & self.driven.begun).mean(axis=1)
        return shares

    @cached_property
    def transfers(self) -> tuple[Transfer, ...]:
        """All transfers, the most fragile first; of equals the one that carries more."""
        line, orders = self.timeline, self.instance.orders
        shares = transfers_kept(line, self.driven).mean(axis=1)
        found = [
            Transfer(
                number=number,
                site_id=self.instance.sites[line.site[handover.taker]].site_id,
                giver=line.trips[line.trip[handover.giver]].trip_id,
                taker=line.trips[line.trip[handover.taker]].trip_id,
                orders=tuple(orders.order_id[row] for row in handover.orders),
                pieces=int(orders.pieces[list(handover.orders)].sum()),
                slack=int(
                    line.start[handover.taker]
                    - line.start[handover.giver]
                    - line.length[handover.giver]
                    - handover.wait
                ),
                probability=float(shares[number]),
            )
            for number, handover in enumerate(line.handovers)
        ]
        return tuple(sorted(found, key=lambda t: (t.probability, -t.pieces, t.number)))

    @cached_property
    def villages(self) -> dict[str, float]:
        """How likely an order of each service point is in time, of those that the plan carries."""
        orders, sites = self.instance.orders, self.instance.sites
        found: dict[int, list[float]] = {}
        for rows in self.timeline.ways.values():
            for row in rows:
                ends = (int(orders.destination[row]), int(orders.origin[row]))
                village = next((site for site in ends if not sites[site].is_base), None)
                if village is not None:
                    found.setdefault(village, []).append(float(self.on_time[row]))
        return {sites[site].site_id: sum(s) / len(s) for site, s in sorted(found.items())}

    @cached_property
    def _outcomes(self) -> tuple[Floats, Floats]:
        """How likely each order is brought, and in time; orders on no trip are not."""
        orders, line = self.instance.orders, self.timeline
        delivered, on_time = np.zeros(len(orders)), np.zeros(len(orders))
        kept = transfers_kept(line, self.driven)
        pairs = {(each.giver, each.taker): n for n, each in enumerate(line.handovers)}
        replays = self.driven.start.shape[1]
        takes = self._taken()
        for way, rows in line.ways.items():
            comes, at = arrives(line, self.driven, kept, pairs, way)
            if line.site[way[-1][1]] == self.instance.network.hub:
                at = self._onward(at)
            chosen = np.array(rows)
            clocks = np.sort(at[comes])
            in_time = np.searchsorted(clocks, orders.due[chosen], side="right")
            delivered[chosen] = clocks.size / replays
            on_time[chosen] = in_time / replays
        return delivered * takes, on_time * takes

    def _taken(self) -> Floats:
        """How likely somebody is there to give or take each order, shape ``(orders,)``."""
        orders, network = self.instance.orders, self.instance.network
        door = np.array(network.door)
        base = np.array([site.is_base for site in network.sites])
        gone = np.where(base[door[orders.origin]], 0.0, self.uncertainty.absent)
        sent = self.uncertainty.absent + self.uncertainty.refused
        back = np.where(base[orders.destination], 0.0, min(1.0, sent))
        shares: Floats = (1 - gone) * (1 - back)
        return shares

    def _onward(self, clocks: Ints) -> Ints:
        """Return when goods that are at the hub from these clocks on leave the county."""
        calendar, onward = self.instance.calendar, self.instance.rules.onward_departures
        if not onward or not clocks.size:
            return clocks
        first = (calendar.moment(int(clocks.min())).date() - calendar.first_day).days
        last = (calendar.moment(int(clocks.max())).date() - calendar.first_day).days
        leaves = np.array(
            sorted(calendar.at(day, at) for day in range(first, last + 2) for at in onward)
        )
        found: Ints = leaves[np.searchsorted(leaves, clocks)]
        return found


def transfers_kept(timeline: Timeline, driven: Driven) -> Bools:
    """Which transfers hold in each replay, shape ``(handovers, replays)``: both stops, and wait."""
    kept = driven.kept.copy()
    for number, handover in enumerate(timeline.handovers):
        for stop in (handover.giver, handover.taker):
            kept[number] &= driven.handled[stop] & driven.begun[timeline.trip[stop]]
    return kept


def arrives(
    timeline: Timeline,
    driven: Driven,
    kept: Bools,
    pairs: Mapping[tuple[int, int], int],
    way: Way,
) -> tuple[Bools, Ints]:
    """Return in which replays a way brings its orders, and when, shape ``(replays,)`` each."""
    comes = np.ones(driven.start.shape[1], dtype=np.bool_)
    for position, (loaded, unloaded) in enumerate(way):
        if position:
            comes &= kept[pairs[way[position - 1][1], loaded]]
        comes &= driven.begun[timeline.trip[loaded]]
        comes &= driven.handled[loaded] & driven.handled[unloaded]
    return comes, driven.departure[way[-1][1]]


def replay(
    plan: Plan,
    instance: Instance,
    uncertainty: Uncertainty,
    *,
    replays: int = REPLAYS,
    seed: int = 0,
) -> Replays:
    """
    Drive a plan many times in drawn times.

    Raises
    ------
    InputError
        When the trips of a plan wait for each other in a circle.
    """
    return replay_timeline(
        timeline_of(plan.trips, instance), instance, uncertainty, replays=replays, seed=seed
    )


def replay_document(
    document: Mapping[str, Any],
    instance: Instance,
    travel: Travel,
    uncertainty: Uncertainty,
    *,
    replays: int = REPLAYS,
    seed: int = 0,
) -> Replays:
    """Drive a plan document that has passed the checker many times; see `replay`."""
    plan = read_plan(County(instance, travel, StraightRoads()), document)
    return replay(plan, instance, uncertainty, replays=replays, seed=seed)


def replay_timeline(
    timeline: Timeline,
    instance: Instance,
    uncertainty: Uncertainty,
    *,
    replays: int,
    seed: int,
) -> Replays:
    """Drive a plan whose chain of events is known; the same seed draws the same times."""
    rng = np.random.default_rng(seed)
    calendar = instance.calendar
    days = [calendar.date(day) for day in range(calendar.num_days)]
    conditions = draw_conditions(uncertainty, instance.network, days, replays=replays, rng=rng)
    draws = draw_times(timeline, uncertainty, conditions, rng)
    driven = drive(timeline, draws, instance.rules, uncertainty)
    return Replays(instance, timeline, driven, uncertainty)
