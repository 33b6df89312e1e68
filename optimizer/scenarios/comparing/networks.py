"""The network that a scenario leaves, for whoever draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from optimizer.domain import Calendar, Instance, Network, Orders
from optimizer.scenarios.files import changes_of
from optimizer.scenarios.ground import Ground, Refusal

_OF_SITES: Final = "_site"


def changed_sites(network: Network, changes: Sequence[Mapping[str, Any]]) -> Network:
    """
    Return a network with its sites as changes leave them; roads and vehicles stay.

    This is for maps of what has been planned: no travel time is worked out, and a change
    that no longer applies is left out.

    Parameters
    ----------
    network
        The county before.
    changes
        Plain values, as documents hold them.
    """
    none = np.zeros(0, dtype=np.int64)
    orders = Orders((), none, none, none, none, none, none, none, none, none)
    calendar = Calendar(datetime.now(UTC), network.rules.timezone, network.rules.horizon)
    ground = Ground(Instance(network, calendar, orders))
    of_sites = [each for each in changes if str(each.get("change", "")).endswith(_OF_SITES)]
    for change in changes_of(of_sites):
        try:
            ground = change.apply(ground)
        except Refusal:
            continue
    return ground.network
