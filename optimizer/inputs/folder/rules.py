"""Reads ``network.toml``, the rules and prices of a county."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from optimizer.domain import Issue, OrderDefaults, Penalties, ProfileRules, RoadRules, Rules
from optimizer.inputs.endless import has_endless_key
from optimizer.inputs.folder.schema import (
    PROFILES,
    NetworkTable,
    RoadProfileTable,
    RoadsTable,
    TableModel,
)
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.prices import cents
from optimizer.inputs.tables import read_bytes, to_utf8
from optimizer.units import HOUR, to_grams, to_millilitres, to_seconds

FILE: Final = "network.toml"


def read_rules(folder: Path, issues: Issues) -> Rules | None:
    """Return the rules of a network folder; None, and issues, where there is one wrong."""
    data = read_bytes(folder / FILE, issues)
    text = None if data is None else to_utf8(data, FILE, issues)
    if text is None:
        return None
    if has_endless_key(text):
        issues.add(Issue("E140", FILE, "not TOML that can be read: a key has too many parts"))
        return None
    try:
        document = tomllib.loads(text.decode())
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column \d+", str(error))
        row = int(place[1]) if place else None
        issues.add(Issue("E140", FILE, f"not TOML: {error}", row=row, fix="correct that line"))
        return None
    except RecursionError:
        issues.add(Issue("E140", FILE, "not TOML that can be read: nested too deeply"))
        return None
    table = _validate(document, issues)
    return None if table is None else _rules(table)


def _validate(document: dict[str, Any], issues: Issues) -> NetworkTable | None:
    """Return the checked document; None, and issues, where something is wrong with it."""
    try:
        table = NetworkTable.model_validate(document)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            issues.add(_issue(detail, issues))
        return None
    strangers = list(_strangers(table, issues))
    for issue in strangers:
        issues.add(issue)
    return None if strangers else table


def _issue(detail: ErrorDetails, issues: Issues) -> Issue:
    """Return what pydantic found as an issue of ours."""
    place = [str(part) for part in detail["loc"]]
    key, value = ".".join(place).replace(f"roads.{PROFILES}.", "roads."), str(detail["input"])
    if detail["type"] == "extra_forbidden":
        known = _known_keys(place[:-1])
        fix = issues.suggest(place[-1], known) or f"the keys are {', '.join(known)}"
        return Issue("E141", FILE, "nobody knows this key", column=key, value=value, fix=fix)
    if detail["type"] == "missing":
        return Issue("E142", FILE, "the key is missing", column=key, fix="add it")
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return Issue("E143", FILE, f"{shown(value)} {message}", column=key, value=value)


def _known_keys(table: list[str]) -> list[str]:
    """Return the keys that a table of the file may have."""
    if table[:2] == ["roads", PROFILES]:
        return list(RoadProfileTable.model_fields)
    model: type[TableModel] = NetworkTable
    for name in table:
        model = model.model_fields[name].annotation  # type: ignore[assignment]
    return [name for name in model.model_fields if name != PROFILES]


def _strangers(table: NetworkTable, issues: Issues) -> Iterator[Issue]:
    """Yield every class and priority that is used but not listed."""
    classes, weights = table.handling.classes, tuple(table.penalties.priority_weight)
    used = [("promise_hours_by_class", name, classes) for name in table.promise_hours_by_class]
    used += [
        ("handling.never_together", name, classes)
        for pair in table.handling.never_together
        for name in pair
    ]
    used.append(("order_defaults.handling_class", table.order_defaults.handling_class, classes))
    used.append(("order_defaults.priority", table.order_defaults.priority, weights))
    used += [("roads", name, tuple(table.speeds_kmh)) for name in table.roads.profiles]
    for key, name, known in used:
        if name not in known:
            guess = issues.suggest(name, known)
            fix = f"write one of {', '.join(known)}{'; ' if guess else ''}{guess}"
            message = f"{shown(name)} is none of the words known here"
            yield Issue("E119", FILE, message, column=key, value=name, fix=fix)


def _rules(table: NetworkTable) -> Rules:
    """Return the checked document in the units of the package."""
    prices = table.penalties.model_dump(exclude={"priority_weight"})
    defaults = table.order_defaults
    return Rules(
        name=table.name,
        timezone=table.timezone,
        currency=table.currency,
        promise=_seconds(table.promise_hours),
        promise_by_class={
            name: _seconds(hours) for name, hours in table.promise_hours_by_class.items()
        },
        horizon=_seconds(table.horizon_hours),
        planning_times=table.planning_times,
        onward_departures=table.onward_departures,
        rest_after_driving=to_seconds(table.rest_after_driving_minutes),
        rest=to_seconds(table.rest_minutes),
        access_speed_kmh=table.access_speed_kmh,
        penalties=Penalties(
            **{name: cents(price) for name, price in prices.items()},
            priority_weight=dict(table.penalties.priority_weight),
        ),
        order_defaults=OrderDefaults(
            pieces=defaults.pieces,
            weight=to_grams(defaults.weight_kg),
            volume=to_millilitres(defaults.volume_m3),
            handling_class=defaults.handling_class,
            priority=defaults.priority,
        ),
        handling_classes=table.handling.classes,
        never_together=tuple((first, second) for first, second in table.handling.never_together),
        speeds_kmh={profile: dict(speeds) for profile, speeds in table.speeds_kmh.items()},
        roads=_road_rules(table.roads),
    )


def _road_rules(table: RoadsTable) -> RoadRules:
    """Return how roads are read."""
    values = table.model_dump(exclude={"snap_limit_m", "slope_step_m", PROFILES})
    profiles = {name: ProfileRules(**each.model_dump()) for name, each in table.profiles.items()}
    return RoadRules(
        snap_limit=table.snap_limit_m, slope_step=table.slope_step_m, profiles=profiles, **values
    )


def _seconds(hours: float) -> int:
    """Return hours as whole seconds."""
    return round(hours * HOUR)
