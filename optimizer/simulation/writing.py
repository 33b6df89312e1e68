"""Writes what was simulated: a table by day, by village, and of one plan's weak places."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from optimizer.domain import Network
from optimizer.errors import StoreError
from optimizer.reports.defuse import csv_text
from optimizer.simulation.replays import Replays
from optimizer.simulation.rolling import DayRecord, Policy, Promise
from optimizer.units import HOUR, KM, MINUTE, YUAN

Row = Mapping[str, object]
DAYS_FILE: Final = "days.csv"
VILLAGES_FILE: Final = "villages.csv"


class DayTable:
    """``days.csv``, written line by line, so that what is done is kept whatever happens."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / DAYS_FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8-sig", newline="")
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error}") from error
        self._writer: csv.DictWriter[str] | None = None

    def __enter__(self) -> DayTable:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, policy: Policy, record: DayRecord) -> None:
        """Add a day of a policy."""
        row = {"policy": str(policy), **day_row(record)}
        try:
            if self._writer is None:
                self._writer = csv.DictWriter(self._file, list(row), lineterminator="\n")
                self._writer.writeheader()
            self._writer.writerow(row)
            self._file.flush()
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error}") from error


def day_row(record: DayRecord) -> dict[str, object]:
    """Return a day in the units that people use: yuan, km, hours, shares."""
    return {
        "day": record.day,
        "rain": int(record.is_wet),
        "orders": record.orders,
        "on_time": record.on_time,
        "late": record.late,
        "missing": record.missing,
        "returned": record.returned,
        "open": record.open,
        "on_time_share": round(record.on_time_share, 4),
        "pieces": record.pieces,
        "cost": round(record.cost / YUAN, 2),
        "cost_vehicles": round(record.vehicles / YUAN, 2),
        "cost_stations": round(record.stations / YUAN, 2),
        "cost_handling": round(record.handling / YUAN, 2),
        "km": round(record.metres / KM, 1),
        "hours": round(record.seconds / HOUR, 2),
        "worked_share": round(record.worked_share, 4),
        "fill": round(record.fill, 4),
        "trips": record.trips,
        "duties": record.duties,
        "transfers": record.transfers,
        "broken_transfers": record.broken,
        "called_off_trips": record.called_off,
        "left_behind": record.stayed,
        "absent": record.absent,
    }


def write_villages(
    folder: Path, network: Network, promises: Mapping[Policy, Sequence[Promise]]
) -> Path:
    """Write what the promise was worth by village and class."""
    return _write(
        folder / VILLAGES_FILE,
        [
            {
                "policy": str(policy),
                "site_id": promise.site_id,
                "name_zh": network.sites[network.index[promise.site_id]].name_zh,
                "town": network.sites[network.index[promise.site_id]].town,
                "handling_class": promise.handling_class,
                "on_time": promise.on_time,
                "late": promise.late,
                "missing": promise.missing,
                "returned": promise.returned,
                "on_time_share": round(promise.share, 4),
                "hours_mean": round(promise.hours, 2),
            }
            for policy, found in promises.items()
            for promise in found
        ],
    )


def write_replays(folder: Path, replays: Replays) -> list[Path]:
    """Write how likely each order, village, transfer and trip holds, the weakest first."""
    orders, line = replays.instance.orders, replays.timeline
    # Orders on no trip have nothing to hold.
    carried = [row for rows in line.ways.values() for row in rows]
    shares = [
        (orders.order_id[row], float(replays.on_time[row]), float(replays.delivered[row]))
        for row in carried
    ]
    trips = zip(line.trips, replays.trips.tolist(), strict=True)
    return [
        _write(
            folder / "replayed_orders.csv",
            [
                {"order_id": name, "on_time": round(on_time, 4), "delivered": round(done, 4)}
                for name, on_time, done in sorted(shares, key=lambda row: (row[1], row[0]))
            ],
        ),
        _write(
            folder / "replayed_villages.csv",
            [
                {"site_id": site_id, "on_time": round(share, 4)}
                for site_id, share in sorted(replays.villages.items(), key=lambda row: row[::-1])
            ],
        ),
        _write(
            folder / "replayed_transfers.csv",
            [
                {
                    "site_id": transfer.site_id,
                    "from_trip": transfer.giver,
                    "to_trip": transfer.taker,
                    "orders": len(transfer.orders),
                    "pieces": transfer.pieces,
                    "slack_minutes": round(transfer.slack / MINUTE, 1),
                    "holds": round(transfer.probability, 4),
                    "order_ids": ";".join(transfer.orders),
                }
                for transfer in replays.transfers
            ],
        ),
        _write(
            folder / "replayed_trips.csv",
            [
                {
                    "trip_id": trip.trip_id,
                    "vehicle_id": replays.instance.vehicles[trip.vehicle].vehicle_id,
                    "home_in_time": round(share, 4),
                }
                for trip, share in sorted(trips, key=lambda row: (row[1], row[0].trip_id))
            ],
        ),
    ]


def _write(file: Path, rows: Iterable[Row]) -> Path:
    """Write rows as a table that spreadsheets open."""
    rows = list(rows)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
            writer.writeheader()
            for row in rows:
                writer.writerow({name: _cell(value) for name, value in row.items()})
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error}") from error
    return file


def _cell(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula."""
    return csv_text(value) if isinstance(value, str) else value
