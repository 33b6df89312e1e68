"""Reads orders by column, from CSV or XLSX, with English or Chinese headers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from optimizer.domain import Bools, Calendar, Ints, Issue, Orders, Rules, Site
from optimizer.inputs.issues import Issues
from optimizer.inputs.names import SiteNames
from optimizer.inputs.tables import (
    Columns,
    Table,
    identifiers,
    moments,
    numbers,
    read_table,
    strings,
    words,
)
from optimizer.units import CUBIC_METRE, KG

COLUMNS: Final = Columns(
    required=("order_id", "origin", "destination", "ready_at"),
    optional=(
        *("pieces", "weight_kg", "volume_m3", "due_at", "handling_class", "priority"),
        *("carrier", "product", "trace_code", "phone"),
    ),
    aliases={
        "运单号": "order_id",
        "始发网点": "origin",
        "目的网点": "destination",
        "件数": "pieces",
        "重量": "weight_kg",
        "重量(kg)": "weight_kg",
        "重量（kg）": "weight_kg",
        "体积": "volume_m3",
        "体积(m³)": "volume_m3",
        "体积（m³）": "volume_m3",
        "揽收时间": "ready_at",
        "承诺时间": "due_at",
        "货类": "handling_class",
        "优先级": "priority",
        "快递公司": "carrier",
        "品名": "product",
        "溯源码": "trace_code",
        "电话": "phone",
    },
)

MOST_PIECES: Final = 100_000
MOST_KG: Final = 100_000
MOST_CUBIC_METRES: Final = 1_000


def parse_orders(
    data: bytes,
    file: Path,
    *,
    sites: Sequence[Site] | None,
    rules: Rules | None,
    calendar: Calendar,
    issues: Issues,
) -> Orders | None:
    """
    Return the orders in the bytes of a file, in its order; None where it holds none.

    Without sites or rules what hangs on them is not checked, and the result is of no use.
    """
    table = read_table(data, file, COLUMNS, issues)
    if table is None:
        return None
    return orders_in(table, sites=sites, rules=rules, calendar=calendar, issues=issues)


def orders_in(
    table: Table,
    *,
    sites: Sequence[Site] | None,
    rules: Rules | None,
    calendar: Calendar,
    issues: Issues,
) -> Orders:
    """Return the orders in a table, in its order; what is wrong with them is noted."""
    standing = rules or Rules(name="")
    defaults, priorities = standing.order_defaults, tuple(standing.penalties.priority_weight)
    classes = rules.handling_classes if rules else ()
    handling_class = _words(table, "handling_class", classes, defaults.handling_class, issues)
    known = priorities if rules else ()
    origin, destination = _ends(table, sites, issues)
    pieces, weight, volume = _amounts(table, standing, issues)
    ready, due = _times(table, standing, handling_class, calendar, issues)
    return Orders(
        order_id=identifiers(table, "order_id", issues),
        origin=origin,
        destination=destination,
        pieces=pieces,
        weight=weight,
        volume=volume,
        ready=ready,
        due=due,
        handling_class=handling_class,
        priority=_words(table, "priority", known, defaults.priority, issues),
        priorities=priorities,
        **{name: strings(table, name) for name in ("carrier", "product", "trace_code")},
    )


def _words(table: Table, name: str, known: Sequence[str], default: str, issues: Issues) -> Ints:
    """Return a column of words as positions; zeros where nobody knows the words yet."""
    if not known:
        return np.zeros(len(table), dtype=np.int64)
    return words(table, name, issues, known=known, default=default)


def _amounts(table: Table, rules: Rules, issues: Issues) -> tuple[Ints, Ints, Ints]:
    """Return pieces, grams and millilitres."""
    defaults = rules.order_defaults
    pieces = numbers(
        table, "pieces", issues, lowest=1, highest=MOST_PIECES, default=defaults.pieces, whole=True
    )
    kg = numbers(
        table, "weight_kg", issues, highest=MOST_KG, default=defaults.weight / KG, unit="kg"
    )
    cubic_metres = numbers(
        table, "volume_m3", issues,
        highest=MOST_CUBIC_METRES, default=defaults.volume / CUBIC_METRE, unit="m3",
    )  # fmt: skip
    grams, millilitres = np.rint(kg * KG), np.rint(cubic_metres * CUBIC_METRE)
    return pieces.astype(np.int64), grams.astype(np.int64), millilitres.astype(np.int64)


def _ends(table: Table, sites: Sequence[Site] | None, issues: Issues) -> tuple[Ints, Ints]:
    """Return origins and destinations, which differ, also in the base at whose door they stand."""
    if not sites:
        nowhere = np.zeros(len(table), dtype=np.int64)
        return nowhere, nowhere
    names = SiteNames(sites)
    origin = names.positions(table, "origin", issues)
    destination = names.positions(table, "destination", issues)
    index = {site.site_id: number for number, site in enumerate(sites)}
    door = np.array(
        [index.get(site.premises or "", number) for number, site in enumerate(sites)],
        dtype=np.int64,
    )
    both = (origin >= 0) & (destination >= 0)

    def issue_of(row: int) -> Issue:
        start, end = sites[origin[row]], sites[destination[row]]
        message = f"from {start.site_id} to itself"
        if start is not end:
            base = sites[door[origin[row]]].site_id
            message = f"from {start.site_id} to {end.site_id}, which share the door of {base}"
        fix = "leave out what is not to be driven, or correct one end"
        return table.issue("E121", row, "destination", message, value=end.site_id, fix=fix)

    issues.add_each(map(int, np.flatnonzero(both & (door[origin] == door[destination]))), issue_of)
    return origin, destination


def _times(
    table: Table, rules: Rules, handling_class: Ints, calendar: Calendar, issues: Issues
) -> tuple[Ints, Ints]:
    """Return when orders are ready and due; due is promised where the file does not say."""
    ready, is_ready = moments(table, "ready_at", issues, calendar, required=True)
    due, is_due = moments(table, "due_at", issues, calendar, required=False)
    promises = np.array([rules.promise_of(name) for name in rules.handling_classes])
    early: Bools = is_ready & is_due & (due < ready)

    def issue_of(row: int) -> Issue:
        start, end = calendar.moment(int(ready[row])), calendar.moment(int(due[row]))
        at = f"{start:%H:%M}" if start.date() == end.date() else f"{start:%Y-%m-%dT%H:%M}"
        message = f"due {end:%Y-%m-%dT%H:%M}, before it is ready at {at}"
        value = str(table.texts("due_at")[row])
        return table.issue("E103", row, "due_at", message, value=value, fix="swap the two columns?")

    issues.add_each(map(int, np.flatnonzero(early)), issue_of)
    return ready, np.where(is_due, due, ready + promises[handling_class])
