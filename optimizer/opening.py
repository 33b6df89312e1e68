"""Opens what the store holds as a county, ready to be planned or looked at."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from optimizer.pipeline import County, open_county
from optimizer.store import Store


def open_inputs(
    store: Store,
    version_id: int,
    orders_csv: bytes,
    planned_at: str,
    inherited: dict[str, Any] | None = None,
) -> County:
    """
    Return a county as a run sees it: a version of the network, orders, what earlier plans left.

    ``inherited`` may hold ``busy_until`` (moments in ISO 8601 by vehicle) and ``visits_due``
    (ids of daily points that are still to be visited on the first day).
    """
    folder = store.networks.folder(version_id)
    with tempfile.TemporaryDirectory(prefix="route48-") as scratch:
        orders = Path(scratch) / "orders.csv"
        orders.write_bytes(orders_csv)
        county = open_county(folder, orders, planned_at)
    return inheriting(county, inherited or {})


def inheriting(county: County, inherited: dict[str, Any]) -> County:
    """Return the county with vehicles that are still out and visits that are still due."""
    if not inherited:
        return county
    calendar = county.instance.calendar
    busy = {
        vehicle: calendar.clock(datetime.fromisoformat(text))
        for vehicle, text in inherited.get("busy_until", {}).items()
    }
    due = frozenset(inherited.get("visits_due", ()))
    instance = replace(county.instance, busy_until=busy, visits_due=due)
    return replace(county, instance=instance)
