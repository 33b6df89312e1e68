"""The door to a Dask cluster: opened only where Dask is installed and somebody answers."""

from __future__ import annotations

import importlib
from concurrent.futures import BrokenExecutor, Executor
from typing import Final

from optimizer.domain import Issue
from optimizer.errors import InputError

WHERE: Final = "--cluster"


class LostRun(BrokenExecutor):
    """The workers that a run was given to died, as often as the cluster tries."""


def cluster_executor(address: str) -> Executor:
    """
    Return an executor over the workers of a Dask cluster, with the package brought to them.

    Workers need the libraries that this package needs, not the package. They should be
    started with one thread each: a plan keeps one core busy.

    Raises
    ------
    InputError
        Within seconds: E420 when the address is none, E421 when nobody answers there, E422
        when Dask is not installed here, E423 when the workers cannot plan.
    """
    try:
        connecting = importlib.import_module("optimizer.days.executors.connecting")
    except ImportError as error:
        fix = 'install it with pip install "route48[cluster]"'
        raise refusal("E422", address, f"there is no Dask here: {error}", fix) from error
    executor: Executor = connecting.connect(address)
    return executor


def refusal(code: str, address: str, message: str, fix: str) -> InputError:
    """Return what is wrong with a cluster."""
    return InputError([Issue(code, WHERE, message, value=address, fix=fix)])
