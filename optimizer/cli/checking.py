"""What ``route48 check`` does: judge a plan by every rule."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from optimizer.checker import check_document, read_document
from optimizer.cli.summary import violation_lines, violation_objects, warning_lines
from optimizer.cli.words import word
from optimizer.pipeline import open_county

INVALID_PLAN = 2


def run_check(network: Path, orders: Path, plan: Path, *, lang: str, as_json: bool) -> None:
    """Print every violation of a plan, or that there is none."""
    document = read_document(plan)
    county = open_county(network, orders, document["planned_at"])
    for text in warning_lines(county.warnings, lang):
        typer.echo(text, err=True)
    violations = check_document(document, county.instance, county.travel)
    if as_json:
        told = {"plan": str(plan), "violations": violation_objects(violations)}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif violations:
        for text in violation_lines(violations, lang):
            typer.echo(text)
    else:
        counts = {"trips": len(document["trips"]), "orders": len(document["orders"])}
        typer.echo(word("valid", lang, **counts))
    if violations:
        raise typer.Exit(INVALID_PLAN)
