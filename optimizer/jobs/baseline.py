"""What a plan is measured by: the county as it would run by habit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from optimizer.habit import visited_daily
from optimizer.jobs.request import Request
from optimizer.pipeline import County


def by_habit(county: County) -> County:
    """Return the county with everybody visited daily, each from the nearest station."""
    return replace(county, instance=visited_daily(county.instance, county.travel))


def baseline_key(fingerprint: str, orders_csv: bytes, request: Request) -> str:
    """Return what a baseline hangs on: plans that share it are measured by the same one."""
    parts = [
        *(fingerprint, sha256(orders_csv).hexdigest(), request.planned_at),
        *(_plain(request.inherited), str(request.effort), str(request.search_seconds)),
    ]
    return sha256("\n".join(parts).encode()).hexdigest()


def _plain(values: Mapping[str, Any]) -> str:
    """Return values as one text, whatever order they stand in."""
    return json.dumps(values, sort_keys=True, default=str)
