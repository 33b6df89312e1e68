"""Reads order files that a person brings: a look first, then the good rows beside the problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from optimizer.domain import Calendar, Issue, Network, Orders, Rules
from optimizer.inputs.guesses import guess_columns
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.orders import COLUMNS, orders_in
from optimizer.inputs.tables import MOST_BYTES, Grid, Table, read_grid, tell_columns
from optimizer.units import CUBIC_METRE, KG

IGNORED: Final = ""
"""What a mapping says of a column that is to be ignored; None says that nobody has decided."""

ORDER_COLUMNS: Final = (*COLUMNS.required, *COLUMNS.optional)
REQUIRED_COLUMNS: Final = tuple(COLUMNS.required)

MOST_ROWS: Final = 200_000
"""A person brings a day, not a year."""

_ALL: Final = 1_000_000_000
_MOST_SHOWN: Final = 20
_FEWEST_STRANGERS: Final = 5
_STRANGERS: Final = 0.8
_LONGEST: Final = 500

_CLASS_WORDS: Final = {
    "普货": "general",
    "普通": "general",
    "食品": "food",
    "鲜活": "live_plants",
    "鲜活植物": "live_plants",
    "农药化肥": "agrochemicals",
    "农资": "agrochemicals",
    "大宗": "bulk",
    "大宗货": "bulk",
}
_PRIORITY_WORDS: Final = {"普通": "normal", "一般": "normal", "加急": "urgent", "紧急": "urgent"}


@dataclass(frozen=True)
class Preview:
    """
    A file before anybody has said which column is which.

    ``guessed`` names the probable column of every header, None where there is none; ``rows``
    are the first rows. With ``issues`` that leave nothing to import ``grid`` is None.
    """

    filename: str
    header: tuple[str, ...] = ()
    guessed: tuple[str | None, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    num_rows: int = 0
    issues: tuple[Issue, ...] = ()
    grid: Grid | None = field(default=None, repr=False, compare=False)

    def row(self, number: int) -> tuple[str, ...]:
        """Return the cells of a row by its number in the file; empty where it was not read."""
        if self.grid is None:
            return ()
        at = int(np.searchsorted(self.grid.rows, number))
        if at == len(self.grid.rows) or self.grid.rows[at] != number:
            return ()
        return tuple(str(column[at]) for column in self.grid.columns)


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """
    One order of a file as plain values: sites by id, words as the rules write them.

    ``due_at`` is None where the file does not say; the promise of its class then holds.
    """

    order_id: str
    origin: str
    destination: str
    pieces: int
    weight_kg: float
    volume_m3: float
    ready_at: datetime
    due_at: datetime | None
    handling_class: str
    priority: str
    carrier: str = ""
    product: str = ""
    trace_code: str = ""
    phone: str = ""


def preview_orders(data: bytes, filename: str) -> Preview:
    """
    Return header, probable columns and first rows of an order file, CSV or XLSX.

    Never raises for what a file may hold: what is wrong with it stands in ``issues``.
    """
    issues = Issues(_ALL)
    file = Path(Path(filename.replace("\\", "/")).name or "orders")
    if len(data) > MOST_BYTES:
        message = f"the file has {len(data) / 1e6:,.0f} MB, more than {MOST_BYTES / 1e6:.0f} MB"
        issues.add(Issue("E102", file.name, message, fix="split it"))
        return Preview(file.name, issues=tuple(issues.errors))
    grid = read_grid(data, file, issues, MOST_ROWS)
    if grid is None or not grid.is_whole:
        return Preview(file.name, issues=tuple(issues.errors))
    first = zip(*(column[:_MOST_SHOWN] for column in grid.columns), strict=True)
    return Preview(
        filename=file.name,
        header=grid.header,
        guessed=guess_columns(grid.header),
        rows=tuple(tuple(map(str, row)) for row in first),
        num_rows=len(grid.rows),
        issues=tuple(issues.errors),
        grid=grid,
    )


def read_order_rows(
    preview: Preview,
    network: Network,
    calendar: Calendar,
    mapping: Sequence[str | None] | None = None,
) -> tuple[list[ReadOrder], list[Issue]]:
    """
    Return the good rows of a previewed file, and every problem with the others.

    Parameters
    ----------
    preview
        What `preview_orders` returned.
    network, calendar
        The county; moments without offset are local to it, and far ones a slip of the pen.
    mapping
        For every header the column that it is, `IGNORED`, or None where nobody has decided
        (an issue); by default what was guessed.

    Returns
    -------
    orders
        The rows without any problem, in their order; none where the columns are wrong.
    issues
        From top to bottom, all of them. Where almost no site is known the only issue is that
        the file is another county's (E126).
    """
    if preview.grid is None:
        return [], list(preview.issues)
    issues = Issues(_ALL)
    for issue in preview.issues:
        issues.add(issue)
    chosen = preview.guessed if mapping is None else mapping
    table = tell_columns(preview.grid, preview.filename, COLUMNS, issues, chosen)
    good = _read(table, network, calendar, issues)
    stranger = _of_another_county(table, network, issues.errors)
    if stranger is not None:
        return [], [stranger]
    return good, issues.errors


def read_order_values(
    values: Mapping[str, str], network: Network, calendar: Calendar
) -> tuple[ReadOrder | None, list[Issue]]:
    """
    Return one order that a person has typed in, checked as a file with one row is.

    The issues are about columns only, and about the order by its id.
    """
    name = values.get("order_id", "").strip()[:60] or "order"
    row = {column: values.get(column, "") for column in ORDER_COLUMNS}
    good, issues = read_order_table([row], name, network, calendar)
    plain = [
        Issue(i.code, i.file, i.message, column=i.column, value=i.value, fix=i.fix) for i in issues
    ]
    return (good[0] if good else None), plain


def read_order_table(
    rows: Sequence[Mapping[str, str]], file: str, network: Network, calendar: Calendar
) -> tuple[list[ReadOrder], list[Issue]]:
    """Return the good ones of rows of texts by column, and every problem with the others."""
    issues = Issues(_ALL)
    columns = tuple(
        np.array([*(row.get(name, "") for row in rows), ""], dtype=object)[:-1]
        for name in ORDER_COLUMNS
    )
    grid = Grid(ORDER_COLUMNS, columns, np.arange(2, len(rows) + 2))
    table = tell_columns(grid, file, COLUMNS, issues)
    good = _read(table, network, calendar, issues)
    return good, issues.errors


def _read(table: Table, network: Network, calendar: Calendar, issues: Issues) -> list[ReadOrder]:
    """Return the rows of a table that no issue is about."""
    table = _in_words(table, network.rules)
    orders = orders_in(
        table, sites=network.sites, rules=network.rules, calendar=calendar, issues=issues
    )
    bad = {issue.row for issue in issues.errors}
    if bad & {None, 1}:  # about the whole file, or about its header
        return []
    rows = [at for at, row in enumerate(table.rows.tolist()) if row not in bad]
    return _plain_rows(table, orders, rows, network, calendar)


def _in_words(table: Table, rules: Rules) -> Table:
    """Return a table whose Chinese words for classes and priorities are those of the rules."""
    columns = dict(table.columns)
    known = {
        "handling_class": (_CLASS_WORDS, set(rules.handling_classes)),
        "priority": (_PRIORITY_WORDS, set(rules.penalties.priority_weight)),
    }
    for name, (words, meant) in known.items():
        if name in columns:
            texts = columns[name]
            columns[name] = np.array(
                [*(_word(str(text), words, meant) for text in texts), ""], dtype=object
            )[:-1]
    return Table(table.file, table.rows, columns, table.headers)


def _word(text: str, words: Mapping[str, str], known: set[str]) -> str:
    """Return the word of the rules for a Chinese one; any other as it is."""
    plain = text.strip()
    word = words.get(plain)
    return word if word in known and plain not in known else text


def _plain_rows(
    table: Table, orders: Orders, rows: Sequence[int], network: Network, calendar: Calendar
) -> list[ReadOrder]:
    """Return rows of orders as plain values."""
    ids = [site.site_id for site in network.sites]
    classes, priorities = network.rules.handling_classes, orders.priorities
    dues = [bool(str(text).strip()) for text in table.texts("due_at")]
    origin, destination = orders.origin.tolist(), orders.destination.tolist()
    phones = [_free(str(text)) for text in table.texts("phone")]
    return [
        ReadOrder(
            order_id=orders.order_id[at],
            origin=ids[origin[at]],
            destination=ids[destination[at]],
            pieces=int(orders.pieces[at]),
            weight_kg=int(orders.weight[at]) / KG,
            volume_m3=int(orders.volume[at]) / CUBIC_METRE,
            ready_at=calendar.moment(int(orders.ready[at])),
            due_at=calendar.moment(int(orders.due[at])) if dues[at] else None,
            handling_class=classes[orders.handling_class[at]],
            priority=priorities[orders.priority[at]],
            carrier=_free(orders.carrier[at]),
            product=_free(orders.product[at]),
            trace_code=_free(orders.trace_code[at]),
            phone=phones[at],
        )
        for at in rows
    ]


def _free(text: str) -> str:
    """Return a text for people on one line, without what no line shows."""
    if text.isprintable() and len(text) <= _LONGEST:
        return text.strip()
    spaced = "".join(sign if sign.isprintable() else " " for sign in text[:_LONGEST])
    return " ".join(spaced.split())


def _of_another_county(table: Table, network: Network, issues: Sequence[Issue]) -> Issue | None:
    """Return the one thing to say of a file whose sites hardly anybody here knows."""
    strangers = [issue for issue in issues if issue.code == "E107" and issue.row]
    rows = {issue.row for issue in strangers}
    if len(rows) < max(_FEWEST_STRANGERS, _STRANGERS * len(table)):
        return None
    names = list(dict.fromkeys(issue.value or "" for issue in strangers))[:3]
    message = (
        f"{len(rows):,} of {len(table):,} orders name sites that {shown(network.rules.name)} does "
        f"not have ({', '.join(map(shown, names))}); this looks like another county's file"
    )
    fix = "choose the right file or county, or correct which column is which"
    return Issue("E126", table.file, message, fix=fix)
