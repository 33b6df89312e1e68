"""Reads ``sites.csv``."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from optimizer.domain import Ints, Issue, Site, SiteKind, SiteStatus, Visits
from optimizer.inputs.folder.phones import phones
from optimizer.inputs.folder.places import read_places
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.names import SiteNames
from optimizer.inputs.prices import cents
from optimizer.inputs.tables import (
    Columns,
    Table,
    identifiers,
    numbers,
    read_bytes,
    read_table,
    strings,
    windows,
    word_sets,
    words,
)
from optimizer.units import DAY, to_seconds

FILE: Final = "sites.csv"
COLUMNS: Final = Columns(
    required=("site_id", "kind", "name_zh"),
    optional=(
        *(
            "name_en",
            "town",
            "official_code",
            "latitude",
            "longitude",
            "datum",
            "coordinate_quality",
        ),
        *("status", "premises", "hours", "visits", "stop_minutes", "seconds_per_piece"),
        *("transfer_minutes", "docks", "operating_cost_per_day", "rent_per_day"),
        *("handling_cost_per_piece", "road_profiles"),
        # For people; planning does not ask for them.
        *("contact_phone", "population", "source"),
    ),
)

_TEXTS: Final = ("name_en", "town", "official_code", "coordinate_quality")
_PRICES: Final = ("operating_cost_per_day", "rent_per_day", "handling_cost_per_piece")
_MOST_MONEY: Final = 1e6


def read_sites(
    folder: Path, issues: Issues, *, with_roads: bool
) -> tuple[tuple[Site, ...] | None, Ints]:
    """
    Return the sites of a network folder in the order of the file, and the row of each.

    Sites with issues are among them, with neutral values where the file's make no sense, so
    that what names them can be checked too. None where the file cannot be read at all.
    ``with_roads`` says that sites must have coordinates, to be joined to the roads.
    """
    data = read_bytes(folder / FILE, issues)
    table = None if data is None else read_table(data, folder / FILE, COLUMNS, issues)
    if table is None:
        return None, np.zeros(0, dtype=np.int64)
    sites = _sites(table, issues, with_roads=with_roads)
    if {"site_id", "kind"} <= table.columns.keys() and sites:
        _check_bases(table, sites, issues)
        sites = _with_premises(table, sites, issues)
    return sites, table.rows


def _sites(table: Table, issues: Issues, *, with_roads: bool) -> tuple[Site, ...]:
    """Return every row as a site; ``premises`` is still as written."""
    kinds, statuses, visits = list(SiteKind), list(SiteStatus), list(Visits)
    kind = words(table, "kind", issues, known=kinds)
    status = words(table, "status", issues, known=statuses, default="open")
    visit = words(table, "visits", issues, known=visits, default="by_need")
    columns: dict[str, Sequence[Any]] = {
        "site_id": identifiers(table, "site_id", issues),
        "kind": [kinds[number] for number in kind],
        "name_zh": strings(table, "name_zh", issues),
        "status": [statuses[number] for number in status],
        "premises": [text or None for text in strings(table, "premises")],
        "hours": windows(table, "hours", issues),
        "visits": [visits[number] for number in visit],
        "road_profiles": word_sets(table, "road_profiles", issues, known=()),
        "contact_phone": phones(table, "contact_phone", issues),
        **{name: strings(table, name) for name in _TEXTS},
        **_amounts(table, issues),
        **read_places(table, issues, required=with_roads),
    }
    return tuple(
        Site(**{name: column[row] for name, column in columns.items()}) for row in range(len(table))
    )


def _amounts(table: Table, issues: Issues) -> dict[str, list[Any]]:
    """Return the columns of times, docks and prices, in the package's units."""

    def amounts(name: str, highest: float, unit: str = "") -> list[float]:
        column = numbers(table, name, issues, highest=highest, unit=unit, default=0.0)
        return [float(amount) for amount in column]

    docks = numbers(table, "docks", issues, lowest=1, highest=1000, whole=True)
    seconds = amounts("seconds_per_piece", DAY, "seconds")
    return {
        "docks": [None if math.isnan(number) else int(number) for number in docks],
        "stop_time": [to_seconds(x) for x in amounts("stop_minutes", 24 * 60, "minutes")],
        "piece_time": [round(x * 1000) for x in seconds],
        "transfer_time": [
            to_seconds(x) for x in amounts("transfer_minutes", 7 * 24 * 60, "minutes")
        ],
        **{name: [cents(x) for x in amounts(name, _MOST_MONEY)] for name in _PRICES},
    }


def _check_bases(table: Table, sites: Sequence[Site], issues: Issues) -> None:
    """Note a network without exactly one hub, or without any open base."""
    written = [text.strip().casefold() for text in table.texts("kind")]
    hubs = [row for row, kind in enumerate(written) if kind == SiteKind.HUB]
    if not hubs:
        fix = "exactly one site must be of kind hub"
        issues.add(Issue("E130", FILE, "there is no hub", column="kind", fix=fix))
    for row in hubs[1:]:
        message = f"a second hub, besides that in row {table.rows[hubs[0]]}"
        issues.add(table.issue("E130", row, "kind", message, value="hub", fix="keep one"))
    bases = [site for site in sites if site.is_base]
    if bases and not any(site.is_open for site in bases):
        message = "no base is open: hub and transfer stations are all closed or candidates"
        issues.add(Issue("E131", FILE, message, column="status", fix="open at least one"))


def _with_premises(table: Table, sites: tuple[Site, ...], issues: Issues) -> tuple[Site, ...]:
    """Return the sites with the id of the base at whose door they stand."""
    positions = SiteNames(sites).positions(table, "premises", issues, required=False)
    placed = list(sites)
    for row, site in enumerate(sites):
        if site.premises is None:
            continue
        base = sites[positions[row]] if positions[row] >= 0 else None
        if base is not None and not base.is_base:
            message = f"{shown(site.premises)} is no base but a {base.kind}"
            fix = "name the hub or a transfer station"
            issues.add(table.issue("E132", row, "premises", message, value=site.premises, fix=fix))
        elif base is not None and site.is_base:
            message = f"a {site.kind} cannot stand at another base"
            issues.add(
                table.issue(
                    "E132", row, "premises", message, value=site.premises, fix="leave it blank"
                )
            )
        placed[row] = replace(site, premises=base.site_id if base and base.is_base else None)
    return tuple(placed)


def check_profiles(
    sites: Sequence[Site], rows: Ints, known: Collection[str], issues: Issues
) -> None:
    """Note road profiles of sites that neither the fleet nor the rules know."""
    for site, row in zip(sites, rows, strict=True):
        for profile in sorted(site.road_profiles - set(known)):
            guess = issues.suggest(profile, known)
            issues.add(
                Issue(
                    "E119",
                    FILE,
                    f"{shown(profile)} is no road profile of the fleet or the rules",
                    row=int(row),
                    column="road_profiles",
                    value=profile,
                    fix=f"write some of {';'.join(sorted(known))}{', ' if guess else ''}{guess}",
                )
            )
