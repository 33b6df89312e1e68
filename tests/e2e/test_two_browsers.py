"""Two dispatchers at once: each sees what the other did, and neither overwrites it unseen."""

import pytest

from tests.e2e.visitors import SLOW


@pytest.fixture(scope="module", autouse=True)
def plans(desk, few_orders):
    """Let the desk have orders and two plans, by the worker of the desk."""
    desk.bring(few_orders)
    desk.plan(seed=1)
    desk.plan(seed=2)


def open_plan(visitor, plan_id):
    """Open the page of publishing with a plan, and wait until it has been checked."""
    visitor.page.goto(f"{visitor.url}/publish?lang={visitor.lang}&plan={plan_id}")
    visitor.settle()
    return visitor.sees(visitor.word("publish.rules_good"))


def test_who_is_slower_gets_a_choice_and_not_a_silent_overwrite(visit, desk, screenshots):
    """While Wu is asked whether she is sure, Li publishes: she is told, and decides."""
    li, wu = visit(), visit("en")
    open_plan(li, 1)
    open_plan(wu, 2).press("publish.go").sees(wu.word("publish.yes"))
    li.press("publish.go").press("publish.yes").sees(li.begins("publish.done"))
    wu.press("publish.yes").sees(wu.begins("publish.conflict"))
    wu.shot(screenshots, "two-browsers")
    with desk.store() as store:
        assert store.plans.current(1).plan_id == 1, "nothing is overwritten before she decides"
    wu.press("publish.keep").sees(wu.word("publish.is_current"))
    with desk.store() as store:
        assert [one.plan_id for one in store.plans.publications(1)] == [1]


def test_replacing_is_a_decision_too(visit, desk):
    """Who has seen what the other one published may replace it by a button that says so."""
    li, wu = visit(), visit()
    open_plan(wu, 2).press("publish.go").sees(wu.word("publish.yes"))
    open_plan(li, 1).press("publish.again").press("publish.yes").sees(li.begins("publish.done"))
    wu.press("publish.yes").sees(wu.begins("publish.conflict"))
    wu.press("publish.replace").sees(wu.begins("publish.done"), within=SLOW)
    with desk.store() as store:
        assert store.plans.current(1).plan_id == 2
        assert [one.plan_id for one in store.plans.publications(1)] == [2, 1, 1]


def test_two_plans_asked_for_at_once_queue(visit, desk):
    """Who asks for more effort waits their turn, and both see both."""
    li, wu = visit(), visit()
    li.go("plan")
    wu.go("plan").page.get_by_text(wu.word("plan.standard"), exact=True).click()
    wu.settle()
    li.press("plan.go")
    wu.press("plan.go")
    wu.sees(wu.word("plan.queued"), within=SLOW)
    li.sees(li.word("plan.queued"), within=SLOW)
    wu.press("plan.stop_queued")
    li.press("plan.stop")
    with desk.store() as store:
        kinds = [run.state for run in store.runs.recent(1) if run.kind == "plan"]
    assert "failed" not in kinds
    assert "lost" not in kinds


def test_an_order_imported_by_one_is_there_for_the_other(visit, few_orders):
    """The same file again brings nothing twice."""
    wu = visit().go("orders").bring(few_orders)
    wu.sees(wu.word("orders.none_good", count=401))
    wu.press("orders.do_not")
