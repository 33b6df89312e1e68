"""
A store with the four-stop county, its four orders and the plan that reports know by heart.

The plan is `tests.reports.plans.four_stop_plan`: truck-1 brings o1 to A and fetches o2,
van-1 takes o1 to P and brings o2 back; o3 is on no trip, o4 is put off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from optimizer.desk.users import Role, User
from optimizer.domain import Network
from optimizer.inputs import network_fingerprint
from optimizer.pipeline import open_county, verify
from optimizer.reports import plan_document
from optimizer.store import NetworkVersion, OrderRow, PlanRow, Store
from tests.folders import write_county, write_network
from tests.instances import travel
from tests.reports.plans import four_stop_instance, four_stop_plan

AT = "2026-11-23T05:00:00+08:00"
LI, WANG = User("李", Role.DISPATCHER), User("王", Role.DISPATCHER)
VIEWER = User("看客", Role.VIEWER)


@dataclass
class Desk:
    """The store and what is in it; `save` adds plans, `change` a version of the network."""

    store: Store
    folder: Path
    version: NetworkVersion
    plan: PlanRow

    @property
    def network_id(self) -> int:
        """The network of all plans."""
        return self.version.network_id

    def save(self, document: dict[str, Any] | None = None, **more: Any) -> PlanRow:
        """Save the plan once more, or another document."""
        file = self.folder / "orders" / "orders.csv"
        county = open_county(self.folder, file, AT)
        document = document or plan_document(four_stop_plan(), county.instance, county.travel)
        return self.store.plans.save(
            document,
            file.read_bytes(),
            network_id=self.network_id,
            version_id=self.version.version_id,
            by="李",
            violations=len(verify(county, document)),
            **more,
        )

    def change(
        self, edit: Callable[[Network], Network], times: Any = None, **files: bytes
    ) -> NetworkVersion:
        """Save the network with an edit, as the page Network does."""
        folder = self.folder.parent / f"v{len(list(self.folder.parent.iterdir()))}"
        write_network(folder, edit(four_stop_instance().network), times or travel())
        for name, data in files.items():
            (folder / name.replace("_csv", ".csv")).write_bytes(data)
        return _save(self.store, folder, network_id=self.network_id)


def make_desk(folder: Path) -> Desk:
    """Return a store below a folder with county, orders and plan."""
    store = Store.open(f"sqlite:///{folder / 'desk.db'}")
    county_folder = folder / "networks" / "v0"
    write_county(county_folder, four_stop_instance(), travel())
    version = _save(store, county_folder)
    store.orders.add(version.network_id, order_rows(), name="orders.csv", by="李")
    desk = Desk(store, county_folder, version, None)  # type: ignore[arg-type]
    return replace(desk, plan=desk.save(label="早班"))


def order_rows() -> list[OrderRow]:
    """Return the four orders as the store keeps them."""
    instance = four_stop_instance()
    orders, moment = instance.orders, instance.calendar.moment
    return [
        OrderRow(
            order_id=orders.order_id[at],
            origin=instance.sites[int(orders.origin[at])].site_id,
            destination=instance.sites[int(orders.destination[at])].site_id,
            pieces=int(orders.pieces[at]),
            weight_kg=int(orders.weight[at]) / 1000,
            volume_m3=int(orders.volume[at]) / 1_000_000,
            ready_at=moment(int(orders.ready[at])),
            due_at=moment(int(orders.due[at])),
            handling_class="general",
            priority="normal",
            carrier="",
            product="",
            trace_code=f"TRACE{at}",
        )
        for at in range(len(orders))
    ]


def at(text: str) -> datetime:
    """Return ``HH:MM`` of the first day."""
    return datetime.fromisoformat(f"2026-11-23T{text}:00+08:00")


def _save(store: Store, folder: Path, **more: Any) -> NetworkVersion:
    """Save a folder as a version of a network."""
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return store.networks.save(
        "四站县", files, fingerprint=network_fingerprint(folder), by="李", **more
    )
