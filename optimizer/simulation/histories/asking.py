"""What a simulation asks for: histories of the same days, each played by both policies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

import optimizer
from optimizer.days import NOISE_DAYS, Drawn, NetworkFolder
from optimizer.inputs import orders_fingerprint
from optimizer.pipeline import County
from optimizer.scenarios import Rain, Scenario, check_scenarios
from optimizer.simulation.histories.playing import opened
from optimizer.simulation.histories.recipe import PlayRun
from optimizer.simulation.reading import plain_uncertainty
from optimizer.simulation.rolling import Policy
from optimizer.simulation.uncertainty import Uncertainty

ANOTHER: Final = 1_000_003
"""Added to the seed of the search where days of the first history are played again."""
FORM: Final = 3
"""Raised whenever the same recipe would give another result, so that old ones are not read."""
RUN_OFF_DAYS: Final = 2
"""So long a run-off usually lasts: what is promised within 48 hours is brought by then."""


@dataclass(frozen=True)
class SimulationQuestion:
    """
    So many days and their run-off, played by need and by habit in ``seeds`` histories.

    Each history has rain, luck and, where they are drawn, orders of its own; ``orders`` of a
    file are the same in all. ``under`` is a scenario that holds on all days: what planners
    know of, while ``uncertainty`` is what happens to them.
    """

    network: NetworkFolder
    first_day: date
    days: int
    orders: Mapping[date, bytes] | Drawn
    uncertainty: Uncertainty = field(default_factory=Uncertainty)
    seed: int = 0
    seeds: int = 2
    effort: int = 2_000
    under: Scenario | None = None

    @property
    def histories(self) -> range:
        """The seeds of the histories."""
        return range(self.seed, self.seed + self.seeds)

    @property
    def strays(self) -> Uncertainty:
        """How far drives stray from plans: where plans expect the rain it slows no road twice."""
        changes = self.under.plain() if self.under else ()
        is_expected = any(change["change"] == Rain.kind for change in changes)
        return replace(self.uncertainty, rain_roads=1.0) if is_expected else self.uncertainty

    @property
    def num_days(self) -> int:
        """About how many days are played by all, those of the run-offs as long as usual."""
        return sum(run.until + run.runs_off * RUN_OFF_DAYS for run in self.runs())

    def runs(self) -> list[PlayRun]:
        """Return the first days of all; those for the solver's own noise come last."""
        again = min(self.days, NOISE_DAYS)
        return [
            *(self._first(seed, policy) for seed in self.histories for policy in Policy),
            *(self._first(self.seed, each, self.seed + ANOTHER, again) for each in Policy),
        ]

    def check(self) -> County:
        """
        Return the county of the first day, after all that can be checked was.

        Raises
        ------
        InputError
            With all that is wrong with the county or the scenario.
        NetworkError
            When the roads cannot be used.
        """
        first = self.runs()[0]
        if self.under is not None:
            check_scenarios(opened(replace(first, changes=()), self.first_day), [self.under])
        return opened(first, self.first_day)

    def orders_of(
        self, number: int, memory: Mapping[str, Any] | None, seed: int
    ) -> Drawn | Mapping[date, bytes]:
        """Return the orders that a day needs which the county does not remember."""
        if isinstance(self.orders, Drawn):
            return replace(self.orders, seed=seed)
        known = date.fromisoformat(memory["known_until"]) if memory else self.first_day
        # What is announced on a day may be ready on the next. The day itself is always opened,
        # after the last one that.
        wanted = [self.first_day + timedelta(days=n) for n in range(min(number + 2, self.days))]
        today = self.first_day + timedelta(days=min(number, self.days - 1))
        return {day: self.orders[day] for day in wanted if day >= min(known, today)}

    def _first(
        self, seed: int, policy: Policy, search: int | None = None, until: int | None = None
    ) -> PlayRun:
        """Return the first day of a policy in a history."""
        search = seed if search is None else search
        changes = self.under.plain() if self.under else ()
        return PlayRun(
            network=self.network,
            history=self._history(seed, search, policy),
            policy=policy,
            first_day=self.first_day,
            days=self.days,
            until=self.days if until is None else until,
            runs_off=until is None,
            number=0,
            orders=self.orders_of(0, None, seed),
            uncertainty=self.strays,
            seed=seed,
            search=search,
            effort=self.effort,
            changes=changes,
        )

    def _history(self, seed: int, search: int, policy: Policy) -> str:
        """Return the SHA-256 of all that the days of a policy in a history hang on."""
        orders: object
        if isinstance(self.orders, Drawn):
            orders = [self.orders.season, self.orders.scale]
        else:
            files = sorted(self.orders.items())
            orders = [[day.isoformat(), orders_fingerprint(file)] for day, file in files]
        recipe = {
            "form": FORM,
            "version": optimizer.__version__,
            "network": self.network.fingerprint,
            "days": [self.first_day.isoformat(), self.days],
            "orders": orders,
            "uncertainty": plain_uncertainty(self.strays),
            "seeds": [seed, search],
            "effort": self.effort,
            "policy": str(policy),
            "changes": [dict(change) for change in (self.under.plain() if self.under else ())],
        }
        text = json.dumps(recipe, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
