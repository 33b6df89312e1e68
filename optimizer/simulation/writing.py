"""Writes what was simulated: a table by day, by village, and of one plan's weak places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from optimizer.errors import StoreError
from optimizer.reports.harmless_csv import csv_records
from optimizer.simulation.replays import Replays
from optimizer.simulation.rolling import DayRecord
from optimizer.units import HOUR, KM, MINUTE, YUAN

Row = Mapping[str, object]


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
        "cost_rent": round(record.rent / YUAN, 2),
        "cost_run_off": round(record.run_off / YUAN, 2),
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
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(csv_records(list(rows)))
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error}") from error
    return file
