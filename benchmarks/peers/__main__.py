"""
Runs our engines and other solvers on the same problems, and writes a table and a plot.

``python -m benchmarks.peers [FOLDER] --search-seconds 10 --seeds 5 --out DIR``; FOLDER holds
the folders of published classes, without it only county legs are run.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.county_legs import SIZES, VARIANTS, county_leg
from benchmarks.literature.classes import CLASSES
from benchmarks.peers.own import OwnEngine
from benchmarks.peers.peer import Peer
from benchmarks.peers.plot import plot_costs
from benchmarks.peers.running import COLUMNS, Instance, Run, runs
from benchmarks.peers.table import summary

OTHERS = {
    "pyvrp": ("benchmarks.peers.plain_pyvrp", "PlainPyvrp"),
    "ortools": ("benchmarks.peers.plain_ortools", "PlainOrtools"),
    "vroom": ("benchmarks.peers.with_vroom", "Vroom"),
    "vrp-cli": ("benchmarks.peers.with_vrp", "VrpCli"),
}
OWN = ("portfolio", "pyvrp", "strings", "ortools")
COUNTY = "county"


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison and return the exit status."""
    args = _parser().parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    args.out.mkdir(parents=True, exist_ok=True)
    peers = [*_own_engines(args.engines), *other_solvers(args.others)]
    instances = list(_instances(args))
    refused = list(_refused(instances, peers))
    done: list[Run] = []
    with (args.out / "runs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for run in runs(instances, peers, seconds=args.search_seconds, seeds=args.seeds):
            done.append(run)
            writer.writerow(run.cells())
            file.flush()
            found = f"{run.cost:.1f}" if run.is_feasible else "NOT FEASIBLE"
            _tell(f"{run.kind} {run.instance} seed {run.seed}, {run.peer}: {found}")
    table = summary(done, refused)
    (args.out / "table.md").write_text(table, encoding="utf-8")
    if done:
        plot_costs(done, args.out / "costs.png", seconds=args.search_seconds)
    print(table)
    return 0


def other_solvers(names: str = ",".join(OTHERS)) -> list[Peer]:
    """Return the other solvers of these names whose packages are there."""
    found = []
    for name in filter(None, names.split(",")):
        module, attribute = OTHERS[name]
        try:
            found.append(getattr(import_module(module), attribute)())
        except ImportError as error:
            _tell(f"{name} takes no part: {error}")
    return found


def _own_engines(names: str) -> list[Peer]:
    """Return our engines."""
    return [OwnEngine(name) for name in names.split(",") if name]


def _instances(args: argparse.Namespace) -> Iterator[Instance]:
    """Yield county legs and published instances, as many of each class as were asked for."""
    classes = args.classes.split(",") if args.classes else [COUNTY, *CLASSES]
    if COUNTY in classes:
        for points in SIZES:
            for variant in VARIANTS:
                for day in range(args.limit or args.days):
                    name = f"{points}-{variant}-{day}"
                    problem = county_leg(points, variant, seed=day)
                    yield Instance(f"county {points} {variant}", name, problem)
    for name, kind in CLASSES.items():
        folder = args.folder / name if args.folder else None
        if name not in classes or folder is None:
            continue
        if not (folder / "BKS.csv").is_file():
            _tell(f"{name}: skipped, {folder} holds no BKS.csv")
            continue
        convention = kind.conventions[0]
        for known in kind.rows(folder, convention)[: args.limit]:
            if kind.path(folder, known).is_file():
                problem = convention.read(kind.path(folder, known), known).problem
                if problem.supply is None:
                    yield Instance(name, known.instance, problem)


def _refused(instances: list[Instance], peers: list[Peer]) -> Iterator[tuple[str, str, str]]:
    """Yield class, solver and reason of what cannot be stated, once for each class."""
    told = set()
    for instance in instances:
        for peer in peers:
            why = peer.cannot(instance.problem)
            if why is not None and (instance.kind, peer.name) not in told:
                told.add((instance.kind, peer.name))
                yield instance.kind, peer.name, why


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser("python -m benchmarks.peers", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="holds the folders of the classes")
    parser.add_argument("--search-seconds", type=float, default=10.0)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--out", type=Path, required=True, help="folder for table and plot")
    parser.add_argument("--classes", help=f"{COUNTY} and names of classes, by commas; all")
    parser.add_argument("--limit", type=int, help="instances of each class")
    parser.add_argument("--days", type=int, default=2, help="days of each county leg")
    parser.add_argument("--engines", default=",".join(OWN), help="engines of ours, by commas")
    parser.add_argument("--others", default=",".join(OTHERS), help="other solvers, by commas")
    return parser


def _tell(line: str) -> None:
    """Write a line about progress."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
