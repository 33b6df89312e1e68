"""
Make the embedded county, ``data/wengyuan``, from the facts in ``data/facts``.

Run ``python data/make_wengyuan.py``; every run writes the same bytes.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import osmnx as ox
from schematic.corridors import draw_corridors
from schematic.demand import write_demand
from schematic.facts import FACTS, Fact, read_boundary, read_facts, seats
from schematic.geometry import Point
from schematic.graph import road_graph
from schematic.roadmap import RoadMap
from schematic.spurs import add_loops, add_spur, classify, connect
from schematic.tables import (
    SITE_COLUMNS,
    VEHICLE_COLUMNS,
    people,
    site_rows,
    vehicle_rows,
    write_table,
)
from schematic.villages import Placed, Placing, choose, orchid_points

SEED = 48
HUB_SHARE = 0.55
"""How far from Longxian to Jiangwei on the S245 the hub's placeholder stands."""
HUB_FROM_ROAD = 320.0


def main() -> None:
    """Draw the county and write its folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "wengyuan")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)

    rng = np.random.default_rng(SEED)
    facts, boundary = read_facts(), read_boundary()
    roadmap = RoadMap(boundary, rng)
    draw_corridors(roadmap, facts)

    hub = place_hub(roadmap, facts)
    add_spur(roadmap, hub, "物流园路", rng, highway="unclassified")
    bases = [
        (fact, fact.at or hub, fact.coordinate_quality or "placeholder")
        for fact in facts.values()
        if fact.kind != "village_point"
    ]
    chosen = choose(facts, rng)
    villages = Placing(boundary, seats(facts), roadmap, rng).place(
        chosen, [at for _, at, _ in bases]
    )
    ends = connect(roadmap, villages, rng)
    add_loops(roadmap, ends, rng)
    classify(roadmap, rng)

    population = people([*(fact for fact, _, _ in bases), *chosen], rng)
    orchids = orchid_points(chosen, rng)
    rows = site_rows(
        bases,
        villages,
        orchids=orchids,
        no_trucks=closed_to_trucks(roadmap, ends, villages),
        population=population,
    )
    write_table(folder / "sites.csv", SITE_COLUMNS, rows)
    write_table(folder / "vehicles.csv", VEHICLE_COLUMNS, vehicle_rows())
    write_demand(folder / "demand.toml", population, orchids)
    ox.save_graphml(road_graph(roadmap)[0], folder / "roads.graphml")
    shutil.copyfile(FACTS / "boundary.geojson", folder / "boundary.geojson")
    for name in ("network.toml", "drivers.csv"):
        shutil.copyfile(Path(__file__).parent / "schematic" / name, folder / name)


def place_hub(roadmap: RoadMap, facts: dict[str, Fact]) -> Point:
    """Return a point beside the S245 between Longxian and Jiangwei."""
    line = roadmap.roads[0].line
    jiangwei = facts["S03"].at
    if jiangwei is None:
        raise ValueError("S03 has no coordinate in the facts")
    x, y = line[round(HUB_SHARE * line.index(jiangwei))]
    return x + HUB_FROM_ROAD, y


def closed_to_trucks(roadmap: RoadMap, ends: dict[str, Point], villages: list[Placed]) -> set[str]:
    """Return the villages at whose road's end no truck may come."""
    narrow = {road.line[-1] for road in roadmap.roads if road.road_profiles}
    return {v.fact.site_id for v in villages if ends[v.fact.site_id] in narrow}


if __name__ == "__main__":
    main()
