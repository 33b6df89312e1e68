"""Changes of the fleet: add, drop, move, retype, other shifts, other prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from optimizer.domain import Vehicle
from optimizer.inputs.prices import cents
from optimizer.inputs.tables import read_windows
from optimizer.scenarios.ground import Ground, Refusal, Subject, at, unknown
from optimizer.scenarios.keys import hours, number, text, texts, whole
from optimizer.units import to_seconds

_MOST: Final = 200
_MONEY: Final = 1e5
_PRICES: Final = ("cost_per_shift", "cost_per_km", "cost_per_hour", "overtime_cost_per_hour")


@dataclass(frozen=True, slots=True)
class AddVehicles:
    """What if there were more vehicles, like one that there is or like those of a type?"""

    kind: ClassVar[str] = "add_vehicles"
    like: str = text()
    count: int = whole(1, _MOST, default=1)
    home: str | None = text(default=None)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("vehicles", self.like, self.home or "", "added"): self.count}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        pattern = ground.like(self.like)
        home = ground.base(self.home, "home").site_id if self.home else pattern.home_site
        fleet = list(ground.network.vehicles)
        taken = {vehicle.vehicle_id for vehicle in fleet}
        numbers = iter(range(1, 2 * _MOST + len(fleet)))
        while len(fleet) < len(ground.network.vehicles) + self.count:
            name = f"{pattern.vehicle_id}+{next(numbers)}"
            if name not in taken:
                new = replace(pattern, vehicle_id=name, plate="", home_site=home, available=True)
                fleet.append(new)
        return ground.with_network(vehicles=tuple(fleet))


@dataclass(frozen=True, slots=True)
class DropVehicles:
    """
    What if some vehicles are gone?

    Of those that match all that is given, the last ``count``, or all.
    """

    kind: ClassVar[str] = "drop_vehicles"
    vehicles: tuple[str, ...] = texts()
    home: str | None = text(default=None)
    vehicle_type: str | None = text(default=None)
    count: int | None = whole(1, _MOST, default=None)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return of_vehicles(self, "available", self.count or "no")

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        chosen = [each for each in meant(self, ground) if each.available]
        if not chosen or len(chosen) < (self.count or 0):
            message = f"only {len(chosen)} such vehicles are available"
            wanted = str(self.count or "all")
            raise Refusal("E406", message, **at("count", wanted, "drop fewer"))
        last = {each.vehicle_id for each in chosen[-(self.count or len(chosen)) :]}
        return changed(ground, last, lambda each: replace(each, available=False))


@dataclass(frozen=True, slots=True)
class MoveVehicles:
    """What if some vehicles are at home elsewhere?"""

    kind: ClassVar[str] = "move_vehicles"
    to: str = text()
    vehicles: tuple[str, ...] = texts()
    home: str | None = text(default=None)
    vehicle_type: str | None = text(default=None)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return of_vehicles(self, "home", self.to)

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        home = ground.base(self.to, "to").site_id
        ids = {each.vehicle_id for each in meant(self, ground)}
        return changed(ground, ids, lambda each: replace(each, home_site=home))


@dataclass(frozen=True, slots=True)
class RetypeVehicles:
    """What if some vehicles were of another type, like one that there is?"""

    kind: ClassVar[str] = "retype_vehicles"
    like: str = text()
    vehicles: tuple[str, ...] = texts()
    home: str | None = text(default=None)
    vehicle_type: str | None = text(default=None)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return of_vehicles(self, "type", self.like)

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        pattern = ground.like(self.like)
        ids = {each.vehicle_id for each in meant(self, ground)}

        def retyped(each: Vehicle) -> Vehicle:
            return replace(
                pattern,
                vehicle_id=each.vehicle_id,
                plate=each.plate,
                home_site=each.home_site,
                echelon=each.echelon,
                shifts=each.shifts,
                max_overtime=each.max_overtime,
                available=each.available,
            )

        return changed(ground, ids, retyped)


@dataclass(frozen=True, slots=True)
class ChangeShifts:
    """What if some vehicles, or all, work at other hours?"""

    kind: ClassVar[str] = "change_shifts"
    shifts: str = hours()
    vehicles: tuple[str, ...] = texts()
    home: str | None = text(default=None)
    vehicle_type: str | None = text(default=None)
    max_overtime_minutes: float | None = number(0, 24 * 60, default=None)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return of_vehicles(self, "shifts", (self.shifts, self.max_overtime_minutes))

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        windows = read_windows(self.shifts)
        if isinstance(windows, str) or not windows:
            fix = 'write them as in "07:00-13:00"'
            raise Refusal("E403", "a vehicle needs a shift", **at("shifts", self.shifts, fix))
        overtime = self.max_overtime_minutes

        def shifted(each: Vehicle) -> Vehicle:
            longest = each.max_overtime if overtime is None else to_seconds(overtime)
            return replace(each, shifts=windows, max_overtime=longest)

        ids = {each.vehicle_id for each in meant(self, ground, all_of_them=True)}
        return changed(ground, ids, shifted)


@dataclass(frozen=True, slots=True)
class ChangeVehiclePrices:
    """What if some vehicles, or all, cost something else?"""

    kind: ClassVar[str] = "change_vehicle_prices"
    vehicles: tuple[str, ...] = texts()
    home: str | None = text(default=None)
    vehicle_type: str | None = text(default=None)
    cost_per_shift: float | None = number(0, _MONEY, default=None)
    cost_per_km: float | None = number(0, _MONEY, default=None)
    cost_per_hour: float | None = number(0, _MONEY, default=None)
    overtime_cost_per_hour: float | None = number(0, _MONEY, default=None)

    @property
    def prices(self) -> dict[str, float]:
        """The prices that are given, in cents."""
        return {
            name: cents(price) for name in _PRICES if (price := getattr(self, name)) is not None
        }

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        found: dict[Subject, Any] = {}
        for name, price in self.prices.items():
            found |= of_vehicles(self, name, price)
        return found

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        prices: dict[str, Any] = self.prices
        if not prices:
            fix = f"give some of {', '.join(_PRICES)}"
            raise Refusal("E403", "changes no price", fix=fix)
        ids = {each.vehicle_id for each in meant(self, ground, all_of_them=True)}
        return changed(ground, ids, lambda each: replace(each, **prices))


def of_vehicles(change: Any, what: str, value: Any) -> dict[Subject, Any]:
    """Return what a change sets of each vehicle that it names, or of a group of them."""
    if change.vehicles:
        return {("vehicle", each, what): value for each in change.vehicles}
    return {("vehicles", change.home or "", change.vehicle_type or "", what): value}


def meant(change: Any, ground: Ground, *, all_of_them: bool = False) -> list[Vehicle]:
    """Return the vehicles that match all that a change says of them."""
    fleet = list(ground.network.vehicles)
    if not (change.vehicles or change.home or change.vehicle_type or all_of_them):
        fix = "give some of vehicles, home, vehicle_type"
        raise Refusal("E403", "names no vehicle", key="vehicles", fix=fix)
    for name in change.vehicles:
        if all(each.vehicle_id != name for each in fleet):
            known = [each.vehicle_id for each in fleet]
            raise unknown("vehicle", name, known, "vehicles")
    if change.vehicles:
        fleet = [each for each in fleet if each.vehicle_id in change.vehicles]
    if change.home:
        home = ground.site(change.home, "home").site_id
        fleet = [each for each in fleet if each.home_site == home]
    if change.vehicle_type:
        types = [each.vehicle_type for each in ground.network.vehicles]
        if change.vehicle_type not in types:
            raise unknown("type of vehicles", change.vehicle_type, types, "vehicle_type")
        fleet = [each for each in fleet if each.vehicle_type == change.vehicle_type]
    if not fleet:
        raise Refusal("E406", "no vehicle matches all of it", key="vehicles", fix="ask for less")
    return fleet


def changed(ground: Ground, ids: set[str], change: Callable[[Vehicle], Vehicle]) -> Ground:
    """Return the ground with some vehicles changed."""
    fleet = ground.network.vehicles
    new = tuple(change(each) if each.vehicle_id in ids else each for each in fleet)
    return ground.with_network(vehicles=new)
