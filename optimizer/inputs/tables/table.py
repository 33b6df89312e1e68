"""From a grid of texts to named columns: aliases, missing, unknown and doubled headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from optimizer.domain import Ints, Issue
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.tables.comma_separated import MOST_ROWS, read_comma_separated
from optimizer.inputs.tables.encoding import to_utf8
from optimizer.inputs.tables.grid import Grid, Texts
from optimizer.inputs.tables.workbook import read_workbook

_ZIP: Final = b"PK\x03\x04"
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Columns:
    """
    The columns that a table may have.

    ``required`` must stand in the header, ``optional`` may; ``aliases`` are other names,
    for instance Chinese ones. Case and surrounding blanks of a header do not matter.
    """

    required: Sequence[str]
    optional: Sequence[str] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, str]:
        """The column that each accepted header, in lower case, stands for."""
        names = {name: name for name in (*self.required, *self.optional)}
        return names | {alias.casefold(): name for alias, name in self.aliases.items()}


@dataclass(frozen=True)
class Table:
    """
    The rows of a file, column by column.

    ``rows`` are the spreadsheet's row numbers, ``columns`` only those that the file has,
    by their English name, ``headers`` how the file writes them.
    """

    file: str
    rows: Ints
    columns: Mapping[str, Texts]
    headers: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self, name: str) -> Texts:
        """Return a column as it was written; blanks where the file does not have it."""
        if name in self.columns:
            return self.columns[name]
        return np.full(len(self), "", dtype=object)

    def issue(
        self, code: str, row: int, name: str, message: str, *, value: str = "", fix: str = ""
    ) -> Issue:
        """Return an issue about one cell; ``row`` is a position in the columns."""
        return Issue(
            code,
            self.file,
            message,
            row=int(self.rows[row]),
            column=self.headers.get(name, name),
            value=value,
            fix=fix,
        )


def read_table(data: bytes, file: Path, columns: Columns, issues: Issues) -> Table | None:
    """
    Return the table in the bytes of a CSV or XLSX file, with its columns told apart.

    None where nothing could be read. A table that lacks a required column is returned
    without it, so that the rest of it can be checked too.
    """
    grid = read_grid(data, file, issues)
    return None if grid is None else tell_columns(grid, file.name, columns, issues)


def tell_columns(
    grid: Grid,
    file: str,
    columns: Columns,
    issues: Issues,
    meant: Sequence[str | None] | None = None,
) -> Table:
    """
    Return the columns of a grid by name; note those that are missing, unknown or doubled.

    ``meant`` says for every column of the grid which one it is, ``""`` for one that is to be
    ignored, None where nobody has said so; without it the header alone does.
    """
    found = _match(grid.header, columns, file, issues, meant)
    for name in columns.required:
        if name not in found:
            aliases = [alias for alias, known in columns.aliases.items() if known == name]
            also = f' (or "{aliases[0]}")' if aliases else ""
            message = f'the column "{name}"{also} is missing'
            issues.add(Issue("E110", file, message, row=1, column=name, fix="add it"))
    if not len(grid.rows) and not any(issue.file == file for issue in issues.errors):
        message = "there is a header but no row under it"
        issues.add(Issue("E106", file, message, fix="add at least one row"))
    return Table(
        file=file,
        rows=grid.rows,
        columns={name: grid.columns[position] for name, position in found.items()},
        headers={name: grid.header[position] for name, position in found.items()},
    )


def read_grid(data: bytes, file: Path, issues: Issues, most_rows: int = MOST_ROWS) -> Grid | None:
    """Return the cells of a file; what it is, its first bytes tell better than its name."""
    is_workbook = data.startswith((_ZIP, _OLD_WORKBOOK)) or file.suffix.lower() in _WORKBOOKS
    if is_workbook and data:
        return read_workbook(data, file.name, issues, most_rows)
    text = to_utf8(data, file.name, issues)
    return None if text is None else read_comma_separated(text, file.name, issues, most_rows)


def _match(
    header: Sequence[str],
    columns: Columns,
    file: str,
    issues: Issues,
    meant: Sequence[str | None] | None,
) -> dict[str, int]:
    """Return the position of every column that is named; note what is wrong with the header."""
    known = columns.known
    names = [known.get(cell.casefold()) for cell in header] if meant is None else meant
    found: dict[str, int] = {}
    for position, (cell, name) in enumerate(zip(header, names, strict=True)):
        if name == "":
            continue
        if not cell and not name:
            message = f"column {position + 1} has no name"
            issues.add(Issue("E111", file, message, row=1, fix="name or delete it"))
        elif name is None:
            guess = issues.suggest(cell, known)
            message = f"nobody knows the column {shown(cell)}"
            fix = guess or f"the columns are {', '.join((*columns.required, *columns.optional))}"
            issues.add(Issue("E111", file, message, row=1, column=cell, value=cell, fix=fix))
        elif name in found:
            message = f'the column "{name}" stands twice, as column {found[name] + 1} too'
            issues.add(Issue("E112", file, message, row=1, column=cell, fix="delete one"))
        else:
            found[name] = position
    return found
