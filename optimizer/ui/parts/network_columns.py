"""How the columns of the tables of a network are shown and typed into."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from optimizer.desk.networks_rules import speed_profiles
from optimizer.desk.networks_tables import COLUMNS, DRIVERS, SITES, VEHICLES, Row
from optimizer.ui import session
from optimizer.ui.parts.network_bench import Bench
from optimizer.ui.words import WORDS, t
from optimizer.wording.columns import column_name

NUMBERS: Final = frozenset(
    (
        *("latitude", "longitude", "population", "stop_minutes", "seconds_per_piece"),
        *("transfer_minutes", "docks", "operating_cost_per_day", "rent_per_day"),
        *("handling_cost_per_piece", "capacity_kg", "capacity_m3", "range_km"),
        *("max_overtime_minutes", "cost_per_shift", "cost_per_km", "cost_per_hour"),
        *("overtime_cost_per_hour", "co2_g_per_km"),
    )
)
"""The columns that hold amounts."""

CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "kind": ("hub", "transfer_station", "town_station", "village_point"),
    "status": ("open", "closed", "candidate"),
    "visits": ("by_need", "daily"),
    "coordinate_quality": (
        *("exact", "corrected", "town-seat", "estimated", "synthetic", "placeholder"),
    ),
    "datum": ("wgs84", "cgcs2000", "gcj02", "bd09"),
    "echelon": ("linehaul", "local"),
    "available": ("yes", "no"),
}
"""The words that a column may hold, as files write them."""

DEFAULTS: Final = {
    "kind": "village_point", "status": "open", "visits": "by_need", "echelon": "local",
    "available": "yes",
}  # fmt: skip
"""What a new row begins with."""

FIRST: Final[Mapping[str, Sequence[str]]] = {
    SITES: (
        *("site_id", "name_zh", "kind", "town", "status", "contact_phone", "hours", "visits"),
        *("premises", "coordinate_quality", "latitude", "longitude", "docks", "stop_minutes"),
        "seconds_per_piece",
    ),
    VEHICLES: (
        *("vehicle_id", "plate", "vehicle_type", "home_site", "echelon", "road_profile"),
        *("available", "shifts", "capacity_kg", "capacity_m3", "range_km", "cost_per_shift"),
        *("cost_per_km", "cost_per_hour", "handling_classes"),
    ),
    DRIVERS: (
        *("driver_id", "name", "phone", "licence", "home_site", "vehicle_id", "shifts", "days"),
    ),
}
"""What is shown unless all columns are asked for."""

_WIDTHS: Final = {
    "site_id": 105, "vehicle_id": 130, "driver_id": 105, "name_zh": 170, "name": 110, "days": 90,
    "home_site": 190, "premises": 150, "phone": 140, "licence": 110, "plate": 110,
}  # fmt: skip
_PINNED: Final[Mapping[str, Sequence[str]]] = {
    SITES: ("site_id", "name_zh"),
    VEHICLES: ("vehicle_id", "plate"),
    DRIVERS: ("driver_id", "name"),
}
_BRACKET: Final = re.compile(r"[(\uff08].*")


def order_of(file: str, *, everything: bool) -> list[str]:
    """Return the columns to show."""
    every = (*COLUMNS[file].required, *COLUMNS[file].optional)
    return list(dict.fromkeys((*FIRST[file], *every))) if everything else list(FIRST[file])


def config_of(file: str, bench: Bench) -> dict[str, Any]:
    """Return how each column of a table is typed into."""
    names = (*COLUMNS[file].required, *COLUMNS[file].optional)
    return {name: _config(file, name, bench) for name in names}


def _config(file: str, name: str, bench: Bench) -> Any:
    """Return how one column is typed into."""
    common: dict[str, Any] = {
        "label": column_name(name, session.lang()),
        "required": name in COLUMNS[file].required and name not in NUMBERS,
        "pinned": name in _PINNED[file] or None,
        "width": _WIDTHS.get(name),
        "help": t(f"network.help.{name}") if f"network.help.{name}" in WORDS else None,
    }
    if name in NUMBERS:
        return st.column_config.NumberColumn(**common, format="%.6f" if "tude" in name else None)
    options, called = _options(file, name, bench)
    if options:
        default = DEFAULTS.get(name)
        return st.column_config.SelectboxColumn(
            **common, options=options, format_func=called, default=default
        )
    return st.column_config.TextColumn(**common)


def _options(file: str, name: str, bench: Bench) -> tuple[list[str], Callable[[Any], str]]:
    """Return what a column may hold and what people call it; nothing where it is free."""
    used = {row[name] for row in bench.rows[file] if row[name]}
    if name in CHOICES:
        return list(dict.fromkeys((*CHOICES[name], *sorted(used)))), word_of
    if name in ("home_site", "premises"):
        bases = {
            row["site_id"]: _BRACKET.sub("", row["name_zh"])
            for row in bench.rows[SITES]
            if row["kind"] in ("hub", "transfer_station")
        }
        options = list(dict.fromkeys((*bases, *sorted(used))))
        return options, lambda base: f"{base} {bases.get(base, '')}".strip()
    if name == "road_profile":
        return list(dict.fromkeys((*speed_profiles(bench.base.rules), *sorted(used)))), word_of
    if name == "vehicle_id" and file == DRIVERS:
        plates = {row["vehicle_id"]: row["plate"] for row in bench.rows[VEHICLES]}
        options = list(dict.fromkeys((*plates, *sorted(used))))
        return options, lambda one: f"{one} {plates.get(one, '')}".strip()
    return [], str


def word_of(text: str) -> str:
    """Return what people call a word of a file; one that nobody knows keeps its name."""
    name = text.replace("-", "_")
    return t(f"network.word.{name}") if f"network.word.{name}" in WORDS else text


def bold(text: str) -> None:
    """Show a small heading."""
    st.markdown(f"**{text}**")


def typed(row: Row) -> dict[str, Any]:
    """Return a row as the editor takes it: amounts as numbers, blanks as nothing."""
    return {name: _typed(name, text) for name, text in row.items()}


def texts(file: str, records: Sequence[Mapping[str, Any]], before: Sequence[Row]) -> list[Row]:
    """Return what came out of the editor as texts; an amount that is the same keeps its text."""
    names = (*COLUMNS[file].required, *COLUMNS[file].optional)
    key = names[0]
    known: dict[str, Row] = {}
    for row in before:
        known.setdefault(row[key], row)
    rows = []
    for record in records:
        old = known.get(str(record.get(key) or "").strip(), {})
        row = {name: _text(name, record.get(name), old.get(name, "")) for name in names}
        if any(text for name, text in row.items() if text != DEFAULTS.get(name)):
            rows.append(row)
    return rows


def _typed(name: str, text: str) -> Any:
    """Return a cell as the editor takes it."""
    if not text:
        return None
    if name in NUMBERS:
        try:
            return float(text)
        except ValueError:
            return None
    return text


def _text(name: str, value: Any, before: str) -> str:
    """Return a cell as files write it."""
    if value is None or value != value:  # noqa: PLR0124 - not a number is no value
        return ""
    if name in NUMBERS:
        if _typed(name, before) == value:
            return before
        return f"{value:.6f}" if "tude" in name else f"{value:.10g}"
    return str(value).strip()
