"""The results as a file that runs resume from, and as a table for people."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from benchmarks.ablations.arms import Arm
from benchmarks.ablations.ledger import Account
from benchmarks.ablations.statistics import Interval, absolute, interval, relative

Key = tuple[str, int, str, int, int, float]

COMPARISONS = (
    (Arm.BY_NEED, Arm.DAILY),
    (Arm.PATIENT, Arm.DAILY),
    (Arm.BY_NEED, Arm.NEAREST),
)
"""Visits by need, as the county prices them and with patience; both echelons together."""


@dataclass(frozen=True)
class Row:
    """
    One county, demand seed and arm.

    ``days`` are simulated, ``counted`` of them counted, ``effort`` is that of one plan,
    ``scale`` multiplies all demand.
    """

    county: str
    seed: int
    arm: str
    days: int
    counted: int
    effort: int
    scale: float
    plans: int
    seconds: float
    account: Account

    @property
    def key(self) -> Key:
        """What a row is a row of."""
        return self.county, self.seed, self.arm, self.days, self.effort, self.scale

    def per_day(self, name: str) -> float:
        """Return a figure of the account per counted day."""
        return float(getattr(self.account, name)) / self.counted


def columns() -> list[str]:
    """Return the columns of the file."""
    own = [column.name for column in fields(Row) if column.name != "account"]
    return own + [column.name for column in fields(Account)]


def write_row(file: Path, row: Row) -> None:
    """Add a row to the file."""
    is_new = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns(), lineterminator="\n")
        if is_new:
            writer.writeheader()
        values = asdict(row)
        account = values.pop("account")
        writer.writerow({name: _rounded(value) for name, value in (values | account).items()})


def read_rows(file: Path) -> list[Row]:
    """Return the rows that the file has already."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [_row(entry) for entry in csv.DictReader(lines)]


def _row(entry: dict[str, str]) -> Row:
    """Return one line of the file as a row."""
    account = {f.name: _read(f.type, entry[f.name]) for f in fields(Account)}
    own = {f.name: _read(f.type, entry[f.name]) for f in fields(Row) if f.name != "account"}
    return Row(account=Account(**account), **own)


def _read(kind: object, text: str) -> Any:
    """Return a value of the file by the type of its field."""
    readers: dict[object, Callable[[str], object]] = {"int": int, "float": float}
    return readers.get(kind, str)(text)


def _rounded(value: object) -> object:
    """Return a value as the file has it."""
    return round(value, 6) if isinstance(value, float) else value


def markdown(rows: Sequence[Row]) -> str:
    """Return all results as two tables: the arms, and the paired differences between them."""
    counties = list(dict.fromkeys(row.county for row in rows))
    lines = [
        "| county | arm | seeds | cost, yuan a day | vehicles | stations | handling | km a day "
        "| of it linehaul | calls a day | on time | hours to delivery |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for county in counties:
        for arm in Arm:
            chosen = [row for row in rows if row.county == county and row.arm == arm]
            if chosen:
                lines.append(_means(county, arm, chosen))
    lines += [
        "",
        "| county | comparison | pairs | kilometres | operating cost | on-time share, points |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for county in counties:
        for one, other in COMPARISONS:
            found = list(pairs(rows, county, one, other))
            lines += _differences(county, f"{one} against {other}", found)
    return "\n".join(lines) + "\n"


def pairs(rows: Sequence[Row], county: str, one: Arm, other: Arm) -> Iterator[tuple[Row, Row]]:
    """Yield the rows of two arms that have all but the arm in common."""
    theirs = {row.key: row for row in rows if row.arm == other}
    for row in rows:
        match = theirs.get((county, row.seed, str(other), *row.key[3:]))
        if match and row.county == county and row.arm == one:
            yield row, match


def _means(county: str, arm: Arm, rows: Sequence[Row]) -> str:
    """Return the line of one county and arm; amounts with the interval over seeds."""

    def shown(name: str, digits: int = 0) -> str:
        found = interval([row.per_day(name) for row in rows])
        return f"{found.mean:,.{digits}f}"

    def ranged(name: str) -> str:
        found = interval([row.per_day(name) for row in rows])
        return f"{found.mean:,.0f} ± {found.half:,.0f}"

    share = interval([100 * row.account.on_time_share for row in rows])
    hours = interval([row.account.hours_to_delivery for row in rows])
    cells = (
        *(county, arm, str(len(rows)), ranged("operating_cost")),
        *(shown(name) for name in ("vehicles", "stations", "handling")),
        *(ranged("km"), shown("km_linehaul"), shown("calls")),
        *(f"{share.mean:.2f} ± {share.half:.2f} %", f"{hours.mean:.1f}"),
    )
    return f"| {' | '.join(cells)} |"


def _differences(county: str, title: str, found: Sequence[tuple[Row, Row]]) -> list[str]:
    """Return the line of one comparison, none where there is no pair."""
    if not found:
        return []

    def of(name: str) -> tuple[list[float], list[float]]:
        ours, theirs = (
            [float(getattr(pair[side].account, name)) for pair in found] for side in (0, 1)
        )
        return ours, theirs

    km, cost = relative(*of("km")), relative(*of("operating_cost"))
    share = absolute(*of("on_time_share"))
    cells = (county, title, str(len(found)), _percent(km), _percent(cost), _points(share))
    return [f"| {' | '.join(cells)} |"]


def _percent(found: Interval) -> str:
    """Return an interval of shares in percent."""
    return f"{100 * found.mean:+.1f} % [{100 * found.low:+.1f}, {100 * found.high:+.1f}]"


def _points(found: Interval) -> str:
    """Return an interval of shares in percentage points."""
    return f"{100 * found.mean:+.2f} [{100 * found.low:+.2f}, {100 * found.high:+.2f}]"
