"""Reports and checker read the design alike, though they share no code."""

from __future__ import annotations

import pytest

from optimizer.checker import check_document
from optimizer.reports import plan_document
from tests.instances import travel
from tests.reports.made_up import Dispatch, made_up_county
from tests.reports.plans import four_stop_instance, four_stop_plan


def test_checker_agrees_with_the_four_stop_document():
    """The document of the plan worked out by hand breaks no rule."""
    instance = four_stop_instance()
    assert (
        check_document(plan_document(four_stop_plan(), instance, travel()), instance, travel())
        == []
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_checker_agrees_with_made_up_documents(seed):
    """Late, deferred, unserved and daily visited: recomputing gives what the document says."""
    instance, times = made_up_county(seed, num_orders=500)
    document = plan_document(Dispatch(instance, times).plan(), instance, times)
    assert min(document["kpis"][name] for name in ("on_time", "late", "unserved")) > 0
    assert check_document(document, instance, times) == []
