"""A plan that is being made survives a refresh, a closed page, and the death of its worker."""

import pytest

from tests.e2e.desks import wait_until
from tests.e2e.visitors import SLOW


@pytest.fixture(scope="module", autouse=True)
def orders(desk, few_orders):
    """Let the desk have orders."""
    desk.bring(few_orders)


def ask(li, seconds):
    """Ask for a plan with so many seconds of search."""
    li.go("plan")
    li.page.get_by_role("radio", name=li.word("plan.own")).click()
    li.settle()
    field = li.page.get_by_role("spinbutton", name=li.word("plan.seconds"))
    field.fill(str(seconds))
    field.press("Tab")
    li.settle()
    li.press("plan.go")
    li.sees(li.word("plan.run_plan"))


def test_a_refresh_loses_neither_run_nor_result(visit, desk):
    """After F5 in mid-run the progress is there again; then the plan; it survives F5 too."""
    li = visit()
    ask(li, 8)
    li.sees(li.begins("plan.elapsed"), within=60_000)
    li.page.reload()
    li.sees(li.begins("plan.elapsed"))
    li.page.close()  # the lid of the laptop
    li = visit().go("plan")
    li.sees(li.word("plan.checked"), within=120_000)
    li.page.reload()
    li.sees(li.word("plan.checked"))
    with desk.store() as store:
        (run,) = [run for run in store.runs.recent(1) if run.kind == "plan"]
        assert run.state == "done"
        assert store.plans.get(run.plan_id).orders == 401


def test_stopping_keeps_the_best(visit, desk):
    """Stop ends a long search soon, and the plan so far is there."""
    li = visit()
    with desk.store() as store:
        first = len(store.plans.recent(1))
        ask(li, 600)
        li.sees(li.word("plan.best"), within=120_000)
        li.press("plan.stop")
        wait_until(lambda: len(store.plans.recent(1)) > first, 90)
    li.sees(li.word("plan.checked"), within=90_000)


def test_a_killed_worker_is_seen_and_asked_again(visit, desk, screenshots):
    """Orders and plans are all there; the page says what happened and offers to ask again."""
    li = visit()
    with desk.store() as store:
        before = store.plans.recent(1)
    ask(li, 600)
    li.sees(li.begins("plan.elapsed"), within=60_000)
    desk.kill_worker()
    li.sees(li.begins("plan.lost"), within=120_000)
    li.shot(screenshots, "worker-died")
    with desk.store() as store:
        assert store.plans.recent(1) == before
        assert len(store.orders.open(1)) == 401
    li.press("plan.again")
    li.sees(li.begins("plan.elapsed"), within=120_000)
    li.press("plan.stop")
    li.sees(li.word("plan.checked"), within=SLOW)
