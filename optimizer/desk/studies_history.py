"""The orders of some days as they came in, whatever has become of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from optimizer.desk.carrying import COLUMNS
from optimizer.desk.orders import texts_of
from optimizer.desk.orders_county import calendar_at, latest_network, zone_of
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.inputs import read_order_table
from optimizer.store import Store

STORED: Final = "orders"
"""What issues call the orders of the store, which are no file."""

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
        E412 with the days that have no orders. When an order no longer fits the network, as
        its site is gone, each issue names the order instead of a file.
    """
    network = latest_network(store, network_id)
    zone = zone_of(network)
    first = datetime.combine(days[0], time(), zone)
    until = datetime.combine([*days, *more][-1] + timedelta(days=1), time(), zone)
    found = store.orders.ready_between(network_id, first, until)
    _require_all(days, {order.row.ready_at.astimezone(zone).date() for order in found})
    rows = [texts_of(order.row) for order in found]
    if rows:
        _, issues = read_order_table(rows, STORED, network, calendar_at(network, first))
        if issues:
            raise InputError(
                [
                    replace(issue, file=rows[issue.row - 2]["order_id"], row=None)
                    if issue.row and issue.row > 1
                    else issue
                    for issue in issues
                ]
            )
    return _written(rows)


def _require_all(days: Sequence[date], there: Collection[date]) -> None:
    """Refuse days without orders, by name."""
    missing = [day.isoformat() for day in days if day not in there]
    if missing:
        rest = len(missing) - _NAMED
        named = ", ".join(missing[:_NAMED]) + (f" (+{rest})" if rest > 0 else "")
        message = f"the history has no orders on {named}"
        fix = "choose days without a gap, or import the orders of these days"
        raise InputError([Issue("E412", STORED, message, value=named, fix=fix)])


def _written(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as the bytes of an order file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
