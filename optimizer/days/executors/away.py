"""The worker's end of a cluster: finds the networks that were brought, and does the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any

from optimizer.days import planning  # noqa: F401 - what a worker must be able to import
from optimizer.days.recipe import NetworkFolder
from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.ruin import RuinEngine


def name_of(network: NetworkFolder) -> str:
    """Return the folder by which a network is unpacked."""
    return f"route48-network-{network.fingerprint}"


def network_of(argument: Any) -> NetworkFolder | None:
    """Return the network that an argument is or has as ``network``; None where it has none."""
    if isinstance(argument, NetworkFolder):
        return argument
    found = getattr(argument, "network", None)
    return found if isinstance(found, NetworkFolder) else None


def call_at(place: Path, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    """Call a function whose networks were unpacked in ``place``."""
    return function(*(_moved(argument, place) for argument in arguments))


def prepare() -> None:
    """Load what is compiled, or compile it."""
    for engine in (RuinEngine(), OrtoolsEngine()):
        engine.prepare()


def _moved(argument: Any, place: Path) -> Any:
    """Return an argument with its network where it was unpacked."""
    network = network_of(argument)
    if network is None:
        return argument
    here = network.at(place / name_of(network))
    if isinstance(argument, NetworkFolder) or not is_dataclass(argument):
        return here
    return replace(argument, network=here)  # type: ignore[type-var]
