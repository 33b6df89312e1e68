"""A published instance of one echelon, in the numbers of its file."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.domain import Bools, Floats, Ints

ENDLESS = float("inf")
"""What stands for no limit, and for a window that never closes."""


@dataclass(frozen=True)
class Fleet:
    """
    The vehicles of an instance; shape ``(vehicles,)``.

    - ``depot``: the node where a vehicle starts and ends.
    - ``capacity``, ``fixed`` (once, if used), ``rate`` (per distance).
    - ``most_duration``: from leaving to returning, ``ENDLESS`` without limit.
    - ``kind``: row of ``serves``, shape ``(kinds, nodes)``: whom vehicles of a kind may serve.
    """

    depot: Ints
    capacity: Floats
    fixed: Floats
    rate: Floats
    most_duration: Floats
    kind: Ints
    serves: Bools

    @property
    def size(self) -> int:
        """How many vehicles there are."""
        return len(self.depot)


def same_vehicles(count: int, capacity: float, nodes: int, *, depot: int = 0) -> Fleet:
    """Return vehicles that differ in nothing, at one depot, paid by distance alone."""
    return Fleet(
        depot=np.full(count, depot, dtype=np.int64),
        capacity=np.full(count, float(capacity)),
        fixed=np.zeros(count),
        rate=np.ones(count),
        most_duration=np.full(count, ENDLESS),
        kind=np.zeros(count, dtype=np.int64),
        serves=np.ones((1, nodes), dtype=np.bool_),
    )


def enough_vehicles(amounts: Floats, capacity: float) -> int:
    """
    Return a number of vehicles that is as good as no limit, where only loads ask for more.

    Examples
    --------
    >>> enough_vehicles(np.array([0.0, 6.0, 5.0, 7.0, 2.0]), 10.0)
    4
    >>> enough_vehicles(np.full(101, 5.0), 10.0)
    81
    """
    customers = int((amounts > 0).sum())
    return min(customers, int(np.ceil(amounts.sum() / capacity) * 1.5) + 5)


@dataclass(frozen=True)
class Case:
    """
    A published instance of one echelon, in the numbers of its file.

    Nodes are numbered as route files number them: the first is the first depot.

    - ``distance``: what is paid for, shape ``(nodes, nodes)``; ``duration``: the same shape,
      None where time plays no role.
    - By node: ``delivery``, ``pickup``, ``ready``, ``due`` (when service may start),
      ``service``, ``release`` (when the goods are at the depot).
    - ``reloads``: whether a vehicle may come back for more.
    - ``unit``: the published cost is ``cost / unit``.
    - ``scale``: integers per unit of distance and time that lose nothing that matters;
      ``grain``: integers per unit of load.
    """

    name: str
    depots: tuple[int, ...]
    distance: Floats
    fleet: Fleet
    delivery: Floats
    duration: Floats | None = None
    pickup: Floats = field(default_factory=lambda: np.zeros(0))
    ready: Floats = field(default_factory=lambda: np.zeros(0))
    due: Floats = field(default_factory=lambda: np.zeros(0))
    service: Floats = field(default_factory=lambda: np.zeros(0))
    release: Floats = field(default_factory=lambda: np.zeros(0))
    reloads: bool = False
    unit: float = 1.0
    scale: int = 1
    grain: int = 1

    def __post_init__(self) -> None:
        for name in ("pickup", "ready", "service", "release"):
            if not len(getattr(self, name)):
                object.__setattr__(self, name, np.zeros(self.num_nodes))
        if not len(self.due):
            object.__setattr__(self, "due", np.full(self.num_nodes, ENDLESS))

    @property
    def num_nodes(self) -> int:
        """How many nodes there are, depots included."""
        return len(self.distance)

    @property
    def customers(self) -> Ints:
        """The nodes that are no depots."""
        return np.setdiff1d(np.arange(self.num_nodes), self.depots)

    @property
    def has_windows(self) -> bool:
        """Whether anything says when to be where."""
        return bool(self.ready.any() or self.release.any() or np.isfinite(self.due).any())


def euclidean(points: Floats) -> Floats:
    """
    Return the distances between points, shape ``(points, points)``.

    Examples
    --------
    >>> euclidean(np.array([[0.0, 0.0], [3.0, 4.0]]))
    array([[0., 5.],
           [5., 0.]])
    """
    apart = points[:, None, :] - points[None, :, :]
    return np.asarray(np.sqrt((apart**2).sum(axis=2)))


def fine_scale(distance: Floats) -> int:
    """Return how many integers a unit of distance is worth, so that clocks stay small."""
    return 10_000 if distance.max(initial=0.0) < 5_000 else 1_000
