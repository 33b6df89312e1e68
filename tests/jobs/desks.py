"""A store with the four-stop county, and a worker that does not outlive its test."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from optimizer.inputs import network_fingerprint
from optimizer.jobs import Request, ensure_worker
from optimizer.store import NetworkVersion, OrderRow, Run, Store
from tests.folders import write_county
from tests.instances import county, travel

AT = "2026-11-23T05:00:00+08:00"
PATIENCE = 180.0
"""Seconds that a state may take on a busy machine before the test gives up."""

Answer = TypeVar("Answer")


def open_store(folder: Path) -> Store:
    """Return a store of its own below a folder."""
    return Store.open(f"sqlite:///{folder / 'desk.db'}")


def save_county(store: Store, scratch: Path, *rows: dict, **changes) -> NetworkVersion:
    """Save the four-stop county in the store; keywords as in `tests.instances.county`."""
    folder = scratch / "four"
    write_county(folder, county(*(rows or ({},)), **changes), travel())
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return store.networks.save(
        "四站县", files, fingerprint=network_fingerprint(folder), by="tester"
    )


def order_row(order_id: str, **changes) -> OrderRow:
    """Return one parcel from the hub to P, ready at 06:00 of the day of the plan."""
    return OrderRow(
        **{
            "order_id": order_id,
            "origin": "H",
            "destination": "P",
            "pieces": 1,
            "weight_kg": 1.5,
            "volume_m3": 0.008,
            "ready_at": datetime.fromisoformat("2026-11-23T06:00:00+08:00"),
            "due_at": None,
            "handling_class": "general",
            "priority": "normal",
            "carrier": "",
            "product": "",
            "trace_code": "",
        }
        | changes
    )


def csv_of(*order_ids: str) -> bytes:
    """Return an order file of parcels from H to P."""
    lines = [f"{order_id},H,P,2026-11-23T06:00+08:00" for order_id in order_ids]
    return "\n".join(["order_id,origin,destination,ready_at", *lines, ""]).encode()


def ask(store: Store, net: NetworkVersion, orders: bytes | None = None, **wanted) -> Run:
    """Put a plan into the queue, of little effort unless told otherwise."""
    request = Request(**{"planned_at": AT, "search_seconds": None, "effort": 50} | wanted)
    return store.runs.ask(
        net.network_id, net.version_id, "plan", request.document(),
        csv_of("o1", "o2") if orders is None else orders, by="tester",
    )  # fmt: skip


def work(store: Store) -> None:
    """Let a worker come up."""
    ensure_worker(store)


def wait_for(look: Callable[[], Answer], what: str) -> Answer:
    """Return what `look` answers as soon as that is true."""
    until = time.monotonic() + PATIENCE
    while not (answer := look()):
        if time.monotonic() > until:
            raise AssertionError(f"{what} did not come to pass in {PATIENCE:.0f} s")
        time.sleep(0.05)
    return answer


def ended(store: Store, run: Run, *states: str) -> Run:
    """Wait until a run is in one of these states, done by default."""
    wanted = states or ("done",)

    def look() -> Run | None:
        now = store.runs.get(run.run_id)
        if now.state in {"failed", "lost"} and now.state not in wanted:
            raise AssertionError(f"run {run.run_id} is {now.state}: {now.error}")
        return now if now.state in wanted else None

    return wait_for(look, f"run {run.run_id} {' or '.join(wanted)}")
