"""What a planned day came to, small enough to keep by the thousand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from optimizer.days.keeping import result_of

SCHEMA: Final = "route48/day/1"


class VillageDay(NamedTuple):
    """
    What a service point had of a day.

    ``orders`` were promised to it or from it (on time, late or unserved; deferred ones are
    not yet due), ``on_time`` of them were; ``hours_mean`` runs from ready to delivered,
    None where nothing was.
    """

    orders: int
    on_time: int
    hours_mean: float | None

    @property
    def on_time_share(self) -> float | None:
        """Share of the promised orders that were on time; None where there were none."""
        return self.on_time / self.orders if self.orders else None


@dataclass(frozen=True, slots=True)
class DayResult:
    """
    What one `DayRun` came to; money in the network's currency.

    Parameters
    ----------
    cost
        The parts of the cost by name, as in the plan, with the ``rent`` of every open base
        for one day, and their ``total``.
    operating_cost
        Vehicles, stations, handling and rent: what the county pays.
    cost_per_piece
        Operating cost per piece delivered; None where nothing is.
    pieces
        Pieces delivered.
    km, vehicles, trips, co2_kg
        What is driven, over the whole horizon.
    on_time, late, unserved, deferred
        Orders by status.
    station_load
        Pieces loaded and unloaded at every open base but the hub, by its id.
    by_village
        Every service point that had an order, by its id.
    violations
        Rules that the plan breaks; a day with any is not compared.
    seconds
        How long it took.
    """

    variant: str
    day: date
    seed: int
    key: str
    cost: Mapping[str, float]
    operating_cost: float
    cost_per_piece: float | None
    pieces: int
    km: float
    vehicles: int
    trips: int
    on_time: int
    late: int
    unserved: int
    deferred: int
    co2_kg: float
    station_load: Mapping[str, int]
    by_village: Mapping[str, VillageDay]
    violations: int
    seconds: float

    @property
    def on_time_share(self) -> float | None:
        """Share of the promised orders that were on time; None where there were none."""
        promised = self.on_time + self.late + self.unserved
        return self.on_time / promised if promised else None

    def document(self) -> dict[str, Any]:
        """Return the result as plain values."""
        villages = {site: list(village) for site, village in self.by_village.items()}
        plain = asdict(self) | {"day": self.day.isoformat(), "by_village": villages}
        return {"schema": SCHEMA, **plain}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> DayResult:
        """
        Return the result that a document says.

        Raises
        ------
        ValueError
            When it is none, or one of another version.
        """

        def villages(told: Mapping[str, list[Any]]) -> dict[str, VillageDay]:
            return {site: VillageDay(*village) for site, village in told.items()}

        return result_of(cls, document, SCHEMA, day=date.fromisoformat, by_village=villages)


@dataclass(frozen=True, slots=True)
class FailedRun:
    """A day that could not be planned: which, and why, in both languages."""

    variant: str
    day: date
    seed: int
    key: str
    code: str
    sentence_zh: str
    sentence_en: str
