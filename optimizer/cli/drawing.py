"""What ``route48 demand`` does: draw orders for a network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from optimizer.cli.words import word
from optimizer.demand import draw_orders, read_model, write_orders
from optimizer.errors import StoreError
from optimizer.inputs import read_network


def run_demand(
    folder: Path, out: Path, *, first_day: date, days: int, seed: int, season: str, scale: float
) -> None:
    """Draw the orders of some days and write them."""
    network = read_network(folder)
    model = read_model(folder, network)
    if season not in model.seasons:
        raise typer.BadParameter(f"--season {season!r} is not one of {', '.join(model.seasons)}")
    drawn = draw_orders(
        network,
        first_day=first_day,
        days=days,
        seed=seed,
        season=season,
        scale=scale,
        model=model,
    )
    try:
        write_orders(out, drawn)
    except OSError as error:
        raise StoreError(f"{out} cannot be written: {error}") from error
    typer.echo(word("drawn", "zh", count=len(drawn), path=out))
