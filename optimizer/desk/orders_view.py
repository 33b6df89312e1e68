"""The open orders of a network as a page shows them: sums, search, one column after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from optimizer.desk.orders_county import latest_network
from optimizer.domain import Network, Site
from optimizer.store import Batch, Store, StoredOrder

GROUPS: Final = ("town", "carrier", "class", "due")
"""What orders are summed up by; a due day is ``2026-11-25``."""


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over the orders that have something in common; ``name`` may be blank."""

    name: str
    orders: int
    pieces: int
    weight_kg: float
    volume_m3: float
    urgent: int


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """
    An open order with what a page shows of it.

    ``town`` is that of its point, whichever way it goes; ``due_at`` holds the promise where
    the order does not say; moments are local. ``is_earlier`` says that it came in, and was
    ready, before today.
    """

    stored: StoredOrder
    origin: str
    destination: str
    at: str
    town: str
    ready_at: datetime
    due_at: datetime
    batch: str
    is_earlier: bool
    is_overdue: bool
    haystack: str


@dataclass(frozen=True)
class OpenOrders:
    """All open orders of a network, the last batch first, and their sums."""

    rows: tuple[OpenOrder, ...]
    batches: tuple[Batch, ...]
    totals: Mapping[str, tuple[Total, ...]] = field(default_factory=dict)

    @property
    def whole(self) -> Total:
        """The sum over all."""
        return _sum("", self.rows)

    @property
    def num_earlier(self) -> int:
        """How many are left from earlier days."""
        return sum(row.is_earlier for row in self.rows)

    @property
    def num_overdue(self) -> int:
        """How many are past their promise."""
        return sum(row.is_overdue for row in self.rows)

    def found(self, text: str = "", **wanted: str | bool | None) -> list[OpenOrder]:
        """
        Return the orders that hold all words of a text and have what is wanted.

        ``wanted`` maps a group to the name of a total, or ``earlier``, ``overdue``,
        ``urgent`` and ``returns`` to True.
        """
        words = text.casefold().split()
        keys = [
            (_KEYS[name], value) for name, value in wanted.items() if value not in (None, False)
        ]
        return [
            row
            for row in self.rows
            if all(word in row.haystack for word in words)
            and all(key(row) == value for key, value in keys)
        ]


def open_orders(store: Store, network_id: int, now: datetime | None = None) -> OpenOrders:
    """Return what is open in a network, marked by what is today."""
    network = latest_network(store, network_id)
    moment = (now or datetime.now(UTC)).astimezone(ZoneInfo(network.rules.timezone))
    batches = store.orders.batches(network_id)
    known = {batch.batch_id: batch for batch in batches}
    sites = {site.site_id: site for site in network.sites}
    # What came in last is looked for first; within a batch the order of the file stays.
    orders = sorted(store.orders.open(network_id), key=lambda order: -order.batch_id)
    rows = tuple(
        _shown(order, network, sites, known.get(order.batch_id), moment) for order in orders
    )
    totals = {name: _totals(rows, _KEYS[name]) for name in GROUPS}
    return OpenOrders(rows, tuple(batches), totals)


def _shown(
    order: StoredOrder,
    network: Network,
    sites: Mapping[str, Site],
    batch: Batch | None,
    now: datetime,
) -> OpenOrder:
    """Return an order with what a page shows of it."""
    row, zone = order.row, now.tzinfo
    ready = row.ready_at.astimezone(zone)
    promised = row.ready_at.timestamp() + network.rules.promise_of(row.handling_class)
    due = row.due_at.astimezone(zone) if row.due_at else datetime.fromtimestamp(promised, zone)
    ends = [sites.get(row.origin), sites.get(row.destination)]
    point = ends[0] if ends[0] and not ends[0].is_base else ends[1] or ends[0]
    if ends[1] and not ends[1].is_base:
        point = ends[1]
    came = batch.added_at.astimezone(zone).date() if batch else date.min
    names = [_name(sites, row.origin), _name(sites, row.destination)]
    texts = (row.order_id, row.trace_code, *names, row.origin, row.destination, row.product,
             row.carrier, row.phone)  # fmt: skip
    return OpenOrder(
        stored=order,
        origin=names[0],
        destination=names[1],
        at=_name(sites, order.at_site) if order.at_site else "",
        town=(point.town or point.name_zh) if point else "",
        ready_at=ready,
        due_at=due,
        batch=batch.name if batch else "",
        is_earlier=max(came, ready.date()) < now.date(),
        is_overdue=due < now,
        haystack="\n".join(texts).casefold(),
    )


def _name(sites: Mapping[str, Site], site_id: str) -> str:
    """Return what people call a site; one that is gone keeps its id."""
    site = sites.get(site_id)
    return site.name_zh if site else site_id


_KEYS: Final[Mapping[str, Callable[[OpenOrder], str | bool]]] = {
    "town": lambda row: row.town,
    "carrier": lambda row: row.stored.row.carrier,
    "class": lambda row: row.stored.row.handling_class,
    "due": lambda row: f"{row.due_at:%Y-%m-%d}",
    "earlier": lambda row: row.is_earlier,
    "overdue": lambda row: row.is_overdue,
    "urgent": lambda row: row.stored.row.priority == "urgent",
    "returns": lambda row: row.stored.return_of is not None,
}


def _totals(rows: Sequence[OpenOrder], key: Callable[[OpenOrder], str | bool]) -> tuple[Total, ...]:
    """Return the sums of groups: days in their order, all else the largest first."""
    groups: dict[str, list[OpenOrder]] = {}
    for row in rows:
        groups.setdefault(str(key(row)), []).append(row)
    found = [_sum(name, members) for name, members in groups.items()]
    if key is _KEYS["due"]:
        return tuple(sorted(found, key=lambda total: total.name))
    return tuple(sorted(found, key=lambda total: (-total.orders, total.name)))


def _sum(name: str, rows: Sequence[OpenOrder]) -> Total:
    """Return the sum over orders."""
    orders = [row.stored.row for row in rows]
    return Total(
        name,
        len(orders),
        sum(order.pieces for order in orders),
        round(sum(order.weight_kg for order in orders), 1),
        round(sum(order.volume_m3 for order in orders), 2),
        sum(order.priority == "urgent" for order in orders),
    )


def stamp(store: Store, network_id: int) -> str:
    """Return a text that changes whenever anything is done in a network."""
    last = store.changes.recent(network_id, limit=1)
    return f"{last[0].at.isoformat()} {last[0].kind} {last[0].target}" if last else ""
