"""What a set of stations costs: what is paid, what only counts, and on how many days who waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from optimizer.reports.charts import FrontierPoint
from optimizer.reports.charts.drawing import unbracketed
from optimizer.reports.charts.scales import is_known
from optimizer.reports.comparison.words import said

Entry = Mapping[str, Any]

PENALTIES: Final = ("unserved", "late", "deferred", "waiting", "missed_visits")
"""The parts of a cost that nobody pays: they only count."""


def frontier_points(document: Entry, lang: str) -> list[FrontierPoint]:
    """Return the points of the frontier chart: the best of each number, and today's."""
    rows = [(row, False) for row in document["frontier"]] + [(document["today"], True)]
    points = []
    for row, is_today in rows:
        if not is_known(row["cost_per_day"]):
            continue
        low, high = bounds_of(row)
        name, today = str(row[f"name_{lang}"]), said("today_row", lang)
        bare = unbracketed(name)
        points.append(
            FrontierPoint(
                stations=row["number"],
                cost=row["cost_per_day"],
                low=low,
                high=high,
                name=today if is_today else name,
                is_today=is_today,
                listed=said("named", lang, what=today, name=bare) if is_today else bare,
                operating=operating_of(row),
                days=row["days"],
                unserved_days=unserved_days(row),
            )
        )
    return points


def bounds_of(row: Entry, name: str = "cost_per_day") -> tuple[float | None, float | None]:
    """
    Return between which values the mean of a cost lies, with 95 %.

    Few days of which one has large penalties have a wide interval, but no cost is below nothing.

    Examples
    --------
    >>> bounds_of({"cost_per_day_low": -640.0, "cost_per_day_high": 815.0})
    (0.0, 815.0)
    """
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    return (max(low, 0.0) if is_known(low) else None, high if is_known(high) else None)


def operating_of(row: Entry) -> float | None:
    """
    Return what is paid a day; of older documents the sum of the parts that are paid.

    Examples
    --------
    >>> operating_of({"cost_parts": {"vehicles": 70.0, "rent": 5.0, "late": 9.0, "total": 84.0}})
    75.0
    """
    if "operating_cost" in row:
        known: float | None = row["operating_cost"]
        return known
    parts = row["cost_parts"]
    names = [name for name in parts if name != "total" and name not in PENALTIES]
    return sum(parts[name] for name in names) if names else None


def penalties_of(row: Entry) -> float | None:
    """Return what only counts of a day's cost; None where nobody knows."""
    paid, cost = operating_of(row), row["cost_per_day"]
    return cost - paid if is_known(paid) and is_known(cost) else None


def unserved_days(row: Entry) -> int | None:
    """Return on how many days orders stayed unserved; None where on some, nobody knows how many."""
    if "unserved_days" in row:
        return int(row["unserved_days"])
    return None if row["cost_parts"].get("unserved") else 0


def unserved_told(row: Entry, lang: str) -> str:
    """
    Return on how many of its days a set leaves orders unserved, marked as in the chart.

    Nothing is known of a set that has no day.
    """
    if not row["days"]:
        return "—"
    count = unserved_days(row)
    if count is None:
        return said("unserved_some", lang)
    return said("unserved_of", lang, count=count, days=row["days"]) if count else "0"
