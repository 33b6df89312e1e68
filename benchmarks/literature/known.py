"""The best known costs of a folder of instances, as its BKS.csv tells them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

CONFIRMED = ("equal", "proven")


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is known of an instance under one convention.

    ``cost`` None where nothing is; ``digits``: decimals that it is printed with; ``vehicles``
    of the best known routes, 0 where it is not told; ``check``: what evaluating it gave.
    """

    instance: str
    cost: float | None
    digits: int
    vehicles: int
    convention: str
    solution_file: str
    check: str

    @property
    def is_confirmed(self) -> bool:
        """Whether published routes or an own run gave just this value."""
        return self.check.endswith(CONFIRMED[0]) or self.check.startswith(CONFIRMED[1])

    @property
    def tolerance(self) -> float:
        """What the printed digits leave open; more than two are not to be trusted."""
        return float(10.0 ** -min(self.digits, 2) * (1.0 if self.digits else 0.5) + 1e-6)

    def gap(self, cost: float) -> float | None:
        """Return by how many percent a cost is above the best known."""
        return None if self.cost is None else 100.0 * (cost / self.cost - 1.0)


def read_known(folder: Path) -> list[Known]:
    """Return the rows of a folder's BKS.csv in their order."""
    with (folder / "BKS.csv").open(encoding="utf-8", newline="") as file:
        return [
            Known(
                instance=row["instance"],
                cost=float(row["bks_cost"]) if row["bks_cost"] else None,
                digits=len(row["bks_cost"].partition(".")[2]),
                vehicles=int(row["vehicles"] or 0),
                convention=row["convention"],
                solution_file=row["solution_file"],
                check=row["check"],
            )
            for row in csv.DictReader(file)
        ]
