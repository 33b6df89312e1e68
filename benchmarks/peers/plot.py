"""Cost over time, class by class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np

from benchmarks.peers.running import Run
from benchmarks.peers.table import best_of_others
from optimizer.domain import Floats

STEPS = 200


def plot_costs(runs: Sequence[Run], file: Path, *, seconds: float) -> None:
    """
    Draw how far each solver is above the best other one as time passes, and save it.

    The geometric mean over all runs of a class, from when all of them have a solution.
    """
    mpl.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415 - after the backend is chosen

    best = best_of_others(runs)
    kinds = list(dict.fromkeys(run.kind for run in runs))
    figure, rows = pyplot.subplots(
        len(kinds), 1, figsize=(8, 3.2 * max(len(kinds), 1)), squeeze=False, layout="constrained"
    )
    clock = np.linspace(0.0, seconds * 1.1, STEPS)
    for kind, (axes,) in zip(kinds, rows, strict=True):
        group = [run for run in runs if run.kind == kind and (kind, run.instance) in best]
        lowest = 0.0
        for peer in dict.fromkeys(run.peer for run in group):
            curves = [
                _over_time(run, clock) / best[kind, run.instance]
                for run in group
                if run.peer == peer
            ]
            style = "-" if any(run.is_ours for run in group if run.peer == peer) else "--"
            ratio = np.exp(np.log(np.array(curves)).mean(axis=0))
            lowest = min(lowest, float(np.nan_to_num(100 * (ratio[-1] - 1))))
            axes.plot(clock, 100 * (ratio - 1), style, label=peer, drawstyle="steps-post")
        span = (1.2 * lowest - 1.0, 15.0)
        axes.set(title=kind, ylabel="% above best other", ylim=span, xlim=(0, seconds * 1.1))
        axes.axhline(0, color="grey", linewidth=0.5)
        axes.legend(fontsize=7, ncols=2)
    rows[-1, 0].set(xlabel="seconds")
    figure.savefig(file, dpi=120)
    pyplot.close(figure)


def _over_time(run: Run, clock: Floats) -> Floats:
    """Return the best cost at each moment; not a number before there is one."""
    costs = np.full(len(clock), np.nan)
    for at, cost in run.curve:
        costs[clock >= at] = cost
    return costs
