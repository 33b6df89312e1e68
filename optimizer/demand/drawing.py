"""From a network and a seed to the orders of some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from optimizer.demand.flows import Flow, Points, flows_of_day
from optimizer.demand.goods import CARRIER_CODES, CARRIERS, Floats
from optimizer.demand.model import DemandModel
from optimizer.demand.table import OrderTable
from optimizer.domain import Calendar, Ints, Network, Rules
from optimizer.units import DAY

TRACE_DIGITS = 12


def draw_orders(
    network: Network,
    *,
    first_day: date,
    days: int,
    seed: int,
    season: str = "ordinary",
    scale: float = 1.0,
    model: DemandModel | None = None,
) -> OrderTable:
    """
    Draw realistic orders for the open service points of a network.

    A day depends on its date, the seed and the model only: the first of three days is the
    same as the only one of one. Orders are sorted by the time at which they are ready.

    Parameters
    ----------
    network
        Any network; a handling class that it does not know becomes its default class.
    first_day, days
        Local date of the first day, and how many days from it.
    seed
        Seed of all randomness, not negative.
    season
        One of the model's seasons; it says how many plants are sent.
    scale
        Multiplies all amounts.
    model
        What a day looks like; default is `DemandModel` as it is.

    Raises
    ------
    ValueError
        When the season is unknown, or days, seed or scale make no sense.
    """
    model = model or DemandModel()
    if season not in model.plants_share:
        raise ValueError(f"season {season!r} is not one of {', '.join(model.seasons)}")
    if days < 1 or seed < 0 or not 0 < scale < float("inf"):
        raise ValueError(f"cannot draw {days} days at scale {scale} from seed {seed}")

    points = _points(network, model)
    plants = model.plants_per_day * model.plants_share[season]
    tables = []
    for number in range(days):
        day = first_day + timedelta(days=number)
        stream = (seed, day.toordinal())
        flows = list(flows_of_day(points, model, plants=plants, scale=scale, seed=stream))
        rng = np.random.default_rng((*stream, 99))
        tables.append(_table(network, model, flows, day=day, rng=rng))
    return _joined(tables)


def _points(network: Network, model: DemandModel) -> Points:
    """Return the open service points with their weights, scaled to a mean of one."""
    chosen = [
        i
        for i, site in enumerate(network.sites)
        # What stands at the hub's own door has nothing to be carried.
        if not site.is_base and site.is_open and network.door[i] != network.hub
    ]
    ids = [network.sites[i].site_id for i in chosen]
    weights = np.array([model.weights.get(site_id, np.nan) for site_id in ids], dtype=float)
    known = weights[~np.isnan(weights)]
    mean = known.mean() if known.size and known.sum() > 0 else 1.0
    return Points(
        hub=network.hub,
        sites=np.array(chosen, dtype=np.int64),
        doors=np.array([network.door[i] for i in chosen], dtype=np.int64),
        weights=np.nan_to_num(weights / mean, nan=1.0),
        ships_plants=np.isin(ids, model.plants_from) if ids else np.zeros(0, dtype=np.bool_),
    )


def _table(
    network: Network,
    model: DemandModel,
    flows: Sequence[Flow],
    *,
    day: date,
    rng: np.random.Generator,
) -> OrderTable:
    """Return one day's flows as orders, sorted by ready time."""
    rules = network.rules
    classes = [_class_of(flow.goods.handling_class, rules) for flow in flows]
    sizes = np.array([flow.ready.size for flow in flows])
    weights, volumes, carriers, products = _contents(flows, rng)
    ready = np.concatenate([flow.ready for flow in flows])
    normal = rules.order_defaults.priority
    has_urgent = "urgent" in rules.penalties.priority_weight
    urgent = rng.random(ready.size) < (model.urgent_share if has_urgent else 0)
    allowed = [min(model.urgent_time, rules.promise_of(name)) for name in classes]
    due = np.where(urgent, ready + np.repeat(allowed, sizes), -1)
    digits = rng.integers(0, 10**TRACE_DIGITS, size=ready.size)

    order = np.argsort(ready, kind="stable")
    site_ids = np.array([site.site_id for site in network.sites], dtype=object)
    midnight = datetime.combine(day, time(), ZoneInfo(rules.timezone))
    calendar = Calendar(midnight, rules.timezone, DAY)
    return OrderTable(
        order_id=tuple(f"{day:%y%m%d}-{number:05d}" for number in range(1, ready.size + 1)),
        origin=tuple(site_ids[np.concatenate([flow.origin for flow in flows])[order]]),
        destination=tuple(site_ids[np.concatenate([flow.destination for flow in flows])[order]]),
        pieces=np.concatenate([flow.pieces for flow in flows])[order],
        weight_kg=weights[order],
        volume_m3=volumes[order],
        ready_at=_moments(ready[order], calendar),
        due_at=_moments(due[order], calendar),
        handling_class=tuple(np.repeat(np.array(classes, dtype=object), sizes)[order]),
        priority=tuple(np.where(urgent[order], "urgent", normal).tolist()),
        carrier=tuple(CARRIERS[number] for number in carriers[order]),
        product=tuple(products[order]),
        trace_code=tuple(
            f"{CARRIER_CODES[number]}{code:0{TRACE_DIGITS}d}"
            for number, code in zip(carriers[order], digits[order], strict=True)
        ),
    )


def _contents(
    flows: Sequence[Flow], rng: np.random.Generator
) -> tuple[Floats, Floats, Ints, NDArray[np.object_]]:
    """Draw weights, volumes, carriers and products of all flows, one after the other."""
    weights, volumes, carriers, products = [], [], [], []
    for flow in flows:
        num = flow.ready.size
        weights.append(flow.goods.weights(flow.pieces, rng))
        volumes.append(flow.goods.volumes(weights[-1], rng))
        carriers.append(rng.choice(len(CARRIERS), size=num, p=flow.goods.carrier_shares))
        names = np.array(flow.goods.products, dtype=object)
        products.append(names[rng.integers(len(names), size=num)])
    return (
        np.concatenate(weights),
        np.concatenate(volumes),
        np.concatenate(carriers),
        np.concatenate(products),
    )


def _moments(seconds: Ints, calendar: Calendar) -> tuple[str, ...]:
    """Write seconds of the day as ISO 8601; negative ones as nothing."""
    distinct, rows = np.unique(seconds, return_inverse=True)
    # Few distinct times stand for many orders: ask the calendar once for each.
    texts = np.array(
        ["" if at < 0 else calendar.text(calendar.at(0, int(at))) for at in distinct], dtype=object
    )
    return tuple(texts[rows])


def _class_of(name: str, rules: Rules) -> str:
    """Return the class itself, or the county's default where it has no such class."""
    return name if name in rules.handling_classes else rules.order_defaults.handling_class


def _joined(tables: Sequence[OrderTable]) -> OrderTable:
    """Return the days one after the other."""
    columns: dict[str, object] = {}
    for name, values in vars(tables[0]).items():
        parts = [getattr(table, name) for table in tables]
        if isinstance(values, np.ndarray):
            columns[name] = np.concatenate(parts)
        else:
            columns[name] = tuple(value for part in parts for value in part)
    return OrderTable(**columns)  # type: ignore[arg-type]
