"""Writes an answer into a folder: a summary for machines, tables day by day."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from optimizer.days import MEASURES, Interval
from optimizer.errors import StoreError
from optimizer.reports.harmless_csv import csv_table
from optimizer.scenarios.comparing.answering import Answer

_DAYS: Final = ("day", "variant", "seed", *MEASURES, "violations")
_VILLAGES: Final = (
    *("scenario", "site_id", "days", "outcome"),
    *("on_time_share", "on_time_share_low", "on_time_share_high"),
    *("hours", "hours_low", "hours_high"),
)


def write_answer(told: Mapping[str, Any], found: Answer, folder: Path) -> list[Path]:
    """
    Write ``summary.json``, ``days.csv`` and ``villages.csv``; return them.

    ``told`` is the `document` of the answer.

    Raises
    ------
    StoreError
        When the folder cannot be written to.
    """
    text = json.dumps(told, ensure_ascii=False, indent=2)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "summary.json").write_text(text + "\n", encoding="utf-8")
        (folder / "days.csv").write_bytes(csv_table(_DAYS, _days(found)))
        (folder / "villages.csv").write_bytes(csv_table(_VILLAGES, _villages(found)))
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error}") from error
    return [folder / name for name in ("summary.json", "days.csv", "villages.csv")]


def _days(found: Answer) -> Iterable[list[Any]]:
    """Yield a row for every planned day of every variant."""
    for each in found.results:
        figures = [_number(measure.of(each)) for measure in MEASURES.values()]
        yield [each.day.isoformat(), each.variant, each.seed, *figures, each.violations]


def _villages(found: Answer) -> Iterable[list[Any]]:
    """Yield a row for every village of every scenario."""
    for comparison in found.comparisons:
        for each in comparison.villages:
            name = comparison.scenario.name_zh
            head = [name, each.site_id, each.days, each.outcome]
            yield [*head, *_bounds(each.share), *_bounds(each.hours)]


def _bounds(interval: Interval) -> list[Any]:
    return [_number(value) for value in interval]


def _number(value: float | None) -> Any:
    """Return a number as a table has it; blank where there is none."""
    if value is None or not math.isfinite(value):
        return ""
    return round(value, 4)
