"""What the compiled searches share: the seed of their chance, and the order of a few."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Floats, Ints
from optimizer.problems import compiled, lean


@compiled
def seed_generator(seed: int) -> None:
    """Seed the generator of the compiled functions."""
    np.random.seed(seed)


@lean
def sort_few(items: Ints, keys: Ints | Floats, count: int) -> None:
    """
    Sort the first items, and their keys, by ascending keys.

    Stable, so that equal keys keep their order on every machine; quick where they are few.
    """
    for k in range(1, count):
        key, item, at = keys[k], items[k], k
        while at and keys[at - 1] > key:
            keys[at], items[at] = keys[at - 1], items[at - 1]
            at -= 1
        keys[at], items[at] = key, item
