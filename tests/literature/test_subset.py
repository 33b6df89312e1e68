"""No class of published instances is solved worse than before, at the same effort."""

from __future__ import annotations

import pytest

from benchmarks.literature.classes import CLASSES
from benchmarks.literature.engines import engine_called
from benchmarks.literature.subset import ENGINE, MOST_WORSE, SUBSET, measure, read_stored
from tests.literature.shared import folder


@pytest.fixture(scope="module")
def engine():
    """Return the default engine, compiled."""
    found = engine_called(ENGINE)
    found.prepare()
    return found


@pytest.mark.parametrize("sample", SUBSET, ids=lambda each: f"{each.kind}-{each.instance}")
def test_a_gap_worsens_by_half_a_point_at_most(sample, request):
    """At fixed effort the answer is feasible, no record falls, and the gap is as stored."""
    place = folder(sample.kind).parent
    row = measure(sample, place, request.getfixturevalue("engine"))
    stored = read_stored()[sample.key]
    assert row.breaks == ()
    assert not row.beats_record
    assert stored.effort == sample.effort
    assert stored.gap(row.cost) <= stored.gap(stored.cost) + MOST_WORSE


def test_every_class_is_in_the_subset_and_stored():
    """Nothing is measured that is not stored, and no class is left out."""
    assert {sample.kind for sample in SUBSET} == set(CLASSES)
    assert {sample.key for sample in SUBSET} == set(read_stored())
