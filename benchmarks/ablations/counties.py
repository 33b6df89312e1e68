"""Three counties of different shapes, with their travel times and how their orders are drawn."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.demand import DemandModel, draw_orders, read_model, write_orders
from optimizer.domain import Calendar, Instance, Network, Site, SiteKind, Travel, TravelMatrix
from optimizer.domain.orders import Floats
from optimizer.inputs import read_network, read_orders
from optimizer.network import Roads, StraightRoads, load_roads
from optimizer.units import HOUR, KM

WENGYUAN = Path(__file__).parents[2] / "data" / "wengyuan"
FIRST_DAY = date(2026, 11, 23)
DEGREES_PER_KM = 0.009


@dataclass(frozen=True)
class Standing:
    """A county without orders: what stays from day to day."""

    network: Network
    travel: Travel
    roads: Roads | StraightRoads
    model: DemandModel


def embedded() -> Standing:
    """Return the embedded county: 4 stations on two roads that meet at the hub, mountains."""
    network = read_network(WENGYUAN)
    roads = load_roads(WENGYUAN)
    return Standing(network, roads.travel_matrices(network), roads, read_model(WENGYUAN, network))


def valley() -> Standing:
    """
    Return a valley of 60 km with the hub at its mouth, 4 stations along it, 70 points.

    One road follows the river; every point lies 1 to 7 km up a side valley of its own, so
    that nobody drives from point to point but over the river road. Few people live there:
    a point gets 3 parcels a day.
    """
    dice = np.random.default_rng(1)
    stations = np.array([[10.0, 0.0], [25.0, 0.0], [40.0, 0.0], [55.0, 0.0]])
    points = np.column_stack([dice.uniform(2, 60, 70), dice.uniform(1, 7, 70)])
    places = np.concatenate([[[0.0, 0.0]], stations, points])
    along = np.abs(places[:, None, 0] - places[None, :, 0])
    aside = places[:, None, 1] + places[None, :, 1]
    np.fill_diagonal(aside, 0.0)
    sides = np.where(np.arange(len(places)) % 2, 1.0, -1.0)
    return _standing(
        "长谷县",
        np.column_stack([places[:, 0], places[:, 1] * sides]),
        num_stations=len(stations),
        roads=((along, 45.0), (aside, 25.0)),
        vans_at=(3, 2, 2, 2, 2),
        model=DemandModel(
            parcels_per_point=3.0, least=0.0, bulk_per_point=0.1, agrochemicals_per_point=0.05
        ),
    )


def plain() -> Standing:
    """
    Return a plain of 26 km by 26 km with the hub in its middle, 3 stations, 70 points.

    Roads lead everywhere, a third longer than a straight line. A point gets 12 parcels a day.
    """
    dice = np.random.default_rng(2)
    angles = np.radians([90.0, 210.0, 330.0])
    stations = 8.0 * np.column_stack([np.cos(angles), np.sin(angles)])
    places = np.concatenate([[[0.0, 0.0]], stations, dice.uniform(-13, 13, (70, 2))])
    straight = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    return _standing(
        "平原县",
        places,
        num_stations=len(stations),
        roads=((straight * 4 / 3, 38.0),),
        vans_at=(4, 2, 2, 2),
        model=DemandModel(
            parcels_per_point=12.0, least=4.0, bulk_per_point=0.4, agrochemicals_per_point=0.2
        ),
    )


COUNTIES: dict[str, Callable[[], Standing]] = {
    "wengyuan": embedded,
    "valley": valley,
    "plain": plain,
}


def draw(standing: Standing, *, days: int, seed: int, scale: float = 1.0) -> Instance:
    """
    Return all orders of some days in one instance, whose clock zero opens the first day.

    They go through an order file, as a user's would: the promise fills in what is due.
    """
    network = standing.network
    table = draw_orders(
        network, first_day=FIRST_DAY, days=days, seed=seed, scale=scale, model=standing.model
    )
    midnight = datetime.combine(FIRST_DAY, time(), ZoneInfo(network.rules.timezone))
    calendar = Calendar(midnight, network.rules.timezone, days * 24 * HOUR)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "orders.csv"
        write_orders(file, table)
        return Instance(network, calendar, read_orders(file, network, calendar))


def _standing(
    name: str,
    places: Floats,
    *,
    num_stations: int,
    roads: Sequence[tuple[Floats, float]],
    vans_at: Sequence[int],
    model: DemandModel,
) -> Standing:
    """
    Return a county under the rules, prices and vehicle types of the embedded one.

    ``places`` in km, shape ``(sites, 2)``: the hub, the stations, the points. ``roads`` are
    parts of the ways, km between all sites with the vans' speed on them; trucks are a tenth
    slower. ``vans_at`` says how many vans are at home at each base.
    """
    example = read_network(WENGYUAN)
    kinds = {site.kind: site for site in reversed(example.sites) if site.visits == "by_need"}
    sites: list[Site] = []
    for number, (x, y) in enumerate(places):
        kind = SiteKind.HUB if not number else SiteKind.TRANSFER_STATION
        kind = SiteKind.VILLAGE_POINT if number > num_stations else kind
        letter = {SiteKind.HUB: "H", SiteKind.TRANSFER_STATION: "T"}.get(kind, "V")
        sites.append(
            replace(
                kinds[kind],
                site_id=f"{letter}{number:03d}",
                name_zh=f"{name}{letter}{number:03d}",
                name_en="",
                town="",
                official_code="",
                latitude=24.0 + y * DEGREES_PER_KM,
                longitude=114.0 + x * DEGREES_PER_KM,
                coordinate_quality="synthetic",
                premises=None,
                road_profiles=frozenset(),
            )
        )
    types = {vehicle.vehicle_type: vehicle for vehicle in reversed(example.vehicles)}
    trucks = [v for v in example.vehicles if v.vehicle_type == "box_truck"]
    trucks.append(replace(trucks[0], vehicle_id="truck-04", plate="truck-04"))
    vans = [
        replace(
            types[("micro_van", "micro_van_electric")[number % 2]],
            vehicle_id=f"van-{base}-{number}",
            plate=f"van-{base}-{number}",
            home_site=sites[base].site_id,
        )
        for base, count in enumerate(vans_at)
        for number in range(count)
    ]
    fleet = (*(replace(truck, home_site=sites[0].site_id) for truck in trucks), *vans)
    network = Network(replace(example.rules, name=name), tuple(sites), fleet)
    return Standing(network, _travel(roads), StraightRoads(), model)


def _travel(roads: Sequence[tuple[Floats, float]]) -> Travel:
    """Return the travel matrices of vans and trucks."""
    metres = np.rint(sum(km for km, _ in roads) * KM).astype(np.int64)
    hours = sum(km / speed for km, speed in roads)
    return {
        profile: TravelMatrix(np.rint(hours * HOUR * slower).astype(np.int64), metres)
        for profile, slower in (("van", 1.0), ("truck", 1.1))
    }
