"""Where the orders of a study come from, as its document says it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from optimizer.days.recipe import Drawn


def orders_source(orders: Mapping[date, bytes] | Drawn, days: Iterable[date]) -> dict[str, Any]:
    r"""
    Return where the orders of some days come from, as plain values.

    Those of a history are counted; None where they are no CSV.

    Examples
    --------
    >>> orders_source(Drawn("orchid"), ())
    {'kind': 'drawn', 'season': 'orchid', 'scale': 1.0, 'seed': 0}
    >>> monday = date(2026, 11, 23)
    >>> orders_source({monday: "order_id,receiver\n1,王\n2,李\n".encode()}, [monday])
    {'kind': 'history', 'days': 1, 'orders': 2}
    """
    if isinstance(orders, Drawn):
        drawn = {"season": orders.season, "scale": orders.scale, "seed": orders.seed}
        return {"kind": "drawn", **drawn}
    files = [orders[day] for day in sorted(set(days)) if day in orders]
    return {"kind": "history", "days": len(files), "orders": _rows(files)}


def _rows(files: Iterable[bytes]) -> int | None:
    """Return how many rows some order files have below their heads."""
    try:
        tables = [csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")) for file in files]
        return sum(max(sum(1 for row in table if row) - 1, 0) for table in tables)
    except (UnicodeDecodeError, csv.Error):
        return None
