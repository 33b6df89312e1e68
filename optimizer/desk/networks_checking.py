"""Checks the files of a network as if they lay in a folder, and says what they are."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain import Issue, Network
from optimizer.inputs import network_fingerprint, read_network, read_travel_tables
from optimizer.network import load_boundary, load_roads


@dataclass(frozen=True)
class Checked:
    """A network that may be saved, and what is worth a look in it."""

    network: Network
    warnings: tuple[Issue, ...]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of its files."""
        return self.network.fingerprint


def check_files(files: Mapping[str, bytes]) -> Checked:
    """
    Check files as planning would: tables, rules, drivers, and the ways between all sites.

    Raises
    ------
    InputError
        With all that is wrong with tables and rules.
    NetworkError
        When roads or travel tables cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="route48-") as scratch:
        folder = Path(scratch) / "network"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        network = read_network(folder)
        if read_travel_tables(folder, network) is not None:
            load_boundary(folder)
            return Checked(network, ())
        roads = load_roads(folder)
        roads.travel_matrices(network)
        return Checked(network, roads.warnings(network))


def fingerprint_of(files: Mapping[str, bytes]) -> str:
    """Return the fingerprint of files, checked or not."""
    with tempfile.TemporaryDirectory(prefix="route48-") as scratch:
        for name, data in files.items():
            (Path(scratch) / name).write_bytes(data)
        return network_fingerprint(Path(scratch))
