"""Solves instances with an engine, and has every answer judged."""

from __future__ import annotations

import time
from dataclasses import dataclass

from benchmarks.literature.benchmark import Benchmark
from benchmarks.literature.known import Known
from optimizer.engines.limits import Engine, Limits

COLUMNS = (
    "instance",
    "seed",
    "cost",
    "bks_cost",
    "gap",
    "seconds",
    "feasible",
    "engine",
    "vehicles",
    "check",
    "iterations",
    "breaks",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One run: what was found in what time, and how far it is from the best known."""

    known: Known
    seed: int
    engine: str
    cost: float
    vehicles: int
    seconds: float
    iterations: int
    breaks: tuple[str, ...]
    fleet_first: bool = False

    @property
    def is_feasible(self) -> bool:
        """Whether the judge found nothing."""
        return not self.breaks

    @property
    def gap(self) -> float | None:
        """Return by how many percent the cost is above the best known, None where unknown."""
        return self.known.gap(self.cost) if self.is_feasible else None

    @property
    def beats_record(self) -> bool:
        """Whether the answer is better than the best known: a bug, until it is proven."""
        if not self.is_feasible or self.known.cost is None:
            return False
        if self.fleet_first and self.vehicles != self.known.vehicles:
            return self.vehicles < self.known.vehicles
        return self.cost < self.known.cost - self.known.tolerance

    def cells(self) -> list[str]:
        """Return the cells of the row, in the order of ``COLUMNS``."""
        known, gap = self.known, self.gap
        return [
            known.instance,
            str(self.seed),
            f"{self.cost:.4f}" if self.is_feasible else "",
            "" if known.cost is None else f"{known.cost:.{known.digits}f}",
            "" if gap is None else f"{gap:.4f}",
            f"{self.seconds:.2f}",
            "yes" if self.is_feasible else "no",
            self.engine,
            str(self.vehicles),
            known.check,
            str(self.iterations),
            "; ".join(self.breaks[:3]),
        ]


def run(
    bench: Benchmark, known: Known, engine: Engine, limits: Limits, *, fleet_first: bool = False
) -> Row:
    """Return what an engine makes of an instance; only the search is timed."""
    begun = time.perf_counter()
    answer = bench.solve(engine, limits)
    seconds = time.perf_counter() - begun
    verdict = bench.judge(answer.routes)
    return Row(
        known=known,
        seed=limits.seed,
        engine=engine.name,
        cost=verdict.cost,
        vehicles=verdict.vehicles,
        seconds=seconds,
        iterations=answer.iterations,
        breaks=verdict.breaks,
        fleet_first=fleet_first,
    )


def summary(rows: list[Row]) -> str:
    """Return a table: mean and worst gap, and answers that are not feasible, by confirmation."""
    confirmed = [row for row in rows if row.known.is_confirmed]
    others = [row for row in rows if not row.known.is_confirmed]
    lines = [
        f"{'best known cost':<16}{'runs':>6}{'mean gap %':>12}{'worst %':>10}{'infeasible':>12}"
    ]
    for name, group in (("confirmed", confirmed), ("not confirmed", others), ("all", rows)):
        gaps = [row.gap for row in group if row.gap is not None]
        mean = f"{sum(gaps) / len(gaps):.3f}" if gaps else "-"
        worst = f"{max(gaps):.3f}" if gaps else "-"
        bad = sum(not row.is_feasible for row in group)
        lines.append(f"{name:<16}{len(group):>6}{mean:>12}{worst:>10}{bad:>12}")
    for row in rows:
        if row.beats_record:
            lines.append(
                f"SUSPECTED BUG: {row.known.instance} seed {row.seed}: {row.cost:.4f} with "
                f"{row.vehicles} vehicles is below the best known {row.known.cost}"
            )
    return "\n".join(lines)
