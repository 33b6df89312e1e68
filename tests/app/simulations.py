"""A simulation that was really played, over the county of two valleys, for the store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from optimizer.days import NetworkFolder
from optimizer.scenarios import ChangeSite, Scenario
from optimizer.simulation import (
    SimulationQuestion,
    Uncertainty,
    answer,
    document,
    play_histories,
)
from optimizer.store import NetworkVersion, Store, StudyRow
from tests.folders import write_county
from tests.instances import PLANNED_AT
from tests.siting.sixstop import DAYS, day_of, orders_on, runs, ways

UNDER = Scenario("甲站免租", "A for nothing", (ChangeSite("A", rent_per_day=0.0),), "free.toml")


def play(folder: Path, days: int = 3) -> dict[str, Any]:
    """Play some days twice, with A for nothing; return the document."""
    runs(folder, 1)
    orders = {}
    for day in range(days):
        file = write_county(folder / f"day-{day}", day_of(day % len(DAYS)), ways())
        text = orders_on(file, day).decode()
        # An order that nobody took is still open on the next day: no number may come again.
        lines = [f"{day}{line}" if at else line for at, line in enumerate(text.splitlines())]
        orders[PLANNED_AT.date() + timedelta(days=day)] = "\n".join(lines).encode()
    asked = SimulationQuestion(
        network=NetworkFolder.of(folder / "county"),
        first_day=PLANNED_AT.date(),
        days=days,
        orders=orders,
        uncertainty=Uncertainty(absent=0.05),
        effort=30,
        under=UNDER,
    )
    network = asked.check().instance.network
    with ThreadPoolExecutor(1) as executor:
        return document(asked, answer(asked, play_histories(asked, executor), network))


def save(store: Store, net: NetworkVersion, made: dict[str, Any], **changes: Any) -> StudyRow:
    """Save a simulation."""
    facts = {
        "headline": made["gain"]["verdict"],
        "document": made,
        "files": {},
        "run_id": None,
        "by": "张",
    } | changes
    return store.studies.save(net.network_id, net.version_id, "simulation", "雨季三天", **facts)
