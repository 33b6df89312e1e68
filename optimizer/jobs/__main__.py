"""``python -m optimizer.jobs``: the worker of a store."""

from __future__ import annotations

import argparse
import faulthandler
import logging
import signal

from optimizer.jobs.lease import Lease
from optimizer.jobs.starting import idle_seconds, lease_of
from optimizer.jobs.worker import Worker
from optimizer.store import Store


def main() -> None:
    """Work for a store until there has been nothing to do for a while."""
    parser = argparse.ArgumentParser(prog="python -m optimizer.jobs", description=__doc__)
    parser.add_argument("--database", help="address of the store; default ROUTE48_DATABASE_URL")
    parser.add_argument("--idle", type=float, default=idle_seconds(), help="seconds, then it goes")
    options = parser.parse_args()
    if hasattr(signal, "SIGUSR1"):
        faulthandler.register(signal.SIGUSR1, all_threads=True)  # where does it hang? into the log
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    store = Store.open(options.database)
    try:
        Worker(store, Lease(lease_of(store)), idle=options.idle).work()
    finally:
        store.close()


if __name__ == "__main__":
    main()
