"""A history of orders, day by day: what was ready on each of its days."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from optimizer.domain import Calendar, Issue, Network
from optimizer.errors import InputError
from optimizer.inputs import ReadOrder, preview_orders, read_order_rows
from optimizer.inputs.tables import read_moment
from optimizer.inputs.uploads import Preview

_NAMED: Final = 10


def read_history(
    file: Path,
    network: Network,
    *,
    first_day: date | None = None,
    days: int | None = None,
    more: int = 0,
) -> Mapping[date, bytes]:
    """
    Return the orders of every day as the bytes of an order file.

    An order belongs to the local day on which it is ready.

    Parameters
    ----------
    file
        Orders, CSV or XLSX.
    network
        The county before any change.
    first_day, days
        Which days are asked for; by default all from the first to the last of the file.
    more
        So many days after those are welcome: of them, those without orders are left out.

    Raises
    ------
    InputError
        With all issues of the file, or with E412 where days are missing.
    """
    try:
        preview = preview_orders(file.read_bytes(), file.name)
    except OSError as error:
        message = f"{file.name} cannot be read: {error.strerror or error}"
        raise InputError([Issue("E101", file.name, message, fix="check the path")]) from error
    zone = ZoneInfo(network.rules.timezone)
    calendar = Calendar(_first_moment(preview, zone), str(zone), network.rules.horizon)
    orders, issues = read_order_rows(preview, network, calendar)
    if issues:
        raise InputError(issues)
    by_day: dict[date, list[ReadOrder]] = defaultdict(list)
    for order in orders:
        by_day[order.ready_at.astimezone(zone).date()].append(order)
    wanted = _wanted(by_day, first_day, days)
    missing = [day.isoformat() for day in wanted if day not in by_day]
    if missing or not wanted:
        named = ", ".join(missing[:_NAMED])
        rest = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        message = f"there are no orders on {named}{rest}" if missing else "there are no orders"
        fix = "add these days, or ask for days without a gap (--first-day, --days)"
        raise InputError([Issue("E412", file.name, message, value=named or None, fix=fix)])
    after = [wanted[-1] + timedelta(days=number) for number in range(1, more + 1)]
    return {day: _bytes(by_day[day]) for day in (*wanted, *after) if day in by_day}


def _wanted(by_day: Mapping[date, Any], first_day: date | None, days: int | None) -> list[date]:
    """Return the days that are asked for."""
    if not by_day:
        return []
    first = first_day or min(by_day)
    num = days or (max(by_day) - first).days + 1
    return [first + timedelta(days=number) for number in range(num)]


def _first_moment(preview: Preview, zone: ZoneInfo) -> datetime:
    """Return the first moment at which an order of a file is ready; any where none is read."""
    moments = []
    if preview.grid is not None and "ready_at" in preview.guessed:
        column = preview.grid.columns[preview.guessed.index("ready_at")]
        read = (read_moment(str(cell)) for cell in column)
        moments = [one if one.tzinfo else one.replace(tzinfo=zone) for one in read if one]
    return min(moments, default=datetime(2026, 1, 1, tzinfo=UTC))


def _bytes(orders: Sequence[ReadOrder]) -> bytes:
    """Return orders as the bytes of an order file."""
    columns = [name for name in asdict(orders[0]) if name != "phone"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for order in orders:
        writer.writerow([_cell(getattr(order, name)) for name in columns])
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    """Return a value as an order file writes it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else value
