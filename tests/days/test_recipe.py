"""Recipes are plain, and the same recipe has the same key."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.days import Drawn, NetworkFolder
from optimizer.errors import InputError
from tests.days.fourstop import Days, close


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    return Days(tmp_path_factory.mktemp("days"))


@pytest.mark.parametrize(
    "changes",
    [
        {"seed": 1},
        {"effort": 21},
        {"day": 1},
        {"planned_at": "2026-11-23T12:00:00+08:00"},
        {"orders": Drawn(seed=3)},
        {"changes": ({"site": "A"},), "apply": close},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_the_result_depends_on_changes_the_key(days, changes):
    """Seed, effort, day, moment, orders and changes make another recipe."""
    assert days.run(**changes).key != days.run().key


def test_names_and_places_do_not_change_the_key(days):
    """A scenario that changes nothing is the base; the folder may lie anywhere."""
    moved = replace(days.network, path="elsewhere")
    assert days.run(variant="B", network=moved, apply=close).key == days.run().key


def test_a_recipe_travels(days):
    """A recipe comes out of a pickle as it went in."""
    run = days.run(changes=({"site": "A"},), apply=close)
    assert pickle.loads(pickle.dumps(run)) == run


@pytest.mark.parametrize(
    "changes",
    [
        {"effort": 0},
        {"effort": None},
        {"search_seconds": 1.0},
        {"effort": None, "search_seconds": -1.0},
        {"seed": -1},
        {"planned_at": "yesterday"},
        {"apply": lambda county, changes: county},
    ],
    ids=lambda changes: "apply" if "apply" in changes else str(changes),
)
def test_a_recipe_without_sense_is_refused_at_birth(days, changes):
    """E427 before anything has started."""
    with pytest.raises(InputError) as refused:
        days.run(**changes)
    assert [issue.code for issue in refused.value.issues] == ["E427"]


def test_a_folder_that_is_not_there_is_refused():
    """E428 names the folder."""
    with pytest.raises(InputError) as refused:
        NetworkFolder.of(Path("nowhere"))
    assert [issue.code for issue in refused.value.issues] == ["E428"]


@pytest.mark.parametrize("scale", [0.0, -1.0, 100.5, 1_000.0, float("nan"), float("inf")])
def test_orders_are_multiplied_by_what_a_county_may_have(scale):
    """E430 outside of what can be planned; a hundred times is the most."""
    assert Drawn(scale=100.0).scale == 100.0
    with pytest.raises(InputError) as refused:
        Drawn(scale=scale)
    assert [issue.code for issue in refused.value.issues] == ["E430"]
