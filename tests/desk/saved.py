"""A county in a store of its own, with orders, plans and publications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from optimizer.desk.carrying import Standing, standing
from optimizer.desk.orders import check_orders, import_orders
from optimizer.desk.users import Role, User
from optimizer.inputs import network_fingerprint, preview_orders
from optimizer.opening import open_inputs
from optimizer.pipeline import Limits, make_plan
from optimizer.store import Batch, PlanRow, Store
from tests.folders import write_county
from tests.instances import county, travel

LI = User("李", Role.DISPATCHER)
VIEWER = User("王", Role.VIEWER)


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """Open a store in a folder."""
    with Store.open(f"sqlite:///{folder / 'desk.db'}") as store:
        yield store


def save_folder(store: Store, folder: Path) -> int:
    """Save a network folder, and return its network."""
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    version = store.networks.save(
        folder.name, files, fingerprint=network_fingerprint(folder), by="test"
    )
    return version.network_id


def save_county(store: Store, folder: Path, **changes: Any) -> int:
    """Save the four-stop county, and return its network; keywords as `tests.instances.county`."""
    write_county(folder / "county", county({}, **changes), travel())
    return save_folder(store, folder / "county")


def bring(store: Store, network_id: int, lines: list[str] | bytes, at: datetime) -> Batch:
    """Import an order file without problems; lines are its rows after the usual header."""
    header = "order_id,origin,destination,ready_at,pieces,handling_class,due_at"
    data = lines if isinstance(lines, bytes) else "\n".join([header, *lines]).encode()
    checked = check_orders(store, network_id, preview_orders(data, "orders.csv"), at=at)
    assert checked.issues == ()
    return import_orders(store, LI, network_id, checked.good, name="orders.csv")


def plan_at(
    store: Store, network_id: int, at: datetime, effort: int = 150
) -> tuple[Standing, PlanRow, Mapping[str, Any]]:
    """Plan what is open at a moment; the checker finds nothing."""
    left = standing(store, network_id, at)
    version_id = store.networks.latest(network_id).version_id
    opened_county = open_inputs(store, version_id, left.orders_csv, at.isoformat(), left.inherited)
    made = make_plan(opened_county, Limits(search_seconds=None, effort=effort, seed=1))
    assert [(v.code, v.where, v.message) for v in made.violations] == []
    row = store.plans.save(
        made.document,
        left.orders_csv,
        network_id=network_id,
        version_id=version_id,
        by="test",
        inherited=left.inherited,
    )
    return left, row, made.document


def publish(store: Store, row: PlanRow) -> None:
    """Put a plan in force."""
    current = store.plans.current(row.network_id)
    store.plans.publish(
        row.plan_id,
        by="test",
        violations=(),
        expecting=current.publication_id if current else None,
        tokens={},
    )
