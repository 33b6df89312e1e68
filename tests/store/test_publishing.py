"""Publishing: one transaction, never over somebody else's plan."""

import pytest

from optimizer.store import Conflict, NotFound, Refused
from tests.store.examples import save_plan, table_counts


def publish(store, plan, expecting=None, tokens=None, violations=()):
    """Publish a plan."""
    return store.plans.publish(
        plan.plan_id, by="li", violations=violations, expecting=expecting, tokens=tokens or {}
    )


def test_publications_follow_each_other(store, network):
    """The second replaces the first, and both stay in the list."""
    first, second = save_plan(store, network), save_plan(store, network)
    assert store.plans.current(network.network_id) is None
    one = publish(store, first)
    two = publish(store, second, expecting=one.publication_id)
    assert (one.number, one.replaces, two.number, two.replaces) == (1, None, 2, one.publication_id)
    assert store.plans.current(network.network_id) == two
    assert store.plans.publications(network.network_id) == [two, one]
    assert store.plans.get(first.plan_id).published


def test_a_plan_can_be_published_again(store, network):
    """The dispatcher goes back to the plan before."""
    first, second = save_plan(store, network), save_plan(store, network)
    one = publish(store, first)
    two = publish(store, second, expecting=one.publication_id)
    assert publish(store, first, expecting=two.publication_id).number == 3


@pytest.mark.parametrize("saw", ["nothing", "the one before"])
def test_nobody_publishes_over_what_they_have_not_seen(store, network, saw):
    """They are told what is in force, and nothing is written."""
    plan = save_plan(store, network)
    first = publish(store, plan)
    now = publish(store, plan, expecting=first.publication_id)
    before = table_counts(store)
    with pytest.raises(Conflict) as conflict:
        publish(store, plan, expecting=None if saw == "nothing" else first.publication_id)
    assert conflict.value.current == now
    assert table_counts(store) == before


def test_who_expects_a_publication_that_never_was_is_told(store, network):
    """Nothing is in force: the conflict says so."""
    with pytest.raises(Conflict) as conflict:
        publish(store, save_plan(store, network), expecting=48)
    assert conflict.value.current is None


def test_a_faulted_plan_is_refused(store, network):
    """Whether the checker faults it now, or did when it was saved."""
    with pytest.raises(Refused) as refused:
        publish(store, save_plan(store, network), violations=["V101", "V105"])
    assert (refused.value.reason, refused.value.values["count"]) == ("violations", 2)
    with pytest.raises(Refused):
        publish(store, save_plan(store, network, violations=1))
    assert store.plans.current(network.network_id) is None


def test_a_baseline_is_not_published(store, network):
    """It is only there to compare with."""
    plan = save_plan(store, network)
    with pytest.raises(Refused):
        publish(store, save_plan(store, network, is_baseline_of=plan.plan_id))
    with pytest.raises(NotFound):
        store.plans.publish(48, by="li", violations=[], expecting=None, tokens={})


def test_a_secret_opens_its_page(store, network):
    """A token leads to the publication and key that it was given out for."""
    tokens = {"truck-01": "aaa", "货车-2": "bbb"}
    made = publish(store, save_plan(store, network), tokens=tokens)
    assert store.plans.tokens(made.publication_id) == tokens
    assert store.plans.by_token("bbb") == (made, "货车-2")
    assert store.plans.by_token("' OR 1=1 --") is None


def test_a_secret_is_never_given_twice(store, network):
    """A token that another publication has is refused, and nothing is published."""
    plan = save_plan(store, network)
    first = publish(store, plan, tokens={"truck-01": "aaa"})
    with pytest.raises(Refused) as refused:
        publish(store, plan, expecting=first.publication_id, tokens={"truck-01": "aaa"})
    assert refused.value.reason == "token"
    assert store.plans.current(network.network_id) == first
