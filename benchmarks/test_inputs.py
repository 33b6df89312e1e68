"""
What reading and checking orders costs, beside the bare ``pandas.read_csv`` of the same file.

``ratio`` in the extra info is the fastest of each over the same rounds.
"""

import csv
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from optimizer.domain import Calendar
from optimizer.inputs import read_network, read_orders
from optimizer.units import DAY

COUNTY = Path(__file__).parent.parent / "data" / "wengyuan"
NUM_ORDERS = 100_000
ROUNDS = 9
MOST = 4
HEADER = (
    *("order_id", "origin", "destination", "pieces", "weight_kg", "volume_m3", "ready_at"),
    *("due_at", "handling_class", "priority", "carrier", "product", "trace_code"),
)


@pytest.fixture(scope="module")
def network():
    """Return the embedded county."""
    return read_network(COUNTY)


def moment(second):
    """Return a second from 2026-11-23 on as the text of a file."""
    clock = f"{second % DAY // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"
    return f"2026-11-{23 + second // DAY}T{clock}+08:00"


def order_rows(network):
    """Return 100,000 orders between hub and points, ready at any second of two days."""
    source = np.random.default_rng(1)
    hub = network.sites[network.hub].site_id
    points = [site.site_id for site, door in zip(network.sites, network.door, strict=True)
              if door != network.hub]  # fmt: skip
    to = source.integers(len(points), size=NUM_ORDERS).tolist()
    seconds = source.integers(2 * DAY, size=NUM_ORDERS).tolist()
    grams = source.integers(100, 20_000, size=NUM_ORDERS).tolist()
    for i in range(NUM_ORDERS):
        point = points[to[i]]
        yield (
            f"R48{i:09d}",
            *((point, hub) if i % 10 == 0 else (hub, point)),
            1 + i % 3,
            grams[i] / 1_000,
            grams[i] / 100_000,
            moment(seconds[i]),
            moment(seconds[i] + 2 * DAY),
            ("general", "food", "live_plants")[i % 3],
            "normal",
            ("顺丰", "中通", "韵达")[i % 3],
            "日用百货",
            f"YD{grams[i] * 7_919 + i}",
        )


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL], ids=["plain", "quoted"])
def test_read_orders(benchmark, tmp_path, network, quoting):
    """How much does checking every cell add to bare reading?"""
    file = tmp_path / "orders.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, quoting=quoting)
        writer.writerow(HEADER)
        writer.writerows(order_rows(network))
    at = datetime.fromisoformat("2026-11-23T05:00+08:00")
    calendar = Calendar(at, network.rules.timezone, network.rules.horizon)
    bare: list[float] = []

    def prepare():
        # In between, so that a busy machine is as unkind to the one as to the other.
        start = time.perf_counter()
        pd.read_csv(file)
        bare.append(time.perf_counter() - start)
        return (file, network, calendar), {}

    orders = benchmark.pedantic(read_orders, setup=prepare, rounds=ROUNDS, warmup_rounds=1)
    frame = pd.read_csv(file)
    assert orders.order_id == tuple(frame.order_id)
    assert np.array_equal(orders.pieces, frame.pieces)
    assert np.array_equal(orders.weight, np.rint(frame.weight_kg * 1_000))
    assert [network.sites[i].site_id for i in orders.destination] == list(frame.destination)
    assert [calendar.text(clock) for clock in orders.ready[:500]] == list(frame.ready_at[:500])
    assert (orders.due - orders.ready == 2 * DAY).all()
    benchmark.extra_info["orders"] = NUM_ORDERS
    if benchmark.enabled:
        ratio = benchmark.stats.stats.min / min(bare)
        benchmark.extra_info.update(bare_seconds=min(bare), ratio=ratio)
        assert ratio <= MOST
