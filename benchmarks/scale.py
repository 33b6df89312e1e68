"""
How do quality, time and memory of a plan change as a county grows?

``python -m benchmarks.scale --out DIR`` plans counties of 1, 2, 5 and 10 times the size with 1,
3, 10 and 30 seconds of search, each in a process of its own, and writes ``scale.csv`` and
``scale.png``. ``--sizes`` and ``--seconds`` take other numbers.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.counties import grown
from benchmarks.memory import peak_memory
from optimizer.engines import Limits as EngineLimits
from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.ruin import RuinEngine
from optimizer.pipeline import make_plan
from optimizer.problems import RoutingProblem, Solution
from optimizer.reports import write_reports
from optimizer.watch import Engines, Limits, Progress, Pulse

SIZES = (1, 2, 5, 10)
SECONDS = (1.0, 3.0, 10.0, 30.0)
SEARCHING = ("linehaul", "local")


class Note(NamedTuple):
    """When something was told, how long the processor had worked until then, and what it was."""

    at: float
    worked: float
    told: Progress


class Counting(RuinEngine):
    """Ruin and recreate that counts what it does."""

    def __init__(self) -> None:
        super().__init__()
        self.iterations, self.seconds, self.most_tasks = 0, 0.0, 0

    def solve(
        self, problem: RoutingProblem, limits: EngineLimits, start: Solution | None = None
    ) -> Solution:
        """Solve, and add to what was counted."""
        begun = time.perf_counter()
        found = super().solve(problem, limits, start)
        self.seconds += time.perf_counter() - begun
        self.iterations += found.iterations
        self.most_tasks = max(self.most_tasks, problem.num_tasks)
        return found


def measure(copies: int, seconds: float, seed: int) -> dict[str, Any]:
    """Plan a county of so many times the size and return what it took and gave."""
    county, engine = grown(copies), Counting()
    engine.prepare()
    notes: list[Note] = []
    begun = time.perf_counter()

    def hear(note: Progress) -> None:
        notes.append(Note(time.perf_counter() - begun, time.process_time(), note))

    hear(Progress("consolidation"))
    checked = make_plan(
        county,
        Limits(search_seconds=seconds, seed=seed),
        hear,
        Engines(search=engine, polish=OrtoolsEngine()),
    )
    with tempfile.TemporaryDirectory() as folder, Pulse(hear) as pulse:
        pulse(Progress("reports"))
        write_reports(checked.document, county.instance, county.roads, Path(folder), "en")
    hear(Progress("over"))
    kpis, instance = checked.document["kpis"], county.instance
    phases = spent(notes)
    searched = sum(phases.pop(name, 0.0) for name in SEARCHING)
    return {
        "copies": copies,
        "search_seconds": seconds,
        "points": sum(not site.is_base for site in instance.sites),
        "stations": sum(site.is_base for site in instance.sites) - 1,
        "vehicles": len(instance.vehicles),
        "orders": kpis["orders"],
        "tasks": engine.most_tasks,
        "served": round(1 - kpis["unserved"] / kpis["orders"], 5),
        "on_time_share": kpis["on_time_share"],
        "cost_per_order": round(checked.document["cost"]["total"] / kpis["orders"], 4),
        "operating_cost_per_order": round(kpis["operating_cost"] / kpis["orders"], 4),
        "violations": len(checked.violations),
        "iterations_per_second": round(engine.iterations / max(engine.seconds, 1e-9)),
        "first_plan": round(next(note.at for note in notes if note.told.best_cost is not None), 3),
        "longest_silence": round(max(b.at - a.at for a, b in pairwise(notes)), 3),
        "searching": round(searched, 3),
        **{name: round(phases.get(name, 0.0), 3) for name in OUTSIDE},
        "outside": round(sum(phases.values()), 3),
        "peak_mb": peak_memory() // 1024,
    }


OUTSIDE = ("consolidation", "timetable", "check", "reports")


def spent(notes: Sequence[Note]) -> dict[str, float]:
    """
    Return how long the processor worked on each phase, in seconds.

    All of it is one thread: on a machine that does nothing else this is the time that passes.
    """
    found: dict[str, float] = {}
    for note, following in pairwise(notes):
        phase = note.told.phase
        found[phase] = found.get(phase, 0.0) + following.worked - note.worked
    return found


def in_own_process(copies: int, seconds: float, seed: int) -> dict[str, Any]:
    """Return what `measure` says in a process of its own."""
    options = ("--one", str(copies), str(seconds), "--seed", str(seed))
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", *options],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    row: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return row


def write(rows: Sequence[dict[str, Any]], out: Path) -> None:
    """Write the table and the plot."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "scale.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    plot(rows, out / "scale.png")


def plot(rows: Sequence[dict[str, Any]], file: Path) -> None:
    """Draw what is not served, and the gap to the longest search, over the time of search."""
    import matplotlib as mpl  # noqa: PLC0415 - nobody else needs it

    mpl.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415 - after the backend is chosen

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for copies in sorted({row["copies"] for row in rows}):
        own = sorted(
            (row for row in rows if row["copies"] == copies), key=lambda r: r["search_seconds"]
        )
        seconds = [row["search_seconds"] for row in own]
        last = own[-1]["cost_per_order"]
        name = f"{own[0]['points']} points, {own[0]['orders']:,} orders"
        left.plot(seconds, [100 * row["served"] for row in own], marker="o", label=name)
        right.plot(seconds, [100 * (row["cost_per_order"] / last - 1) for row in own], marker="o")
    left.set(xlabel="seconds of search", ylabel="orders served, %", xscale="log")
    right.set(xlabel="seconds of search", ylabel="cost above the longest search, %", xscale="log")
    right.set_yscale("symlog", linthresh=1)
    right.set_ylim(bottom=0)
    left.legend(fontsize="small")
    for axes in (left, right):
        axes.grid(alpha=0.3)
    figure.savefig(file, dpi=120)
    pyplot.close(figure)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=Path("out/scale"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seconds", type=float, nargs="+", default=SECONDS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--one", nargs=2, metavar=("SIZE", "SECONDS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(int(asked.one[0]), float(asked.one[1]), asked.seed)))
        return
    rows = []
    for copies in asked.sizes:
        for seconds in asked.seconds:
            rows.append(in_own_process(copies, seconds, asked.seed))
            print(json.dumps(rows[-1]), flush=True)
            write(rows, asked.out)


if __name__ == "__main__":
    main()
