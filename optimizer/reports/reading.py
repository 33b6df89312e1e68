"""Read a plan document back beside the inputs that it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from optimizer.domain import Calendar, Instance, Site, Vehicle

Entry = dict[str, Any]


class Clocks(dict[str, int]):
    """Written times as clocks; each is read once, since thousands of orders share a stop."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self._calendar = calendar

    def __missing__(self, text: str) -> int:
        clock = self[text] = self._calendar.clock(datetime.fromisoformat(text))
        return clock


@dataclass(frozen=True)
class PlanReading:
    """
    A plan document and its instance, with everything found by its id.

    ``clocks`` turns written times into clocks.
    """

    document: Entry
    instance: Instance
    clocks: Clocks = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "clocks", Clocks(self.instance.calendar))

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of every order by its id."""
        return {order: row for row, order in enumerate(self.instance.orders.order_id)}

    @cached_property
    def vehicle_index(self) -> dict[str, int]:
        """The position of every vehicle by its id."""
        return {vehicle.vehicle_id: at for at, vehicle in enumerate(self.instance.vehicles)}

    @cached_property
    def trips(self) -> dict[str, Entry]:
        """Every trip by its id."""
        return {trip["trip_id"]: trip for trip in self.document["trips"]}

    def site(self, site_id: str) -> Site:
        """Return a site by its id."""
        return self.instance.sites[self.instance.network.index[site_id]]

    def name(self, site_id: str, lang: str) -> str:
        """Return what people call a site; the id where it has no name in the language."""
        site = self.site(site_id)
        return (site.name_en if lang == "en" else site.name_zh) or site.site_id

    def vehicle(self, vehicle_id: str) -> Vehicle:
        """Return a vehicle by its id."""
        return self.instance.vehicles[self.vehicle_index[vehicle_id]]

    def day(self, text: str) -> int:
        """Return the day of the horizon of a written time; 0 is the first."""
        moment = self.instance.calendar.moment(self.clocks[text])
        return (moment.date() - self.instance.calendar.first_day).days

    def wall(self, text: str) -> str:
        """Return a written time as ``HH:MM`` of its day."""
        return self.instance.calendar.moment(self.clocks[text]).strftime("%H:%M")

    def trips_of(self, duty: Entry) -> list[Entry]:
        """Return the trips of a duty, by start."""
        found = [
            trip
            for trip in self.document["trips"]
            if trip["vehicle_id"] == duty["vehicle_id"] and trip["shift"] == duty["shift"]
        ]
        return sorted(found, key=lambda trip: self.clocks[trip["stops"][0]["start"]])
