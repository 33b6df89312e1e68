"""Which villages the best set of stations serves better than today's, and which worse."""

from __future__ import annotations

from typing import Any

from optimizer.days import by_village
from optimizer.scenarios import village_means, villages_told
from optimizer.siting.answering import Judgement


def villages_of(judgement: Judgement | None, seed: int) -> dict[str, Any]:
    """
    Return the villages of a judgement as plain values, in the form of a what-if's.

    ``base`` is today, ``scenario`` the best. ``villages_by`` says how many days they are of, and
    whether those are fresh ones: the days that judge. None, and no village, where none does.
    """
    if judgement is None:
        return {"villages_by": None, "gaining": [], "losing": [], "villages": []}
    base, best = judgement.today.days, judgement.best.days
    found = by_village(base, best, seed=seed)
    by = {"is_fresh": judgement.is_fresh, "days": judgement.difference.days}
    return {"villages_by": by, **villages_told(found, village_means(base, best))}
