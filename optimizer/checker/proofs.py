"""Prove again that an order cannot be served, or not on time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from optimizer.checker.emptyfleet import EmptyFleet
from optimizer.domain import Instance, Travel

Refutation = tuple[str, int]
"""Why a proof is none, and by how many seconds (zero where no amount applies)."""


@dataclass(frozen=True)
class Proofs:
    """The judge of every reason that claims to be a proof, one method per code."""

    instance: Instance
    travel: Travel

    @cached_property
    def fleet(self) -> EmptyFleet:
        """The fleet, free all the time; built when the first proof needs it."""
        return EmptyFleet(self.instance, self.travel)

    def refute(self, row: int, code: str) -> Refutation | None:
        """Return why the reason of an order is no proof, None if it is one."""
        judges: dict[str, Callable[[int], Refutation | None]] = {
            "U101": self._refute_unreachable,
            "U102": self._refute_too_big,
            "U103": self._refute_class,
            "U104": self._refute_closed,
            "U105": self._refute_too_late,
        }
        judge = judges.get(code)
        return judge(row) if judge else (f"{code} is no kind of proof", 0)

    def _refute_unreachable(self, row: int) -> Refutation | None:
        """A chain of any vehicles refutes that there is none."""
        if self.fleet.links(row, self.fleet.carriers):
            return "vehicles and open bases lead from origin to destination", 0
        return None

    def _refute_too_big(self, row: int) -> Refutation | None:
        """It is too big if no chain is big enough, at least among those that may carry it."""
        big, allowed = self.fleet.that_fit(row), self.fleet.that_may_carry(row)
        if not self.fleet.links(row, big):
            return None
        if self.fleet.links(row, allowed) and not self.fleet.links(row, big & allowed):
            return None
        return "vehicles that are large enough lead from origin to destination", 0

    def _refute_class(self, row: int) -> Refutation | None:
        """Its class is at fault if no chain may carry it, at least among those it fits."""
        big, allowed = self.fleet.that_fit(row), self.fleet.that_may_carry(row)
        if not self.fleet.links(row, allowed):
            return None
        if self.fleet.links(row, big) and not self.fleet.links(row, big & allowed):
            return None
        return "vehicles that may carry its class lead from origin to destination", 0

    def _refute_closed(self, row: int) -> Refutation | None:
        """Its ends, and the bases at whose doors they stand, must all be open to refute it."""
        orders, sites = self.instance.orders, self.instance.sites
        ends = {int(orders.origin[row]), int(orders.destination[row])}
        if all(sites[end].is_open for end in ends | set(self.fleet.doors(row))):
            return "origin and destination are open", 0
        return None

    def _refute_too_late(self, row: int) -> Refutation | None:
        """It is hopeless only if the earliest arrival is later than due."""
        earliest, due = self.fleet.earliest_delivery(row), int(self.instance.orders.due[row])
        if earliest is None or earliest > due:
            return None
        spare = due - earliest
        text = self.instance.calendar.text(earliest)
        return f"it could be delivered at {text}, {spare} s before it is due", spare
