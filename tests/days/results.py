"""Results that nobody planned, for what is computed from them."""

from datetime import date, timedelta

from optimizer.days import DayResult, VillageDay

FIRST = date(2026, 11, 1)


def result(day, total, *, variant="base", seed=0, villages=(), **changes):
    """Return the result of a day that cost a total; villages as (orders, on time, hours)."""
    parts = {
        "variant": variant,
        "day": FIRST + timedelta(days=day),
        "seed": seed,
        "key": f"{variant}-{day}-{seed}",
        "cost": {"vehicles": total, "rent": 0.0, "total": total},
        "operating_cost": total,
        "cost_per_piece": total / 100,
        "pieces": 100,
        "km": 50.0,
        "vehicles": 2,
        "trips": 3,
        "on_time": 98,
        "late": 2,
        "unserved": 0,
        "deferred": 0,
        "co2_kg": 10.0,
        "station_load": {"A": 40},
        "by_village": {site: VillageDay(*told) for site, told in dict(villages).items()},
        "violations": 0,
        "seconds": 1.0,
    }
    return DayResult(**(parts | changes))


def series(totals, **changes):
    """Return one result per day."""
    return [result(day, float(total), **changes) for day, total in enumerate(totals)]
