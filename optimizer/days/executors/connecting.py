"""A Dask cluster as an executor: what it needs to plan is brought to its workers."""

from __future__ import annotations

import gc
import hashlib
import pickle
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from pathlib import Path
from types import TracebackType
from typing import Any, Final, ParamSpec, TypeVar

import cloudpickle  # type: ignore[import-untyped, unused-ignore]
import distributed

import optimizer
from optimizer.days.executors import luggage
from optimizer.days.executors.away import name_of, network_of, prepare
from optimizer.days.executors.cluster import LostRun, refusal
from optimizer.days.recipe import NetworkFolder
from optimizer.domain import Issue
from optimizer.errors import InputError

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE: Final = 5.0
"""Seconds within which a cluster and its first worker must answer."""

cloudpickle.register_pickle_by_value(luggage)


class ClusterExecutor(Executor):
    """
    Runs functions on the workers of a Dask cluster.

    Of a function only its name travels, with the arguments; a network that an argument is,
    or has as ``network``, arrives once at every worker, also at one that comes later. What a
    lost worker had in hand the cluster gives to another.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._brought: set[str] = set()
        self._away: dict[Future[Any], Any] = {}

    @property
    def num_workers(self) -> int:
        """How many runs the cluster can work on at once, at present."""
        try:
            threads: int = sum(self._client.nthreads().values())
        except (OSError, TimeoutError):  # whoever submits next is told
            return 1
        return max(threads, 1)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a function of a module over to the cluster."""
        if kwargs:
            raise TypeError("a cluster is given arguments by position only")
        payload = pickle.dumps((fn, args))
        self._require_running()
        try:
            for network in filter(None, map(network_of, args)):
                self._bring(network)
            inner = self._client.submit(luggage.call, payload, pure=False)
        except (OSError, TimeoutError) as error:
            raise BrokenExecutor(f"the cluster has gone: {error}") from error
        outer: Future[T] = Future()
        self._away[outer] = inner
        outer.add_done_callback(self._let_go)
        inner.add_done_callback(lambda done: _pass_on(done, outer))
        return outer

    def interrupt(self) -> None:
        """Give up what waits; a worker finishes the day that it is at, for nobody."""
        for outer in list(self._away):
            outer.cancel()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, after what it was given is done unless that is given up."""
        if cancel_futures:
            self.interrupt()
        elif wait:
            for outer in list(self._away):
                if not outer.cancelled():
                    outer.exception()
        self._client.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)

    def _require_running(self) -> None:
        """Wait a little for a cluster that was cut off to come back."""
        until = time.monotonic() + PATIENCE
        while self._client.status != "running":
            if self._client.status == "closed" or time.monotonic() > until:
                raise BrokenExecutor("the cluster has gone")
            time.sleep(0.1)

    def _let_go(self, outer: Future[Any]) -> None:
        """Tell the cluster that nobody waits for an answer any longer."""
        inner = self._away.pop(outer, None)
        if inner is not None and outer.cancelled():
            inner.cancel()

    def _bring(self, network: NetworkFolder) -> None:
        """Send a network to all workers, once."""
        if network.fingerprint in self._brought:
            return
        try:
            files = [file for file in Path(network.path).iterdir() if file.is_file()]
            data = {file.name: file.read_bytes() for file in files if file.name[0] != "."}
        except OSError as error:
            issue = Issue("E428", Path(network.path).name, f"cannot be read: {error}")
            raise InputError([issue]) from error
        bag = luggage.Luggage(name_of(network), luggage.packed(data))
        self._client.register_plugin(bag)
        self._brought.add(network.fingerprint)


def connect(address: str) -> ClusterExecutor:
    """Return the cluster at an address; see `cluster_executor`."""
    open_client: Any = distributed.Client
    # A client that failed before is closed where its garbage is collected. While another begins
    # that would wait for a lock which the same thread holds, for ever.
    gc.collect()
    try:
        client = open_client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as error:
        fix = "start a scheduler there, or leave --cluster out to use this machine"
        raise refusal("E421", address, f"nobody answers at {address}", fix) from error
    except (ValueError, TypeError, NotImplementedError) as error:
        fix = "write it as tcp://HOST:8786"
        raise refusal("E420", address, f'"{address}" is no address of a cluster', fix) from error
    try:
        _require_workers(client, address)
        _bring_package(client, address)
        _prepare(client)
    except BaseException:
        client.close()
        raise
    return ClusterExecutor(client)


def _require_workers(client: Any, address: str) -> None:
    """Refuse a cluster without workers, or with ones of another Python."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        message = f"the cluster at {address} has no workers"
        raise refusal("E423", address, message, "start at least one worker") from error
    here = sys.version_info[:2]
    for told in client.get_versions()["workers"].values():
        version = str(told["host"]["python"])
        there = tuple(int(part) for part in version.split(".")[:2])
        if there != here:
            message = f"a worker runs Python {version}, this machine {here[0]}.{here[1]}"
            raise refusal("E423", address, message, "use the same Python on both sides")


def _bring_package(client: Any, address: str) -> None:
    """Send this package to the workers."""
    root = Path(optimizer.__file__).parent
    files = luggage.files_of(root)
    digest = luggage.digest_of(root)
    archive = luggage.packed({f"{luggage.PACKAGE}/{name}": data for name, data in files.items()})
    name = f"code-{hashlib.sha256(digest.encode()).hexdigest()[:16]}"
    client.register_plugin(luggage.Luggage(name, archive, code=digest))
    for lacks in client.run(luggage.lacking).values():
        if lacks:
            fix = "install what Route48 needs on the workers"
            raise refusal("E423", address, f"a worker cannot plan: {lacks}", fix)


def _prepare(client: Any) -> None:
    """Have everything compiled once on every machine, before all its workers need it."""
    one_of = {worker.rpartition(":")[0]: worker for worker in client.nthreads()}
    payload = pickle.dumps((prepare, ()))
    client.gather(
        [
            client.submit(luggage.call, payload, pure=False, workers=[worker])
            for worker in one_of.values()
        ]
    )


def _pass_on(inner: Any, outer: Future[Any]) -> None:
    """Let a future of this machine end as that of the cluster has."""
    if not outer.set_running_or_notify_cancel():
        return
    try:
        outer.set_result(pickle.loads(inner.result()))  # noqa: S301 - our own worker packed it
    except distributed.KilledWorker as error:
        outer.set_exception(LostRun(str(error)))
    except CancelledError:
        outer.set_exception(BrokenExecutor("the cluster has gone"))
    except Exception as error:  # whatever it is, who waits has to hear of it
        outer.set_exception(error)
