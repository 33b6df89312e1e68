"""The county that orders are checked against: the latest version of a network."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from optimizer.domain import Calendar, Network
from optimizer.inputs import read_network
from optimizer.store import Store


def latest_network(store: Store, network_id: int) -> Network:
    """Return the latest version of a network, read once."""
    return _read(store.networks.folder(store.networks.latest(network_id).version_id))


def calendar_at(network: Network, moment: datetime) -> Calendar:
    """Return the calendar of a run at a moment; one without offset is local."""
    rules = network.rules
    zone = zone_of(network)
    local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    return Calendar(local.replace(microsecond=0), rules.timezone, rules.horizon)


def zone_of(network: Network) -> ZoneInfo:
    """Return the time zone of a county."""
    return ZoneInfo(network.rules.timezone)


@lru_cache(maxsize=8)
def _read(folder: Path) -> Network:
    """Read a folder of the store, which never changes after it was made."""
    return read_network(folder, needs_roads=False)
