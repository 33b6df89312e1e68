"""What the comparison comes to: ratios to the best other solver, with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from benchmarks.peers.running import Run
from optimizer.domain import Floats

DRAWS = 2_000
"""Samples of a bootstrap interval."""


def best_of_others(runs: Iterable[Run]) -> dict[tuple[str, str], float]:
    """
    Return, for each instance, what the best of the other solvers costs.

    The one whose costs have the lowest geometric mean over its seeds, all of them feasible.
    """
    costs: dict[tuple[str, str], dict[str, list[Run]]] = {}
    for run in runs:
        if not run.is_ours:
            table = costs.setdefault((run.kind, run.instance), {})
            table.setdefault(run.peer, []).append(run)
    best = {}
    for key, by_peer in costs.items():
        means = [
            geometric_mean(np.array([run.cost for run in rows]))
            for rows in by_peer.values()
            if all(run.is_feasible for run in rows)
        ]
        if means:
            best[key] = min(means)
    return best


def geometric_mean(values: Floats) -> float:
    """
    Return the geometric mean.

    Examples
    --------
    >>> geometric_mean(np.array([1.0, 4.0]))
    2.0
    """
    return float(np.exp(np.log(np.maximum(values, 1e-9)).mean()))


def interval(ratios: Floats, seed: int = 0) -> tuple[float, float]:
    """
    Return a 95 % bootstrap interval of the geometric mean of ratios.

    Examples
    --------
    >>> interval(np.ones(5))
    (1.0, 1.0)
    """
    dice = np.random.default_rng(seed)
    drawn = np.log(ratios)[dice.integers(0, len(ratios), (DRAWS, len(ratios)))].mean(axis=1)
    low, high = np.exp(np.quantile(drawn, (0.025, 0.975)))
    return float(low), float(high)


def summary(runs: Sequence[Run], refused: Sequence[tuple[str, str, str]]) -> str:
    """
    Return a table in Markdown, one row for each class and solver.

    ``refused`` are class, solver and reason of what could not be stated.
    """
    best = best_of_others(runs)
    lines = [
        "| class | solver | runs | cost / best other | 95 % interval | infeasible | seconds |",
        "| --- | --- | ---: | ---: | --- | ---: | ---: |",
    ]
    for kind in dict.fromkeys(run.kind for run in runs):
        group = [run for run in runs if run.kind == kind]
        for peer in dict.fromkeys(run.peer for run in group):
            lines.append(_row(kind, peer, [run for run in group if run.peer == peer], best))
    if refused:
        lines.append("")
        lines += [f"- {peer} cannot state {kind}: {why}." for kind, peer, why in refused]
    return "\n".join(lines) + "\n"


def _row(kind: str, peer: str, rows: Sequence[Run], best: dict[tuple[str, str], float]) -> str:
    """Return the row of one solver on one class."""
    ratios = np.array(
        [
            run.cost / best[run.kind, run.instance]
            for run in rows
            if run.is_feasible and best.get((run.kind, run.instance), 0.0) > 0
        ]
    )
    mean, span = "-", "-"
    if len(ratios):
        low, high = interval(ratios)
        mean, span = f"{geometric_mean(ratios):.4f}", f"{low:.4f} to {high:.4f}"
    bad = sum(not run.is_feasible for run in rows)
    seconds = max(run.seconds for run in rows)
    return f"| {kind} | {peer} | {len(rows)} | {mean} | {span} | {bad} | {seconds:.1f} |"
