"""
Local legs of counties, as routing problems that other solvers can state too.

Of 80 points the places and ways are the embedded county's own; of 300 they are a county of
valleys drawn by a seed, whose villages hang on roads that branch like rivers. Every point
has one task in one window, every van one trip (or any number, in the variant with reloads),
and every point may be served from every base.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import shortest_path

from benchmarks.counties import embedded
from optimizer.domain import NO_WAY, Echelon, Floats, Ints
from optimizer.problems import DutyArrays, RoutingProblem, TaskArrays
from optimizer.units import CUBIC_METRE, HOUR, KG, KM, MINUTE

SIZES = (80, 300)
"""Points of a leg: the embedded county's own, and those of a county that is drawn."""

VARIANTS = ("apart", "both", "reloads")
"""
What a point wants: a delivery or a collection (``apart``), or both at one call (``both``);
``reloads`` are deliveries with vans that may come back for more.
"""

DROP_COST = 500_000.0
"""Cents for a task that is not done: far more than it costs to do it."""

START, LONGEST = 7 * HOUR, 7 * HOUR
SHORTEST = 6 * HOUR
BASES = 5


@dataclass(frozen=True)
class Ground:
    """Ways between sites, the bases first; in seconds and metres, shape ``(sites, sites)``."""

    duration: Ints
    distance: Ints
    num_bases: int


def county_leg(points: int, variant: str = "both", seed: int = 0) -> RoutingProblem:
    """
    Return the local leg of a day.

    Examples
    --------
    >>> made = county_leg(300, "apart", seed=1)
    >>> made.num_tasks, int(made.tasks.is_delivery.sum()) < 300
    (300, True)
    """
    dice = np.random.default_rng([seed, points, VARIANTS.index(variant)])
    ground = embedded_ground() if points == SIZES[0] else drawn_ground(points, dice)
    tasks = _tasks(ground, points, variant, dice)
    sites = len(ground.duration)
    stop_time = np.full(sites, 5 * MINUTE)
    stop_time[: ground.num_bases] = 0
    piece_time = np.full(sites, 9_000)
    piece_time[: ground.num_bases] = 0
    return RoutingProblem(
        duration=ground.duration[None],
        distance=ground.distance[None],
        opens=np.zeros((sites, 1), dtype=np.int64),
        closes=np.full((sites, 1), 24 * HOUR),
        stop_time=stop_time,
        piece_time=piece_time,
        bases=np.arange(ground.num_bases, dtype=np.int64),
        base_day_cost=np.zeros(ground.num_bases),
        rest_after=NO_WAY,
        rest=0,
        num_days=1,
        tasks=tasks,
        duties=_duties(ground, tasks, variant),
    )


def embedded_ground() -> Ground:
    """Return hub, open stations and village points of the embedded county."""
    county = embedded()
    sites = county.instance.network.sites
    bases = [number for number, site in enumerate(sites) if site.is_base and site.is_open]
    vans = [v for v in county.instance.network.vehicles if v.echelon is Echelon.LOCAL]
    travel = county.travel[vans[0].road_profile]
    reached = (travel.duration[bases[0]] < NO_WAY) & (travel.duration[:, bases[0]] < NO_WAY)
    points = [n for n, site in enumerate(sites) if not site.is_base and reached[n]]
    villages = points[-SIZES[0] :]
    rows = np.ix_([*bases, *villages], [*bases, *villages])
    return Ground(travel.duration[rows], travel.distance[rows], len(bases))


def drawn_ground(points: int, dice: np.random.Generator) -> Ground:
    """
    Return a county of valleys: roads that branch, a few passes, villages on spurs.

    Junctions join the nearest one that is nearer to the hub, the larger the quicker to drive.
    """
    junctions = 12 + points // 4
    places = dice.normal(0, 16 * KM, (junctions, 2))
    places = places[np.argsort(np.hypot(*places.T))]
    starts, ends, lengths, speeds = [], [], [], []

    def road(one: int, other: int, length: float, speed: float) -> None:
        starts.append(one)
        ends.append(other)
        lengths.append(length)
        speeds.append(speed)

    for number in range(1, junctions):
        apart = np.hypot(*(places[:number] - places[number]).T)
        road(number, int(np.argmin(apart)), 1.35 * float(apart.min()) + 50, dice.uniform(8, 13))
        if number > 3 and dice.random() < 0.12:
            second = int(np.argsort(apart)[1])
            road(number, second, 1.7 * float(apart[second]), dice.uniform(6, 8))
    for village in range(points):
        at = int(dice.integers(1, junctions))
        road(junctions + village, at, dice.gamma(2.0, 900.0) + 100, dice.uniform(4, 7))
    heads = [0, *dice.choice(np.arange(1, junctions), BASES - 1, replace=False).tolist()]
    kept = np.array([*heads, *range(junctions, junctions + points)])
    return _ways(np.array(starts), np.array(ends), np.array(lengths), np.array(speeds), kept)


def _ways(starts: Ints, ends: Ints, lengths: Floats, speeds: Floats, kept: Ints) -> Ground:
    """Return the quickest ways between some nodes of a road graph, with their lengths."""
    count = int(max(starts.max(), ends.max())) + 1
    shape = (count, count)
    seconds = coo_matrix((lengths / speeds, (starts, ends)), shape=shape).tocsr()
    times, before = shortest_path(seconds, directed=False, return_predecessors=True)
    length = {}
    for one, other, metres in zip(starts.tolist(), ends.tolist(), lengths.tolist(), strict=True):
        length[one, other] = length[other, one] = metres
    metres = np.zeros((len(kept), len(kept)))
    for row, origin in enumerate(kept.tolist()):
        reached = np.zeros(count)
        for node in np.argsort(times[origin]).tolist():
            if node != origin:
                previous = int(before[origin, node])
                reached[node] = reached[previous] + length[previous, node]
        metres[row] = reached[kept]
    duration = np.rint(times[np.ix_(kept, kept)]).astype(np.int64)
    return Ground(duration, np.rint(metres).astype(np.int64), BASES)


def _tasks(ground: Ground, points: int, variant: str, dice: np.random.Generator) -> TaskArrays:
    """Return a task for each point: parcels of a day, most of them light, a few heavy."""
    num_bases = ground.num_bases
    pieces = dice.poisson(9, points) + 1
    weight = np.minimum(dice.lognormal(3.3, 0.8, points), 260) * KG
    back = np.minimum(dice.lognormal(2.8, 1.0, points), 220) * KG
    delivers = np.ones(points, dtype=np.bool_)
    if variant == "apart":
        delivers = dice.random(points) < 0.7
    extra = back * (dice.random(points) < 0.6) if variant == "both" else np.zeros(points)
    nearest = ground.duration[:num_bases, num_bases:].min(axis=0)
    wide = dice.random(points) < 0.5
    opens = START + dice.integers(0, 5, points) * HOUR // 2
    earliest = np.where(wide, START, opens)
    latest = np.where(wide, START + LONGEST, opens + dice.integers(4, 8, points) * HOUR // 2)
    latest = np.maximum(latest, START + nearest + HOUR // 2)
    table = np.full((points, num_bases), NO_WAY)
    nothing = np.zeros(points)
    return TaskArrays(
        site=np.arange(num_bases, num_bases + points, dtype=np.int64),
        is_delivery=delivers,
        pieces=pieces.astype(np.int64),
        weight=np.where(delivers, weight, back).astype(np.int64),
        volume=np.where(delivers, weight, back).astype(np.int64) * 6,
        classes=np.zeros(points, dtype=np.int64),
        excluded=np.zeros(points, dtype=np.int64),
        earliest=earliest,
        latest=latest,
        release=np.zeros((points, num_bases), dtype=np.int64),
        due=table,
        hard=table,
        late_cost=nothing,
        late_rate=nothing,
        wait_rate=nothing,
        wait_from=np.zeros(points, dtype=np.int64),
        drop_cost=np.full(points, DROP_COST),
        price=np.zeros((points, num_bases)),
        pickup_weight=extra.astype(np.int64),
        pickup_volume=extra.astype(np.int64) * 6,
    )


def _duties(ground: Ground, tasks: TaskArrays, variant: str) -> DutyArrays:
    """Return small vans and large ones at every base, twice as many as the load asks for."""
    load = int(np.maximum(tasks.weight.sum(), tasks.pickup_weight.sum()))
    each = 2 + int(np.ceil(2 * load / (550 * KG) / ground.num_bases))
    hours = 2 + int(np.ceil(len(tasks.site) / 10 / ground.num_bases))
    kinds = [
        {"weight": 550 * KG, "volume": 4 * CUBIC_METRE, "end": START + LONGEST, "cost": 3_500.0},
        {"weight": 900 * KG, "volume": 6 * CUBIC_METRE, "end": START + SHORTEST, "cost": 4_800.0},
    ]
    rates = [85 / KM, 110 / KM]
    rows = [(base, kind) for base in range(ground.num_bases) for kind in (0, 1)]
    rows = [row for row in rows for _ in range(max(each, hours))]
    count = len(rows)
    bases, of = np.array(rows, dtype=np.int64).T

    def column(name: str) -> Ints:
        return np.array([kinds[kind][name] for kind in of.tolist()], dtype=np.int64)

    zeros = np.zeros(count, dtype=np.int64)
    hourly = np.full(count, 2_800 / HOUR)
    return DutyArrays(
        vehicle=np.arange(count, dtype=np.int64),
        shift=zeros,
        base=bases,
        day=zeros,
        profile=zeros,
        weight=column("weight"),
        volume=column("volume"),
        start=np.full(count, START),
        paid_until=column("end"),
        end=column("end"),
        range=np.full(count, NO_WAY),
        carries=np.full(count, -1),
        cost=column("cost").astype(np.float64),
        metre_cost=np.array(rates)[of],
        second_cost=hourly,
        overtime_cost=hourly,
        twin=bases * 2 + of,
        most_trips=zeros if variant == "reloads" else np.ones(count, dtype=np.int64),
    )
