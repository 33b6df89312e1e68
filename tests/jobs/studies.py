"""Small studies over the four-stop county, whose history is made up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from optimizer.jobs import StudyRequest

FIRST = date(2026, 11, 23)
DEARER = {
    "name_zh": "油价涨",
    "name_en": "fuel",
    "changes": [{"change": "change_vehicle_prices", "cost_per_km": 20.0}],
}
CLOSED = {
    "name_zh": "关站",
    "name_en": "closed",
    "changes": [{"change": "close_site", "site": "A"}],
}

REQUEST = StudyRequest(
    first_day=FIRST.isoformat(),
    days=2,
    orders="history",
    effort=20,
    seeds=1,
    scenarios=(DEARER, CLOSED),
)


def history(days: int, parcels: int = 3, gaps: Collection[int] = ()) -> bytes:
    """Return an order file of some days with parcels to P and Q on each, some left out."""
    lines = ["order_id,origin,destination,ready_at"]
    for number in range(days):
        if number in gaps:
            continue
        day = FIRST + timedelta(days=number)
        for parcel in range(parcels + number % 2):
            to = "PQ"[parcel % 2]
            lines.append(f"{day:%m%d}-{parcel},H,{to},{day}T06:00+08:00")
    return "\n".join([*lines, ""]).encode()


def ask_study(store, net, kind="whatif", orders=None, **wanted):
    """Put a study into the queue: two scenarios over two days, of little effort."""
    given = {
        "first_day": FIRST.isoformat(),
        "days": 2,
        "orders": "history",
        "effort": 50,
        "seeds": 1,
        "title": "试算",
        "scenarios": (DEARER, CLOSED) if kind == "whatif" else (),
    }
    request = StudyRequest(**{**given, **wanted})
    return store.runs.ask(
        net.network_id,
        net.version_id,
        kind,
        request.document(),
        history(request.days) if orders is None else orders,
        by="planner",
    )
