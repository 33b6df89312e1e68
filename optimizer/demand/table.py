"""Drawn orders, by column, and how they are written."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from pathlib import Path

from optimizer.demand.goods import Floats
from optimizer.domain import Ints


@dataclass(frozen=True)
class OrderTable:
    """
    Orders as the order file has them, one entry per order in every column.

    Sites by id, weight in kg, volume in m³, times as local ISO 8601 with offset; ``due_at`` is
    empty where the promise of the class holds.
    """

    order_id: tuple[str, ...]
    origin: tuple[str, ...]
    destination: tuple[str, ...]
    pieces: Ints
    weight_kg: Floats
    volume_m3: Floats
    ready_at: tuple[str, ...]
    due_at: tuple[str, ...]
    handling_class: tuple[str, ...]
    priority: tuple[str, ...]
    carrier: tuple[str, ...]
    product: tuple[str, ...]
    trace_code: tuple[str, ...]

    def __post_init__(self) -> None:
        for column in fields(self):
            if len(getattr(self, column.name)) != len(self):
                raise ValueError(f"{column.name} is not as long as order_id")

    def __len__(self) -> int:
        return len(self.order_id)


def write_orders(file: Path, table: OrderTable) -> None:
    """
    Write orders as a CSV order file.

    The same table gives the same bytes on every machine. The folder is made where it is
    missing.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    columns = [column.name for column in fields(OrderTable)]
    rows = zip(*(_as_text(table, name) for name in columns), strict=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _as_text(table: OrderTable, name: str) -> list[object]:
    """Return a column of plain Python values, which print the same everywhere."""
    values = getattr(table, name)
    return values.tolist() if hasattr(values, "tolist") else list(values)
