"""Reads the files of a network folder, one module per file; ``rules`` is imported where used."""

from optimizer.inputs.folder.drivers import check_drivers
from optimizer.inputs.folder.fleet import read_fleet
from optimizer.inputs.folder.sites import check_profiles, read_sites
from optimizer.inputs.folder.travel_tables import read_tables, table_files

__all__ = [
    "check_drivers",
    "check_profiles",
    "read_fleet",
    "read_sites",
    "read_tables",
    "table_files",
]
