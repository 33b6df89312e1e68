"""
Runs everything that stands in ``docs/benchmarks.md``: some hours, unattended, on one core.

``python -m benchmarks.full FOLDER --out DIR``; FOLDER holds the folders of the published
classes. Each class runs for the time that its target names; peers, ablations and scale
follow. What is in DIR already is not run again. ``DIR/versions.txt`` says when, and on what.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

CLASSES: Final = (
    ("2e-cvrp", 10),
    ("2e-cvrp", 60),
    ("vrpspd", 30),
    ("vrpspdtw-wangchen", 30),
    ("vrpspdtw-jd", 60),
    ("mdvrp-cordeau", 10),
    ("cvrp-x", 10),
    ("vrptw-solomon", 10),
    ("2e-vrptw-spd", 10),
    ("2e-vrptw", 10),
)
"""Classes that are held against the best known cost, and the seconds that each instance gets."""

AGAINST_PYVRP: Final = (
    ("mtvrptw-release", 60),
    ("mdvrptw-vidal", 60),
    ("sdvrptw", 60),
    ("hfvrp-x", 60),
    ("hfvrp-taillard", 60),
)
"""Classes that are held against PyVRP in the same run."""

PACKAGES: Final = ("route48", "numba", "numpy", "ortools", "pyvrp", "pyvroom", "vrp-cli")


def main() -> int:
    """Run what is not there yet; return how many parts failed."""
    args = _arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    lines = [f"{name} {version(name)}" for name in PACKAGES]
    machine = f"{platform.machine()}, {platform.platform(terse=True)}"
    about = [f"{datetime.now(UTC):%Y-%m-%d}", f"Python {platform.python_version()}", machine]
    (args.out / "versions.txt").write_text("\n".join([*about, *lines, ""]), encoding="utf-8")
    failed = 0
    for name, words in _parts(args.folder, args.out, args.seeds):
        log = args.out / f"{name}.txt"
        if log.is_file():
            continue
        print(f"{name} ...", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", *words], capture_output=True, text=True, check=False
        )
        if done.returncode:
            failed += 1
            print(done.stderr[-2_000:], file=sys.stderr, flush=True)
        else:
            log.write_text(done.stdout, encoding="utf-8")
    return failed


def _parts(folder: Path, out: Path, seeds: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the command of every part."""
    for kind, seconds in CLASSES:
        name = f"{kind}-{seconds}s"
        where = [kind, str(folder / kind), "--search-seconds", str(seconds)]
        file = ["--seeds", str(seeds), "--out", str(out / f"{name}.csv")]
        yield name, ["benchmarks.literature", *where, *file]
    for kind, seconds in AGAINST_PYVRP:
        name = f"{kind}-peers"
        what = [str(folder), "--classes", kind, "--search-seconds", str(seconds)]
        who = ["--engines", "portfolio", "--others", "pyvrp", "--seeds", str(seeds)]
        yield name, ["benchmarks.peers", *what, *who, "--out", str(out / name)]
    legs = ["--classes", "county", "--search-seconds", "10", "--seeds", "5"]
    yield "county-peers", ["benchmarks.peers", *legs, "--out", str(out / "county-peers")]
    yield "ablations", ["benchmarks.ablations", "--out", str(out / "ablations")]
    yield "scale", ["benchmarks.scale", "--out", str(out / "scale")]


def _arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.full", description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="holds the published classes")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True)
    parser.add_argument("--seeds", metavar="K", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
