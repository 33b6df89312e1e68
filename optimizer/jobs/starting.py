"""Starts the worker of a store, detached from whoever asks, and sends it away."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from optimizer.jobs.lease import holder, is_taken, lease_file
from optimizer.store import Store

IDLE_VARIABLE: Final = "ROUTE48_WORKER_IDLE_SECONDS"
IDLE: Final = 30 * 60.0
"""Seconds without work after which a worker goes."""
AGAIN: Final = 5.0
"""Seconds after which a worker that did not come up is started again."""
LONGEST_LOG: Final = 2_000_000

_LOG = logging.getLogger("route48.jobs")
_STARTED: list[subprocess.Popen[bytes]] = []


def lease_of(store: Store) -> Path:
    """Return the file of the lease of a store."""
    return lease_file(store.home, _address(store))


def log_of(store: Store) -> Path:
    """Return the log of the worker of a store."""
    return lease_of(store).with_suffix(".log")


def ensure_worker(store: Store) -> None:
    """
    Start a worker for the store, unless one lives or has just been started.

    It has a session of its own, so that it outlives whoever starts it. Where none can be
    started, as with a full disk, what waits goes on waiting: whoever watches is told.
    """
    _STARTED[:] = [one for one in _STARTED if one.poll() is None]
    try:
        if not is_taken(lease_of(store)) and not _is_coming(store):
            _start(store)
    except OSError as error:
        _LOG.error("no worker can be started: %s", error)


def _start(store: Store) -> None:
    """Start a worker, with its log."""
    mark = _mark(store)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    log = log_of(store)
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    # The address goes by the environment: it may hold a password, which ps would show.
    address = {"ROUTE48_DATABASE_URL": _address(store), "ROUTE48_HOME": str(store.home)}
    with log.open("ab") as opened:
        process = subprocess.Popen(
            [sys.executable, "-m", "optimizer.jobs"],
            stdin=subprocess.DEVNULL,
            stdout=opened,
            stderr=opened,
            env={**os.environ, **address},
            start_new_session=True,
            creationflags=_DETACHED,
        )
    _STARTED.append(process)


def dismiss_worker(store: Store, *, patience: float = 30.0) -> bool:
    """
    Ask the worker of the store to go, and wait for it; its run goes back to the queue.

    Return whether there is none any more.
    """
    pid = holder(lease_of(store))
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + patience
    while is_taken(lease_of(store)):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def idle_seconds() -> float:
    """Return after how many seconds without work a worker goes."""
    try:
        return float(os.environ.get(IDLE_VARIABLE, IDLE))
    except ValueError:
        return IDLE


def _address(store: Store) -> str:
    """Return the address of the database, with its password."""
    return store.database.address.render_as_string(hide_password=False)


def _mark(store: Store) -> Path:
    """Return the file whose time says when a worker was started last."""
    return lease_of(store).with_suffix(".started")


def _is_coming(store: Store) -> bool:
    """Whether a worker was started so lately that it may still come up."""
    mark = _mark(store)
    return mark.exists() and 0 <= time.time() - mark.stat().st_mtime < AGAIN


if sys.platform == "win32":
    _DETACHED = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _DETACHED = 0
