"""The tables of a simulation, from its document: rows that a spreadsheet can sort and sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from optimizer.simulation.rolling import Policy

Row = dict[str, Any]


def policy_rows(told: Mapping[str, Any]) -> Iterator[Row]:
    """Yield every figure of both policies side by side, then what it was by weather and class."""
    sides = {policy.value: dict(_figures(told["policies"][policy])) for policy in Policy}
    # A class that only one of them has settled yet, in a study that was stopped, is told too.
    for key in {key: None for side in sides.values() for key in side}:
        group, name, figure = key
        values = {policy: side.get(key) for policy, side in sides.items()}
        yield {"of": group, "name": name, "figure": figure, **values}


def day_rows(told: Mapping[str, Any]) -> Iterator[Row]:
    """Yield a row for each day of each policy."""
    for day in told["by_day"]:
        for policy in Policy:
            head = {"policy": policy.value, "seed": day["seed"], "day": day["day"]}
            yield {**head, "rain": int(day["rain"]), **day[policy]}


def village_rows(told: Mapping[str, Any]) -> Iterator[Row]:
    """Yield what the promise was worth by village and class."""
    for village in told["villages"]:
        for policy in Policy:
            for name, kept in village["by_class"][policy].items():
                place = {key: village[key] for key in ("site_id", "name_zh", "town")}
                yield {"policy": policy.value, **place, "handling_class": name, **kept}


def _figures(policy: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], Any]]:
    """Yield the figures of a policy, by what they are of."""
    groups = {"by_weather": "weather", "by_class": "class"}
    for figure, value in policy.items():
        if figure not in groups:
            yield ("all", "", figure), value
    for key, group in groups.items():
        for name, figures in policy[key].items():
            for figure, value in figures.items():
                yield (group, name, figure), value
