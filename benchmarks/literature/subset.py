"""
A small fixed subset of every class at fixed effort, and the gaps that were reached.

``python -m benchmarks.literature.subset`` runs it and compares it with ``stored_gaps.csv``;
with ``--renew`` it stores what it finds instead. Renew when a change is meant to alter what
engines find, on a quiet machine or not: effort is counted, not timed. The instances lie where
``ROUTE48_SHARED`` says, in a folder ``benchmarks``.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.literature.classes import CLASSES
from benchmarks.literature.engines import engine_called
from benchmarks.literature.running import Row, run
from optimizer.engines.limits import Engine, Limits

ENGINE: Final = "portfolio"
STORED: Final = Path(__file__).with_name("stored_gaps.csv")
MOST_WORSE: Final = 0.5
"""Points of a percent by which a gap may grow before that is a fault."""

COLUMNS: Final = ("class", "convention", "instance", "effort", "reference", "cost", "gap")


@dataclass(frozen=True, slots=True)
class Sample:
    """One instance of the subset, and the effort that it gets."""

    kind: str
    instance: str
    effort: int
    convention: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What a sample is stored under."""
        convention = CLASSES[self.kind].convention(self.convention)
        return self.kind, convention.name, self.instance


SUBSET: Final = (
    Sample("2e-cvrp", "Set2a_E-n22-k4-s6-17", 50_000),
    Sample("2e-cvrp", "Set6b_A-n51-4", 200_000),
    Sample("2e-vrptw", "Ca1-2,3,15", 50_000),
    Sample("2e-vrptw-spd", "set1/10-2-1", 50_000),
    Sample("vrpspd", "dethloff/CON3-0", 50_000),
    Sample("vrpspd", "salhi-nagy/CMT1X", 50_000),
    Sample("vrpspdtw-wangchen", "rcdp5001", 50_000),
    Sample("vrpspdtw-jd", "200_1", 150_000),
    Sample("mtvrptw-release", "C201R0.25", 20_000),
    Sample("mdvrptw-vidal", "PR11A", 150_000),
    Sample("mdvrp-cordeau", "p01", 50_000),
    Sample("mdvrp-cordeau", "pr01", 50_000),
    Sample("sdvrptw", "PR01", 50_000),
    Sample("hfvrp-x", "X101-FSMFD", 200_000),
    Sample("hfvrp-taillard", "vfmpf03", 50_000),
    Sample("hfvrp-taillard", "HVRP15", 50_000),
    Sample("vrptw-solomon", "R101", 50_000),
    Sample("vrptw-solomon", "C101", 50_000, "fleet"),
    Sample("vrptw-solomon", "R101", 50_000, "distance"),
    Sample("cvrp-x", "X-n101-k25", 200_000),
    Sample("clrp", "prodhon/coord20-5-2b", 30_000),
    Sample("clrp", "prodhon/coord50-5-1", 100_000),
    Sample("clrp", "barreto/coordMin27", 50_000),
    Sample("2e-lrp", "prodhon/coord20-5-1-2e", 30_000),
    Sample("2e-lrp", "nguyen/25-5N", 50_000),
    Sample("pmedian-orlib", "pmed3", 1),
    Sample("pmedian-orlib", "pmed9", 1),
    Sample("cflp-orlib", "cap61", 1),
    Sample("cflp-orlib", "cap94", 1),
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What was reached before: against the best known cost, or the stored one without such."""

    effort: int
    reference: float
    cost: float

    def gap(self, cost: float) -> float:
        """Return by how many percent a cost is above the reference."""
        return 100.0 * (cost / self.reference - 1.0)


def measure(sample: Sample, folder: Path, engine: Engine) -> Row:
    """
    Return what an engine reaches on a sample; ``folder`` holds the classes' folders.

    Raises
    ------
    FileNotFoundError
        Where the instance is not there.
    """
    kind = CLASSES[sample.kind]
    convention = kind.convention(sample.convention)
    rows = kind.rows(folder / kind.name, convention)
    known = next(row for row in rows if row.instance == sample.instance)
    bench = convention.read(kind.path(folder / kind.name, known), known)
    limits = Limits(iterations=sample.effort, seed=1)
    return run(bench, known, engine, limits, fleet_first=convention.fleet_first)


def read_stored() -> dict[tuple[str, str, str], Stored]:
    """Return the stored gaps by class, convention and instance."""
    with STORED.open(encoding="utf-8", newline="") as file:
        return {
            (row["class"], row["convention"], row["instance"]): Stored(
                int(row["effort"]), float(row["reference"]), float(row["cost"])
            )
            for row in csv.DictReader(file)
        }


def _write(rows: list[tuple[Sample, Row]]) -> None:
    """Store what was reached."""
    with STORED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for sample, row in rows:
            reference = row.cost if row.known.cost is None else row.known.cost
            stored = Stored(sample.effort, reference, row.cost)
            amounts = f"{reference:.4f}", f"{row.cost:.4f}", f"{stored.gap(row.cost):.4f}"
            writer.writerow([*sample.key, sample.effort, *amounts])


def _faults(sample: Sample, row: Row, stored: Stored | None) -> Iterator[str]:
    """Yield what is wrong with a run."""
    if not row.is_feasible:
        yield row.breaks[0]
    elif row.beats_record:
        yield "below the best known: a bug?"
    elif stored is None or stored.effort != sample.effort:
        yield "nothing stored at this effort; renew"
    elif stored.gap(row.cost) > stored.gap(stored.cost) + MOST_WORSE:
        yield f"worse than {stored.gap(stored.cost):.2f} %, which is stored"


def main(arguments: list[str] | None = None) -> int:
    """Run the subset; return 1 where something is worse than stored, unless it is renewed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.literature.subset")
    parser.add_argument("--renew", action="store_true", help="store what is found")
    parser.add_argument("--engine", default=ENGINE)
    args = parser.parse_args(arguments)
    shared = os.environ.get("ROUTE48_SHARED")
    if not shared:
        print("skipped: ROUTE48_SHARED does not say where the instances lie", file=sys.stderr)
        return 0
    engine = engine_called(args.engine)
    engine.prepare()
    stored = {} if args.renew else read_stored()
    rows, faulty = [], False
    for sample in SUBSET:
        row = measure(sample, Path(shared) / "benchmarks", engine)
        rows.append((sample, row))
        faults = "" if args.renew else "; ".join(_faults(sample, row, stored.get(sample.key)))
        faulty = faulty or bool(faults)
        gap = "" if row.gap is None else f"{row.gap:+8.3f} %"
        name = f"{sample.kind} {sample.instance}"
        print(f"{name:<42}{row.cost:14.2f} {gap:>10} {row.seconds:6.1f} s  {faults}", flush=True)
    if args.renew and all(row.is_feasible for _, row in rows):
        _write(rows)
        return 0
    return int(faulty or args.renew)


if __name__ == "__main__":
    sys.exit(main())
