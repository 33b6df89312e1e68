"""Where the days of a study are kept until it has ended for good."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Final

from optimizer.store import Store

KEPT: Final = 14 * 24 * 3600.0
"""Seconds for which the days of a study that was stopped, lost or failed wait to be asked again."""


def folder_of(store: Store, run_id: int) -> Path:
    """Return the folder of the days of a run."""
    return store.home / "studies" / f"run-{run_id}"


def clear(folder: Path) -> None:
    """Remove the days of a study that has ended for good."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(store: Store, *, kept: float = KEPT) -> None:
    """Remove the days of studies that nobody has asked for again for long."""
    for folder in (store.home / "studies").glob("run-*"):
        try:
            is_old = time.time() - folder.stat().st_mtime > kept
        except OSError:
            continue
        if is_old:
            clear(folder)
