"""The best ways between sites: remembered, taken from the cache, or worked out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, replace
from functools import cached_property
from typing import Any, Final

import numpy as np

from optimizer.domain import Ints, Issue, Network, SiteKind
from optimizer.network.caching import Arrays, key_of, packed, unpacked
from optimizer.network.closing import ClosedRoads
from optimizer.network.closures import Closure
from optimizer.network.edges import Floats
from optimizer.network.ground import GRAPHS_KEPT, Ground, Laid, key_of_ways
from optimizer.network.growing import weights_grown
from optimizer.network.matrices import SiteWays, assert_exact, weights_after, weights_on
from optimizer.network.misplaced import shifted_issues
from optimizer.network.profiles import speed_warnings
from optimizer.network.readiness import places_of
from optimizer.network.remarks import idle_warnings
from optimizer.network.routing import RoutingGraph, milliseconds, routing_graph

_WAYS_KEPT: Final = 16


class Ways:
    """The best ways on some ground with some closures on it."""

    def __init__(self, ground: Ground, closures: Sequence[Closure]) -> None:
        self._ground = ground
        self._closures = tuple(closures)
        self._graphs: OrderedDict[Any, RoutingGraph] = OrderedDict()

    def of(self, network: Network, profile: str) -> SiteWays:
        """Return the ways of a profile between all sites."""
        key = self._key(network, profile, self._closures)

        def build() -> SiteWays:
            if found := self._load(key, len(network.sites)):
                return found
            made = self._work_out(network, profile)
            if self._ground.cache:
                self._ground.cache.save(key, _arrays(made))
            return made

        found = self._ground.kept(self._ground.ways_before, key, _WAYS_KEPT, build)
        if not self._closures:
            with self._ground.lock:
                self._ground.grown.keep(*_places_of(network, profile), found.weight)
        return found

    def graph(self, network: Network, profile: str) -> RoutingGraph:
        """Return the graph of a profile with the closures on it."""
        laid = self._ground.laid(network, profile, places_of(network))
        return self._graph(laid, self._key(network, profile, self._closures), profile)

    @cached_property
    def _closed(self) -> ClosedRoads:
        """The pieces of road that the closures mean."""
        return ClosedRoads(self._ground.segments, self._ground.plane, self._closures)

    def _graph(self, laid: Laid, key: str, profile: str, only: str | None = None) -> RoutingGraph:
        """Return the graph of a profile with all closures on it, or with the one of a name."""
        slow = self._closed.slowdowns(profile, only) if self._closures else None
        if not slow:
            return laid.graph
        return self._ground.kept(
            self._graphs,
            (key, only),
            GRAPHS_KEPT,
            lambda: routing_graph(self._ground.segments, laid.snaps, laid.speeds, slow),
        )

    def _work_out(self, network: Network, profile: str) -> SiteWays:
        """Return the ways of a profile: from those without closures, where they are known."""
        laid = self._ground.laid(network, profile, places_of(network))
        if self._closures and (bare := self._bare(network, profile)):
            return self._changed(network, profile, laid, bare)
        graph = self.graph(network, profile)
        notes = speed_warnings(self._ground.segments, network.rules.roads, self._ground.file)
        shifted = shifted_issues(places_of(network), self._ground.plane.distances)
        idle = idle_warnings(self._closed.idle) if self._closures else ()
        return SiteWays(
            weight=self._weights(network, profile, graph),
            access=laid.snaps.access,
            access_time=milliseconds(laid.snaps.access, network.rules.access_speed_kmh),
            on_main=laid.on_main,
            cut_off=self._cut_off(network, profile, laid, self._lost(network, laid, graph)),
            notes=(*notes, *shifted, *idle),
        )

    def _weights(self, network: Network, profile: str, graph: RoutingGraph) -> Floats:
        """Return the weights between all sites; where a few are new, only theirs are searched."""
        if self._closures or (near := self._near(network, profile)) is None:
            return weights_on(graph)
        weight = weights_grown(graph, *near)
        assert_exact(weight, graph.longest)
        return weight

    def _near(self, network: Network, profile: str) -> tuple[list[int | None], Floats] | None:
        """Return weights without closures that lack a few sites at most."""
        with self._ground.lock:
            return self._ground.grown.nearest(*_places_of(network, profile))

    def _bare(self, network: Network, profile: str) -> SiteWays | None:
        """Return the ways without closures, where they are known or soon found."""
        key = self._key(network, profile, ())
        found = self._ground.ways_before.get(key) or self._load(key, len(network.sites))
        if found is None and self._near(network, profile) is not None:
            return Ways(self._ground, ()).of(network, profile)
        return found

    def _changed(self, network: Network, profile: str, laid: Laid, bare: SiteWays) -> SiteWays:
        """Return the ways with closures from those without."""
        slow = self._closed.slowdowns(profile)
        weight = weights_after(bare.weight, laid.graph, slow, lambda: self.graph(network, profile))
        hub = _hub(network)
        before, after = (
            np.isfinite(each[hub]) & np.isfinite(each[:, hub]) for each in (bare.weight, weight)
        )
        lost = np.flatnonzero(before & ~after)
        return replace(
            bare,
            weight=weight,
            cut_off=self._cut_off(network, profile, laid, lost),
            notes=(*bare.notes, *idle_warnings(self._closed.idle)),
        )

    def _lost(self, network: Network, laid: Laid, graph: RoutingGraph) -> Ints:
        """Return the sites that the hub reaches, there and back, on bare ground only."""
        if graph is laid.graph:
            return np.zeros(0, dtype=np.int64)
        hub = _hub(network)
        return np.flatnonzero(laid.graph.there_and_back(hub) & ~graph.there_and_back(hub))

    def _cut_off(
        self, network: Network, profile: str, laid: Laid, lost: Ints
    ) -> Mapping[int, tuple[str, ...]]:
        """Return the sites that closures cut off from the hub, with the names of those."""
        found: dict[int, list[str]] = {site: [] for site in lost.tolist()}
        if not found:
            return {}
        hub = _hub(network)
        before = laid.graph.there_and_back(hub)
        names = [each.name for each in self._closures if each.applies_to(profile)]
        for name in names:
            alone = self._graph(laid, self._key(network, profile, self._closures), profile, name)
            for site in np.flatnonzero(before & ~alone.there_and_back(hub)).tolist():
                found[site].append(name)
        # Where no closure alone does it, all of them together do.
        return {site: tuple(each or names) for site, each in found.items()}

    def _key(self, network: Network, profile: str, closures: Sequence[Closure]) -> str:
        """Return what tells these ways from others."""
        texts = [(*astuple(each)[:6], sorted(each.profiles)) for each in closures]
        return key_of(
            "ways",
            self._ground.digest,
            repr(key_of_ways(network, profile, places_of(network))),
            repr((texts, _hub(network) if texts else 0)),
        )

    def _load(self, key: str, num_sites: int) -> SiteWays | None:
        """Return the ways that the cache has; None where it has none that can be used."""
        arrays = self._ground.cache.load(key) if self._ground.cache else None
        try:
            found = _ways(arrays) if arrays else None
        except (KeyError, TypeError, ValueError):
            return None
        return found if found and found.weight.shape == (num_sites, num_sites) else None


def _places_of(network: Network, profile: str) -> tuple[tuple[str, str], Floats]:
    """Return what the ways of a profile depend on: rules, and the places of the sites."""
    places = places_of(network)
    return key_of_ways(network, profile, places)[:2], places


def _hub(network: Network) -> int:
    """Return the hub; the first site where there is none."""
    kinds = [site.kind for site in network.sites]
    return kinds.index(SiteKind.HUB) if SiteKind.HUB in kinds else 0


def _arrays(ways: SiteWays) -> Arrays:
    """Return ways as arrays."""
    texts = [list(ways.cut_off.items()), [asdict(note) for note in ways.notes]]
    return {
        "weight": ways.weight,
        "access": ways.access,
        "access_time": ways.access_time,
        "on_main": ways.on_main,
        "texts": packed(texts),
    }


def _ways(arrays: Arrays) -> SiteWays:
    """Return the ways that arrays hold."""
    cut_off, notes = unpacked(arrays["texts"])
    return SiteWays(
        weight=arrays["weight"],
        access=arrays["access"],
        access_time=arrays["access_time"],
        on_main=arrays["on_main"],
        cut_off={site: tuple(names) for site, names in cut_off},
        notes=tuple(Issue(**note) for note in notes),
    )
