"""Plans and drafts."""

import pytest

from optimizer.store import Conflict, NotFound
from tests.store.examples import document, save_plan


def test_a_plan_comes_back_as_it_was_saved(store, network):
    """Document, orders and inheritance, and its figures as columns."""
    plan = save_plan(store, network, label="早班", inherited={"visits_due": ["V01"]})
    assert store.plans.document(plan.plan_id) == document()
    assert store.plans.orders_csv(plan.plan_id) == b"order_id\n1\n"
    assert store.plans.inherited(plan.plan_id) == {"visits_due": ["V01"]}
    assert store.plans.get(plan.plan_id) == plan
    assert (plan.orders, plan.late, plan.total_cost, plan.label) == (3, 1, 912.345, "早班")
    assert plan.cost_per_piece is None
    assert plan.planned_at.isoformat() == "2026-11-22T21:00:00+00:00"
    assert not plan.published


def test_recent_plans_leave_out_baselines(store, network):
    """Newest first, of one network, as many as asked for."""
    first = save_plan(store, network)
    second = save_plan(store, network, parent_id=first.plan_id)
    baseline = save_plan(store, network, is_baseline_of=second.plan_id)
    assert store.plans.recent(network.network_id) == [second, first]
    assert store.plans.recent(network.network_id, limit=1) == [second]
    assert store.plans.baseline_of(second.plan_id) == baseline
    assert store.plans.baseline_of(first.plan_id) is None


def test_what_is_not_there_is_not_found(store):
    """Every question about an unknown plan says so."""
    plans = store.plans
    for ask in (plans.get, plans.document, plans.orders_csv, plans.inherited):
        with pytest.raises(NotFound) as missing:
            ask(48)
        assert missing.value.code == "S102"
    with pytest.raises(NotFound):
        store.drafts.open(48, "li")


def test_a_draft_belongs_to_one_person(store, network):
    """Each has their own over the same plan, and finds it again."""
    plan_id = save_plan(store, network).plan_id
    mine = store.drafts.open(plan_id, "li")
    assert store.drafts.open(plan_id, "wang").draft_id != mine.draft_id
    edits = [{"do": "move", "order": "单1"}, {"do": "lock", "trip": "T1"}]
    kept = store.drafts.save(mine.draft_id, edits, 1, version=mine.version)
    assert store.drafts.open(plan_id, "li") == kept
    assert (kept.edits, kept.position, kept.version) == (edits, 1, 2)
    store.drafts.discard(mine.draft_id)
    assert store.drafts.open(plan_id, "li").edits == []


def test_two_tabs_do_not_overwrite_a_draft(store, network):
    """The second to save sees what the first has saved."""
    draft = store.drafts.open(save_plan(store, network).plan_id, "li")
    first = store.drafts.save(draft.draft_id, [{"a": 1}], 1, version=draft.version)
    with pytest.raises(Conflict) as conflict:
        store.drafts.save(draft.draft_id, [{"b": 2}], 1, version=draft.version)
    assert conflict.value.current == first
    with pytest.raises(ValueError, match="position"):
        store.drafts.save(draft.draft_id, [], 1, version=first.version)
    store.drafts.discard(draft.draft_id)
    with pytest.raises(NotFound):
        store.drafts.save(draft.draft_id, [], 0, version=first.version)
