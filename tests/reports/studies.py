"""Documents of studies over the four-stop county, as scenarios and siting write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

FIRST = date(2026, 11, 23)
MEASURES = (
    *("total", "operating_cost", "cost_per_piece", "km", "vehicles", "on_time_share"),
    *("late", "unserved", "co2_kg"),
)
CHANGES = (
    {
        "change": "add_site",
        "site": "B",
        "name_zh": "乙中转站",
        "name_en": "station B",
        "latitude": 24.35,
        "longitude": 114.2,
        "like": "A",
    },
    {"change": "close_site", "site": "A"},
)


def days(num: int) -> list[str]:
    """Return so many days as text."""
    return [(FIRST + timedelta(days=number)).isoformat() for number in range(num)]


def figures(base: float | None, scenario: float | None, num: int = 14) -> dict[str, Any]:
    """Return a measure; without bounds where a side is unknown."""
    mean = None if base is None or scenario is None else scenario - base
    low, high = (None, None) if mean is None else (mean - 1, mean + 1)
    known = {"base": base, "scenario": scenario, "mean": mean, "low": low, "high": high}
    return {**known, "days": num, "days_better": num // 2, "block": 3}


def village(
    site_id: str, outcome: int, before: float | None, after: float | None
) -> dict[str, Any]:
    """Return a village with its on-time share before and after."""
    mean = None if before is None or after is None else after - before
    bounds = {"mean": mean, "low": None, "high": None}
    return {
        "site_id": site_id,
        "days": 14,
        "outcome": outcome,
        "on_time_share": bounds,
        "hours": {"mean": None, "low": None, "high": None},
        "base": {"on_time_share": before, "hours": 20.0},
        "scenario": {"on_time_share": after, "hours": 16.5},
    }


def scenario(num: int = 14, **changes: Any) -> dict[str, Any]:
    """Return a scenario that closes A, opens B and saves 50 a day."""
    every = days(num)
    by_day = [
        {
            "day": day,
            "base": 1000.0,
            "scenario": 950.0 + 200 * (number == 3),
            "difference": -50.0 + 200 * (number == 3),
            "on_time_base": 0.9,
            "on_time_scenario": 0.95,
        }
        for number, day in enumerate(every)
    ]
    told = {
        "name_zh": "乙站代甲站",
        "name_en": "B for A",
        "file": "b.toml",
        "changes": list(CHANGES),
        "overrides": [],
        "verdict": {
            "kind": "better",
            "sentence_zh": "乙站代甲站 每天节省 50 ± 1 元",
            "sentence_en": "B for A saves 50 ± 1 CNY a day",
        },
        "noise": {"deviation": 2.0, "freedom": 10, "margin": 1.5},
        "measures": {name: figures(1000.0, 950.0, num) for name in MEASURES},
        "station_load": {"A": figures(40.0, 0.0, num), "B": figures(0.0, 38.0, num)},
        "worst_days": [{"day": every[3], "difference": 150.0}] if num > 3 else [],
        "left_out": [],
        "by_day": by_day,
        "gaining": [],
        "losing": [],
        "villages": [village("P", 1, 0.8, 0.97), village("Q", -1, 1.0, 0.7)],
    }
    told["measures"]["on_time_share"] = figures(0.9, 0.95, num)
    return told | changes


def whatif(*scenarios: dict[str, Any], num: int = 14, **changes: Any) -> dict[str, Any]:
    """Return the document of a comparison."""
    document = {
        "schema": "route48/whatif/1",
        "network": "0123456789abcdef" * 4,
        "network_name": "四站县",
        "currency": "CNY",
        "days": days(num),
        "planned_at": "05:00",
        "effort": 300,
        "seed": 7,
        "seeds": 2,
        "under": None,
        "runs": {"asked": 38, "planned": 38, "failed": 0, "broke_rules": 0},
        "scenarios": list(scenarios or (scenario(num),)),
        "failures": [],
    }
    return document | changes


def row(*stations: str, cost: float | None, **changes: Any) -> dict[str, Any]:
    """Return a set of stations of a siting."""
    low, high = (None, None) if cost is None else (cost - 20, cost + 20)
    found = {
        "name": "+".join(stations),
        "name_zh": "＋".join(stations) or "只用县中心",
        "name_en": " + ".join(stations) or "hub alone",
        "number": len(stations),
        "stations": list(stations),
        "homes": {},
        "cost_per_day": cost,
        "cost_per_day_low": low,
        "cost_per_day_high": high,
        "cost_parts": {"vehicles": 700.0, "rent": 60.0, "late": 0.0, "total": cost},
        "on_time_share": 0.97,
        "km": 310.0,
        "vehicles": 4.0,
        "invested_per_day": 12.5,
        "investment": 45_625.0,
        "estimate": 800.0,
        "days": 10,
        "left_out": [],
        "over_best": 0.0,
        "over_best_low": None,
        "over_best_high": None,
    }
    return found | changes


def siting(num: int = 10, **changes: Any) -> dict[str, Any]:
    """Return the document of a siting: A is open today, P would be better."""
    today, best = row("A", cost=900.0), row("P", cost=820.0)
    difference = {"mean": -80.0, "low": -120.0, "high": -40.0, "days": num, "days_better": 9}
    by_day = [
        {"day": day, "is_fresh": True, "today": 900.0, "best": 820.0, "difference": -80.0}
        for day in days(num)
    ]
    noise = {"deviation": 3.0, "freedom": 10, "margin": 2.0}
    document = {
        "schema": "route48/siting/1",
        "network": "0123456789abcdef" * 4,
        "currency": "CNY",
        "days": days(num),
        "fresh_days": days(num),
        "planned_at": "05:00",
        "effort": 300,
        "seed": 7,
        "each": 2,
        "most": 3,
        "budget": 50_000.0,
        "under": None,
        "is_partial": False,
        "candidates": [{"site_id": "A", "investment": 0.0}, {"site_id": "P", "investment": 1.0}],
        "places": {},
        "today": today,
        "best": best,
        "frontier": [row(cost=990.0), best, row("A", "P", cost=860.0)],
        "proposals": [best, row("A", "P", cost=860.0), row(cost=990.0)],
        "chosen_by": difference,
        "judged_by": {**difference, "is_fresh": True, "noise": noise},
        "verdict": {
            "kind": "better",
            "sentence_zh": "P 每天节省 80 ± 40 元（由未参与选择的 10 天评判）",
            "sentence_en": "P saves 80 ± 40 CNY a day (judged by 10 days that did not choose it)",
        },
        "by_day": by_day,
        "failures": [],
    }
    return document | changes
