"""Runs an engine over a folder of published instances, and writes how far it is from the best."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.literature.benchmark import Benchmark
from benchmarks.literature.classes import CLASSES, Convention, LiteratureClass
from benchmarks.literature.engines import ENGINES, engine_called
from benchmarks.literature.known import Known
from benchmarks.literature.running import COLUMNS, Row, run, summary
from optimizer.engines.limits import Limits


def main(arguments: list[str] | None = None) -> int:
    """Run the suite and return the exit status: 0 done, also where the folder is absent."""
    args = _parser().parse_args(arguments)
    kind = CLASSES[args.kind]
    if not (args.folder / "BKS.csv").is_file():
        _tell(f"skipped: {args.folder} holds no BKS.csv; give the folder of the class {kind.name}")
        return 0
    try:
        convention, engine = kind.convention(args.convention), engine_called(args.engine)
    except LookupError as error:
        names = ", ".join(each.name for each in kind.conventions)
        _tell(f"{error}; conventions of {kind.name}: {names}")
        return 2
    _tell(f"preparing {engine.name}")
    engine.prepare()
    rows: list[Row] = []
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for known, bench in _chosen(kind, convention, args):
            reason = engine.cannot(bench.problem)
            if reason is not None:
                _tell(f"{bench.name}: skipped, {engine.name} does not know {reason}")
                continue
            for seed in range(args.seeds):
                seconds = None if args.effort is not None else args.search_seconds
                limits = Limits(seconds=seconds, iterations=args.effort, seed=seed)
                row = run(bench, known, engine, limits, fleet_first=convention.fleet_first)
                rows.append(row)
                writer.writerow(row.cells())
                file.flush()
                _tell(_line(row))
    print(f"{kind.name}, {convention.name}, {engine.name}")
    print(summary(rows))
    return 0


def _chosen(
    kind: LiteratureClass, convention: Convention, args: argparse.Namespace
) -> Iterator[tuple[Known, Benchmark]]:
    """Yield the instances that were asked for."""
    count = 0
    for known in kind.rows(args.folder, convention):
        if args.only not in known.instance or (args.limit is not None and count >= args.limit):
            continue
        path = kind.path(args.folder, known)
        if not path.is_file():
            _tell(f"{known.instance}: skipped, there is no {path}")
            continue
        bench = convention.read(path, known)
        if args.instances_up_to is None or bench.customers <= args.instances_up_to:
            count += 1
            yield known, bench


def _line(row: Row) -> str:
    """Return what to tell of a run."""
    gap = "" if row.gap is None else f", {row.gap:+.3f} %"
    found = f"{row.cost:.2f}{gap}" if row.is_feasible else f"NOT FEASIBLE: {row.breaks[0]}"
    loud = "  BELOW THE BEST KNOWN: A BUG?" if row.beats_record else ""
    where = f"{row.known.instance} seed {row.seed}"
    return f"{where}: {found}, {row.vehicles} vehicles, {row.seconds:.1f} s{loud}"


def _tell(text: str) -> None:
    """Tell progress."""
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    """Return what the command line takes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.literature", description=__doc__)
    parser.add_argument("kind", metavar="CLASS", choices=CLASSES, help=", ".join(CLASSES))
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="holds BKS.csv and the files")
    parser.add_argument("--search-seconds", type=float, default=10.0, metavar="S")
    parser.add_argument("--effort", type=int, metavar="N", help="iterations, instead of seconds")
    parser.add_argument("--engine", choices=ENGINES, default="portfolio")
    parser.add_argument("--convention", metavar="NAME", help="where a class has several")
    parser.add_argument("--limit", type=int, metavar="K", help="only so many instances")
    parser.add_argument("--only", default="", metavar="TEXT", help="only names that hold this")
    parser.add_argument("--instances-up-to", type=int, metavar="N", help="customers")
    parser.add_argument("--seeds", type=int, default=1, metavar="K", help="seeds 0 to K-1")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    return parser


if __name__ == "__main__":
    sys.exit(main())
