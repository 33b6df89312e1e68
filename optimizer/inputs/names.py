"""Finds a site by what people call it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from optimizer.domain import Ints, Issue, Site
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.tables import Table, factorize


class SiteNames:
    """Finds sites by id, or by a Chinese name that only one site has."""

    def __init__(self, sites: Sequence[Site]) -> None:
        count = Counter(site.name_zh for site in sites)
        self.position = {site.name_zh: i for i, site in enumerate(sites)}
        self.shared = {name for name, times in count.items() if times > 1}
        self.position |= {site.site_id: i for i, site in enumerate(sites)}
        self.shared -= {site.site_id for site in sites}
        self.sites = sites

    def positions(self, table: Table, name: str, issues: Issues, *, required: bool = True) -> Ints:
        """Return a column of sites as positions; -1 where no site is named or meant."""
        codes, uniques = factorize(table.texts(name))
        found = [-1 if text in self.shared else self.position.get(text, -1) for text in uniques]
        chosen = np.array([*found, -1], dtype=np.int64)[codes]
        fixes: dict[str, str] = {}

        def issue_of(row: int) -> Issue:
            text = uniques[codes[row]]
            if not text:
                return table.issue("E114", row, name, "no site is given")
            if text in self.shared:
                ids = [site.site_id for site in self.sites if site.name_zh == text]
                fix = f"name it by id: {' or '.join(ids[:5])}"
                message = f"{len(ids)} sites are called {shown(text)}"
                return table.issue("E122", row, name, message, value=text, fix=fix)
            if text not in fixes:
                guess = issues.suggest(text, self.position)
                fixes[text] = f"add it to sites.csv{', or ' if guess else ''}{guess}"
            message = f"no site is called {shown(text)}"
            return table.issue("E107", row, name, message, value=text, fix=fixes[text])

        if name in table.columns:
            bad = np.flatnonzero(chosen < 0)
            rows = (int(row) for row in bad if required or uniques[codes[row]])
            issues.add_each(rows, issue_of)
        return chosen
