"""
Draw the sample orders in ``data/orders`` for the embedded county.

Run ``python data/make_orders.py``; every run writes the same bytes.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from optimizer.demand import draw_orders, read_model, write_orders
from optimizer.inputs import read_network

DATA = Path(__file__).resolve().parent
SEED = 48
DAYS = 2
SAMPLES = (
    # file, season, first day
    ("ordinary.csv", "ordinary", date(2026, 11, 23)),
    ("orchid-season.csv", "orchid", date(2027, 1, 18)),
)


def main() -> None:
    """Draw every sample and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA / "orders")
    out = parser.parse_args().out
    network = read_network(DATA / "wengyuan")
    model = read_model(DATA / "wengyuan", network)
    for name, season, first_day in SAMPLES:
        drawn = draw_orders(
            network, first_day=first_day, days=DAYS, seed=SEED, season=season, model=model
        )
        write_orders(out / name, drawn)


if __name__ == "__main__":
    main()
