"""The orders of some days as they came in, whatever has become of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from optimizer.desk.carrying import COLUMNS
from optimizer.desk.orders_county import latest_network, zone_of
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.jobs.studying.questions import HISTORY
from optimizer.store import Store, StoredOrder

STORED: Final = "orders"
"""What issues about days call the orders of the store, which are no file."""

_NAMED: Final = 10


def history_csv(
    store: Store, network_id: int, days: Sequence[date], more: Sequence[date] = ()
) -> bytes:
    """
    Return all orders that were ready on some days as an order file, cancelled ones left out.

    ``days``, and ``more`` after them, follow each other; only ``days`` need orders.

    Raises
    ------
    InputError
        E412 with the days that have no orders.
    """
    zone = zone_of(latest_network(store, network_id))
    first = datetime.combine(days[0], time(), zone)
    until = datetime.combine([*days, *more][-1] + timedelta(days=1), time(), zone)
    found = store.orders.ready_between(network_id, first, until)
    _require_all(days, {order.row.ready_at.astimezone(zone).date() for order in found})
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, found))
    return text.getvalue().encode()


def by_order(error: InputError, orders_csv: bytes) -> InputError:
    """Return what is wrong with a history with each order's id instead of its row."""
    if not any(issue.file == HISTORY and issue.row for issue in error.issues):
        return error
    lines = csv.reader(io.StringIO(orders_csv.decode()))
    ids = [line[0] for line in lines]
    return InputError(
        [
            replace(issue, file=ids[issue.row - 1], row=None)
            if issue.file == HISTORY and issue.row
            else issue
            for issue in error.issues
        ]
    )


def _cells(order: StoredOrder) -> list[str]:
    """Return an order as the cells of an order file."""
    cells = (getattr(order.row, name) for name in COLUMNS)
    return [
        cell.isoformat() if isinstance(cell, datetime) else "" if cell is None else str(cell)
        for cell in cells
    ]


def _require_all(days: Sequence[date], there: Collection[date]) -> None:
    """Refuse days without orders, by name."""
    missing = [day.isoformat() for day in days if day not in there]
    if missing:
        rest = len(missing) - _NAMED
        named = ", ".join(missing[:_NAMED]) + (f" (+{rest})" if rest > 0 else "")
        message = f"the history has no orders on {named}"
        fix = "choose days without a gap, or import the orders of these days"
        raise InputError([Issue("E412", STORED, message, value=named, fix=fix)])
