"""Plans many days of many variants, wherever there are cores, and compares them honestly."""

from optimizer.days.comparison import (
    LEAST_DAYS,
    LEVEL,
    MEASURES,
    NOISE_DAYS,
    DayDifference,
    Difference,
    Interval,
    Measure,
    Noise,
    Verdict,
    VerdictKind,
    VillageDifference,
    by_village,
    figures_by_day,
    figures_by_site,
    interval_of,
    level_together,
    load_of,
    noise,
    paired,
    verdict,
)
from optimizer.days.executors import cluster_executor, local_executor
from optimizer.days.plain import plain_number
from optimizer.days.planning import open_day, plan_again, plan_day
from optimizer.days.recipe import Apply, Changes, DayRun, Drawn, NetworkFolder
from optimizer.days.result import DayResult, FailedRun, VillageDay
from optimizer.days.running import DaysProgress, run_days
from optimizer.days.sources import orders_source

__all__ = [
    "LEAST_DAYS",
    "LEVEL",
    "MEASURES",
    "NOISE_DAYS",
    "Apply",
    "Changes",
    "DayDifference",
    "DayResult",
    "DayRun",
    "DaysProgress",
    "Difference",
    "Drawn",
    "FailedRun",
    "Interval",
    "Measure",
    "NetworkFolder",
    "Noise",
    "Verdict",
    "VerdictKind",
    "VillageDay",
    "VillageDifference",
    "by_village",
    "cluster_executor",
    "figures_by_day",
    "figures_by_site",
    "interval_of",
    "level_together",
    "load_of",
    "local_executor",
    "noise",
    "open_day",
    "orders_source",
    "paired",
    "plain_number",
    "plan_again",
    "plan_day",
    "run_days",
    "verdict",
]
