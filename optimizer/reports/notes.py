"""What is printed beside a plan and is not part of it: who drives, and where pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.domain import Drivers, Site, TimeWindow
from optimizer.reports.reading import PlanReading
from optimizer.units import HOUR, MINUTE


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom others may have to call; any part may be empty."""

    name: str = ""
    phone: str = ""

    @property
    def line(self) -> str:
        """
        Name and phone in one line.

        Examples
        --------
        >>> Person("李四", "13800000000").line
        '李四 13800000000'
        """
        return f"{self.name} {self.phone}".strip()


NOBODY = Person()


@dataclass(frozen=True)
class Notes:
    """
    What sheets say beyond the plan; nothing by default.

    ``drivers`` are by vehicle and start of the shift, as the plan writes it; ``pages`` are
    the addresses of the phone pages by vehicle; ``dispatcher`` is whom drivers call;
    ``stamp`` says on every page which publication this is, or that it is none.
    """

    drivers: Mapping[tuple[str, str], Person] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    dispatcher: Person = NOBODY
    stamp: str = ""

    def driver(self, vehicle_id: str, shift_start: str) -> Person:
        """Return who drives a vehicle in a shift; nobody where that is not known."""
        return self.drivers.get((vehicle_id, shift_start), NOBODY)


PLAIN = Notes()
"""Notes that say nothing."""


def people_of(plan: PlanReading, drivers: Drivers) -> dict[tuple[str, str], Person]:
    """Return who drives which duty of a plan, by vehicle and start of the shift."""
    found = {}
    for duty in plan.document["duties"]:
        begin, end = (
            plan.instance.calendar.moment(plan.clocks[duty["shift"][name]])
            for name in ("start", "end")
        )
        shift = TimeWindow(*(one.hour * HOUR + one.minute * MINUTE for one in (begin, end)))
        driver = drivers.of(duty["vehicle_id"], begin.date(), shift)
        if driver is not None:
            key = (duty["vehicle_id"], duty["shift"]["start"])
            found[key] = Person(driver.name, driver.phone)
    return found


def phone_of(site: Site) -> str:
    """Return the phone of a site; empty where there is none."""
    return str(getattr(site, "contact_phone", "") or "")
