"""Studies that were really planned, over the county of two valleys, saved in a store."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from optimizer.days import DayRun, NetworkFolder, plan_again, plan_day
from optimizer.inputs import network_fingerprint
from optimizer.reports import PlanReading, Ways, board_figures
from optimizer.scenarios import ChangeSite, CloseSite, Question, Scenario, answer, document
from optimizer.siting import SitingQuestion
from optimizer.siting import answer as site
from optimizer.siting import document as siting_document
from optimizer.siting.judging import runs_of
from optimizer.store import NetworkVersion, Store, StudyRow
from tests.folders import write_county
from tests.instances import PLANNED_AT
from tests.siting.sixstop import CANDIDATES, DAYS, day_of, orders_on, runs, ways

EFFORT = 10
CLOSED = Scenario("关甲站", "A closed", (CloseSite("A"),), "closed.toml")
FREE = Scenario(
    "甲站免租",
    "A for nothing",
    (ChangeSite("A", rent_per_day=0.0, operating_cost_per_day=0.0),),
    "free.toml",
)

Study = tuple[dict[str, Any], dict[str, bytes]]
"""A document and its files."""


def save_county(store: Store, folder: Path) -> NetworkVersion:
    """Save the county of two valleys in a store."""
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return store.networks.save(
        "两谷县", files, fingerprint=network_fingerprint(folder), by="tester"
    )


def plan_whatif(folder: Path) -> Study:
    """Compare A closed, and A for nothing, over six days; maps of the first."""
    asked = _whatif(folder, 6)
    found = answer(asked, [plan_day(run) for run in asked.runs()], network_name="两谷县")
    first = asked.runs()[:3]
    files = _boards(dict(zip(("base", "1", "2"), first, strict=True)))
    return {**document(asked, found), "typical_day": first[0].day.isoformat()}, files


def stop_whatif(folder: Path) -> Study:
    """Stop after the first day of the base: there is nothing to compare it with."""
    asked = _whatif(folder, 1)
    found = answer(asked, [plan_day(asked.runs()[0])], network_name="两谷县")
    return {"typical_day": None, "boards": [], **document(asked, found)}, {}


def _whatif(folder: Path, days: int) -> Question:
    """Ask what A closed, and A for nothing, would come to."""
    network, orders = _network(folder), {}
    for day in range(days):
        file = write_county(folder / f"day-{day}", day_of(day % len(DAYS)), ways())
        orders[PLANNED_AT.date() + timedelta(days=day)] = orders_on(file, day)
    return Question(network, (CLOSED, FREE), tuple(orders), orders, effort=EFFORT)


def stop_siting(folder: Path) -> Study:
    """Choose stations, and stop after the first day of today's."""
    asked = _siting(folder)
    found = site(asked, lambda days: [plan_day(day) for day in days[:1]])
    return {"typical_day": None, "boards": [], **siting_document(asked, found)}, {}


def plan_siting(folder: Path) -> Study:
    """Choose stations over two days, judged by two others; maps of today and of the best."""
    asked = _siting(folder)
    found = site(asked, partial(map, plan_day))
    base = asked.runs(asked.days[:1])
    best = next(iter(runs_of(found.best.proposal, base)))
    files = _boards({"today": base[0], "best": best})
    return {**siting_document(asked, found), "typical_day": asked.days[0].isoformat()}, files


def older_siting(document: dict[str, Any]) -> dict[str, Any]:
    """Return a siting as documents were before; today's stations leave orders unserved."""
    villages = ("villages", "villages_by", "gaining", "losing")
    told = {name: value for name, value in document.items() if name not in villages}
    for name in ("today", "best"):
        told[name] = _older(told[name], unserved=5.0 * (name == "today"))
    for name in ("frontier", "proposals"):
        told[name] = [_older(row) for row in told[name]]
    return told


def _older(row: dict[str, Any], *, unserved: float = 0.0) -> dict[str, Any]:
    """Return a set of stations as documents had it before."""
    new = ("operating_cost", "operating_cost_low", "operating_cost_high")
    kept = {k: v for k, v in row.items() if k not in (*new, "penalties", "unserved_days")}
    return {**kept, "cost_parts": {**row["cost_parts"], "unserved": unserved}}


def _siting(folder: Path) -> SitingQuestion:
    """Ask which stations to open: two days choose, two others judge."""
    days = runs(folder, 4)
    dates = tuple(run.day for run in days)
    return SitingQuestion(
        network=days[0].network, days=dates[:2], fresh=dates[2:],
        orders={run.day: run.orders for run in days}, candidates=CANDIDATES,
        each=1, most=2, effort=EFFORT,
    )  # fmt: skip


def save_study(store: Store, net: NetworkVersion, study: Study, **changes: Any) -> StudyRow:
    """Save a study with its headline."""
    made, files = study
    verdict = made["headline"] if "scenarios" in made else made["verdict"]
    facts = {
        "kind": "whatif" if "scenarios" in made else "siting",
        "title": "关站还是免租",
        "headline": {"kind": "", **(verdict or {})},
        "run_id": None,
        "by": "张",
    } | changes
    kind, title = facts.pop("kind"), facts.pop("title")
    return store.studies.save(
        net.network_id, net.version_id, kind, title, document=made, files=files, **facts
    )


def _network(folder: Path) -> NetworkFolder:
    """Write the county; return its folder."""
    runs(folder, 1)
    return NetworkFolder.of(folder / "county")


def _boards(days: dict[str, DayRun]) -> dict[str, bytes]:
    """Return the maps of some days, by file name."""
    files = {}
    for variant, run in days.items():
        county, checked = plan_again(run)
        reading = PlanReading(checked.document, county.instance)
        for lang in ("zh", "en"):
            drawn = board_figures(reading, Ways(reading, county.roads), county.roads, lang)
            files[f"board-{variant}-{lang}.json"] = drawn.content
    return files
