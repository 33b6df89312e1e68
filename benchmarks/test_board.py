"""How long does the board of a plan take: its figures once, and the page in every run?"""

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.reports import PlanReading, Ways, board_figures, plan_document
from tests.reports.made_up import Dispatch, StraightLines, made_up_county

SIZES = (400, 7_400)
MOST_BYTES = 1_000_000
MOST_SECONDS = 0.02


def drawn(num_orders):
    """Return a made-up plan and its roads."""
    instance, times = made_up_county(num_orders=num_orders)
    document = plan_document(Dispatch(instance, times).plan(), instance, times)
    return PlanReading(document, instance), StraightLines(instance.network)


@pytest.mark.parametrize("num_orders", SIZES, ids="{} orders".format)
def test_figures(benchmark, num_orders):
    """How do the figures grow with the orders, and do they stay under a megabyte?"""
    plan, roads = drawn(num_orders)
    figures = benchmark(lambda: board_figures(plan, Ways(plan, roads), roads, "zh"))
    assert len(figures.content) < MOST_BYTES
    benchmark.extra_info.update(bytes=len(figures.content), trips=len(plan.document["trips"]))


def page(figures):
    """A page with nothing but a board, which says how long it took."""
    import time  # noqa: PLC0415 - the page runs apart from this module

    import streamlit as st  # noqa: PLC0415

    from optimizer.ui.parts.board import board  # noqa: PLC0415

    begun = time.perf_counter()
    board(figures, key="board")
    st.text(time.perf_counter() - begun)


def test_rerun(benchmark):
    """Does a run of a page spend under 20 ms on a board whose plan has not changed?"""
    plan, roads = drawn(SIZES[-1])
    figures = board_figures(plan, Ways(plan, roads), roads, "zh")
    app = AppTest.from_function(page, args=(figures,)).run()
    benchmark.pedantic(app.run, rounds=5, iterations=1)
    took = float(app.text[0].value)
    benchmark.extra_info.update(seconds=took)
    assert not app.exception
    if not benchmark.disabled:
        assert took < MOST_SECONDS
