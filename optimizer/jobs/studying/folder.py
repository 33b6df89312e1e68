"""Where the days of a study are kept until it has ended for good."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Final

from optimizer.jobs.starting import lease_of
from optimizer.store import Store

KEPT: Final = 14 * 24 * 3600.0
"""Seconds for which the days of a study that was stopped, lost or failed wait to be asked again."""


def folder_of(store: Store, run_id: int) -> Path:
    """Return the folder of the days of a run."""
    return _home(store) / f"run-{run_id}"


def clear(folder: Path) -> None:
    """Remove the days of a study that has ended for good."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(store: Store, *, kept: float = KEPT) -> None:
    """Remove the days of studies that nobody has asked for again for long."""
    for folder in _home(store).glob("run-*"):
        try:
            is_old = time.time() - folder.stat().st_mtime > kept
        except OSError:
            continue
        if is_old:
            clear(folder)


def _home(store: Store) -> Path:
    """Return the folder of all studies of a store; one that shares its home has another."""
    return store.home / "studies" / lease_of(store).stem
