"""Writes the roads of a network folder, wholly or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from optimizer.domain import Issue
from optimizer.network.graphml import refuse
from optimizer.network.roads import FILES

if TYPE_CHECKING:  # importing it costs half a second
    import networkx as nx

BACKUP: Final = "roads.schematic.graphml"


def save_roads(graph: nx.MultiDiGraph, folder: Path, *, keep_backup: bool = False) -> Path:
    """
    Write a graph as the roads of a folder and return the file.

    What stood there counts until the new file is complete; then it is gone, or with
    ``keep_backup`` it is `BACKUP` (gzipped as it was). A backup is never written over.

    Raises
    ------
    NetworkError
        E264 where the file cannot be written.
    """
    import networkx as nx  # noqa: PLC0415

    file = folder / FILES[0]
    try:
        # Hidden files are no part of a network, so nobody reads half of one.
        handle, name = tempfile.mkstemp(dir=folder, prefix=".roads-", suffix=".graphml")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                nx.write_graphml(graph, stream, encoding="utf-8")
                stream.flush()
                os.fsync(stream.fileno())
            part.chmod(0o644)
            if keep_backup:
                _back_up(folder)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        for shadowed in FILES[1:]:
            (folder / shadowed).unlink(missing_ok=True)
    except OSError as error:
        fix = "free the disk or allow writing there; nothing was changed"
        refuse(Issue("E264", file.name, f"cannot be written: {error}", fix=fix))
    return file


def _back_up(folder: Path) -> None:
    """Copy the roads that stand in the folder, unless a backup is there."""
    kept = [folder / name.replace(FILES[0], BACKUP) for name in FILES]
    before = next((folder / name for name in FILES if (folder / name).is_file()), None)
    if before is not None and not any(file.exists() for file in kept):
        shutil.copyfile(before, folder / before.name.replace(FILES[0], BACKUP))
