"""
Compare by need against daily, and joint against nearest, over days that roll on.

Run ``python -m benchmarks.ablations --out DIR``. Every county, seed and arm adds a row to
``DIR/ablations.csv`` when it is done; what the file already has is not run again, so that a
run that was stopped goes on where it was. ``DIR/ablations.md`` has the tables.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.ablations.arms import Arm
from benchmarks.ablations.counties import COUNTIES, draw
from benchmarks.ablations.ledger import account, faults
from benchmarks.ablations.rolling import roll
from benchmarks.ablations.table import Key, Row, markdown, read_rows, write_row

UNCOUNTED = 2
"""Days at either end that are driven and not counted: filling up, and running out."""


def main() -> None:
    """Run what is asked for and not there yet, and write the tables."""
    args = _arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    file = args.out / "ablations.csv"
    setting = (args.days, args.effort, args.scale)
    there = {row.key for row in read_rows(file)}
    # Seed by seed, so that a run that is stopped has compared all counties.
    for seed in range(1, args.seeds + 1):
        for county in args.county:
            for arm in args.arms:
                key = (county, seed, str(arm), *setting)
                if key not in there:
                    write_row(file, run(key))
    rows = [row for row in read_rows(file) if row.key[3:] == setting]
    (args.out / "ablations.md").write_text(markdown(rows), "utf-8")


def run(key: Key) -> Row:
    """Return the row of one county, seed and arm, with its days, effort and scale."""
    county, seed, arm, days, effort, scale = key
    standing = COUNTIES[county]()
    pool = draw(standing, days=days, seed=seed, scale=scale)
    counted = range(UNCOUNTED, days - UNCOUNTED)

    def tell(text: str) -> None:
        print(f"{county} {seed} {arm} {text}", file=sys.stderr, flush=True)

    rolled = roll(standing, pool, Arm(arm), effort=effort, seed=seed, tell=tell)
    wrong = list(faults(pool, rolled.trips))
    if wrong:
        raise AssertionError(f"{key}: {wrong[:5]}")
    return Row(
        county,
        seed,
        arm,
        days,
        len(counted),
        effort,
        scale,
        plans=rolled.num_plans,
        seconds=rolled.seconds,
        account=account(pool, standing.travel, rolled.trips, counted),
    )


def _arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablations", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the results")
    parser.add_argument("--seeds", type=int, default=5, help="demand seeds 1 to N")
    parser.add_argument("--days", type=int, default=10, help="days that roll on, at least 5")
    parser.add_argument("--effort", type=int, default=3_000, help="iterations of one plan")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies all demand")
    parser.add_argument("--county", nargs="+", choices=list(COUNTIES), default=list(COUNTIES))
    parser.add_argument("--arms", nargs="+", type=Arm, choices=list(Arm), default=list(Arm))
    args = parser.parse_args()
    if args.days <= 2 * UNCOUNTED or args.seeds < 1 or args.effort < 1:
        parser.error("--days must be at least 5, --seeds and --effort at least 1")
    return args


if __name__ == "__main__":
    main()
