"""Made-up road networks of any size, and sites on them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.domain import Network, Rules
from optimizer.network.edges import Access
from optimizer.network.segments import Segments
from optimizer.network.tags import Tags
from tests.network.graphs import network

SPEEDS = {"trunk": 50.0, "tertiary": 40.0, "track": 20.0}
STEP = 0.005
"""Degrees between neighbours, some 500 m."""


def grid(side: int, *, seed: int = 1) -> Segments:
    """Return a hilly grid of two-way streets some 500 m apart, a tenth of them missing."""
    source = np.random.default_rng(seed)
    row, column = np.divmod(np.arange(side * side), side)
    nodes = np.column_stack([114 + column * STEP, 24 + row * STEP])
    nodes[:, 1] += source.uniform(-0.001, 0.001, len(nodes))
    number = np.arange(side * side).reshape(side, side)
    ends = np.concatenate(
        [
            np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()]),
            np.column_stack([number[:-1].ravel(), number[1:].ravel()]),
        ]
    )
    ends = ends[source.random(len(ends)) >= 0.1]
    num = len(ends)
    same = np.zeros(num, dtype=np.int64)
    return Segments(
        nodes=nodes,
        tail=ends[:, 0],
        head=ends[:, 1],
        length=source.integers(5_600, 9_000, num),
        two_way=np.ones(num, dtype=bool),
        highway=source.integers(0, len(SPEEDS), num),
        highways=tuple((name,) for name in SPEEDS),
        access=same,
        accesses=(Access(),),
        points=nodes[ends].reshape(-1, 2),
        starts=np.arange(num + 1) * 2,
        tag=same,
        tags=(Tags(),),
        edge_ids=tuple(f"{tail} {head} 0" for tail, head in ends.tolist()),
        of_edge=np.arange(num),
        way_ids=(),
        of_way=np.zeros(0, dtype=np.int64),
    )


def scattered(side: int, sites: int, *, seed: int = 2, profiles: int = 3) -> Network:
    """Return a network with sites all over a grid and so many profiles, three at most."""
    source = np.random.default_rng(seed)
    places = (source.random((sites, 2)) * STEP * (side - 1) + (114, 24)).tolist()
    tables = {
        "van": SPEEDS,
        "truck": {**SPEEDS, "tertiary": 30.0},
        "trike": {**SPEEDS, "trunk": 15.0},
    }
    return _driven_by(network(*places, speeds_kmh=tables), tuple(tables)[:profiles])


def on_nodes(segments: Segments, rules: Rules, sites: int, *, seed: int) -> Network:
    """Return a network with sites near random nodes of some roads, under the rules of a county."""
    source = np.random.default_rng(seed)
    picked = segments.nodes[source.choice(len(segments.nodes), sites, replace=False)]
    places = (picked + source.normal(0, 2e-4, picked.shape)).tolist()
    placed = network(*places, speeds_kmh=rules.speeds_kmh, roads=rules.roads)
    return _driven_by(placed, tuple(rules.speeds_kmh))


def _driven_by(standing: Network, profiles: tuple[str, ...]) -> Network:
    """Return a network with one vehicle for each profile."""
    vehicle = standing.vehicles[1]
    fleet = (replace(vehicle, vehicle_id=name, road_profile=name) for name in profiles)
    return replace(standing, vehicles=tuple(fleet))
