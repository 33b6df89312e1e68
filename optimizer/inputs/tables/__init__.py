"""Reads tables of texts from CSV and XLSX files, and columns of values from those."""

from optimizer.inputs.tables.clocks import (
    moments,
    read_clock,
    read_moment,
    read_windows,
    windows,
)
from optimizer.inputs.tables.columns import (
    factorize,
    identifiers,
    numbers,
    strings,
    word_sets,
    words,
)
from optimizer.inputs.tables.encoding import MOST_BYTES, read_bytes, to_utf8
from optimizer.inputs.tables.grid import Grid
from optimizer.inputs.tables.table import Columns, Table, read_grid, read_table, tell_columns

__all__ = [
    "MOST_BYTES",
    "Columns",
    "Grid",
    "Table",
    "factorize",
    "identifiers",
    "moments",
    "numbers",
    "read_bytes",
    "read_clock",
    "read_grid",
    "read_moment",
    "read_table",
    "read_windows",
    "strings",
    "tell_columns",
    "to_utf8",
    "windows",
    "word_sets",
    "words",
]
