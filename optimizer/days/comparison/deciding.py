"""How many days would probably decide what the days so far leave open."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from optimizer.days.comparison.intervals import block_length
from optimizer.days.comparison.noise import Noise
from optimizer.days.comparison.paired import Difference
from optimizer.days.comparison.verdicts import VerdictKind, kind_of

FEW_DAYS: Final = 20
"""With fewer days people wonder at how wide an interval is."""

MOST_DAYS: Final = 60
"""More days than these nobody is told to ask for, and no form offers."""

_PROBABLY: Final = 0.8


class Outlook(NamedTuple):
    """
    Why few days decide nothing, and how many would.

    ``blocks`` is as how many independent ones the ``days`` count, ``needed`` how many days
    would probably decide; None where these are more than ``most``.
    """

    days: int
    blocks: int
    needed: int | None
    most: int = MOST_DAYS


def outlook(difference: Difference, noise: Noise) -> Outlook | None:
    """
    Return what few days that leave zero within their interval allow to expect of more.

    None where there is a verdict or another reason for none, where the days are not few, or
    all alike, and where nobody has measured the noise: then no number of days decides.
    """
    if kind_of(difference, noise) is not VerdictKind.UNCERTAIN or not noise.freedom:
        return None
    if difference.days >= FEW_DAYS or not difference.interval.half > 0:
        return None
    blocks = round(difference.days / difference.block)
    return Outlook(difference.days, blocks, days_to_decide(difference, noise))


def days_to_decide(difference: Difference, noise: Noise) -> int | None:
    """
    Estimate how many days would lead to a verdict in four of five cases.

    Were the mean and its standard error of a day as these days have them, the interval of so
    many days leaves zero out and the mean is beyond the margin of the noise, with as much to
    spare as chance takes away once in five times. The mean is not known well, or there would
    be a verdict: this is an order of magnitude.

    Returns
    -------
    days
        More than there are; None where they are more than `MOST_DAYS`.
    """
    known, size, error = difference.days, abs(difference.mean), _error(difference)
    margin, spare = noise.margin(difference), float(ndtri(_PROBABLY))
    for days in range(known + 1, MOST_DAYS + 1):
        shrunk = math.sqrt(known / days)
        reach = max(_student(days, block_length(days), difference.level) * error, margin)
        if size >= shrunk * (reach + spare * error):
            return days
    return None


def _error(difference: Difference) -> float:
    """
    Return the standard error of a mean: that of its interval, or of independent days.

    A few blocks may look as if days made up for each other, which nobody should count on.
    """
    days = difference.days
    apart = np.std([each.value for each in difference.by_day], ddof=1) / math.sqrt(days)
    return max(
        difference.interval.half / _student(days, difference.block, difference.level),
        float(apart),
    )


def _student(days: int, block: int, level: float) -> float:
    """Return how many standard errors an interval reaches to either side."""
    return float(stdtrit(days / block - 1, (1 + level) / 2))
