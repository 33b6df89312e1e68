"""
What importing a country costs, beside the bare reading of its ways with pyosmium.

``ratio`` in the extra info is the fastest of each over the same rounds.
"""

from __future__ import annotations

import time

import osmium
import pytest

from optimizer.network.importing import Place, import_roads
from tests import andorra

ROUNDS = 5
MOST_SECONDS = 30.0


def bare(file) -> int:
    """Count the points of all ways with a highway tag, places included."""
    found = osmium.FileProcessor(str(file), osmium.osm.NODE | osmium.osm.WAY).with_locations()
    found = found.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
    return sum(len(way.nodes) for way in found.with_filter(osmium.filter.KeyFilter("highway")))


@pytest.mark.benchmark(group="import")
def test_andorra_is_imported_quickly(benchmark, tmp_path):
    """How long until a country of 69,600 nodes is cut, connected and saved?"""
    file = andorra.extract()
    place = Place(andorra.write(tmp_path, andorra.network()), andorra.network())
    seconds = []

    def once():
        start = time.perf_counter()
        import_roads(file, place)
        seconds.append(time.perf_counter() - start)

    benchmark.pedantic(once, rounds=ROUNDS, warmup_rounds=1)
    reading = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assert bare(file)
        reading.append(time.perf_counter() - start)
    benchmark.extra_info.update(
        ratio=round(min(seconds) / min(reading), 1), bare_seconds=round(min(reading), 3)
    )
    assert min(seconds) < MOST_SECONDS
